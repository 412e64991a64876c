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
package io.jamesconnectors.migration.exchange;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.jamesconnectors.connectors.AcceptedDomain;
import io.jamesconnectors.connectors.Cidr;
import io.jamesconnectors.connectors.ConnectorName;
import io.jamesconnectors.connectors.ConnectorType;
import io.jamesconnectors.connectors.Connectors;
import io.jamesconnectors.connectors.DomainPattern;
import io.jamesconnectors.connectors.EnhancedFiltering;
import io.jamesconnectors.connectors.InboundConnector;
import io.jamesconnectors.connectors.OutboundConnector;
import io.jamesconnectors.connectors.OutboundConnector.Route;
import io.jamesconnectors.connectors.SenderCertificate;
import io.jamesconnectors.connectors.SmartHost;
import io.jamesconnectors.migration.Exported;
import io.jamesconnectors.migration.Ground;
import io.jamesconnectors.migration.Imported;
import io.jamesconnectors.migration.Input;
import io.jamesconnectors.migration.RandomConfiguration;
import io.jamesconnectors.migration.ReportLine;
import io.jamesconnectors.migration.ReportLine.Outcome;
import io.jamesconnectors.migration.Unreadable;

/** What the PowerShell sets up at the tenant is what we have, seen from there; and nothing in it is ever evaluated. */
class ExchangeRoundTripTest {
    private static final long SEED = Long.getLong("seed", 1);
    private static final int CONFIGURATIONS = 1_000;
    private static final String TENANT = "{\"DomainName\":\"contoso.onmicrosoft.com\",\"DomainType\":\"Authoritative\"}";

    @Test
    void whatIsSetUpThereIsWhatWeHave(@TempDir Path directory) throws Unreadable {
        RandomConfiguration configurations = new RandomConfiguration(new Random(SEED), Ground.in(directory));
        int compared = 0;
        for (int i = 0; i < CONFIGURATIONS; i++) {
            Connectors original = configurations.next();
            Exported exported = ExchangeExport.of(original, certificate -> Optional.empty());
            String script = requireNonNull(exported.files().get("connectors.ps1"));
            String json = ScriptReader.json(script);
            Connectors back = ExchangeImport.read(List.of(input(json), input(TENANT))).connectors();
            String what = "seed " + SEED + ", configuration " + i + "\n" + script + "\n" + json;

            assertThat(back.acceptedDomains()).extracting(AcceptedDomain::pattern).as(what)
                .containsExactlyElementsOf(patterns(original, "contoso.onmicrosoft.com"));
            for (InboundConnector connector : original.inbound()) {
                compared += compare(connector, back, exported, what);
            }
            for (OutboundConnector connector : original.outbound()) {
                compared += compare(connector, back, exported, what);
            }
        }
        System.out.println(compared + " connectors set up at a tenant and read from there (seed " + SEED + ")");
        assertThat(compared).isGreaterThan(CONFIGURATIONS / 2);
    }

    private static int compare(InboundConnector original, Connectors back, Exported exported, String what) {
        if (!isWritten(exported, "inbound \"" + original.name().asString() + "\"")) {
            return 0;
        }
        InboundConnector found = back.inbound().stream().filter(other -> other.name().equals(original.name())).findFirst()
            .orElseThrow(() -> new AssertionError(what));
        if (original.type() == ConnectorType.OFFICE365) {
            assertThat(found).as(what).isEqualTo(InboundConnector.of(original.name(), ConnectorType.OFFICE365).enabled(original.enabled())
                .comment(original.comment()).requireTls(true)
                .cloudServicesMailEnabled(original.cloudServicesMailEnabled())
                .certificate(Optional.of(SenderCertificate.named(List.of(DomainPattern.parse("mail.protection.outlook.com"))))).build());
            return 1;
        }
        EnhancedFiltering filtering = original.enhancedFiltering();
        assertThat(found).as(what).isEqualTo(InboundConnector.of(original.name(), ConnectorType.PARTNER).enabled(original.enabled()).comment(original.comment())
            .senderDomains(original.senderDomains()).requireTls(original.requireTls()).associatedAcceptedDomains(original.associatedAcceptedDomains())
            .restrictDomainsToIPAddresses(original.restrictDomainsToIPAddresses()).restrictDomainsToCertificate(original.restrictDomainsToCertificate())
            .senderIPAddresses(original.restrictDomainsToIPAddresses() ? original.senderIPAddresses() : List.of())
            .certificate(original.restrictDomainsToCertificate() ? original.certificate().map(certificate -> SenderCertificate.named(certificate.names()))
                : Optional.empty())
            .enhancedFiltering(new EnhancedFiltering(filtering.skipLastIP(), filtering.skipLastIP() ? List.of() : filtering.skipIPs(), filtering.users()))
            .build());
        return 1;
    }

    private static int compare(OutboundConnector original, Connectors back, Exported exported, String what) {
        if (!isWritten(exported, "outbound \"" + original.name().asString() + "\"")) {
            return 0;
        }
        OutboundConnector found = back.outbound().stream().filter(other -> other.name().equals(original.name())).findFirst()
            .orElseThrow(() -> new AssertionError(what));
        assertThat(found.comment()).as(what).isEqualTo(original.comment());
        assertThat(found.type()).as(what).isEqualTo(original.type());
        if (original.type() == ConnectorType.OFFICE365) {
            assertThat(found.enabled()).as(what).isEqualTo(original.enabled() && !original.testMode());
            assertThat(found.addressSpace().senderDomains()).as(what).isEqualTo(original.addressSpace().senderDomains());
            assertThat(found.hybrid().cloudServicesMailEnabled()).as(what).isEqualTo(original.hybrid().cloudServicesMailEnabled());
            assertThat(found.submission().staticAddresses()).as(what)
                .isEqualTo(original.seenFrom().stream().filter(address -> address.getAddress().length == 4).toList());
            return 1;
        }
        assertThat(found.enabled()).as(what).isEqualTo(original.enabled());
        assertThat(found.recipientDomains()).as(what).isEqualTo(original.recipientDomains());
        assertThat(found.isTransportRuleScoped()).as(what).isEqualTo(original.isTransportRuleScoped());
        assertThat(found.testMode()).as(what).isEqualTo(original.testMode());
        assertThat(found.tlsSettings()).as(what).isEqualTo(original.tlsSettings());
        assertThat(found.tlsDomain()).as(what).isEqualTo(original.tlsDomain());
        assertThat(hosts(found)).as(what).isEqualTo(hosts(original));
        return 1;
    }

    private static List<SmartHost> hosts(OutboundConnector connector) {
        return connector.route() instanceof Route.SmartHosts hosts ? hosts.hosts() : List.of();
    }

    private static boolean isWritten(Exported exported, String object) {
        return exported.report().stream().anyMatch(line -> line.object().equals(object) && line.setting().equals("connector")
            && line.outcome() == Outcome.CARRIED);
    }

    private static List<DomainPattern> patterns(Connectors original, String tenant) {
        return Stream.concat(original.acceptedDomains().stream().map(AcceptedDomain::pattern), Stream.of(DomainPattern.parse(tenant))).toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"'; Remove-Mailbox -Identity *; '", "\u2018; iex x; \u2019", "\u201a\u201b", "$(iex x) `n ${env:PATH}", "\"x\"", "@{a=1}",
        "Ñandú ó Ò", "# <# #>", "\uD83D\uDE00 ''", "a\u00a0b"})
    void nothingInItIsEvaluated(String text) throws Unreadable {
        InboundConnector connector = InboundConnector.of(ConnectorName.parse(text), ConnectorType.PARTNER).comment(text)
            .senderDomains(List.of(DomainPattern.parse("a.test")))
            .requireTls(true).build();
        Exported exported = ExchangeExport.of(new Connectors(List.of(), List.of(connector), List.of(), List.of()), certificate -> Optional.of(text));
        String script = requireNonNull(exported.files().get("connectors.ps1"));

        assertThat(script).as("another code page finds no other characters").matches("[ -~\n]*");
        Imported back = ExchangeImport.read(List.of(input(ScriptReader.json(script))));
        assertThat(back.connectors().inbound().get(0).comment()).isEqualTo(text.replace("${", "$ {"));
    }

    @Test
    void whatCantBeSaidIsACommentWithTheReason() {
        InboundConnector connector = InboundConnector.of(ConnectorName.parse("Bank"), ConnectorType.PARTNER)
            .senderDomains(List.of(DomainPattern.parse("a.test")))
            .senderIPAddresses(List.of(Cidr.parse("2001:db8::/64"))).restrictDomainsToIPAddresses(true).build();

        Exported exported = ExchangeExport.of(new Connectors(List.of(), List.of(connector), List.of(), List.of()), certificate -> Optional.empty());

        assertThat(exported.files().get("connectors.ps1"))
            .endsWith("# Exchange Online would not accept inbound \"Bank\": senderIPAddresses: IPv4 only, in blocks of /24 to /32\n").doesNotContain("'Bank'");
        assertThat(exported.report()).extracting(ReportLine::setting).contains("senderIPAddresses", "connector");
    }

    private static Input input(String json) {
        return new Input("x", json.getBytes(StandardCharsets.UTF_8));
    }
}
