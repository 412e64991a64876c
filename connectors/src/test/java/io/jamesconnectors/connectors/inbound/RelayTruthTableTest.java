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
import static io.jamesconnectors.connectors.inbound.Rules.certificate;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.jamesconnectors.connectors.Cidr;
import io.jamesconnectors.connectors.ConnectorType;

/** Relaying needs both proofs: every row of the table, for an outside recipient and for one of ours. */
class RelayTruthTableTest {
    private static final InboundRules RULES = Rules.accepting("contoso.com", "mail.contoso.com")
        .add("By name of ours", ConnectorType.ORGANIZATION, it -> it.certificate(certificate("mail.contoso.com")))
        .add("By another name", ConnectorType.ORGANIZATION, it -> it.certificate(certificate("gw.vendor.example")))
        .add("By address", ConnectorType.ORGANIZATION, it -> it.senderIPAddresses(List.of(Cidr.parse("192.0.2.0/24"))))
        .rules();

    @ParameterizedTest(name = "matched by {0}, MAIL FROM {1}")
    @CsvSource({
        "mail.contoso.com,  contoso.com,  relay",
        "mail.contoso.com,  fabrikam.com, relay",
        "mail.contoso.com,  <>,           relay",
        "gw.vendor.example, contoso.com,  relay",
        "gw.vendor.example, fabrikam.com, refuse",
        "gw.vendor.example, <>,           refuse",
        "address,           contoso.com,  relay",
        "address,           fabrikam.com, refuse",
        "address,           <>,           refuse",
        "nothing,           contoso.com,  refuse",
        "nothing,           fabrikam.com, refuse",
        "nothing,           <>,           refuse"
    })
    void relaysOnlyWithBothProofs(String matchedBy, String sender, String result) {
        Request connection = switch (matchedBy) {
            case "address" -> from("192.0.2.7");
            case "nothing" -> from("198.51.100.1");
            default -> from("198.51.100.1").certificate(matchedBy);
        };
        Request mail = connection.mail(sender.equals("<>") ? sender : "a@" + sender);
        if (result.equals("relay")) {
            assertThat(RULES.decide(mail.rcptOutside().facts()).verdict()).isEqualTo(Verdict.GRANT_RELAY);
            assertThat(RULES.decide(mail.facts()).verdict()).isEqualTo(Verdict.GRANT_RELAY);
        } else {
            assertThat(RULES.decide(mail.rcptOutside().facts()).reply()).contains(SmtpReply.RELAY_DENIED);
            assertThat(RULES.decide(mail.facts()).verdict()).isEqualTo(Verdict.ORDINARY);
        }
    }
}
