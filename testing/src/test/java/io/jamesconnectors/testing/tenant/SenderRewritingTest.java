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
package io.jamesconnectors.testing.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.jamesconnectors.testing.ReceivedMessage;

/** Reference §3.3, §5.9. */
class SenderRewritingTest {
    private static final NextHost HOST = NextHost.of("mail.test", 25);

    private final TenantSwitches switches = new TenantSwitches();
    private final Recipients recipients = new Recipients(Optional.empty()).mailbox("bounces@contoso.test").mailUser("far@contoso.test", "far@fabrikam.test");
    private final Routing routing = new Routing(List.of(new AcceptedDomain("contoso.test", false, false)), recipients, List.of(), Map.of(), switches);
    private final SenderRewriting senders = new SenderRewriting(routing, switches);

    @ParameterizedTest(name = "{0}: <{1}> for {2}: {3}")
    @CsvSource(delimiter = '|', textBlock = """
        MAILBOX     | cloud@contoso.test | a@fabrikam.test  | cloud@contoso.test
        ON_PREMISES | james@contoso.test | a@fabrikam.test  | james@contoso.test
        ON_PREMISES | ''                 | a@fabrikam.test  | ''
        ON_PREMISES | x@example.test     | a@fabrikam.test  | bounces\\+SRS=[A-Z2-7]{5}=[A-Z2-7]{2}@contoso.test
        INTERNET    | x@example.test     | far@contoso.test | far\\+SRS=[A-Z2-7]{5}=[A-Z2-7]{2}=example.test=x@contoso.test
        INTERNET    | a-local-part-that-is-rather-long@example-of-a-long.test | far@contoso.test | bounces\\+SRS=[A-Z2-7]{5}=[A-Z2-7]{2}@contoso.test
        """)
    void rewritesWhatIsForeign(Source source, String sender, String recipient, String expected) {
        Hop.Relay outside = new Hop.Relay(Optional.empty(), Optional.of(HOST), "fabrikam.test", "a@fabrikam.test");

        assertThat(senders.sender(letter(source, sender), outside, recipient)).matches(expected);
        switches.rewritesSenders(false);
        assertThat(senders.sender(letter(source, sender), outside, recipient)).isEqualTo(sender);
    }

    @Test
    void leavesMailToOwnServersAloneUnlessTold() {
        OutboundConnector own = OutboundConnector.toOnPremises("To James", HOST);
        Letter letter = letter(Source.INTERNET, "x@example.test");

        assertThat(senders.sender(letter, to(own), "far@contoso.test")).isEqualTo("x@example.test");
        assertThat(senders.sender(letter, to(own.withSenderRewriting()), "far@contoso.test")).startsWith("far+SRS=");
        assertThat(senders.sender(letter, to(OutboundConnector.toPartner("Bank", "bank.test")), "far@contoso.test")).startsWith("far+SRS=");
    }

    @Test
    void bringsBouncesToTheirMailbox() {
        assertThat(recipients.find("Bounces+SRS=ABCDE=AB@contoso.test").map(Recipients.Recipient::address)).contains("bounces@contoso.test");
        assertThat(recipients.find("far+SRS=ABCDE=AB=example.test=x@contoso.test")).isEmpty();
        assertThat(recipients.find("nobody+SRS=ABCDE=AB@contoso.test")).isEmpty();
    }

    private static Hop.Relay to(OutboundConnector connector) {
        return new Hop.Relay(Optional.of(connector), Optional.of(HOST), "contoso.test", "far@contoso.test");
    }

    private static Letter letter(Source source, String sender) {
        ReceivedMessage message = new ReceivedMessage(sender, List.of("a@fabrikam.test"), new byte[0], 0, Optional.empty());
        Arrival arrival = new Arrival(Instant.EPOCH, source, Optional.empty(), Optional.empty(), message);
        return new Letter(1, arrival, sender, message.recipients(), RawMessage.of(new byte[0]));
    }
}
