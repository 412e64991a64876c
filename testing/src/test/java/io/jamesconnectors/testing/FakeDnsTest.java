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

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Set;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

@Timeout(60)
class FakeDnsTest {
    private final FakeDns dns = FakeDns.start();

    @AfterEach
    void stop() {
        dns.close();
    }

    @Test
    void answersFromItsTable() throws Exception {
        dns.zone().address("mail.contoso.com", "192.0.2.1");

        assertThat(overUdp("Mail.contoso.com", Type.A).getSection(Section.ANSWER)).singleElement()
            .satisfies(found -> assertThat(found.rdataToString()).isEqualTo("192.0.2.1"));
        assertThat(dns.queries()).containsExactly("udp A mail.contoso.com");
    }

    @Test
    void knowsNoOtherName() throws Exception {
        assertThat(overUdp("contoso.com", Type.MX).getRcode()).isEqualTo(Rcode.NXDOMAIN);
    }

    @Test
    void knowsANameWithoutSuchARecord() throws Exception {
        dns.zone().txt("contoso.com", "v=spf1 -all");
        Message answer = overUdp("contoso.com", Type.MX);

        assertThat(answer.getRcode()).isEqualTo(Rcode.NOERROR);
        assertThat(answer.getSection(Section.ANSWER)).isEmpty();
    }

    @Test
    void sendsLongAnswersOverTcpOnly() throws Exception {
        for (int i = 0; i < 60; i++) {
            dns.zone().mx("contoso.com", i, "mail" + i + ".contoso.com");
        }

        assertThat(overUdp("contoso.com", Type.MX).getHeader().getFlag(Flags.TC)).isTrue();
        assertThat(overTcp("contoso.com", Type.MX).getSection(Section.ANSWER)).hasSize(60);
    }

    @Test
    void failsAndRefusesAsTold() throws Exception {
        dns.zone().serverFailure("a.test").refuse("b.test");

        assertThat(overUdp("a.test", Type.A).getRcode()).isEqualTo(Rcode.SERVFAIL);
        assertThat(overUdp("b.test", Type.A).getRcode()).isEqualTo(Rcode.REFUSED);
    }

    @Test
    void endsConnectionsAndThreadsWhenClosed() throws Exception {
        try (Socket client = new Socket(dns.host(), dns.port())) {
            overTcp("contoso.com", Type.A);
            dns.close();

            assertThatThrownBy(() -> new DataInputStream(client.getInputStream()).readByte()).isInstanceOf(IOException.class);
        }
        assertThat(Set.copyOf(Thread.getAllStackTraces().keySet())).extracting(Thread::getName).noneMatch(name -> name.startsWith("fake-dns"));
    }

    private Message overUdp(String name, int type) throws IOException {
        try (DatagramSocket socket = new DatagramSocket()) {
            byte[] query = query(name, type);
            socket.send(new DatagramPacket(query, query.length, new InetSocketAddress(dns.host(), dns.port())));
            DatagramPacket answer = new DatagramPacket(new byte[4_096], 4_096);
            socket.receive(answer);
            return new Message(Arrays.copyOf(answer.getData(), answer.getLength()));
        }
    }

    private Message overTcp(String name, int type) throws IOException {
        try (Socket socket = new Socket(dns.host(), dns.port())) {
            byte[] query = query(name, type);
            socket.getOutputStream().write(ByteBuffer.allocate(2 + query.length).putShort((short) query.length).put(query).array());
            DataInputStream in = new DataInputStream(socket.getInputStream());
            byte[] answer = new byte[in.readUnsignedShort()];
            in.readFully(answer);
            return new Message(answer);
        }
    }

    private static byte[] query(String name, int type) throws IOException {
        return Message.newQuery(Record.newRecord(Name.fromString(name, Name.root), type, DClass.IN)).toWire();
    }
}
