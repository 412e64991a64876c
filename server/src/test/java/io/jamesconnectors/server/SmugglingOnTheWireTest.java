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

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.jamesconnectors.connectors.AcceptedDomain;
import io.jamesconnectors.connectors.Cidr;
import io.jamesconnectors.connectors.ConnectorName;
import io.jamesconnectors.connectors.ConnectorType;
import io.jamesconnectors.connectors.Connectors;
import io.jamesconnectors.connectors.DomainName;
import io.jamesconnectors.connectors.InboundConnector;
import io.jamesconnectors.connectors.InboundLimits;
import io.jamesconnectors.connectors.inbound.InboundRules;

/** Commands that hide in a message behind a line end that only some servers take for one, in James's own server. */
class SmugglingOnTheWireTest {
    private static final List<String> SMUGGLED = List.of(
        "\n.", "MAIL FROM:<boss@local.example>", "RCPT TO:<someone@outside.example>", "DATA", "Subject: smuggled", "", "b", ".", "NOOP");

    private final Path directory;

    SmugglingOnTheWireTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @Test
    void endTheConnectionWhereAnyMessageHidesThem() throws Exception {
        smuggle(0, "", List.of());
    }

    @Test
    void endTheConnectionWhereAMessageTooLargeForTheConnectorHidesThem() throws Exception {
        smuggle(1_000, "", List.of("x".repeat(900), "x".repeat(900)));
    }

    @Test
    void endTheConnectionWhereAMessageTooLargeForJamesHidesThem() throws Exception {
        smuggle(0, "<maxmessagesize>1</maxmessagesize>", List.of("x".repeat(900), "x".repeat(900)));
    }

    private void smuggle(long mostBytes, String elements, List<String> before) throws Exception {
        InboundRules rules = rules(mostBytes);
        try (JamesSmtp james = JamesSmtp.start(directory, () -> rules, Hooks.NO_CERTIFICATES, elements, "");
                SmtpDialogue gateway = SmtpDialogue.connect(james.address(), "")) {
            gateway.say("MAIL FROM:<bob@local.example>");
            gateway.say("RCPT TO:<bob@local.example>");
            gateway.say("DATA");
            gateway.write(Stream.of(List.of("Subject: a", ""), before, SMUGGLED).flatMap(List::stream).toList());
            assertThat(gateway.next()).isEqualTo("500 5.0.0 line delimiter must be CRLF");
            assertThat(gateway.next()).isEqualTo("closed");
            assertThat(james.accepted()).isEmpty();
        }
    }

    private static InboundRules rules(long mostBytes) {
        return InboundRules.of(new Connectors(
            List.of(new AcceptedDomain(DomainName.parse("local.example"), AcceptedDomain.Type.AUTHORITATIVE, false)), false, List.of(),
            List.of(InboundConnector.of(ConnectorName.parse("Gateway"), ConnectorType.ORGANIZATION).senderIPAddresses(List.of(Cidr.parse("127.0.0.0/8")))
                .limits(new InboundLimits(0, 0, 0, mostBytes)).build()),
            List.of(), List.of()));
    }
}
