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
package io.jamesconnectors.testing;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;

/**
 * A name server on loopback, UDP and TCP on one port, that answers from a {@link FakeZone} and remembers what it was asked.
 * Answers too long for UDP are truncated, so that the client comes back over TCP.
 */
public final class FakeDns implements AutoCloseable {
    private static final int MAX_UDP = 512;
    private static final int PORT_ATTEMPTS = 50;

    private final FakeZone zone = new FakeZone();
    private final List<String> queries = new CopyOnWriteArrayList<>();
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
    private final Threads threads = new Threads("fake-dns");
    private final DatagramSocket udp;
    private final ServerSocket tcp;

    private FakeDns(DatagramSocket udp, ServerSocket tcp) {
        this.udp = udp;
        this.tcp = tcp;
    }

    /** A server without any records: every name is answered with NXDOMAIN. */
    public static FakeDns start() {
        IOException last = new IOException("no port");
        for (int attempt = 0; attempt < PORT_ATTEMPTS; attempt++) {
            try {
                ServerSocket tcp = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                try {
                    FakeDns dns = new FakeDns(new DatagramSocket(new InetSocketAddress(tcp.getInetAddress(), tcp.getLocalPort())), tcp);
                    dns.threads.start(dns::serveUdp);
                    dns.threads.start(dns::serveTcp);
                    return dns;
                } catch (IOException e) {
                    tcp.close();
                    throw e;
                }
            } catch (IOException e) {
                last = e;
            }
        }
        throw new UncheckedIOException("fake DNS: no port that is free for both UDP and TCP", last);
    }

    /** What it answers from; may change while it runs. */
    public FakeZone zone() {
        return zone;
    }

    /** The address that it listens on: 127.0.0.1. */
    public String host() {
        return tcp.getInetAddress().getHostAddress();
    }

    /** The port of both UDP and TCP. */
    public int port() {
        return tcp.getLocalPort();
    }

    /** What was asked so far, such as {@code udp MX contoso.com}, in order. */
    public List<String> queries() {
        return List.copyOf(queries);
    }

    @Override
    public void close() {
        udp.close();
        try {
            tcp.close();
            for (Socket connection : connections) {
                connection.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            threads.join();
        }
    }

    private void serveUdp() throws IOException {
        byte[] buffer = new byte[MAX_UDP];
        while (true) {
            DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
            udp.receive(packet);
            byte[] answer = answer("udp", Arrays.copyOf(packet.getData(), packet.getLength()));
            if (answer.length > 0) {
                udp.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
            }
        }
    }

    private void serveTcp() throws IOException {
        while (true) {
            Socket connection = tcp.accept();
            connections.add(connection);
            if (tcp.isClosed()) {
                connection.close();
            }
            threads.start(() -> serve(connection));
        }
    }

    private void serve(Socket connection) throws IOException {
        try (connection) {
            DataInputStream in = new DataInputStream(connection.getInputStream());
            while (true) {
                byte[] query = new byte[in.readUnsignedShort()];
                in.readFully(query);
                byte[] answer = answer("tcp", query);
                if (answer.length > 0) {
                    connection.getOutputStream().write(ByteBuffer.allocate(2 + answer.length).putShort((short) answer.length).put(answer).array());
                }
            }
        } catch (EOFException e) {
            // The client has heard enough.
        } finally {
            connections.remove(connection);
        }
    }

    private byte[] answer(String transport, byte[] bytes) throws IOException {
        Message query = new Message(bytes);
        queries.add(transport + " " + FakeZone.describe(query));
        byte[] whole = zone.answer(query).map(Message::toWire).orElseGet(() -> new byte[0]);
        if (transport.equals("tcp") || whole.length <= MAX_UDP) {
            return whole;
        }
        Message truncated = FakeZone.emptyAnswerTo(query);
        truncated.getHeader().setFlag(Flags.TC);
        return truncated.toWire();
    }
}
