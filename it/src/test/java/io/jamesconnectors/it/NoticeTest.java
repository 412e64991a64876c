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
package io.jamesconnectors.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;

import javax.mail.Session;
import javax.mail.internet.MimeMessage;
import javax.mail.internet.MimeMultipart;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.jamesconnectors.it.support.GatewayProcess;
import io.jamesconnectors.it.support.OneRoute;
import io.jamesconnectors.it.support.SmtpDialogue;
import io.jamesconnectors.testing.ReceivedMessage;
import io.jamesconnectors.testing.SinkSmtpServer;
import io.jamesconnectors.testing.TestCa;

/** What the gateway tells senders of mail that could not be delivered, by the processors that it ships. */
class NoticeTest {
    private static final Duration ARRIVAL = Duration.ofSeconds(60);

    @TempDir
    static Path home;

    static SinkSmtpServer everyone;
    static GatewayProcess gateway;

    @BeforeAll
    static void start() throws Exception {
        TestCa ca = TestCa.create();
        everyone = SinkSmtpServer.that().startTls(ca.server("mx.partner.test").sslContext()).keep(10, 100_000)
            .refuseRecipient("nobody@partner.test", "550 5.1.1 <nobody@partner.test>: no such user here").start();
        gateway = GatewayProcess.start(home, OneRoute.to(everyone.port(), ca.writeRoot(home.resolve("root.pem")), ""));
    }

    @AfterAll
    static void stop() throws Exception {
        if (gateway != null) {
            gateway.close();
        }
        if (everyone != null) {
            everyone.close();
        }
    }

    @Test
    void reachesTheSenderWithOneCleanStatusAndTheWholeMessage() throws Exception {
        try (SmtpDialogue device = SmtpDialogue.open("127.0.0.1", gateway.smtp())) {
            device.send("EHLO device.test");
            assertThat(device.message("scanner@contoso.test", "nobody@partner.test", "lost")).startsWith("250");
        }
        assertThat(everyone.awaitMessages(1, ARRIVAL)).as(gateway.log()).isTrue();

        ReceivedMessage notice = everyone.received().get(0);
        assertThat(notice.sender()).isEmpty();
        assertThat(notice.recipients()).containsExactly("scanner@contoso.test");
        MimeMessage message = new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(notice.content()));
        assertThat(message.getSubject()).isEqualTo("Undeliverable: lost");
        assertThat(message.getHeader("From")).containsExactly("Mail Delivery System <postmaster@contoso.test>");
        MimeMultipart report = (MimeMultipart) message.getContent();
        assertThat(report.getContentType()).startsWith("multipart/report; report-type=delivery-status");
        assertThat(text(report, 0)).contains("    nobody@partner.test\r\n", "does not know the address", "550 5.1.1 <nobody@partner.test>: no such user here");
        assertThat(text(report, 1)).contains("Final-Recipient: rfc822; nobody@partner.test\r\nAction: failed\r\nStatus: 5.1.1\r\nRemote-MTA: dns; [127.0.0.1]\r\n", "Diagnostic-Code: smtp; 550 5.1.1 ");
        assertThat(report.getBodyPart(2).getContentType()).isEqualTo("message/rfc822");
        assertThat(text(report, 2)).contains("Subject: lost\r\n");
        try (var kept = Files.walk(home.resolve("var/mail"))) {
            assertThat(kept.filter(Files::isRegularFile)).isEmpty();
        }
    }

    private static String text(MimeMultipart report, int index) throws Exception {
        try (var in = report.getBodyPart(index).getInputStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
