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

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class SteadySourceTest {
    private static final Duration PATIENT = Duration.ofSeconds(60);

    @Test
    void goesOnWhereTheServerComesBack() throws Exception {
        Set<String> told = ConcurrentHashMap.newKeySet();
        try (SinkSmtpServer second = SinkSmtpServer.that().tell(message -> told.add(message.header("Message-ID").orElseThrow())).start()) {
            SinkSmtpServer first = SinkSmtpServer.that().start();
            SteadySource source = SteadySource.start(source(first), 3);
            try (source) {
                source.awaitAccepted(20, PATIENT);
                first.close();
                source.moveTo(address(second));
                source.awaitAccepted(source.accepted().size() + 20, PATIENT);
            }

            Set<String> taken = new HashSet<>(first.messageIds());
            taken.addAll(second.messageIds());
            assertThat(taken).containsAll(source.accepted());
            assertThat(taken).as("three sessions can have lost one answer each").hasSizeLessThanOrEqualTo(source.accepted().size() + 3);
            assertThat(first.duplicates() + second.duplicates()).isZero();
            assertThat(told).isEqualTo(second.messageIds());
        }
    }

    @Test
    void saysWhatItWasRefusedFor() throws Exception {
        try (SinkSmtpServer server = SinkSmtpServer.that().refuseRecipient("b@contoso.com", "550 5.1.1 No such user").start();
                SteadySource source = SteadySource.start(source(server), 1)) {
            assertThatThrownBy(() -> source.awaitAccepted(1, PATIENT)).hasMessageContaining("550 5.1.1 No such user");
        }
    }

    private static MailSource source(SinkSmtpServer server) {
        return new MailSource(address(server), InetAddress.getLoopbackAddress(), "a@fabrikam.com", "b@contoso.com", "steady", 100);
    }

    private static InetSocketAddress address(SinkSmtpServer server) {
        return new InetSocketAddress(server.host(), server.port());
    }
}
