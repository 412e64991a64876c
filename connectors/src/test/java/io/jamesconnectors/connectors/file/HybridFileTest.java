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
package io.jamesconnectors.connectors.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.jamesconnectors.connectors.Connectors;
import io.jamesconnectors.connectors.DomainName;
import io.jamesconnectors.connectors.Hybrid;
import io.jamesconnectors.connectors.HybridOptions;
import io.jamesconnectors.connectors.SecretSource;
import io.jamesconnectors.connectors.diagnostics.Diagnostic;
import io.jamesconnectors.testing.secrets.UsedSecrets;

/** What a file says of one organisation in two places. */
class HybridFileTest {
    private static final String KEY = UsedSecrets.note("signing key", "sixteen octets or more");
    private static final String SHORT_KEY = UsedSecrets.note("short signing key", "hunter2hunter2");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    @Test
    void readsEveryOption() throws IOException {
        Path table = Files.writeString(directory.resolve("routing.txt"), "alice@contoso.com alice@contoso.mail.onmicrosoft.com\n");
        Path key = key("signing.key", "rw-------");

        Connectors read = accepted("""
            <routingTable file="file://routing.txt" overridesUsers="true"/>
            <senderRewriting domain="Fabrikam.com" validity="30d"/>
            <signingKeys><signingKey secretFile="signing.key"/><signingKey secretVariable="OLD_KEY"/></signingKeys>
            """, "<senderRewritingEnabled>true</senderRewritingEnabled><targetDeliveryDomain>Contoso.mail.onmicrosoft.com</targetDeliveryDomain>");

        assertThat(read.hybrid()).isEqualTo(new Hybrid(Optional.of(new Hybrid.RoutingTableFile(table.toAbsolutePath(), true)),
            Optional.of(new Hybrid.SenderRewriting(DomainName.parse("fabrikam.com"), Duration.ofDays(30))),
            List.of(new SecretSource.File(key.toAbsolutePath()), new SecretSource.Variable("OLD_KEY"))));
        assertThat(read.outbound().get(0).hybrid()).isEqualTo(new HybridOptions(Optional.of(DomainName.parse("contoso.mail.onmicrosoft.com")), false, true));
    }

    @Test
    void rewrittenSendersAreInTheFirstAcceptedDomainForTwoWeeks() throws IOException {
        key("signing.key", "rw-------");
        Connectors read = accepted("<signingKeys><signingKey secretFile='signing.key'/></signingKeys>",
            "<senderRewritingEnabled>true</senderRewritingEnabled>");

        assertThat(read.hybrid().senderRewriting()).contains(new Hybrid.SenderRewriting(DomainName.parse("contoso.com"), Duration.ofDays(14)));
    }

    @Test
    void anOrganisationInOnePlaceHasNothingOfAllThat() throws IOException {
        Connectors read = accepted("", "");

        assertThat(read.hybrid()).isEqualTo(Hybrid.NONE);
        assertThat(read.outbound().get(0).hybrid()).isEqualTo(HybridOptions.NONE);
    }

    @Test
    void aKeyThatEverybodyCanReadIsReported() throws IOException {
        key("signing.key", "rw-r--r--");

        assertThat(read("<signingKeys><signingKey secretFile='signing.key'/></signingKeys>", "").diagnostics()).extracting(Diagnostic::id)
            .containsExactly("CON-148");
    }

    @Test
    void aShortKeyIsRefusedAndNeverShown() throws IOException {
        Path key = Files.writeString(directory.resolve("signing.key"), SHORT_KEY + "\n");
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));

        assertThat(read("<signingKeys><signingKey secretFile='signing.key'/></signingKeys>", "").diagnostics()).singleElement().satisfies(diagnostic -> {
            assertThat(diagnostic.asText()).contains("CON-199", "14 octets (expected: at least 16)").doesNotContain(SHORT_KEY);
        });
    }

    private Path key(String name, String permissions) throws IOException {
        Path key = Files.writeString(directory.resolve(name), KEY + "\n");
        return Files.setPosixFilePermissions(key, PosixFilePermissions.fromString(permissions));
    }

    private Connectors accepted(String top, String options) throws IOException {
        Reading reading = read(top, options);
        assertThat(reading.diagnostics()).isEmpty();
        return ((Reading.Accepted) reading).connectors();
    }

    private Reading read(String top, String options) throws IOException {
        Path file = Files.writeString(directory.resolve("connectors.xml"), """
            <connectors>
              <acceptedDomains><domain name="contoso.com" type="internalRelay"/><domain name="fabrikam.com" type="authoritative"/></acceptedDomains>
              %s
              <inbound name="From Office 365" type="office365">
                <tlsSenderCertificateName>mail.protection.outlook.com</tlsSenderCertificateName>
              </inbound>
              <outbound name="To Office 365" type="office365">
                <recipientDomains>contoso.com, contoso.mail.onmicrosoft.com</recipientDomains>
                <smartHosts><smartHost>contoso-com.mail.protection.outlook.com</smartHost></smartHosts>
                %s
              </outbound>
            </connectors>
            """.formatted(top, options));
        return ConnectorsFile.read(file, directory, Map.of("OLD_KEY", KEY)::get);
    }
}
