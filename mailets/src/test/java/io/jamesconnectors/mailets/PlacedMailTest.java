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

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import org.apache.james.core.MailAddress;
import org.apache.james.server.core.MailImpl;
import org.apache.mailet.DsnParameters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.google.common.collect.ImmutableMap;

import io.jamesconnectors.connectors.OutboundConnector;
import io.jamesconnectors.connectors.Reason;
import io.jamesconnectors.connectors.TlsSettings;
import io.jamesconnectors.connectors.TlsVersion;
import io.jamesconnectors.connectors.hybrid.RecipientPlace;
import io.jamesconnectors.connectors.inbound.SmtpReply;

class PlacedMailTest {
    private static final OutboundConnector TENANT = OutboundSamples.smartHost("Bank", "cloud.test");
    private static final List<Reason> WHY = List.of(Reason.of("test", "The test says so."));

    private final WorkerBench bench;
    private final ScriptedPlacing placing;

    PlacedMailTest(@TempDir Path folder) throws Exception {
        bench = new WorkerBench(folder, TENANT);
        placing = new ScriptedPlacing(bench.table);
        bench.placing = placing;
    }

    @Test
    void callsTheRecipientAsTheOtherSideDoesAndSaysWhoItWas() {
        placing.lives("anna@ours.test", there("anna@cloud.test"));
        bench.process(Mails.mail("anna@ours.test"));

        assertThat(bench.delivery.sent).singleElement().satisfies(sent -> {
            assertThat(sent.recipients()).containsExactly("anna@cloud.test");
            assertThat(sent.envelope().recipients().get(0).dsn().originalRecipient()).get().hasToString("anna@ours.test");
            assertThat(new String(sent.bytes(), StandardCharsets.US_ASCII)).isEqualTo("X-Crossed: 1\r\n" + Mails.MESSAGE);
        });
        assertThat(bench.queue.events).containsExactly("done SUCCESS");
    }

    @Test
    void namesWhoIsCalledTheSameThereOnceAndLetsThemShareTheOutcome() {
        placing.lives("anna@ours.test", there("anna@cloud.test")).lives("ann@ours.test", there("anna@cloud.test")).lives("ben@ours.test", there("ben@cloud.test"));
        bench.delivery.answer("anna@cloud.test", ScriptedDelivery.REFUSED);
        bench.process(Mails.mail("anna@ours.test", "ann@ours.test", "ben@ours.test"));

        assertThat(bench.delivery.sent).singleElement().satisfies(sent -> assertThat(sent.recipients()).containsExactly("anna@cloud.test", "ben@cloud.test"));
        assertThat(bench.context.getSentMails()).singleElement()
            .satisfies(notice -> assertThat(notice.getRecipients()).extracting(MailAddress::asString).containsExactly("anna@ours.test", "ann@ours.test"));
        assertThat(bench.queue.events).containsExactly("done SUCCESS");
        assertThat(bench.repository.size()).isZero();
    }

    @Test
    void triesAgainAllWhoAreCalledTheSameThere() {
        placing.lives("anna@ours.test", there("anna@cloud.test")).lives("ann@ours.test", there("anna@cloud.test"));
        bench.delivery.answer("anna@cloud.test", ScriptedDelivery.DEFERRED);
        bench.process(Mails.mail("anna@ours.test", "ann@ours.test"));

        assertThat(bench.queue.stored).singleElement().satisfies(stored -> assertThat(stored.recipients()).containsExactly("anna@ours.test", "ann@ours.test"));
    }

    @Test
    void waitsAMomentWhereTheRoutesKnowANewerConnectorThanTheQueue() {
        OutboundConnector newer = OutboundSamples.secured(TENANT, TlsSettings.ENCRYPTION_ONLY, TlsVersion.TLS_1_2);
        placing.lives("anna@ours.test", address -> new RecipientPlace.OtherSide(newer, "anna@cloud.test", address, WHY));
        bench.process(Mails.mail("anna@ours.test"));

        assertThat(bench.delivery.sent).isEmpty();
        assertThat(bench.queue.stored).singleElement().satisfies(stored -> assertThat(stored.delay()).isEqualTo(Duration.ofSeconds(1)));
    }

    @Test
    void passesOnWhatTheSenderSaidOfTheOriginalRecipient() throws Exception {
        placing.lives("anna@ours.test", there("anna@cloud.test"));
        MailImpl mail = Mails.mail("anna@ours.test");
        mail.setDsnParameters(DsnParameters.of(Optional.empty(), Optional.empty(),
            ImmutableMap.of(new MailAddress("anna@ours.test"), DsnParameters.RecipientDsnParameters.of(new MailAddress("ann@old.test")))).orElseThrow());
        bench.process(mail);

        assertThat(bench.delivery.sent.get(0).envelope().recipients().get(0).dsn().originalRecipient()).get().hasToString("ann@old.test");
    }

    @Test
    void handsMailToTheServerForWhoHasComeHomeMeanwhile() {
        placing.lives("anna@ours.test", address -> new RecipientPlace.Here(WHY)).lives("ben@ours.test", there("ben@cloud.test"));
        bench.process(Mails.mail("anna@ours.test", "ben@ours.test"));

        assertThat(bench.moved).containsExactly("home [anna@ours.test]");
        assertThat(bench.delivery.sent).singleElement().satisfies(sent -> assertThat(sent.recipients()).containsExactly("ben@cloud.test"));
    }

    @Test
    void movesWhoCanNotBePlacedToTheQueueOfOrdinaryDelivery() {
        placing.lives("anna@ours.test", address -> new RecipientPlace.Deferred(SmtpReply.PLACE_UNKNOWN, WHY));
        bench.process(Mails.mail("anna@ours.test"));

        assertThat(bench.moved).containsExactly("connector-mx [anna@ours.test]");
        assertThat(bench.delivery.sent).isEmpty();
    }

    @Test
    void returnsWhatWouldCircleFromWhereItIs() {
        placing.lives("anna@ours.test", address -> new RecipientPlace.Looping(SmtpReply.LOOP_DETECTED, "From Office 365", TENANT.name(), WHY));
        bench.process(Mails.mail("anna@ours.test"));

        assertThat(bench.delivery.sent).isEmpty();
        assertThat(bench.moved).isEmpty();
        assertThat(bench.context.getSentMails()).singleElement()
            .satisfies(notice -> assertThat(WorkerBench.attribute(notice, MailAttributes.DELIVERY_ERROR)).asString().startsWith("554 5.4.14 "));
    }

    @Test
    void sendsByTheRewrittenSenderAndTellsTheOriginalOne() {
        placing.lives("anna@ours.test", there("anna@cloud.test"));
        placing.sender = Optional.of("bounces+SRS=abc=de=ours.test=alice@ours.test");
        bench.delivery.answer("anna@cloud.test", ScriptedDelivery.REFUSED);
        bench.process(Mails.mail("anna@ours.test"));

        assertThat(bench.delivery.sent.get(0).envelope().sender()).isEqualTo("bounces+SRS=abc=de=ours.test=alice@ours.test");
        assertThat(bench.context.getSentMails()).singleElement().satisfies(notice -> {
            assertThat(notice.getSender().asString()).isEqualTo("alice@ours.test");
            assertThat(notice.getRecipients()).extracting(MailAddress::asString).containsExactly("anna@ours.test");
        });
    }

    @Test
    void asksForTheHostsOfTheDomainOnTheWire() throws Exception {
        OutboundConnector mx = OutboundSamples.mx("Bank", "cloud.test");
        bench.table.swap(mx);
        placing.lives("anna@ours.test", address -> new RecipientPlace.OtherSide(mx, "anna@cloud.test", address, WHY))
            .lives("ben@other.test", address -> new RecipientPlace.OtherSide(mx, "ben@cloud.test", address, WHY));
        bench.process(Mails.mail("anna@ours.test", "ben@other.test"));

        assertThat(bench.delivery.sent).singleElement().satisfies(sent -> {
            assertThat(sent.domain()).hasToString("cloud.test");
            assertThat(sent.recipients()).containsExactly("anna@cloud.test", "ben@cloud.test");
        });
    }

    private static Function<String, RecipientPlace> there(String envelope) {
        return address -> new RecipientPlace.OtherSide(TENANT, envelope, address, WHY);
    }
}
