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
package io.jamesconnectors.mailets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;

import org.apache.james.core.MailAddress;
import org.apache.james.queue.api.MailQueueFactory;
import org.apache.james.queue.api.MailQueueName;
import org.apache.james.queue.api.RawMailQueueItemDecoratorFactory;
import org.apache.james.queue.memory.MemoryMailQueueFactory;
import org.apache.james.server.core.MailImpl;
import org.apache.mailet.DsnParameters;
import org.apache.mailet.DsnParameters.EnvId;
import org.apache.mailet.DsnParameters.Notify;
import org.apache.mailet.DsnParameters.RecipientDsnParameters;
import org.apache.mailet.DsnParameters.Ret;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import io.jamesconnectors.connectors.ConnectionLimits;
import io.jamesconnectors.connectors.ConnectorName;
import io.jamesconnectors.connectors.ConnectorType;
import io.jamesconnectors.connectors.DomainPattern;
import io.jamesconnectors.connectors.OutboundConnector;
import io.jamesconnectors.connectors.OutboundConnector.Route;
import io.jamesconnectors.connectors.SmartHost;
import io.jamesconnectors.connectors.TlsSettings;
import io.jamesconnectors.smtp.delivery.DeliverySettings;
import io.jamesconnectors.smtp.delivery.SmtpDelivery;
import io.jamesconnectors.testing.ScriptedSmtpServer;
import io.jamesconnectors.testing.SinkSmtpServer;
import io.jamesconnectors.testing.SmtpScript;
import io.jamesconnectors.tls.dns.DnsjavaMailDns;
import io.jamesconnectors.tls.dns.MailDns;

/** From the mailet to a real server and back to the queue, over James's memory queue. */
@Timeout(60)
class DeliveryOverSmtpTest {
    private final MemoryMailQueueFactory queueFactory = new MemoryMailQueueFactory(new RawMailQueueItemDecoratorFactory(), Clock.systemUTC());
    private final Path var;

    DeliveryOverSmtpTest(@TempDir Path var) {
        this.var = var;
    }

    @Test
    void deliversEveryByteAsItCame() throws Exception {
        String raw = "DKIM-Signature: v=1;\r\n\t b=abc=\r\nMime-version:  1.0 (odd)\r\nSubject:   two  spaces\r\n\r\n.dot\r\nend \r\n";
        try (SinkSmtpServer sink = SinkSmtpServer.that().keep(1, 10_000).start(); MailDns dns = noDns(); James james = james(sink, dns, TlsSettings.OPPORTUNISTIC)) {
            james.mailet.service(Mails.of(raw.getBytes(StandardCharsets.US_ASCII), "a@bank.test"));

            await().until(() -> sink.messages() == 1);
            assertThat(sink.received().get(0).text()).isEqualTo(raw);
            assertThat(sink.received().get(0).sender()).isEqualTo("alice@ours.test");
            assertThat(sink.received().get(0).recipients()).containsExactly("a@bank.test");
        }
    }

    @Test
    void returnsARefusedRecipientAndDeliversToTheOthers() throws Exception {
        try (SinkSmtpServer sink = SinkSmtpServer.that().refuseRecipient("gone@bank.test", "550 5.1.1 No such user").start(); MailDns dns = noDns();
                James james = james(sink, dns, TlsSettings.OPPORTUNISTIC)) {
            james.mailet.service(Mails.mail("a@bank.test", "gone@bank.test"));

            await().until(() -> sink.messages() == 1 && james.context.getSentMails().size() == 1);
            assertThat(james.context.getSentMails().get(0).getRecipients()).extracting(MailAddress::asString).containsExactly("gone@bank.test");
            assertThat(james.context.getSentMails().get(0).getAttributes().get(MailAttributes.DELIVERY_ERROR)).asString().contains("550 5.1.1 No such user");
        }
    }

    @Test
    void passesOnWhatTheSenderWantsToBeToldAboutEachRecipient() throws Exception {
        SmtpScript script = SmtpScript.offering("DSN", "PIPELINING").on("MAIL", "250 ok").repeat(3, part -> part.on("RCPT", "250 ok")).on("DATA", "354 go").hearMessage()
            .say("250 taken").quit();
        MailImpl mail = Mails.mail("a@bank.test", "b@bank.test", "c@bank.test");
        mail.setDsnParameters(DsnParameters.builder().envId(EnvId.of("id+3D1")).ret(Ret.HDRS)
            .addRcptParameter(new MailAddress("a@bank.test"), RecipientDsnParameters.of(EnumSet.of(Notify.SUCCESS, Notify.DELAY), new MailAddress("Anna+tag@bank.test")))
            .addRcptParameter(new MailAddress("b@bank.test"), RecipientDsnParameters.of(EnumSet.of(Notify.NEVER))).build().orElseThrow());
        try (ScriptedSmtpServer server = ScriptedSmtpServer.playing(script); MailDns dns = noDns()) {
            try (James james = james(server.host(), server.port(), dns, TlsSettings.OPPORTUNISTIC)) {
                james.mailet.service(mail);
                await().until(() -> james.metrics.countFor("connector-bank.delivered") == 3);
            }
            assertThat(server.transcript().subList(1, 5)).containsExactly("MAIL FROM:<alice@ours.test> RET=HDRS ENVID=id+3D1",
                "RCPT TO:<a@bank.test> NOTIFY=SUCCESS,DELAY ORCPT=rfc822;Anna+2Btag@bank.test", "RCPT TO:<b@bank.test> NOTIFY=NEVER", "RCPT TO:<c@bank.test>");
        }
    }

    @Test
    void keepsTheMailWhereTheFloorIsNotReached() throws Exception {
        try (SinkSmtpServer sink = SinkSmtpServer.that().hideStartTls().recordTranscript().start(); MailDns dns = noDns();
                James james = james(sink, dns, TlsSettings.ENCRYPTION_ONLY)) {
            james.mailet.service(Mails.mail("a@bank.test"));

            await().until(() -> sink.connections() > 0 && james.metrics.countFor("connector-bank.deferred") == 1);
            assertThat(sink.transcript()).noneMatch(line -> line.contains("MAIL FROM"));
            assertThat(queueFactory.getQueue(MailQueueName.of("connector-bank"), MailQueueFactory.defaultPrefetchCount()).orElseThrow().getSize()).isPositive();
            assertThat(james.context.getSentMails()).isEmpty();
        }
    }

    private James james(SinkSmtpServer sink, MailDns dns, TlsSettings floor) throws Exception {
        return james(sink.host(), sink.port(), dns, floor);
    }

    private James james(String host, int port, MailDns dns, TlsSettings floor) throws Exception {
        OutboundConnector bank = new OutboundConnector(ConnectorName.parse("Bank"), ConnectorType.PARTNER, true, "", List.of(DomainPattern.parse("bank.test")),
            new Route.SmartHosts(List.of(new SmartHost(host, port))), floor, List.of(), Optional.empty(), ConnectionLimits.DEFAULT, OutboundSamples.RETRY);
        return new James(queueFactory, new MutableRouteTable(bank), SmtpDelivery.open(dns, DeliverySettings.DEFAULT), var, Clock.systemUTC()).start();
    }

    /** The smart host is an address, so nothing is asked. */
    private static MailDns noDns() {
        return DnsjavaMailDns.of(List.of(new SmartHost("127.0.0.1", 9)), Duration.ofSeconds(1));
    }
}
