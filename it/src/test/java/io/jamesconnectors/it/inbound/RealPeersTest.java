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
package io.jamesconnectors.it.inbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.jamesconnectors.it.support.Postfix;
import io.jamesconnectors.it.support.Program;

/** Software of others as clients, all on one port: each is served as the configuration says. */
class RealPeersTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String CLIENT = "127.0.0.5";

    @TempDir
    static Path home;

    static ClientCertificates certificates;
    static InboundGateway gateway;

    @BeforeAll
    static void start() throws Exception {
        certificates = new ClientCertificates();
        certificates.writeRoots(Files.createDirectories(home.resolve("conf")));
        for (String name : List.of("relay", "microsoft", "self-signed", "expired")) {
            Files.writeString(home.resolve(name + ".pem"), certificates.get(name).chainPem());
            Files.writeString(home.resolve(name + ".key"), certificates.get(name).keyPem());
        }
        gateway = InboundGateway.start(home, Resource.text("peers.xml"));
    }

    @AfterAll
    static void stop() throws Exception {
        if (gateway != null) {
            gateway.close();
        }
    }

    @Test
    void swaksRelaysWithTheCertificate() throws Exception {
        assertThat(swaks("bounce@elsewhere.test", "x@outside.test", with("relay"))).anySatisfy(line -> assertThat(line).contains("<~  250 2.6.0"));
        assertThat(lastDecision()).contains("connector=\"Relay\" verdict=grant-relay", "address=" + CLIENT, "tls=TLSv1.3");
    }

    @Test
    void swaksRelaysNothingWithoutOne() throws Exception {
        assertThat(swaks("anna@contoso.test", "x@outside.test", "--tls")).anySatisfy(line -> assertThat(line).contains("550 5.7.64"));
        assertThat(swaks("anna@contoso.test", "x@outside.test")).anySatisfy(line -> assertThat(line).contains("550 5.7.64"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"self-signed", "expired"})
    void swaksIsServedWithACertificateThatProvesNothing(String name) throws Exception {
        assertThat(swaks("a@elsewhere.test", "anna@contoso.test", with(name))).anySatisfy(line -> assertThat(line).contains("<~  250 2.6.0"));
        assertThat(swaks("anna@contoso.test", "x@outside.test", with(name))).anySatisfy(line -> assertThat(line).contains("550 5.7.64"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-tls1_2", "-tls1_3"})
    void opensslIsAskedForACertificateAndNeedsNone(String version) throws Exception {
        List<String> said = openssl(List.of("-msg", version), "EHLO client.test", "QUIT");
        assertThat(said).anySatisfy(line -> assertThat(line).contains("CertificateRequest")).anySatisfy(line -> assertThat(line).startsWith("250"))
            .noneSatisfy(line -> assertThat(line).contains("XOORG"));
        assertThat(said).as("no list of authorities, which strangers would learn and some clients would be put off by")
            .anySatisfy(line -> assertThat(line).contains("No client certificate CA names sent"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-tls1_2", "-tls1_3"})
    void opensslIsOfferedXoorgAsTheCloudOnly(String version) throws Exception {
        assertThat(openssl(List.of(version, "-cert", file("microsoft.pem"), "-key", file("microsoft.key")), "EHLO client.test", "QUIT"))
            .anySatisfy(line -> assertThat(line).matches("250[ -]XOORG"));
        assertThat(openssl(List.of(version, "-cert", file("self-signed.pem"), "-key", file("self-signed.key")), "EHLO client.test", "QUIT"))
            .anySatisfy(line -> assertThat(line).startsWith("250")).noneSatisfy(line -> assertThat(line).contains("XOORG"));
    }

    @Test
    void postfixIsServedWithAndWithoutCertificateAndInClear() throws Exception {
        Optional<String> obstacle = Postfix.obstacle();
        assumeTrue(obstacle.isEmpty(), obstacle::get);
        Map<String, List<String>> transports = new LinkedHashMap<>();
        transports.put("certificate.test", List.of("smtp_tls_security_level=encrypt",
            "smtp_tls_cert_file=" + file("relay.pem"), "smtp_tls_key_file=" + file("relay.key")));
        transports.put("encrypted.test", List.of("smtp_tls_security_level=encrypt"));
        transports.put("clear.test", List.of("smtp_tls_security_level=none"));
        transports.put("contoso.test", List.of("smtp_tls_security_level=none"));
        transports.put("pilot.contoso.test", List.of("smtp_tls_security_level=encrypt"));
        try (Postfix postfix = Postfix.start(Files.createDirectories(home.resolve("postfix")), CLIENT, gateway.address(InboundGateway.Port.MX), transports)) {
            postfix.send("a@elsewhere.test", "x@certificate.test", "by certificate");
            postfix.send("", "bounce@certificate.test", "null sender, by certificate");
            postfix.send("bounced@contoso.test", "x@encrypted.test", "no certificate");
            postfix.send("bounced@contoso.test", "x@clear.test", "in clear");
            postfix.send("driver@courier.test", "anna@contoso.test", "a partner in clear");
            postfix.send("driver@courier.test", "anna@pilot.contoso.test", "a partner over TLS");

            assertThat(postfix.outcome("x@certificate.test")).contains("status=sent (250 2.6.0");
            assertThat(postfix.outcome("bounce@certificate.test")).contains("status=sent (250 2.6.0");
            assertThat(postfix.outcome("x@encrypted.test")).contains("status=bounced", "550 5.7.64");
            assertThat(postfix.outcome("x@clear.test")).contains("status=bounced", "550 5.7.64");
            assertThat(postfix.outcome("anna@contoso.test")).contains("status=bounced", "530 5.7.0 Must issue a STARTTLS command first");
            assertThat(postfix.outcome("anna@pilot.contoso.test")).contains("status=sent (250 2.6.0");
            assertThat(postfix.log()).anySatisfy(line -> assertThat(line).contains("TLS connection established to 127.0.0.1"));
        }
        assertThat(gateway.decisions())
            .anySatisfy(line -> assertThat(line).contains("connector=\"Relay\" verdict=grant-relay", "tls=TLSv1.3", "recipient=certificate.test"))
            .anySatisfy(line -> assertThat(line).contains("verdict=refuse reason=not-own-mail", "tls=TLSv1.3", "recipient=encrypted.test"))
            .anySatisfy(line -> assertThat(line).contains("verdict=refuse reason=not-own-mail", "tls=-", "recipient=clear.test"))
            .anySatisfy(line -> assertThat(line).contains("connector=\"Courier\"", "reason=partner-tls-missing", "recipient=contoso.test"));
    }

    private static List<String> swaks(String from, String to, String... more) throws IOException, InterruptedException {
        Optional<Path> swaks = Program.installed("swaks");
        assumeTrue(swaks.isPresent(), "swaks is not installed");
        List<String> command = new ArrayList<>(List.of(swaks.get().toString(), "--server", "127.0.0.1", "--port", port(),
            "--local-interface", CLIENT, "--from", from, "--to", to, "--timeout", "60"));
        command.addAll(List.of(more));
        return output(command, Files.writeString(home.resolve("nothing"), ""));
    }

    private static String[] with(String certificate) {
        return new String[] {"--tls", "--tls-cert", file(certificate + ".pem"), "--tls-key", file(certificate + ".key")};
    }

    private static List<String> openssl(List<String> options, String... commands) throws IOException, InterruptedException {
        Optional<Path> openssl = Program.installed("openssl");
        assumeTrue(openssl.isPresent(), "openssl is not installed");
        List<String> command = new ArrayList<>(List.of(openssl.get().toString(), "s_client", "-connect", "127.0.0.1:" + port(),
            "-starttls", "smtp", "-crlf", "-ign_eof"));
        command.addAll(options);
        return output(command, Files.writeString(home.resolve("commands"), String.join("\n", commands) + "\n"));
    }

    private static List<String> output(List<String> command, Path input) throws IOException, InterruptedException {
        try (Program program = Program.start(home, command, input)) {
            program.awaitExit(PATIENCE);
            return program.lines();
        }
    }

    private static String lastDecision() throws IOException {
        List<String> decisions = gateway.decisions();
        return decisions.get(decisions.size() - 1);
    }

    private static String port() {
        return Integer.toString(gateway.address(InboundGateway.Port.MX).getPort());
    }

    private static String file(String name) {
        return home.resolve(name).toString();
    }
}
