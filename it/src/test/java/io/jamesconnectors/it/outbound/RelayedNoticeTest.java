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
package io.jamesconnectors.it.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Properties;

import javax.mail.BodyPart;
import javax.mail.Session;
import javax.mail.internet.MimeMessage;
import javax.mail.internet.MimeMultipart;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.jamesconnectors.it.support.GatewayProcess;
import io.jamesconnectors.it.support.OneRoute;
import io.jamesconnectors.it.support.SmtpDialogue;
import io.jamesconnectors.testing.ReceivedMessage;
import io.jamesconnectors.testing.SinkSmtpServer;
import io.jamesconnectors.testing.TestCa;

/** A sender who asks to hear of the delivery, which the gateway offers and the partner does not: the gateway says that the mail was relayed. */
class RelayedNoticeTest {
    private static final Duration ARRIVAL = Duration.ofSeconds(60);

    @TempDir
    Path home;

    @Test
    void tellsTheSenderThatThePartnerTookTheMailAndReportsNothing() throws Exception {
        TestCa ca = TestCa.create();
        try (SinkSmtpServer everyone = SinkSmtpServer.that().startTls(ca.server("mx.partner.test").sslContext()).keep(10, 100_000).recordTranscript().start();
                GatewayProcess gateway = GatewayProcess.start(home, OneRoute.to(everyone.port(), ca.writeRoot(home.resolve("root.pem")), ""))) {
            try (SmtpDialogue device = SmtpDialogue.open("127.0.0.1", gateway.smtp())) {
                device.send("EHLO device.test");
                assertThat(device.lastReply()).anySatisfy(line -> assertThat(line).matches("250[ -]DSN"));
                assertThat(device.send("MAIL FROM:<scanner@contoso.test> RET=HDRS ENVID=QQ314159")).startsWith("250");
                assertThat(device.send("RCPT TO:<anna@partner.test> NOTIFY=SUCCESS ORCPT=rfc822;ann@partner.test")).startsWith("250");
                device.send("DATA");
                assertThat(device.send("Subject: wanted\r\nMessage-ID: <wanted@it.test>\r\n\r\nsecret body\r\n.")).startsWith("250");
            }

            List<ReceivedMessage> received = await().atMost(ARRIVAL).until(everyone::received, messages -> messages.size() >= 2);
            assertThat(everyone.transcript()).as("nothing of DSN goes to a server that does not offer it").noneSatisfy(line -> assertThat(line).contains("NOTIFY"));
            ReceivedMessage notice = received.stream().filter(message -> message.sender().isEmpty()).findFirst().orElseThrow();
            assertThat(notice.recipients()).containsExactly("scanner@contoso.test");
            MimeMultipart report = (MimeMultipart) new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(notice.content())).getContent();
            assertThat(report.getContentType()).startsWith("multipart/report; report-type=delivery-status");
            assertThat(report.getBodyPart(1).getContentType()).isEqualTo("message/delivery-status");
            assertThat(text(report.getBodyPart(1)).lines())
                .contains("Original-Envelope-Id: QQ314159", "Original-Recipient: rfc822; ann@partner.test", "Final-Recipient: rfc822; anna@partner.test", "Action: relayed")
                .anySatisfy(line -> assertThat(line).matches("Status: 2\\.\\d\\.\\d"))
                .anySatisfy(line -> assertThat(line).startsWith("Diagnostic-Code: smtp; 250 2.6.0"));
            assertThat(report.getBodyPart(2).getContentType()).startsWith("text/rfc822-headers");
            assertThat(text(report.getBodyPart(2))).contains("Subject: wanted").doesNotContain("secret body");
        }
    }

    private static String text(BodyPart part) throws Exception {
        try (InputStream in = part.getInputStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
