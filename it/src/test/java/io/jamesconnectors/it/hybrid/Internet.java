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
package io.jamesconnectors.it.hybrid;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

import io.jamesconnectors.testing.FakeDns;
import io.jamesconnectors.testing.SinkSmtpServer;
import io.jamesconnectors.testing.TestCa;
import io.jamesconnectors.testing.office365.Office365Simulator;
import io.jamesconnectors.testing.tenant.NextHost;

/** The mail servers outside, found by a name server of their own, and the connectors that lead to them. */
final class Internet implements AutoCloseable {
    static final TestCa CA = TestCa.create();
    private static final int KEPT = 20_000;
    private static final Path PROJECT = Path.of("").toAbsolutePath().getParent();

    private final FakeDns dns = FakeDns.start();
    private final SinkSmtpServer fabrikam = server("mx.fabrikam.com");
    private final SinkSmtpServer bank = server("mx.contosobank.com");
    private final SinkSmtpServer inspection = server("inspection.contoso.com");

    Internet() {
        dns.zone().mx("fabrikam.com", 10, "mx.fabrikam.com").address("mx.fabrikam.com", "127.0.0.1")
            .mx("contosobank.com", 10, "mx.contosobank.com").address("mx.contosobank.com", "127.0.0.1")
            .address("inspection.contoso.com", "127.0.0.1").address(Office365Simulator.MX_HOST, "127.0.0.1");
    }

    SinkSmtpServer fabrikam() {
        return fabrikam;
    }

    SinkSmtpServer bank() {
        return bank;
    }

    /** The server through which all mail of {@code hybrid-centralised} leaves. */
    SinkSmtpServer inspection() {
        return inspection;
    }

    NextHost fabrikamMx() {
        return new NextHost("mx.fabrikam.com", "127.0.0.1", fabrikam.port());
    }

    NextHost bankMx() {
        return new NextHost("mx.contosobank.com", "127.0.0.1", bank.port());
    }

    /**
     * Writes {@code connectors.xml} of a scenario, and what it names, into {@code conf}: with ports, with our roots, name servers and a list of Microsoft's
     * addresses, and with the connectors for a partner of {@code conf/scenarios/partner-by-certificate}.
     */
    void write(Scenario scenario, Path conf, int tenant) throws IOException {
        Files.createDirectories(conf);
        Files.copy(Path.of("src/test/resources/inbound/exchange-online.json"), conf.resolve("exchange-online.json"));
        if (Files.exists(scenario.file("routing.txt"))) {
            Files.writeString(conf.resolve("routing.txt"), Files.readString(scenario.file("routing.txt")));
        }
        String text = scenario.connectors();
        text = replaced(text, "file=\"file://var/exchange-online.json\" instance=\"Worldwide\"", "file=\"file://conf/exchange-online.json\"");
        text = replaced(text, Office365Simulator.MX_HOST + "</smartHost>", Office365Simulator.MX_HOST + ":" + tenant + "</smartHost>");
        text = text.replace("inspection.contoso.com</smartHost>", "inspection.contoso.com:" + inspection.port() + "</smartHost>");
        text = replaced(text, "<acceptedDomains>", "<trustedCertificates>" + CA.writeRoot(conf.resolve("root.pem")) + "</trustedCertificates>\n"
            + "<dns servers=\"" + dns.host() + ":" + dns.port() + "\"/>\n<acceptedDomains>");
        text = replaced(text, "</connectors>", partner() + (scenario.byMx() ? throughMx() : "") + "</connectors>");
        Files.writeString(conf.resolve("connectors.xml"), text);
    }

    @Override
    public void close() {
        fabrikam.close();
        bank.close();
        inspection.close();
        dns.close();
    }

    private static SinkSmtpServer server(String name) {
        return SinkSmtpServer.that().hostName(name).startTls(CA.server(name).sslContext()).keep(KEPT, 100_000).start();
    }

    private String partner() throws IOException {
        String text = Files.readString(Scenario.CONF.resolve("partner-by-certificate/connectors.xml"));
        return part(text, "(?s)<inbound name=\"ContosoBank by certificate\".*?</inbound>")
            + replaced(part(text, "(?s)<outbound name=\"ContosoBank out\".*?</outbound>"), "</outbound>", mxPort(bank) + "</outbound>");
    }

    /** What docs/howto/hybrid.md adds for mail that leaves by MX. */
    private String throughMx() throws IOException {
        String guide = Files.readString(PROJECT.resolve("docs/howto/hybrid.md"));
        return replaced(part(guide, "(?s)<signingKeys>.*?</outbound>"), "</outbound>", mxPort(fabrikam) + "</outbound>");
    }

    private static String mxPort(SinkSmtpServer server) {
        return "<useMxRecord port=\"" + server.port() + "\">true</useMxRecord>";
    }

    private static String part(String text, String pattern) {
        return Pattern.compile(pattern).matcher(text).results().findFirst().orElseThrow().group();
    }

    private static String replaced(String text, String from, String to) {
        assertThat(text).contains(from);
        return text.replace(from, to);
    }
}
