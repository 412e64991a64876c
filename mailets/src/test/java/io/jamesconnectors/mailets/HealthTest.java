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
package io.jamesconnectors.mailets;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.apache.james.core.MailAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.jamesconnectors.connectors.EnhancedCode;
import io.jamesconnectors.connectors.OutboundConnector;
import io.jamesconnectors.mailets.activity.ConnectorActivity;
import io.jamesconnectors.smtp.delivery.Failure;
import io.jamesconnectors.smtp.session.Phase;

/** What one mail that could not be delivered says of its connector. */
class HealthTest {
    private static final Instant NOW = Instant.parse("2026-11-22T11:42:05Z");

    private final ConnectorActivity activity = new ConnectorActivity();

    @ParameterizedTest
    @CsvSource({
        "RCPT,        451, 4.7.1,   TRANSIENT, defers, greylisting",
        "RCPT,        450, 4.2.0,   TRANSIENT, defers, greylisting in other words",
        "RCPT,        451, 4.0.0,   TRANSIENT, defers, a server without enhanced codes",
        "RCPT,        452, 4.2.2,   TRANSIENT, defers, a full mailbox",
        "MAIL,        450, 4.1.8,   TRANSIENT, defers, the sender's domain is not found",
        "FINAL_REPLY, 451, 4.7.650, TRANSIENT, defers, a filter that asks to try later",
        "QUEUE,       451, 4.3.2,   TRANSIENT, fails,  the system",
        "QUEUE,       451, 4.0.0,   TRANSIENT, defers, no place among our own connections",
        "CONNECT,     450, 4.4.316, TRANSIENT, fails,  nobody answers",
        "GREETING,    421, 4.0.0,   TRANSIENT, fails,  turned away",
        "LOOKUP,      451, 4.4.3,   TRANSIENT, fails,  the name is not found",
        "VERIFY,      451, 4.7.5,   TRANSIENT, fails,  the wrong certificate",
        "LOGIN,       454, 4.7.0,   TRANSIENT, fails,  no login",
        "MAIL,        451, 4.3.0,   TRANSIENT, fails,  the system",
        "FINAL_REPLY, 451, 4.4.2,   UNKNOWN,   fails,  the connection was lost",
        "RCPT,        550, 5.7.1,   PERMANENT, fails,  our own set-up is refused and mail waits for it"})
    void ofAConnectorWithHostsOfItsOwn(Phase phase, int code, String enhanced, Failure.Kind kind, String said, String what) throws Exception {
        deferred(OutboundSamples.smartHost("Bank", "bank.test"), new Failure(kind, phase, "mx.bank.test", "", code, EnhancedCode.parse(enhanced), what, what));
        assertThat(activity.failsWith().isPresent()).as(what).isEqualTo(said.equals("fails"));
        assertThat(activity.defersWith().isPresent()).as(what).isEqualTo(said.equals("defers"));
    }

    @Test
    void oneDeadHostOfTheInternetSaysNothingOfOrdinaryDelivery() throws Exception {
        deferred(OutboundConnector.DEFAULT_ROUTE, failure(Phase.CONNECT, "4.4.316"));
        assertThat(activity.failsWith()).isEmpty();
        assertThat(activity.defersWith()).isPresent();
    }

    @Test
    void aMailThatIsReturnedLeavesNothingBehind() throws Exception {
        deferred(OutboundSamples.smartHost("Bank", "bank.test"), failure(Phase.RCPT, "4.7.1"));
        Health.failed(activity, "mail-1", List.of(failure(Phase.RCPT, "4.7.1")), NOW);
        assertThat(activity.defersWith()).isEmpty();
        assertThat(activity.failsWith()).isEmpty();
    }

    private static Failure failure(Phase phase, String enhanced) {
        return new Failure(Failure.Kind.TRANSIENT, phase, "mx.bank.test", "", 450, EnhancedCode.parse(enhanced), "Later", "later");
    }

    private void deferred(OutboundConnector connector, Failure failure) throws Exception {
        Outcomes outcomes = Outcomes.deferred(Map.of(new MailAddress("user@bank.test"), failure));
        Health.deferred(activity, Holder.of(connector, Optional.empty()), "mail-1", outcomes, failure, NOW);
    }
}
