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
package io.jamesconnectors.connectors.inbound;

import static io.jamesconnectors.connectors.inbound.Request.from;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Devices whose own sender no server would take, where the outbound connector puts one of ours in its place. */
class ReplacedSendersTest {
    private static final Rules RULES = Rules.accepting("contoso.com").organization("Devices", "192.0.2.0/24").replacingSenders("scanner@contoso.com", "outside.example");

    @ParameterizedTest
    @ValueSource(strings = {"root@localhost", "root@printer", "root@mfp.lan", "root@scanner.internal"})
    void relaysForADeviceWhoseSenderIsReplacedByOneOfOurs(String sender) {
        Decision decision = RULES.decide(from("192.0.2.7").mail(sender).rcptOutside());
        assertThat(decision.verdict()).isEqualTo(Verdict.GRANT_RELAY);
        assertThat(decision.decidedBy().sentence()).contains("replaces the sender by one in an accepted domain");
    }

    @Test
    void refusesASenderThatWouldStay() {
        assertThat(RULES.decide(from("192.0.2.7").mail("someone@fabrikam.com").rcptOutside()).reply()).contains(SmtpReply.RELAY_DENIED);
        assertThat(RULES.decide(from("192.0.2.7").mail("<>").rcptOutside()).reply()).contains(SmtpReply.RELAY_DENIED);
    }

    @Test
    void refusesAStrangerWhateverTheSender() {
        assertThat(RULES.decide(from("198.51.100.1").mail("root@localhost").rcptOutside()).reply()).contains(SmtpReply.RELAY_DENIED);
    }

    @Test
    void refusesWhereTheRecipientsMailLeavesByAnotherRoute() {
        Rules elsewhere = Rules.accepting("contoso.com").organization("Devices", "192.0.2.0/24").replacingSenders("scanner@contoso.com", "partner.example");
        assertThat(elsewhere.decide(from("192.0.2.7").mail("root@localhost").rcptOutside()).reply()).contains(SmtpReply.RELAY_DENIED);
    }

    @Test
    void refusesWhereTheNewSenderIsNotOursEither() {
        Rules foreign = Rules.accepting("contoso.com").organization("Devices", "192.0.2.0/24").replacingSenders("scanner@fabrikam.com", "outside.example");
        assertThat(foreign.decide(from("192.0.2.7").mail("root@localhost").rcptOutside()).reply()).contains(SmtpReply.RELAY_DENIED);
    }
}
