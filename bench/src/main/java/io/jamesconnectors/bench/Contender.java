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
package io.jamesconnectors.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** One way out of the same gateway: same James, same durable queue, same listener, same inbound connector; only the delivering mailet differs. */
enum Contender {
    /** Our mailet, as shipped. */
    CONNECTOR_DELIVERY("ConnectorDelivery"),
    /** James's own mailet, forced to TLS, to the same host. */
    REMOTE_DELIVERY("RemoteDelivery");

    private static final String SHIPPED = "/conf/gateway/mailetcontainer.xml";

    private final String label;

    Contender(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }

    /** Writes {@code conf/} below {@code home}. */
    void configure(Path home, int sinkPort, Path trustedRoot) throws IOException {
        Files.createDirectories(home.resolve("conf/gateway"));
        Files.writeString(home.resolve("conf/connectors.xml"), """
            <connectors>
              <trustedCertificates>%s</trustedCertificates>
              <acceptedDomains><domain name="contoso.test" type="authoritative"/></acceptedDomains>
              <inbound name="Applications" type="organization"><senderIPAddresses>127.0.0.1</senderIPAddresses></inbound>
              <outbound name="Partner" type="partner">
                <recipientDomains>partner.test</recipientDomains>
                <useMxRecord>false</useMxRecord>
                <smartHosts><smartHost>127.0.0.1:%d</smartHost></smartHosts>
                <tlsSettings>DomainValidation</tlsSettings>
                <tlsDomain>localhost.partner.test</tlsDomain>
              </outbound>
            </connectors>
            """.formatted(trustedRoot, sinkPort));
        if (this == REMOTE_DELIVERY) {
            Files.writeString(home.resolve("conf/gateway/mailetcontainer.xml"), shipped().replaceFirst("(?s)<mailet match=\"[^\"]*\" class=\"io.jamesconnectors.mailets.ConnectorDelivery\">.*?</mailet>", """
                <mailet match="All" class="RemoteDelivery">
                    <outgoing>outgoing</outgoing>
                    <delayTime>20*1 second</delayTime>
                    <maxRetries>20</maxRetries>
                    <gateway>127.0.0.1</gateway>
                    <gatewayPort>%d</gatewayPort>
                    <startTLS>true</startTLS>
                    <mail.smtp.starttls.required>true</mail.smtp.starttls.required>
                    <verifyServerIdentity>false</verifyServerIdentity>
                    <bounceProcessor>bounces</bounceProcessor>
                </mailet>""".formatted(sinkPort)));
        }
    }

    private static String shipped() {
        try (var in = Contender.class.getResourceAsStream(SHIPPED)) {
            if (in == null) {
                throw new IllegalStateException("resource: " + SHIPPED + " is missing");
            }
            String shipped = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            if (!shipped.contains("io.jamesconnectors.mailets.ConnectorDelivery")) {
                throw new IllegalStateException("resource: " + SHIPPED + " has no ConnectorDelivery to replace");
            }
            return shipped;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
