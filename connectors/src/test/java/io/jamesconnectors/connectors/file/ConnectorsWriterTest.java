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
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.jamesconnectors.connectors.Cidr;
import io.jamesconnectors.connectors.ConnectionLimits;
import io.jamesconnectors.connectors.ConnectorName;
import io.jamesconnectors.connectors.ConnectorType;
import io.jamesconnectors.connectors.Connectors;
import io.jamesconnectors.connectors.DomainPattern;
import io.jamesconnectors.connectors.InboundConnector;
import io.jamesconnectors.connectors.OutboundConnector;
import io.jamesconnectors.connectors.OutboundConnector.Route;
import io.jamesconnectors.connectors.RetrySchedule;
import io.jamesconnectors.connectors.SmartHost;
import io.jamesconnectors.connectors.TlsSettings;
import io.jamesconnectors.testing.secrets.UsedSecrets;

/** How a normalised file looks; that it is read as it was written, over random configurations, is tested in the migration module. */
class ConnectorsWriterTest {
    private static final Path BASE = Path.of("/srv/gateway");
    private static final Path GOOD = Path.of("src/test/resources/io/jamesconnectors/connectors/file/good");

    @Test
    void anEmptyConfigurationIsAnEmptyElement() {
        assertThat(ConnectorsWriter.write(Connectors.NONE, BASE)).isEqualTo("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<connectors>\n</connectors>\n");
    }

    @Test
    void whatHoldsAnywayIsLeftOut() {
        Connectors connectors = new Connectors(List.of(), List.of(InboundConnector.of(ConnectorName.parse("Devices"), ConnectorType.ORGANIZATION)
            .senderIPAddresses(List.of(Cidr.parse("192.0.2.0/24"))).build()), List.of(outbound(Optional.empty())), List.of());

        assertThat(ConnectorsWriter.write(connectors, BASE)).isEqualTo("""
            <?xml version="1.0" encoding="UTF-8"?>
            <connectors>
              <inbound name="Devices" type="organization">
                <senderIPAddresses>192.0.2.0/24</senderIPAddresses>
              </inbound>
              <outbound name="Bank &lt;&amp;&quot;&gt;" type="partner">
                <recipientDomains>bank.test</recipientDomains>
                <smartHosts>
                  <smartHost>mx.bank.test</smartHost>
                  <smartHost>[2001:db8::1]:2525</smartHost>
                </smartHosts>
              </outbound>
            </connectors>
            """);
    }

    @Test
    void pathsBelowTheBaseAreRelativeToItAndOthersStayAsTheyAre() {
        assertThat(ConnectorsWriter.write(new Connectors(List.of(), List.of(), List.of(outbound(Optional.of(BASE.resolve("conf/roots.pem")))), List.of()), BASE))
            .contains("<trustedCertificates>file://conf/roots.pem</trustedCertificates>");
        assertThat(ConnectorsWriter.write(new Connectors(List.of(), List.of(), List.of(outbound(Optional.of(Path.of("/etc/roots.pem")))), List.of()), BASE))
            .contains("<trustedCertificates>file:///etc/roots.pem</trustedCertificates>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"${env:HOME}", "a ${", " blank", "half a pair \ud800", "no character \uffff", "bell \u0007"})
    void whatTheFileCantSayIsRefused(String comment) {
        InboundConnector connector = InboundConnector.of(ConnectorName.parse("Devices"), ConnectorType.ORGANIZATION).comment(comment).build();

        assertThatThrownBy(() -> ConnectorsWriter.write(new Connectors(List.of(), List.of(connector), List.of(), List.of()), BASE))
            .isInstanceOf(IllegalArgumentException.class).hasMessageStartingWith("comment: holds what");
    }

    @Test
    void theFileWithEveryOptionIsReadAsItWasWritten(@TempDir Path directory) throws IOException {
        try (Stream<Path> files = Files.list(GOOD)) {
            Files.createDirectories(directory.resolve("conf"));
            for (Path file : files.toList()) {
                Files.copy(file, directory.resolve(file.getFileName()));
                Files.copy(file, directory.resolve("conf").resolve(file.getFileName()));
            }
        }
        Connectors connectors = read(directory.resolve("everything.xml"), directory);

        String xml = ConnectorsWriter.write(connectors, directory);

        assertThat(read(Files.writeString(directory.resolve("written.xml"), xml), directory)).isEqualTo(connectors);
    }

    private static Connectors read(Path file, Path base) {
        Reading reading = ConnectorsFile.read(file, base, name -> UsedSecrets.note("secret in a variable", "s0me-l0ng-secret-0f-the-environment"));
        assertThat(reading).as("%s", reading.diagnostics()).isInstanceOf(Reading.Accepted.class);
        return ((Reading.Accepted) reading).connectors();
    }

    private static OutboundConnector outbound(Optional<Path> roots) {
        return new OutboundConnector(ConnectorName.parse("Bank <&\">"), ConnectorType.PARTNER, true, "", List.of(DomainPattern.parse("bank.test")),
            new Route.SmartHosts(List.of(new SmartHost("mx.bank.test", 25), new SmartHost("2001:db8::1", 2525))), TlsSettings.CERTIFICATE_VALIDATION, List.of(), roots,
            ConnectionLimits.DEFAULT, RetrySchedule.DEFAULT);
    }
}
