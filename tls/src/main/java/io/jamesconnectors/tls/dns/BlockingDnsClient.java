/*
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *     http://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */
package io.jamesconnectors.tls.dns;

import java.io.IOException;
import java.io.InputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Message;
import org.xbill.DNS.io.IoClientFactory;
import org.xbill.DNS.io.TcpIoClient;
import org.xbill.DNS.io.UdpIoClient;

/**
 * Carries DNS messages on the calling thread, over a new socket each time, so that the port is as hard to guess as the operating system makes it (RFC 5452 §9.2).
 *
 * <p>dnsjava's own transport runs one selector thread and one shutdown hook a process, both static: they would outlive a reload and pin the class loader.
 */
final class BlockingDnsClient implements IoClientFactory, UdpIoClient, TcpIoClient {
    private static final int ID_LENGTH = 2;

    @Override
    public UdpIoClient createOrGetUdpClient() {
        return this;
    }

    @Override
    public TcpIoClient createOrGetTcpClient() {
        return this;
    }

    @Override
    public CompletableFuture<byte[]> sendAndReceiveUdp(@Nullable InetSocketAddress local, InetSocketAddress remote, Message query, byte[] data, int max, Duration timeout) {
        Deadline deadline = Deadline.in(timeout);
        try (DatagramSocket socket = new DatagramSocket(local)) {
            socket.connect(remote);
            socket.send(new DatagramPacket(data, data.length));
            DatagramPacket answer = new DatagramPacket(new byte[max], max);
            do {
                // A datagram with another id is a late or a forged one: the right one may still come.
                socket.setSoTimeout(deadline.remainingMillis());
                answer.setLength(max);
                socket.receive(answer);
            } while (!sameId(answer.getData(), answer.getLength(), data));
            return CompletableFuture.completedFuture(Arrays.copyOf(answer.getData(), answer.getLength()));
        } catch (IOException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    @Override
    public CompletableFuture<byte[]> sendAndReceiveTcp(@Nullable InetSocketAddress local, InetSocketAddress remote, Message query, byte[] data, Duration timeout) {
        Deadline deadline = Deadline.in(timeout);
        try (Socket socket = new Socket()) {
            socket.bind(local);
            socket.connect(remote, deadline.remainingMillis());
            socket.getOutputStream().write(ByteBuffer.allocate(2 + data.length).putShort((short) data.length).put(data).array());
            byte[] length = read(socket, 2, deadline);
            return CompletableFuture.completedFuture(read(socket, Short.toUnsignedInt(ByteBuffer.wrap(length).getShort()), deadline));
        } catch (IOException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private static byte[] read(Socket socket, int length, Deadline deadline) throws IOException {
        InputStream in = socket.getInputStream();
        byte[] bytes = new byte[length];
        for (int got = 0; got < length;) {
            socket.setSoTimeout(deadline.remainingMillis());
            int count = in.read(bytes, got, length - got);
            if (count < 0) {
                throw new IOException("answer: ended after " + got + " bytes (expected: " + length + ")");
            }
            got += count;
        }
        return bytes;
    }

    private static boolean sameId(byte[] answer, int length, byte[] query) {
        return length >= ID_LENGTH && answer[0] == query[0] && answer[1] == query[1];
    }

    private record Deadline(long nanoTime) {
        static Deadline in(Duration timeout) {
            return new Deadline(System.nanoTime() + timeout.toNanos());
        }

        int remainingMillis() throws SocketTimeoutException {
            long millis = Duration.ofNanos(nanoTime - System.nanoTime()).toMillis();
            if (millis < 1) {
                throw new SocketTimeoutException("timed out");
            }
            return (int) Math.min(millis, Integer.MAX_VALUE);
        }
    }
}
