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
package io.jamesconnectors.server.played;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;

import org.apache.james.protocols.api.ProtocolTransport;
import org.apache.james.protocols.smtp.SMTPConfigurationImpl;
import org.apache.james.protocols.smtp.SMTPSession;
import org.apache.james.protocols.smtp.SMTPSessionImpl;
import org.junit.jupiter.api.Test;

import com.google.common.net.InetAddresses;

/** What somebody would have to get past who wanted the address of a played peer. */
class PlayedPeersTest {
    private static final InetAddress DEVICE = InetAddresses.forString("192.0.2.7");

    private final PlayedPeers peers = new PlayedPeers();

    @Test
    void believesNoConnectionThatOurSocketHasNotMade() throws IOException {
        InetSocketAddress listener = new InetSocketAddress(InetAddress.getLoopbackAddress(), 25);
        try (PlayedPeer notOnItsWay = PlayedPeer.bind(DEVICE, listener, false, peer -> { })) {
            peers.await(notOnItsWay);
            SMTPSession forged = session(notOnItsWay.ends().client(), listener);
            peers.meet(forged, "mx");

            assertThat(forged.getRemoteAddress()).isEqualTo(notOnItsWay.ends().client());
            assertThat(PlayedPeers.on(forged)).isEmpty();
            assertThat(peers.awaited()).as("after the first with these ends").isZero();
        }
    }

    @Test
    void goesByBothEnds() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            InetSocketAddress listener = (InetSocketAddress) server.getLocalSocketAddress();
            try (PlayedPeer device = peers.play(DEVICE, listener, false)) {
                InetSocketAddress client = device.ends().client();
                for (SMTPSession other : new SMTPSession[] {
                    session(client, new InetSocketAddress(listener.getAddress(), 1)),
                    session(new InetSocketAddress(client.getAddress(), 1), listener),
                    session(new InetSocketAddress(DEVICE, client.getPort()), listener)}) {
                    InetSocketAddress address = other.getRemoteAddress();
                    peers.meet(other, "mx");
                    assertThat(other.getRemoteAddress()).isEqualTo(address);
                }
                assertThat(peers.awaited()).isEqualTo(1);
            }
            assertThat(peers.awaited()).isZero();
        }
    }

    @Test
    void leavesItsAddressAndPortToNobodyElse() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                PlayedPeer device = peers.play(DEVICE, (InetSocketAddress) server.getLocalSocketAddress(), false);
                Socket thief = new Socket()) {
            thief.setReuseAddress(true);
            assertThatThrownBy(() -> thief.bind(device.ends().client())).isInstanceOf(BindException.class);
        }
    }

    @Test
    void awaitsNobodyWhereNobodyListens() throws IOException {
        InetSocketAddress closed;
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = (InetSocketAddress) server.getLocalSocketAddress();
        }
        assertThatThrownBy(() -> {
            try (PlayedPeer device = peers.play(DEVICE, closed, false)) {
                device.awaitConnection(Duration.ofSeconds(60));
            }
        }).isInstanceOf(IOException.class);
        assertThat(peers.awaited()).isZero();
    }

    private static SMTPSession session(InetSocketAddress client, InetSocketAddress listener) {
        ProtocolTransport transport = (ProtocolTransport) Proxy.newProxyInstance(PlayedPeersTest.class.getClassLoader(), new Class<?>[] {ProtocolTransport.class},
            (proxy, method, arguments) -> switch (method.getName()) {
                case "getRemoteAddress" -> client;
                case "getLocalAddress" -> listener;
                default -> throw new UnsupportedOperationException(method.getName());
            });
        return new SMTPSessionImpl(transport, new SMTPConfigurationImpl());
    }
}
