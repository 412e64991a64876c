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
package io.jamesconnectors.bench.relay;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import io.jamesconnectors.testing.TestCertificate;

/**
 * Where one contender runs, and whom it gives its mail to.
 *
 * @param project the root of the project, built
 * @param home a directory of its own, on a real disk
 * @param smtp where it listens
 * @param sinkPort the sink's port on 127.0.0.1
 * @param security over what it reaches the sink
 * @param authority who vouches for the sink
 * @param javaOptions options of the JVM, heap among them
 */
record Site(Path project, Path home, InetSocketAddress smtp, int sinkPort, Security security, Authority authority, List<String> javaOptions) {
    /** The domain that we send from. */
    static final String OURS = "contoso.test";
    /** The domain that we send to. */
    static final String PARTNER = "partner.test";

    /** What {@code connectors.xml} says here. */
    String connectors() {
        return """
            <connectors>
              <trustedCertificates>file://%s</trustedCertificates>
              <acceptedDomains><domain name="%s" type="authoritative"/></acceptedDomains>
              <inbound name="Applications" type="organization"><senderIPAddresses>127.0.0.1</senderIPAddresses></inbound>
              <outbound name="Partner" type="partner">
                <recipientDomains>%s</recipientDomains>
                <useMxRecord>false</useMxRecord>
                <smartHosts><smartHost>127.0.0.1:%d</smartHost></smartHosts>
                %s
              </outbound>
            </connectors>
            """.formatted(authority.root(), OURS, PARTNER, sinkPort, security == Security.PLAIN
                ? "<tlsSettings>opportunistic</tlsSettings>" : "<tlsSettings>DomainValidation</tlsSettings><tlsDomain>" + Authority.NAME + "</tlsDomain>");
    }

    /** The same, and nothing is kept of the way of messages. */
    String untracedConnectors() {
        return connectors().replace("</connectors>", "<trace enabled=\"false\"/>\n</connectors>");
    }

    /** James's own mailet, told to do the same. It would look for the name 127.0.0.1 in the certificate, so only the chain is verified. */
    String remoteDelivery() {
        return """
            <mailet match="All" class="RemoteDelivery">
                <outgoing>outgoing</outgoing>
                <gateway>127.0.0.1</gateway>
                <gatewayPort>%d</gatewayPort>
                %s
                <bounceProcessor>bounces</bounceProcessor>
            </mailet>""".formatted(sinkPort, security == Security.PLAIN ? ""
                : "<startTLS>true</startTLS><mail.smtp.starttls.required>true</mail.smtp.starttls.required><verifyServerIdentity>false</verifyServerIdentity>");
    }

    /** The command line of a JVM, up to the arguments of {@code mainClass}. */
    List<String> java(GarbageLog garbageLog, String classPath, String mainClass, String... properties) {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:+ExitOnOutOfMemoryError",
            garbageLog.option(), "-Djavax.net.ssl.trustStore=" + authority.trustStore(), "-Djavax.net.ssl.trustStorePassword=" + TestCertificate.PASSWORD));
        command.addAll(javaOptions);
        command.addAll(List.of(properties));
        command.addAll(List.of("-cp", classPath, mainClass));
        return command;
    }

    /** An address of 127.0.0.1 that is free now. */
    static InetSocketAddress freeAddress() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            return new InetSocketAddress(socket.getInetAddress(), socket.getLocalPort());
        }
    }
}
