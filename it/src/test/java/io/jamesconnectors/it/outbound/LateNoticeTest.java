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
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;

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

/** A partner that takes no mail for one address for now: the gateway tells the sender once, and tries on. */
class LateNoticeTest {
    private static final Duration ARRIVAL = Duration.ofSeconds(60);

    @TempDir
    Path home;

    @Test
    void tellsTheSenderOnceThatTheMailIsLate() throws Exception {
        TestCa ca = TestCa.create();
        callMailLateAfterASecond();
        try (SinkSmtpServer everyone = SinkSmtpServer.that().startTls(ca.server("mx.partner.test").sslContext()).keep(10, 100_000)
                    .refuseRecipient("anna@partner.test", "450 4.2.1 mailbox is being moved").recordTranscript().start();
                GatewayProcess gateway = GatewayProcess.start(home, OneRoute.to(everyone.port(), ca.writeRoot(home.resolve("root.pem")),
                    "<retry waits=\"1s\" expireAfter=\"1h\"/>"))) {
            try (SmtpDialogue device = SmtpDialogue.open("127.0.0.1", gateway.smtp())) {
                device.send("EHLO device.test");
                assertThat(device.message("scanner@contoso.test", "anna@partner.test", "late")).startsWith("250");
            }
            assertThat(everyone.awaitMessages(1, ARRIVAL)).as(gateway.log()).isTrue();
            long attempts = attempts(everyone);
            await().atMost(ARRIVAL).until(() -> attempts(everyone) >= attempts + 2);

            assertThat(everyone.received()).as("one notice, whatever the number of attempts").hasSize(1);
            ReceivedMessage notice = everyone.received().get(0);
            assertThat(notice.sender()).isEmpty();
            assertThat(notice.recipients()).containsExactly("scanner@contoso.test");
            MimeMessage message = new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(notice.content()));
            MimeMultipart report = (MimeMultipart) message.getContent();
            assertThat(report.getContentType()).startsWith("multipart/report; report-type=delivery-status");
            assertThat(text(report, 1).lines()).contains("Final-Recipient: rfc822; anna@partner.test", "Action: delayed", "Status: 4.2.1")
                .anySatisfy(line -> assertThat(line).startsWith("Diagnostic-Code: smtp; 450 4.2.1 mailbox is being moved"))
                .anySatisfy(line -> assertThat(line).startsWith("Will-Retry-Until: "));
            assertThat(text(report, 0)).contains("anna@partner.test");
        }
    }

    private static long attempts(SinkSmtpServer server) {
        return server.transcript().stream().filter(line -> line.contains("RCPT TO:<anna@partner.test>")).count();
    }

    /** The shipped {@code mailetcontainer.xml} with a shorter patience. */
    private void callMailLateAfterASecond() throws IOException {
        try (InputStream shipped = GatewayProcess.class.getResourceAsStream("/conf/gateway/mailetcontainer.xml")) {
            String text = new String(shipped.readAllBytes(), StandardCharsets.UTF_8);
            assertThat(text).contains("<delayNotificationTimeout>4 hours</delayNotificationTimeout>");
            Files.createDirectories(home.resolve("conf/gateway"));
            Files.writeString(home.resolve("conf/gateway/mailetcontainer.xml"), text.replace("4 hours</", "1 second</"));
        }
    }

    private static String text(MimeMultipart report, int index) throws Exception {
        try (InputStream in = report.getBodyPart(index).getInputStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
