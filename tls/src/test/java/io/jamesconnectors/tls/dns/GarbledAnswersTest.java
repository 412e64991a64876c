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

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.MXRecord;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Section;

import io.jamesconnectors.connectors.DomainName;
import io.jamesconnectors.connectors.SmartHost;

@Timeout(120)
class GarbledAnswersTest {
    private static final int QUESTIONS = 1_000;

    @Test
    void neverThrowAndNeverPassForAMissingDomain() throws Exception {
        long seed = Long.getLong("seed", 1);
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            Thread server = new Thread(() -> serve(socket, RandomGeneratorFactory.of("L64X128MixRandom").create(seed)), "garbled-dns");
            server.start();
            MailDns dns = DnsjavaMailDns.of(List.of(new SmartHost("127.0.0.1", socket.getLocalPort())), Duration.ofMillis(30));
            for (int i = 0; i < QUESTIONS; i++) {
                MxAnswer answer = dns.mx(DomainName.parse("d" + i + ".contoso.com"));

                assertThat(answer).as("seed %d, question %d", seed, i).isNotInstanceOf(NoSuchDomain.class);
                if (answer instanceof MxHosts hosts) {
                    assertThat(hosts.hosts()).allSatisfy(host -> assertThat(host.preference()).isBetween(0, 65_535));
                }
            }
            socket.close();
            server.join();
        }
    }

    private static void serve(DatagramSocket socket, RandomGenerator random) {
        try {
            while (true) {
                DatagramPacket packet = new DatagramPacket(new byte[512], 512);
                socket.receive(packet);
                byte[] answer = answer(new Message(Arrays.copyOf(packet.getData(), packet.getLength())));
                for (int change = random.nextInt(4); change >= 0; change--) {
                    // Neither the id nor the flags: the first would be ignored, the second could say NXDOMAIN.
                    answer[4 + random.nextInt(answer.length - 4)] = (byte) random.nextInt(256);
                }
                int length = random.nextInt(4) == 0 ? random.nextInt(answer.length) : answer.length;
                socket.send(new DatagramPacket(answer, length, packet.getSocketAddress()));
            }
        } catch (IOException e) {
            // The test has closed the socket.
        }
    }

    private static byte[] answer(Message query) throws IOException {
        Message answer = new Message(query.getHeader().getID());
        answer.getHeader().setFlag(Flags.QR);
        answer.addRecord(query.getQuestion(), Section.QUESTION);
        answer.addRecord(new MXRecord(query.getQuestion().getName(), DClass.IN, 60, 10, Name.fromString("mail.contoso.com.")), Section.ANSWER);
        return answer.toWire();
    }
}
