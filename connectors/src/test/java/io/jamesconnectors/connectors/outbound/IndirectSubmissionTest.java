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
package io.jamesconnectors.connectors.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.jamesconnectors.connectors.AddressSpace;
import io.jamesconnectors.connectors.ConnectionLimits;
import io.jamesconnectors.connectors.ConnectorName;
import io.jamesconnectors.connectors.ConnectorType;
import io.jamesconnectors.connectors.OutboundConnector;
import io.jamesconnectors.connectors.Pace;
import io.jamesconnectors.connectors.RetrySchedule;
import io.jamesconnectors.connectors.SmartHost;
import io.jamesconnectors.connectors.Submission;
import io.jamesconnectors.connectors.TlsOptions;
import io.jamesconnectors.connectors.TlsSettings;
import io.jamesconnectors.connectors.TlsVersion;

class IndirectSubmissionTest {

    @ParameterizedTest
    @CsvSource({
        "OPPORTUNISTIC, TLS_1_0, false", "OPPORTUNISTIC, TLS_1_2, false", "OPPORTUNISTIC, TLS_1_3, false",
        "ENCRYPTION_ONLY, TLS_1_0, false", "ENCRYPTION_ONLY, TLS_1_1, false", "ENCRYPTION_ONLY, TLS_1_2, true", "ENCRYPTION_ONLY, TLS_1_3, true",
        "CERTIFICATE_VALIDATION, TLS_1_1, false", "CERTIFICATE_VALIDATION, TLS_1_2, true",
        "DOMAIN_VALIDATION, TLS_1_1, false", "DOMAIN_VALIDATION, TLS_1_2, true", "DOMAIN_VALIDATION, TLS_1_3, true"})
    void leavesOnlyByAConnectorThatDemandsModernTls(TlsSettings floor, TlsVersion oldest, boolean leaves) {
        OutboundConnector connector = connector(floor, oldest);

        assertThat(IndirectSubmission.mayLeaveBy(connector)).isEqualTo(leaves);
        assertThat(IndirectSubmission.hold("legacy", connector).isEmpty()).isEqualTo(leaves);
    }

    @Test
    void namesListenerConnectorAndRemedy() {
        assertThat(IndirectSubmission.hold("legacy", connector(TlsSettings.OPPORTUNISTIC, TlsVersion.TLS_1_2))).get().satisfies(hold -> {
            assertThat(hold.code()).hasToString("4.7.4");
            assertThat(hold.text()).isEqualTo("mail of the legacy listener legacy leaves only over TLS 1.2 or newer, which connector Old partner does not demand "
                + "(tlsSettings opportunistic); set its <tlsSettings> to EncryptionOnly or more");
        });
        assertThat(IndirectSubmission.hold("legacy", connector(TlsSettings.DOMAIN_VALIDATION, TlsVersion.TLS_1_1))).get()
            .extracting(IndirectSubmission.Hold::text).asString()
            .endsWith("which connector Old partner does not demand (minimumVersion TLSv1.1); remove its minimumVersion, or set it to TLSv1.2");
    }

    @Test
    void doesNotLeaveByMxWithoutAConnector() {
        assertThat(IndirectSubmission.hold("legacy", OutboundConnector.DEFAULT_ROUTE)).get().extracting(IndirectSubmission.Hold::text).asString()
            .endsWith("which ordinary delivery by MX does not demand; add an outbound connector for these recipients with <tlsSettings>EncryptionOnly</tlsSettings> or more");
    }

    private static OutboundConnector connector(TlsSettings floor, TlsVersion oldest) {
        return new OutboundConnector(ConnectorName.parse("Old partner"), ConnectorType.PARTNER, true, "", AddressSpace.of(List.of()), false, false,
            new OutboundConnector.Route.MxRecords(SmartHost.DEFAULT_PORT), floor, List.of(), Optional.empty(), new TlsOptions(oldest, List.of(), Optional.empty()),
            Submission.NONE, List.of(), ConnectionLimits.DEFAULT, Pace.UNLIMITED, RetrySchedule.DEFAULT);
    }
}
