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

import java.nio.file.Path;
import java.time.Duration;

import org.apache.james.core.MailAddress;
import org.apache.james.server.core.MailImpl;
import org.apache.mailet.Attribute;
import org.apache.mailet.AttributeUtils;
import org.apache.mailet.AttributeValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.jamesconnectors.connectors.OutboundConnector;
import io.jamesconnectors.connectors.TlsSettings;
import io.jamesconnectors.connectors.TlsVersion;
import io.jamesconnectors.matchers.InboundAttributes;

class LegacyMailTest {
    private static final OutboundConnector BANK = OutboundSamples.smartHost("Bank", "bank.test");
    private static final OutboundConnector SECURE = OutboundSamples.secured(BANK, TlsSettings.ENCRYPTION_ONLY, TlsVersion.TLS_1_2);

    private final WorkerBench bench;

    LegacyMailTest(@TempDir Path folder) throws Exception {
        bench = new WorkerBench(folder, BANK);
    }

    @Test
    void waitsUnconnectedWhereTheConnectorDemandsNoModernTls() {
        bench.process(legacy("a@bank.test"));

        assertThat(bench.delivery.sent).isEmpty();
        assertThat(bench.queue.events).containsExactly("stored", "done SUCCESS");
        assertThat(bench.metrics.countFor("connector-bank.attempts")).isZero();
        DeliveryProgress progress = DeliveryProgress.of(bench.storedLast(), WorkerBench.NOW);
        assertThat(progress.failedAttempts()).isEqualTo(1);
        assertThat(progress.nextAttempt()).get().satisfies(next -> assertThat(next).isAfter(WorkerBench.NOW));
    }

    @Test
    void keepsItsMarkWhileItWaits() {
        bench.process(legacy("a@bank.test"));

        assertThat(AttributeUtils.getValueAndCastFromMail(bench.storedLast(), InboundAttributes.LEGACY_LISTENER, String.class)).contains("legacy");
    }

    @Test
    void waitsWhereTheConnectorSpeaksOldTls() {
        bench.table.swap(OutboundSamples.secured(BANK, TlsSettings.DOMAIN_VALIDATION, TlsVersion.TLS_1_1));
        bench.process(legacy("a@bank.test"));

        assertThat(bench.delivery.sent).isEmpty();
        assertThat(bench.queue.stored).hasSize(1);
    }

    @Test
    void leavesAtTheNextAttemptWhenTheConnectorHasBeenMended() {
        bench.process(legacy("a@bank.test"));
        bench.table.swap(SECURE);
        bench.clock.advance(Duration.ofHours(1));
        bench.process(bench.storedLast());

        assertThat(bench.delivery.sent).singleElement().satisfies(sent -> assertThat(sent.recipients()).containsExactly("a@bank.test"));
    }

    @Test
    void isReturnedInTheEndWithListenerConnectorAndRemedy() throws Exception {
        MailImpl mail = legacy("a@bank.test");
        DeliveryProgress.startingAt(WorkerBench.NOW.minus(Duration.ofHours(25))).noteOn(mail);
        bench.process(mail);

        assertThat(bench.delivery.sent).isEmpty();
        assertThat(bench.queue.stored).isEmpty();
        assertThat(bench.context.getSentMails()).singleElement().satisfies(returned -> {
            assertThat(returned.getRecipients()).extracting(MailAddress::asString).containsExactly("a@bank.test");
            assertThat(WorkerBench.attribute(returned, MailAttributes.DELIVERY_ERROR)).isEqualTo("550 5.4.300 Message expired: 451 4.7.4 mail of the legacy listener legacy "
                + "leaves only over TLS 1.2 or newer, which connector Bank does not demand (tlsSettings opportunistic); set its <tlsSettings> to EncryptionOnly or more");
            assertThat(WorkerBench.attribute(returned, InboundAttributes.LEGACY_LISTENER)).as("the notice is not the device's mail").isNull();
        });
    }

    @Test
    void keepsItsMarkInTheRepositoryWhereItHasNoSender() throws Exception {
        MailImpl mail = legacy("a@bank.test");
        mail.setSender(null);
        DeliveryProgress.startingAt(WorkerBench.NOW.minus(Duration.ofHours(25))).noteOn(mail);
        bench.process(mail);

        assertThat(bench.repository.list()).toIterable().singleElement().satisfies(key ->
            assertThat(AttributeUtils.getValueAndCastFromMail(bench.repository.retrieve(key), InboundAttributes.LEGACY_LISTENER, String.class)).contains("legacy"));
    }

    @Test
    void holdsNoOtherMail() {
        bench.process(Mails.mail("a@bank.test"));

        assertThat(bench.delivery.sent).hasSize(1);
    }

    @Test
    void leavesByAConnectorThatDemandsModernTls() {
        bench.table.swap(SECURE);
        bench.process(legacy("a@bank.test"));

        assertThat(bench.delivery.sent).hasSize(1);
        assertThat(bench.queue.stored).isEmpty();
    }

    @Test
    void hasNoOtherWayOutByMx() {
        assertThat(LegacyMail.obstacle(OutboundConnector.DEFAULT_ROUTE, legacy("a@else.test"))).get().satisfies(failure -> {
            assertThat(failure.asReply()).startsWith("451 4.7.4 mail of the legacy listener legacy leaves only over TLS 1.2 or newer, which ordinary delivery by MX does not demand");
            assertThat(failure.reason()).isEqualTo("floor of connector mx: tlsSettings opportunistic (expected: EncryptionOnly or more, and TLSv1.2 or newer): nothing was connected");
        });
    }

    private static MailImpl legacy(String... recipients) {
        MailImpl mail = Mails.mail(recipients);
        mail.setAttribute(new Attribute(InboundAttributes.LEGACY_LISTENER, AttributeValue.of("legacy")));
        return mail;
    }
}
