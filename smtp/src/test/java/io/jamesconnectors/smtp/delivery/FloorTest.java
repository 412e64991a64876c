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

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.jamesconnectors.connectors.ConnectionLimits;
import io.jamesconnectors.connectors.TlsSettings;
import io.jamesconnectors.testing.ScriptedSmtpServer;
import io.jamesconnectors.testing.SinkSmtpServer;
import io.jamesconnectors.testing.SmtpScript;
import io.jamesconnectors.testing.TestCa;
import io.jamesconnectors.testing.TestCertificate;

/** Below the floor nothing but EHLO, STARTTLS and QUIT goes over the wire; at the floor, mail does. */
class FloorTest {
    private static final List<String> UP_TO_THE_VERDICT = List.of("EHLO me.contoso.test", "STARTTLS", "<TLS>", "QUIT");

    private static final TestCa CA = TestCa.create();
    private static Path roots = Path.of("");

    @BeforeAll
    static void writeRoots(@TempDir Path directory) {
        roots = CA.writeRoot(directory.resolve("roots.pem"));
    }

    private static SmtpScript showing(TestCertificate certificate) {
        return SmtpScript.offering("STARTTLS", "PIPELINING").upgrade(certificate.sslContext());
    }

    private static SmtpScript takingMailWith(TestCertificate certificate) {
        return showing(certificate).ehlo("PIPELINING").takeMessage().quit();
    }

    private static Workbench bench(ScriptedSmtpServer server, TlsSettings floor) {
        return new Workbench().to(server.host(), server.port()).floor(floor).names("mx.partner.test").trusting(roots);
    }

    private static void delivers(TestCertificate certificate, TlsSettings floor) throws InterruptedException {
        try (ScriptedSmtpServer server = ScriptedSmtpServer.playing(takingMailWith(certificate))) {
            try (Workbench bench = bench(server, floor)) {
                assertThat(bench.outcome()).isInstanceOf(RecipientOutcome.Delivered.class);
            }
            assertThat(server.transcript()).containsExactly("EHLO me.contoso.test", "STARTTLS", "<TLS>", "EHLO me.contoso.test",
                "MAIL FROM:<alice@contoso.test>", "RCPT TO:<bob@partner.test>", "DATA", ".", "QUIT");
        }
    }

    private static void sendsNothing(TestCertificate certificate, TlsSettings floor, String reason) throws InterruptedException {
        try (ScriptedSmtpServer server = ScriptedSmtpServer.playing(showing(certificate).quit())) {
            try (Workbench bench = bench(server, floor)) {
                DeliveryResult result = bench.send();
                assertThat(Workbench.failure(Workbench.outcomeOf(result)).asReply()).startsWith("450 4.7.320 ");
                assertThat(result.attempts().get(0).asLogLine()).contains("connector=\"Partner out\"", "host=127.0.0.1", "tls=" + floor.word() + ":",
                    "floor " + floor.word() + " not reached: " + reason);
            }
            assertThat(server.transcript()).isEqualTo(UP_TO_THE_VERDICT);
        }
    }

    @ParameterizedTest
    @EnumSource(TlsSettings.class)
    void aSoundCertificateOfTheRightNameMeetsEveryFloor(TlsSettings floor) throws InterruptedException {
        delivers(CA.server("mx.partner.test"), floor);
    }

    @ParameterizedTest
    @EnumSource(value = TlsSettings.class, names = "DOMAIN_VALIDATION", mode = EnumSource.Mode.EXCLUDE)
    void anotherNameMeetsTheFloorsThatDoNotAskForOne(TlsSettings floor) throws InterruptedException {
        delivers(CA.server("mx.stranger.test"), floor);
    }

    @Test
    void anotherNameDoesNotMeetDomainValidation() throws InterruptedException {
        sendsNothing(CA.server("mx.stranger.test"), TlsSettings.DOMAIN_VALIDATION, "NAME_MISMATCH");
    }

    @ParameterizedTest
    @EnumSource(value = TlsSettings.class, names = {"OPPORTUNISTIC", "ENCRYPTION_ONLY"})
    void anExpiredCertificateStillEncrypts(TlsSettings floor) throws InterruptedException {
        delivers(CA.issue().dnsNames("mx.partner.test").expired().done(), floor);
    }

    @ParameterizedTest
    @EnumSource(value = TlsSettings.class, names = {"CERTIFICATE_VALIDATION", "DOMAIN_VALIDATION"})
    void anExpiredCertificateIsNotValid(TlsSettings floor) throws InterruptedException {
        sendsNothing(CA.issue().dnsNames("mx.partner.test").expired().done(), floor, "EXPIRED");
    }

    @ParameterizedTest
    @EnumSource(value = TlsSettings.class, names = {"OPPORTUNISTIC", "ENCRYPTION_ONLY"})
    void aSelfSignedCertificateStillEncrypts(TlsSettings floor) throws InterruptedException {
        delivers(CA.issue().dnsNames("mx.partner.test").selfSigned().done(), floor);
    }

    @ParameterizedTest
    @EnumSource(value = TlsSettings.class, names = {"CERTIFICATE_VALIDATION", "DOMAIN_VALIDATION"})
    void aSelfSignedCertificateIsNotValid(TlsSettings floor) throws InterruptedException {
        sendsNothing(CA.issue().dnsNames("mx.partner.test").selfSigned().done(), floor, "SELF_SIGNED");
    }

    @ParameterizedTest
    @EnumSource(value = TlsSettings.class, names = "OPPORTUNISTIC", mode = EnumSource.Mode.EXCLUDE)
    void hiddenStartTlsMeetsNoFloorButTheLowest(TlsSettings floor) throws InterruptedException {
        try (ScriptedSmtpServer server = ScriptedSmtpServer.playing(SmtpScript.offering("PIPELINING").quit())) {
            try (Workbench bench = bench(server, floor)) {
                Failure failure = Workbench.failure(bench.outcome());
                assertThat(failure.asReply()).startsWith("450 4.4.317 ");
                assertThat(failure.reason()).contains("floor " + floor.word() + " not reached", "STARTTLS not offered");
            }
            assertThat(server.transcript()).containsExactly("EHLO me.contoso.test", "QUIT");
        }
    }

    @Test
    void hiddenStartTlsMeansClearWithTheLowestFloor() throws InterruptedException {
        try (ScriptedSmtpServer server = ScriptedSmtpServer.playing(SmtpScript.offering("PIPELINING").takeMessage().quit())) {
            try (Workbench bench = bench(server, TlsSettings.OPPORTUNISTIC)) {
                DeliveryResult result = bench.send();
                assertThat(Workbench.outcomeOf(result)).isInstanceOf(RecipientOutcome.Delivered.class);
                assertThat(result.attempts().get(0).asLogLine()).contains("tls=opportunistic:none");
            }
            assertThat(server.transcript()).contains("MAIL FROM:<alice@contoso.test>");
        }
    }

    @ParameterizedTest
    @EnumSource(value = TlsSettings.class, names = "OPPORTUNISTIC", mode = EnumSource.Mode.EXCLUDE)
    void refusedStartTlsMeetsNoFloorButTheLowest(TlsSettings floor) throws InterruptedException {
        try (ScriptedSmtpServer server = ScriptedSmtpServer.playing(SmtpScript.offering("STARTTLS").on("STARTTLS", "454 4.7.0 not now").quit())) {
            try (Workbench bench = bench(server, floor)) {
                assertThat(Workbench.failure(bench.outcome()).asReply()).startsWith("450 4.4.317 ");
            }
            assertThat(server.transcript()).containsExactly("EHLO me.contoso.test", "STARTTLS", "QUIT");
        }
    }

    @Test
    void refusedStartTlsMeansClearOnTheSameConnectionWithTheLowestFloor() throws InterruptedException {
        SmtpScript script = SmtpScript.offering("STARTTLS").on("STARTTLS", "454 4.7.0 not now").takeMessage().quit();
        try (ScriptedSmtpServer server = ScriptedSmtpServer.playing(script)) {
            try (Workbench bench = bench(server, TlsSettings.OPPORTUNISTIC)) {
                assertThat(bench.outcome()).isInstanceOf(RecipientOutcome.Delivered.class);
            }
            assertThat(server.transcript()).startsWith("EHLO me.contoso.test", "STARTTLS", "MAIL FROM:<alice@contoso.test>");
        }
    }

    @Test
    void aFailedHandshakeIsFollowedByClearOnANewConnectionWithTheLowestFloor() throws InterruptedException {
        SmtpScript broken = SmtpScript.offering("STARTTLS").on("STARTTLS", "220 go").hearOctets(5).say("no TLS at all").close();
        SmtpScript clear = SmtpScript.offering("STARTTLS").takeMessage().quit();
        try (ScriptedSmtpServer server = ScriptedSmtpServer.playing(broken, clear)) {
            try (Workbench bench = bench(server, TlsSettings.OPPORTUNISTIC)) {
                assertThat(bench.outcome()).isInstanceOf(RecipientOutcome.Delivered.class);
            }
            assertThat(server.transcript(1)).startsWith("EHLO me.contoso.test", "MAIL FROM:<alice@contoso.test>");
        }
    }

    @ParameterizedTest
    @EnumSource(value = TlsSettings.class, names = "OPPORTUNISTIC", mode = EnumSource.Mode.EXCLUDE)
    void aFailedHandshakeMeetsNoFloorButTheLowest(TlsSettings floor) throws InterruptedException {
        SmtpScript broken = SmtpScript.offering("STARTTLS").on("STARTTLS", "220 go").hearOctets(5).say("no TLS at all").close();
        try (ScriptedSmtpServer server = ScriptedSmtpServer.playing(broken)) {
            try (Workbench bench = bench(server, floor)) {
                assertThat(Workbench.failure(bench.outcome()).asReply()).startsWith("450 4.4.317 ");
            }
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource(TlsSettings.class)
    void aReplyInjectedBehindThatToStartTlsEndsTheConnection(TlsSettings floor) throws InterruptedException {
        SmtpScript injecting = SmtpScript.offering("STARTTLS").on("STARTTLS", "220 go\r\n250-AUTH PLAIN LOGIN\r\n250-INJ");
        try (ScriptedSmtpServer server = ScriptedSmtpServer.playing(injecting)) {
            try (Workbench bench = bench(server, floor)) {
                Failure failure = Workbench.failure(bench.outcome());
                assertThat(failure.asReply()).startsWith("450 4.4.317 ");
                assertThat(failure.reason()).contains("octets in clear after the reply to STARTTLS");
            }
            assertThat(server.transcript()).containsExactly("EHLO me.contoso.test", "STARTTLS");
        }
    }

    @Test
    void aResumedSessionIsJudgedLikeANewOne() throws InterruptedException {
        ConnectionLimits oneMessage = new ConnectionLimits(1, 1, Duration.ofMinutes(1), Duration.ofMinutes(1));
        try (SinkSmtpServer sink = SinkSmtpServer.that().startTls(CA.server("mx.stranger.test").sslContext()).start();
                Workbench bench = new Workbench().to(sink.host(), sink.port()).limits(oneMessage).names("mx.partner.test").trusting(roots)) {
            assertThat(bench.floor(TlsSettings.OPPORTUNISTIC).outcome()).isInstanceOf(RecipientOutcome.Delivered.class);
            assertThat(bench.floor(TlsSettings.DOMAIN_VALIDATION).outcome()).isInstanceOf(RecipientOutcome.Deferred.class);
            assertThat(bench.floor(TlsSettings.CERTIFICATE_VALIDATION).outcome()).isInstanceOf(RecipientOutcome.Delivered.class);
            assertThat(sink.resumedHandshakes()).isPositive();
            assertThat(sink.messages()).isEqualTo(2);
        }
    }

    @Test
    void whatIsOfferedBeforeTlsIsForgottenAfterIt() throws InterruptedException {
        SmtpScript script = SmtpScript.offering("STARTTLS", "SIZE 10").upgrade(CA.server("mx.partner.test").sslContext()).ehlo().takeMessage().quit();
        try (ScriptedSmtpServer server = ScriptedSmtpServer.playing(script)) {
            try (Workbench bench = bench(server, TlsSettings.DOMAIN_VALIDATION)) {
                assertThat(bench.outcome()).isInstanceOf(RecipientOutcome.Delivered.class);
            }
            assertThat(server.transcript()).contains("MAIL FROM:<alice@contoso.test>");
        }
    }

    @Test
    void heloIsSpokenOnlyWithTheLowestFloor() throws InterruptedException {
        SmtpScript old = SmtpScript.greeting().on("EHLO", "502 what?").on("HELO", "250 hello").takeMessage().quit();
        try (ScriptedSmtpServer server = ScriptedSmtpServer.playing(old); Workbench bench = bench(server, TlsSettings.OPPORTUNISTIC)) {
            assertThat(bench.outcome()).isInstanceOf(RecipientOutcome.Delivered.class);
        }
        SmtpScript quitting = SmtpScript.greeting().on("EHLO", "502 what?").quit();
        try (ScriptedSmtpServer server = ScriptedSmtpServer.playing(quitting); Workbench bench = bench(server, TlsSettings.ENCRYPTION_ONLY)) {
            assertThat(Workbench.failure(bench.outcome()).asReply()).startsWith("450 4.4.317 ");
            assertThat(server.transcript()).containsExactly("EHLO me.contoso.test", "QUIT");
        }
    }
}
