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
package io.jamesconnectors.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.List;
import java.util.Optional;

import org.apache.james.metrics.tests.RecordingMetricFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.jamesconnectors.connectors.ConnectorName;
import io.jamesconnectors.connectors.Reason;
import io.jamesconnectors.connectors.inbound.Decision;
import io.jamesconnectors.connectors.inbound.SmtpReply;
import io.jamesconnectors.connectors.inbound.Verdict;
import io.jamesconnectors.mailets.activity.ActivityLog;

class DecisionCountersTest {

    @ParameterizedTest
    @CsvSource({"Devices, devices", "From Office 365, from_20office_20365",
        "a.b, a_2eb", "a_b, a_5fb", "Zürich, z_c3_bcrich", "none, none_", "None, none_", "-, -"})
    void namesConnectorsInLettersThatEveryRegistryTakes(String connector, String encoded) {
        assertThat(DecisionCounters.encoded(ConnectorName.parse(connector))).isEqualTo(encoded);
    }

    @Test
    void keepsForEachConnectorWhatBecameOfRecipients() {
        ConnectorName devices = ConnectorName.parse("Devices");
        ActivityLog activity = new ActivityLog(Clock.systemUTC());
        DecisionCounters counters = new DecisionCounters(new RecordingMetricFactory(), activity);
        counters.count(decision(Verdict.GRANT_RELAY, Optional.empty(), devices));
        counters.count(decision(Verdict.ORDINARY, Optional.empty(), devices));
        counters.count(decision(Verdict.AWAIT_MESSAGE, Optional.empty(), devices));
        counters.count(decision(Verdict.REFUSE, Optional.of(SmtpReply.RELAY_DENIED), devices));

        assertThat(activity.inboundSums(devices)).hasToString("{accepted=2, refused=1, refused 550 5.7.64=1}");
        assertThat(activity.inboundSums(ConnectorName.parse("another"))).hasToString("{accepted=0, refused=0}");
    }

    private static Decision decision(Verdict verdict, Optional<SmtpReply> reply, ConnectorName connector) {
        return new Decision(verdict, reply, Optional.of(connector), Optional.empty(), List.of(Reason.of("test", "A test.")));
    }
}
