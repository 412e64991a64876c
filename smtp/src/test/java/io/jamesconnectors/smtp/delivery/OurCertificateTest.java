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
package io.jamesconnectors.smtp.delivery;

import static io.jamesconnectors.smtp.delivery.Workbench.failure;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSocket;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.jamesconnectors.connectors.ClientCertificate;
import io.jamesconnectors.connectors.TlsOptions;
import io.jamesconnectors.connectors.TlsSettings;
import io.jamesconnectors.connectors.TlsVersion;
import io.jamesconnectors.testing.ScriptedSmtpServer;
import io.jamesconnectors.testing.SinkSmtpServer;
import io.jamesconnectors.testing.SmtpScript;
import io.jamesconnectors.testing.TestCa;
import io.jamesconnectors.testing.TestCertificate;

/** What servers see of us in the handshake, and what comes of it when they do not like it. */
class OurCertificateTest {
    private static final TestCa CA = TestCa.create();
    private static final TestCertificate SERVER = CA.server("mx.partner.test");
    private static final TestCertificate OURS = CA.client("relay.contoso.test");

    @TempDir
    private Path directory = Path.of("");
    private Path chain = Path.of("");
    private Path key = Path.of("");

    @BeforeEach
    void nameFiles() throws IOException {
        chain = directory.resolve("relay.pem");
        key = directory.resolve("relay.key");
        write(OURS);
    }

    private void write(TestCertificate certificate) throws IOException {
        Files.writeString(chain, certificate.chainPem());
        Files.writeString(key, certificate.keyPem());
    }

    private TlsOptions showing() {
        return showing(TlsVersion.TLS_1_2);
    }

    private TlsOptions showing(TlsVersion minimum) {
        return new TlsOptions(minimum, List.of(), Optional.of(new ClientCertificate(chain, Optional.of(key), Optional.empty())));
    }

    private static Workbench bench(ScriptedSmtpServer server, TlsOptions options) {
        return new Workbench().to(server.host(), server.port()).floor(TlsSettings.ENCRYPTION_ONLY).tls(options);
    }

    /** A server that speaks just {@code protocol} and wants, or insists on, a certificate. */
    private static Consumer<SSLSocket> asking(String protocol, boolean insisting, AtomicReference<SSLSocket> seen) {
        return socket -> {
            socket.setEnabledProtocols(new String[] {protocol});
            socket.setWantClientAuth(true);
            if (insisting) {
                socket.setNeedClientAuth(true);
            }
            seen.set(socket);
        };
    }

    private static SmtpScript taking(Consumer<SSLSocket> asking) {
        return SmtpScript.offering("STARTTLS").upgrade(SERVER.sslContextForAnyPeer(), asking).ehlo().takeMessage().quit();
    }

    private static List<Certificate> shownTo(AtomicReference<SSLSocket> seen) {
        try {
            return List.of(Objects.requireNonNull(seen.get()).getSession().getPeerCertificates());
        } catch (SSLPeerUnverifiedException e) {
            return List.of();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void aServerThatAsksIsShownOurCertificate(String protocol) throws InterruptedException {
        AtomicReference<SSLSocket> seen = new AtomicReference<>();
        try (ScriptedSmtpServer server = ScriptedSmtpServer.playing(taking(asking(protocol, true, seen)))) {
            try (Workbench bench = bench(server, showing())) {
                assertThat(bench.outcome()).isInstanceOf(RecipientOutcome.Delivered.class);
            }
            assertThat(server.transcript()).endsWith(".", "QUIT");
            assertThat(shownTo(seen)).isEqualTo(OURS.chain());
        }
    }

    @Test
    void aServerThatAsksIsShownNothingByOthers() throws InterruptedException {
        AtomicReference<SSLSocket> seen = new AtomicReference<>();
        try (ScriptedSmtpServer server = ScriptedSmtpServer.playing(taking(asking("TLSv1.3", false, seen)))) {
            try (Workbench bench = bench(server, TlsOptions.DEFAULT)) {
                assertThat(bench.outcome()).isInstanceOf(RecipientOutcome.Delivered.class);
            }
            assertThat(server.transcript()).endsWith(".", "QUIT");
            assertThat(shownTo(seen)).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void mailWaitsWhereACertificateIsRequiredAndThereIsNone(String protocol) throws InterruptedException {
        SmtpScript insisting = SmtpScript.offering("STARTTLS").upgrade(SERVER.sslContextForAnyPeer(), asking(protocol, true, new AtomicReference<>()));
        try (ScriptedSmtpServer server = ScriptedSmtpServer.playing(insisting); Workbench bench = bench(server, TlsOptions.DEFAULT)) {
            RecipientOutcome outcome = bench.outcome();
            assertThat(outcome).isInstanceOf(RecipientOutcome.Deferred.class);
            assertThat(failure(outcome).asReply()).startsWith("450 4.4.31");
            assertThat(server.transcript()).containsExactly("EHLO me.contoso.test", "STARTTLS");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void mailWaitsWhereOurCertificateIsRefusedAndTheReasonSaysSo(String protocol) throws InterruptedException {
        SmtpScript refusing = SmtpScript.offering("STARTTLS").upgrade(SERVER.sslContext(), asking(protocol, true, new AtomicReference<>()));
        try (ScriptedSmtpServer server = ScriptedSmtpServer.playing(refusing); Workbench bench = bench(server, showing())) {
            RecipientOutcome outcome = bench.outcome();
            assertThat(outcome).isInstanceOf(RecipientOutcome.Deferred.class);
            assertThat(failure(outcome).reason()).contains("our client certificate ", "CN=Test Server");
            assertThat(failure(outcome).asReply()).startsWith("450 4.4.31");
            assertThat(server.transcript()).containsExactly("EHLO me.contoso.test", "STARTTLS");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void aServerThatRefusesOurCertificateGetsNothingInClear(String protocol) throws InterruptedException {
        SmtpScript refusing = SmtpScript.offering("STARTTLS").upgrade(SERVER.sslContext(), asking(protocol, true, new AtomicReference<>()));
        try (ScriptedSmtpServer server = ScriptedSmtpServer.playing(refusing, SmtpScript.offering().takeMessage().quit());
                Workbench bench = bench(server, showing()).floor(TlsSettings.OPPORTUNISTIC)) {
            assertThat(bench.outcome()).isInstanceOf(RecipientOutcome.Deferred.class);
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void aNewCertificateTakesEffectOnTheNextMessage() throws Exception {
        AtomicReference<SSLSocket> first = new AtomicReference<>();
        AtomicReference<SSLSocket> second = new AtomicReference<>();
        try (ScriptedSmtpServer server = ScriptedSmtpServer.playing(taking(asking("TLSv1.3", true, first)), taking(asking("TLSv1.3", true, second)))) {
            TestCertificate renewed = CA.client("relay2.contoso.test");
            try (Workbench bench = bench(server, showing())) {
                bench.send();
                write(renewed);
                assertThat(bench.send().attempts()).extracting(AttemptTrace::messageNumber).containsExactly(1);
            }
            assertThat(server.transcript(1)).endsWith(".", "QUIT");
            assertThat(shownTo(first)).isEqualTo(OURS.chain());
            assertThat(shownTo(second)).isEqualTo(renewed.chain());
        }
    }

    @Test
    void mailThatNeedsAnUnreadableCertificateWaitsUntilItCanBeRead() throws Exception {
        Files.delete(key);
        try (ScriptedSmtpServer server = ScriptedSmtpServer.playing(taking(asking("TLSv1.3", true, new AtomicReference<>())));
                Workbench bench = bench(server, showing()).floor(TlsSettings.OPPORTUNISTIC)) {
            RecipientOutcome outcome = bench.outcome();
            assertThat(outcome).isInstanceOf(RecipientOutcome.Deferred.class);
            assertThat(failure(outcome).asReply()).startsWith("454 4.7.5 ");
            assertThat(failure(outcome).reason()).contains(key.toString());
            assertThat(server.connections()).isZero();
            write(OURS);
            assertThat(bench.outcome()).isInstanceOf(RecipientOutcome.Delivered.class);
        }
    }

    @Test
    void filesThatBreakLaterLeaveTheIdentityBeforeThemInForce() throws IOException {
        TlsProfiles profiles = new TlsProfiles(name -> null);
        Object before = profiles.of(showing());
        Files.writeString(chain, CA.client("relay2.contoso.test").chainPem());
        assertThat(profiles.of(showing())).isSameAs(before);
        Files.delete(chain);
        assertThat(profiles.of(showing())).isSameAs(before);
        write(OURS);
        assertThat(profiles.of(showing())).isNotSameAs(before);
    }

    @Test
    void sessionsAreNotResumedAcrossIdentities() throws InterruptedException {
        try (SinkSmtpServer sink = SinkSmtpServer.that().startTls(SERVER.sslContext()).start();
                Workbench bench = new Workbench().to(sink.host(), sink.port()).floor(TlsSettings.ENCRYPTION_ONLY)) {
            bench.tls(TlsOptions.DEFAULT).send();
            bench.tls(showing()).send();
            assertThat(sink.handshakes()).isEqualTo(2);
            assertThat(sink.resumedHandshakes()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(value = TlsVersion.class, names = {"TLS_1_2", "TLS_1_3"})
    void versionAndCiphersAreThoseOfTheConnector(TlsVersion minimum) throws InterruptedException {
        TlsOptions options = new TlsOptions(minimum, List.of("TLS_AES_256_GCM_SHA384"), Optional.empty());
        AtomicReference<SSLSocket> seen = new AtomicReference<>();
        try (ScriptedSmtpServer server = ScriptedSmtpServer.playing(taking(asking("TLSv1.3", false, seen))); Workbench bench = bench(server, options)) {
            assertThat(bench.send().attempts().get(0).cipher()).isEqualTo("TLS_AES_256_GCM_SHA384");
        }
        try (ScriptedSmtpServer server = ScriptedSmtpServer.playing(SmtpScript.offering("STARTTLS").upgrade(SERVER.sslContext(), asking("TLSv1.2", false, seen)));
                Workbench bench = bench(server, options)) {
            assertThat(failure(bench.outcome()).asReply()).startsWith("450 4.4.317 ");
        }
    }

    @Test
    void aCipherThatThisJavaDoesNotKnowDelaysTheMail() throws InterruptedException {
        try (Workbench bench = new Workbench().to("127.0.0.1", 1).tls(new TlsOptions(TlsVersion.TLS_1_2, List.of("TLS_OF_THE_FUTURE"), Optional.empty()))) {
            assertThat(failure(bench.outcome()).asReply()).startsWith("454 4.7.5 ");
        }
    }
}
