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
package io.jamesconnectors.migration.postfix;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.jamesconnectors.connectors.file.ConnectorsFile;
import io.jamesconnectors.connectors.file.Reading;
import io.jamesconnectors.migration.Exported;
import io.jamesconnectors.migration.ReportLine;

/** In which order Postfix looks things up: transport_maps, then what depends on the sender, then relayhost. */
class PostfixExportTest {
    private static final String OF_A_SENDER = """
        <outbound name="Bank" type="partner"><smartHosts><smartHost>mail.bank.example</smartHost></smartHosts>
          <tlsSettings>DomainValidation</tlsSettings><tlsDomain>mail.bank.example</tlsDomain>
          <recipientDomains>*</recipientDomains><senderDomains>bank.example</senderDomains></outbound>
        """;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    @Test
    void theRouteOfASenderIsNotPassedOverForThatOfEverybody() throws IOException {
        Exported exported = exported(OF_A_SENDER + everybody(host("relay.example") + "<tlsSettings>opportunistic</tlsSettings>"));

        assertThat(exported.files().get("sender_relay")).isEqualTo("@bank.example mail.bank.example:25\n");
        assertThat(exported.files()).doesNotContainKeys("transport", "sender_transport");
        assertThat(exported.files().get("main.cf")).contains("relayhost = relay.example:25\n");
    }

    @Test
    void norForMailExchangers() throws IOException {
        Exported exported = exported(OF_A_SENDER + everybody("<useMxRecord>true</useMxRecord><tlsSettings>opportunistic</tlsSettings>"));

        assertThat(exported.files()).containsKey("sender_relay").doesNotContainKey("transport");
        assertThat(exported.files().get("main.cf")).contains("smtp_tls_security_level = may\n").doesNotContain("relayhost =");
        assertThat(exported.report()).extracting(ReportLine::text).contains("what Postfix does by itself: main.cf need not say so");
    }

    @Test
    void whatIsDeferredForEverybodyIsNotDeferredForThatSender() throws IOException {
        Exported exported = exported(OF_A_SENDER + everybody(host("192.0.2.1") + "<tlsSettings>CertificateValidation</tlsSettings>"));

        assertThat(exported.files()).containsKey("sender_transport").doesNotContainKey("transport");
        assertThat(exported.files().get("main.cf")).contains("default_transport = retry:4.7.5 ", "relay_transport = retry:4.7.5 ");
        assertThat(exported.files().get("sender_transport")).isEqualTo("@bank.example smtp:mail.bank.example:25\n");
    }

    @Test
    void theRouteOfEverybodyNeverTakesTheMailOfMailboxesHere() throws IOException {
        Exported exported = exported("<acceptedDomains><domain name=\"here.example\" type=\"authoritative\"/></acceptedDomains>"
            + everybody(host("relay.example") + "<tlsSettings>opportunistic</tlsSettings>")
            + "<outbound name=\"Wide\" type=\"partner\"><recipientDomains>*.example</recipientDomains>" + host("wide.example") + "</outbound>");

        assertThat(exported.files().get("transport")).isEqualTo("example smtp:wide.example:25\n.example smtp:wide.example:25\nhere.example :\n");
        assertThat(exported.files().get("main.cf")).contains("relayhost = relay.example:25\n");
    }

    private static String everybody(String route) {
        return "<outbound name=\"Everybody\" type=\"partner\">" + route + "<recipientDomains>*</recipientDomains></outbound>";
    }

    private static String host(String host) {
        return "<smartHosts><smartHost>" + host + "</smartHost></smartHosts>";
    }

    private Exported exported(String outbound) throws IOException {
        Path file = Files.writeString(directory.resolve("connectors.xml"), "<connectors>" + outbound + "</connectors>");
        Reading reading = ConnectorsFile.read(file, directory, name -> null);
        assertThat(reading).as(() -> reading.diagnostics().toString()).isInstanceOf(Reading.Accepted.class);
        return PostfixExport.of(((Reading.Accepted) reading).connectors());
    }
}
