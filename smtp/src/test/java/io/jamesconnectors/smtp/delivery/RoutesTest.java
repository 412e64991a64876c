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

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.jamesconnectors.connectors.SmartHost;
import io.jamesconnectors.connectors.TlsSettings;
import io.jamesconnectors.testing.ScriptedSmtpServer;
import io.jamesconnectors.testing.SinkSmtpServer;
import io.jamesconnectors.testing.SmtpScript;
import io.jamesconnectors.testing.TestCa;
import io.jamesconnectors.tls.dns.LookupFailed;
import io.jamesconnectors.tls.dns.NoRecords;
import io.jamesconnectors.tls.dns.NullMx;

/** Which hosts are tried, in which order, and which answer counts in the end. */
class RoutesTest {

    @Test
    void mailGoesToTheExchangerOfTheDomain() throws InterruptedException {
        try (SinkSmtpServer sink = SinkSmtpServer.that().start(); Workbench bench = new Workbench().byMx(sink.port())) {
            bench.dns.mx("partner.test", "mx.partner.test").address("mx.partner.test", "127.0.0.1");
            assertThat(bench.outcome()).isInstanceOfSatisfying(RecipientOutcome.Delivered.class, delivered -> assertThat(delivered.host()).isEqualTo("mx.partner.test"));
        }
    }

    @Test
    void aDomainWithoutExchangerIsItsOwn() throws InterruptedException {
        try (SinkSmtpServer sink = SinkSmtpServer.that().start(); Workbench bench = new Workbench().byMx(sink.port())) {
            bench.dns.mx("partner.test", new NoRecords()).address("partner.test", "127.0.0.1");
            assertThat(bench.outcome()).isInstanceOf(RecipientOutcome.Delivered.class);
        }
    }

    @Test
    void aDomainWithNeitherExchangerNorAddressIsUnroutable() throws InterruptedException {
        try (Workbench bench = new Workbench()) {
            bench.dns.mx("partner.test", new NoRecords()).address("partner.test", new NoRecords());
            assertThat(failure(bench.outcome()).asReply()).startsWith("550 5.4.4 ");
        }
    }

    @Test
    void aDomainThatTakesNoMailIsRefused() throws InterruptedException {
        try (Workbench bench = new Workbench()) {
            bench.dns.mx("partner.test", new NullMx());
            assertThat(bench.outcome()).isInstanceOf(RecipientOutcome.Refused.class);
            assertThat(failure(bench.outcome()).asReply()).startsWith("556 5.1.10 ");
        }
    }

    @Test
    void aDomainThatDoesNotExistIsRefused() throws InterruptedException {
        try (Workbench bench = new Workbench()) {
            assertThat(bench.outcome()).isInstanceOf(RecipientOutcome.Refused.class);
            assertThat(failure(bench.outcome()).asReply()).startsWith("550 5.1.2 ");
        }
    }

    @Test
    void aLookupThatFailsDelaysTheMessage() throws InterruptedException {
        try (Workbench bench = new Workbench()) {
            bench.dns.mx("partner.test", new LookupFailed("SERVFAIL"));
            assertThat(bench.outcome()).isInstanceOf(RecipientOutcome.Deferred.class);
            assertThat(failure(bench.outcome()).asReply()).startsWith("450 4.4.312 ");
            assertThat(failure(bench.outcome()).reason()).contains("SERVFAIL");
        }
    }

    @Test
    void aSmartHostWithoutAddressDelaysTheMessage() throws InterruptedException {
        try (Workbench bench = new Workbench().to("relay.test", 25)) {
            assertThat(failure(bench.outcome()).asReply()).startsWith("450 4.4.312 ");
        }
    }

    @Test
    void theNextHostServesWhereTheFirstIsDead() throws InterruptedException {
        try (SinkSmtpServer sink = SinkSmtpServer.that().start(); ScriptedSmtpServer dying = ScriptedSmtpServer.playing(SmtpScript.silent().close());
                Workbench bench = new Workbench().to(List.of(new SmartHost("nowhere.test", 25), new SmartHost("127.0.0.1", dying.port()), new SmartHost("127.0.0.1", sink.port())))) {
            DeliveryResult result = bench.send();
            assertThat(Workbench.outcomeOf(result)).isInstanceOf(RecipientOutcome.Delivered.class);
            assertThat(result.attempts()).extracting(AttemptTrace::port).containsExactly(dying.port(), sink.port());
        }
    }

    @Test
    void theFailureThatCameFurthestIsReported() throws InterruptedException {
        try (ScriptedSmtpServer busy = ScriptedSmtpServer.playing(SmtpScript.offering().on("MAIL", "451 4.3.2 busy").quit());
                Workbench bench = new Workbench().to(List.of(new SmartHost("127.0.0.1", busy.port()), new SmartHost("nowhere.test", 25)))) {
            assertThat(failure(bench.outcome()).asReply()).isEqualTo("451 4.3.2 busy");
        }
    }

    @Test
    void everyAddressOfAHostIsTried() throws InterruptedException {
        try (SinkSmtpServer sink = SinkSmtpServer.that().start(); Workbench bench = new Workbench().to("relay.test", sink.port())) {
            bench.dns.address("relay.test", "127.0.0.2", "127.0.0.3", "127.0.0.1");
            DeliveryResult result = bench.send();
            assertThat(Workbench.outcomeOf(result)).isInstanceOf(RecipientOutcome.Delivered.class);
            assertThat(result.attempts()).extracting(AttemptTrace::address).containsExactly("127.0.0.2", "127.0.0.3", "127.0.0.1");
        }
    }

    @Test
    void theNextHostMayReachTheFloorThatTheFirstDoesNot(@TempDir Path directory) throws InterruptedException {
        TestCa ca = TestCa.create();
        try (SinkSmtpServer weak = SinkSmtpServer.that().recordTranscript().start();
                SinkSmtpServer strong = SinkSmtpServer.that().startTls(ca.server("mx2.partner.test").sslContext()).start();
                Workbench bench = new Workbench().to(List.of(new SmartHost("127.0.0.1", weak.port()), new SmartHost("127.0.0.1", strong.port())))
                    .floor(TlsSettings.DOMAIN_VALIDATION).names("*.partner.test").trusting(ca.writeRoot(directory.resolve("roots.pem")))) {
            assertThat(bench.outcome()).isInstanceOf(RecipientOutcome.Delivered.class);
            assertThat(weak.messages()).isZero();
        }
    }

    @ParameterizedTest
    @CsvSource({"MAIL, 451 4.7.1 later, 2", "RCPT, 451 4.7.1 later, 1", "RCPT, 421 4.7.1 later, 2", "RCPT, 550 5.1.1 never, 1", "MAIL, 550 5.1.1 never, 1"})
    void onlyATroubleOfTheHostLeadsToTheNext(String command, String reply, int tried) throws InterruptedException {
        SmtpScript script = command.equals("MAIL") ? SmtpScript.offering().on("MAIL", reply).quit() : SmtpScript.offering().on("MAIL", "250 ok").on("RCPT", reply).quit();
        try (ScriptedSmtpServer first = ScriptedSmtpServer.playing(script); ScriptedSmtpServer second = ScriptedSmtpServer.playing(script);
                Workbench bench = new Workbench().to(List.of(new SmartHost("127.0.0.1", first.port()), new SmartHost("127.0.0.1", second.port())))) {
            DeliveryResult result = bench.send();
            assertThat(result.attempts()).hasSize(tried);
            assertThat(failure(Workbench.outcomeOf(result)).asReply()).isEqualTo(reply);
        }
    }

    @Test
    void anUnknownOutcomeIsNotMadeWorseByTheNextHost() throws InterruptedException {
        SmtpScript script = SmtpScript.offering().on("MAIL", "250 ok").on("RCPT", "250 ok").on("DATA", "354 go").hearMessage().close();
        try (ScriptedSmtpServer first = ScriptedSmtpServer.playing(script); SinkSmtpServer second = SinkSmtpServer.that().start();
                Workbench bench = new Workbench().to(List.of(new SmartHost("127.0.0.1", first.port()), new SmartHost("127.0.0.1", second.port())))) {
            assertThat(bench.outcome()).isInstanceOf(RecipientOutcome.Unknown.class);
            assertThat(second.connections()).isZero();
        }
    }

    @Test
    void withoutAConfiguredNameTheRecipientDomainMustBeInTheCertificate(@TempDir Path directory) throws InterruptedException {
        TestCa ca = TestCa.create();
        Path roots = ca.writeRoot(directory.resolve("roots.pem"));
        for (String name : List.of("partner.test", "mx.partner.test", "mx.stranger.test")) {
            try (SinkSmtpServer sink = SinkSmtpServer.that().startTls(ca.server(name).sslContext()).start();
                    Workbench bench = new Workbench().byMx(sink.port()).floor(TlsSettings.DOMAIN_VALIDATION).trusting(roots)) {
                bench.dns.mx("partner.test", "mx.example.test").address("mx.example.test", "127.0.0.1");
                assertThat(bench.outcome()).as(name).isInstanceOf(name.contains("stranger") ? RecipientOutcome.Deferred.class : RecipientOutcome.Delivered.class);
            }
        }
    }

    @Test
    void trustedCertificatesAreReadAgainWhenTheyChange(@TempDir Path directory) throws Exception {
        TestCa ca = TestCa.create();
        Path roots = TestCa.create("Another Root").writeRoot(directory.resolve("roots.pem"));
        try (SinkSmtpServer sink = SinkSmtpServer.that().startTls(ca.server("mx.partner.test").sslContext()).start();
                Workbench bench = new Workbench().to("127.0.0.1", sink.port()).floor(TlsSettings.CERTIFICATE_VALIDATION).trusting(roots)) {
            assertThat(bench.outcome()).isInstanceOf(RecipientOutcome.Deferred.class);
            Files.delete(roots);
            assertThat(failure(bench.outcome()).asReply()).startsWith("450 4.7.320 ");
            ca.writeRoot(roots);
            assertThat(bench.outcome()).isInstanceOf(RecipientOutcome.Delivered.class);
        }
    }
}
