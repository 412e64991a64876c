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

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

import org.apache.james.core.MailAddress;
import org.apache.james.mailrepository.memory.MemoryMailRepository;
import org.apache.james.metrics.tests.RecordingMetricFactory;
import org.apache.james.server.core.MailImpl;
import org.apache.mailet.Attribute;
import org.apache.mailet.AttributeName;
import org.apache.mailet.AttributeValue;
import org.apache.mailet.Mail;
import org.apache.mailet.base.test.FakeMailContext;
import org.apache.mailet.base.test.FakeMailContext.SentMail;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.google.common.collect.ImmutableList;

import io.jamesconnectors.connectors.DomainName;
import io.jamesconnectors.connectors.Mailbox;
import io.jamesconnectors.connectors.OutboundConnector;
import io.jamesconnectors.mailets.activity.ActivityLog;
import io.jamesconnectors.mailets.pace.PaceLedger;
import io.jamesconnectors.mailets.pace.Tempo;
import io.jamesconnectors.mailets.pace.ThrottlingReplies;
import io.jamesconnectors.smtp.delivery.Body;
import io.jamesconnectors.smtp.delivery.DeliveryResult;
import io.jamesconnectors.smtp.delivery.Envelope;
import io.jamesconnectors.smtp.delivery.Failure;
import io.jamesconnectors.smtp.delivery.RecipientOutcome;
import io.jamesconnectors.testing.MutableClock;

class DeliveryWorkerTest {
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final OutboundConnector BANK = OutboundSamples.mx("Bank", "bank.test");

    private final MutableClock clock = MutableClock.at(NOW);
    private final FakeMailContext context = FakeMailContext.defaultContext();
    private final MemoryMailRepository repository = new MemoryMailRepository();
    private final RecordingMetricFactory metrics = new RecordingMetricFactory();
    private final ScriptedQueue queue = new ScriptedQueue("connector-bank");
    private final List<Duration> pauses = new ArrayList<>();
    private final List<String> rerouted = new ArrayList<>();
    private ScriptedDelivery delivery = new ScriptedDelivery();
    private Optional<OutboundConnector> connector = Optional.of(BANK);
    private Optional<String> bounceProcessor = Optional.of("bounces");
    private boolean honoursDelays = true;
    private Pause pause = pauses::add;
    private Optional<MutableRouteTable> routes = Optional.empty();
    private final List<Integer> refits = new ArrayList<>();
    private final Tempo tempo;

    DeliveryWorkerTest(@TempDir Path folder) {
        tempo = tempo(folder);
    }

    @Test
    void acknowledgesAMailThatIsDelivered() {
        process(Mails.mail("a@bank.test"));

        assertThat(delivery.sent).singleElement().satisfies(sent -> {
            assertThat(sent.recipients()).containsExactly("a@bank.test");
            assertThat(sent.domain()).isEqualTo(DomainName.parse("bank.test"));
            assertThat(sent.envelope().sender()).isEqualTo("alice@ours.test");
            assertThat(new String(sent.bytes())).isEqualTo(Mails.MESSAGE);
        });
        assertThat(queue.events).containsExactly("done SUCCESS");
        assertThat(metrics.countFor("connector-bank.delivered")).isEqualTo(1);
    }

    @Test
    void storesOnlyUndeliveredRecipientsAgainBeforeItAcknowledges() {
        delivery.answer("b@bank.test", ScriptedDelivery.DEFERRED);
        process(Mails.mail("a@bank.test", "b@bank.test"));

        assertThat(queue.stored).singleElement().satisfies(stored -> assertThat(stored.recipients()).containsExactly("b@bank.test"));
        assertThat(queue.events).containsExactly("stored", "done SUCCESS");
    }

    @Test
    void waitsLongerAfterEachFailedAttempt() {
        delivery.answer("a@bank.test", ScriptedDelivery.DEFERRED);
        process(Mails.mail("a@bank.test"));
        clock.advance(Duration.ofMinutes(2));
        process((MailImpl) queue.stored.get(0).mail());
        clock.advance(Duration.ofMinutes(6));
        process((MailImpl) queue.stored.get(1).mail());

        assertThat(queue.stored.get(0).delay()).isBetween(Duration.ofMinutes(1), Duration.ofSeconds(66));
        assertThat(queue.stored.get(1).delay()).isBetween(Duration.ofMinutes(5), Duration.ofSeconds(330));
        assertThat(queue.stored.get(2).delay()).isBetween(Duration.ofMinutes(5), Duration.ofSeconds(330));
        DeliveryProgress progress = DeliveryProgress.of(queue.stored.get(2).mail(), clock.instant());
        assertThat(progress.failedAttempts()).isEqualTo(3);
        assertThat(progress.nextAttempt()).isPresent();
    }

    @Test
    void keepsTheTimeOfAcceptanceWhenItStoresAgain() {
        delivery.answer("a@bank.test", ScriptedDelivery.DEFERRED);
        MailImpl mail = Mails.mail("a@bank.test");
        DeliveryProgress.startingAt(NOW.minusSeconds(3_600)).noteOn(mail);
        process(mail);

        assertThat(DeliveryProgress.of(queue.stored.get(0).mail(), NOW).acceptedAt()).isEqualTo(NOW.minusSeconds(3_600));
    }

    @Test
    void triesAgainWhenTheOutcomeIsUnknown() {
        delivery.answer("a@bank.test", ScriptedDelivery.UNKNOWN);
        process(Mails.mail("a@bank.test"));

        assertThat(queue.events).containsExactly("stored", "done SUCCESS");
        assertThat(context.getSentMails()).isEmpty();
    }

    @Test
    void givesARefusedRecipientBackAtOnce() {
        delivery.answer("a@bank.test", ScriptedDelivery.REFUSED);
        process(Mails.mail("a@bank.test", "b@bank.test"));

        SentMail returned = onlyReturned();
        assertThat(returned.getState()).isEqualTo("bounces");
        assertThat(returned.getRecipients()).extracting(MailAddress::asString).containsExactly("a@bank.test");
        assertThat(attribute(returned, MailAttributes.DELIVERY_ERROR)).isEqualTo("550 5.1.1 No such user");
        assertThat(attribute(returned, MailAttributes.DELIVERY_ERROR_CODE)).isEqualTo(550);
        assertThat(attribute(returned, MailAttributes.IS_DELIVERY_PERMANENT_ERROR)).isEqualTo(true);
        assertThat(queue.events).containsExactly("done SUCCESS");
    }

    @Test
    void givesBackWhatHasExpired() {
        delivery.answer("a@bank.test", ScriptedDelivery.DEFERRED);
        MailImpl mail = Mails.mail("a@bank.test");
        DeliveryProgress.startingAt(NOW.minus(Duration.ofHours(24))).noteOn(mail);
        process(mail);

        SentMail returned = onlyReturned();
        assertThat(attribute(returned, MailAttributes.DELIVERY_ERROR)).isEqualTo("550 5.4.300 Message expired: 450 4.4.316 Connection refused");
        assertThat(attribute(returned, MailAttributes.DELIVERY_ERROR_CODE)).isEqualTo(450);
        assertThat(attribute(returned, MailAttributes.IS_DELIVERY_PERMANENT_ERROR)).isEqualTo(false);
        assertThat(queue.stored).isEmpty();
    }

    @Test
    void letsTheReturnedMailStartAnew() {
        delivery.answer("a@bank.test", ScriptedDelivery.REFUSED);
        MailImpl mail = Mails.mail("a@bank.test");
        DeliveryProgress.startingAt(NOW.minusSeconds(3_600)).failed(NOW, Duration.ofMinutes(1)).noteOn(mail);
        process(mail);

        assertThat(onlyReturned().getAttributes()).doesNotContainKeys(MailAttributes.ACCEPTED_AT, MailAttributes.FAILED_ATTEMPTS, MailAttributes.NEXT_ATTEMPT);
    }

    @Test
    void tellsTheSenderItselfWhereNoProcessorIsNamed() throws Exception {
        bounceProcessor = Optional.empty();
        delivery.answer("a@bank.test", ScriptedDelivery.REFUSED);
        process(Mails.mail("a@bank.test"));

        SentMail notice = onlyReturned();
        assertThat(notice.getState()).isEqualTo(Mail.DEFAULT);
        assertThat(notice.getSender()).isNull();
        assertThat(notice.getRecipients()).extracting(MailAddress::asString).containsExactly("alice@ours.test");
        assertThat(notice.getMsg().getContentType()).startsWith("multipart/report; report-type=delivery-status");
        assertThat(repository.size()).isZero();
    }

    @Test
    void keepsANoticeThatCanNotBeDeliveredWhereNoProcessorIsNamed() throws Exception {
        bounceProcessor = Optional.empty();
        delivery.answer("a@bank.test", ScriptedDelivery.REFUSED);
        process(Mails.of("Content-Type: multipart/report; report-type=delivery-status; boundary=x\r\n\r\n--x--\r\n".getBytes(), "a@bank.test"));

        assertThat(context.getSentMails()).isEmpty();
        assertThat(repository.size()).isEqualTo(1);
    }

    @Test
    void putsUndeliverableMailWithoutSenderIntoTheRepository() throws Exception {
        delivery.answer("a@bank.test", ScriptedDelivery.REFUSED);
        process(Mails.withoutSender("a@bank.test"));

        assertThat(context.getSentMails()).isEmpty();
        Mail kept = onlyKept();
        assertThat(Mails.recipients(kept)).containsExactly("a@bank.test");
        assertThat(kept.getErrorMessage()).isEqualTo("550 5.1.1 No such user");
        assertThat(queue.events).containsExactly("done SUCCESS");
    }

    @Test
    void keepsPartsOfOneMailApartInTheRepository() {
        delivery.answer("a@bank.test", ScriptedDelivery.REFUSED);
        process(Mails.withoutSender("a@bank.test"));
        process(Mails.withoutSender("a@bank.test"));

        assertThat(repository.size()).isEqualTo(2);
    }

    @Test
    void putsPoisonAside() throws Exception {
        delivery = new ScriptedDelivery() {
            @Override
            public DeliveryResult attempt(OutboundConnector connector, Optional<Mailbox> mailbox, DomainName recipientDomain, Envelope envelope, Body body, String ehloName) {
                throw new IllegalStateException("the test wants it so");
            }
        };
        process(Mails.mail("a@bank.test"));

        assertThat(onlyKept().getErrorMessage()).contains("the test wants it so");
        assertThat(queue.events).containsExactly("done SUCCESS");
    }

    @Test
    void givesTheItemBackWhenMemoryRunsOut() {
        delivery = new ScriptedDelivery() {
            @Override
            public DeliveryResult attempt(OutboundConnector connector, Optional<Mailbox> mailbox, DomainName recipientDomain, Envelope envelope, Body body, String ehloName) {
                throw new OutOfMemoryError("the test wants it so");
            }
        };
        process(Mails.mail("a@bank.test"));

        assertThat(queue.events).containsExactly("done RETRY");
    }

    @Test
    void neverDeliversAnEmptyMessage() throws Exception {
        process(Mails.of(new byte[0], "a@bank.test"));

        assertThat(delivery.sent).isEmpty();
        assertThat(onlyKept().getErrorMessage()).contains("an empty message");
        assertThat(queue.events).containsExactly("done SUCCESS");
    }

    @Test
    void keepsAnItemUnacknowledgedWhileNothingCanStoreIt() {
        queue.failToStore(3);
        delivery.answer("a@bank.test", ScriptedDelivery.DEFERRED);
        process(Mails.mail("a@bank.test"));

        assertThat(queue.events).containsExactly("failed", "failed", "failed", "stored", "done SUCCESS");
        assertThat(pauses).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(4));
        assertThat(delivery.sent).hasSize(1);
    }

    @Test
    void putsAMailAsideThatItsQueueNeverTakes() throws Exception {
        queue.failToStore(Integer.MAX_VALUE);
        delivery.answer("a@bank.test", ScriptedDelivery.DEFERRED);
        process(Mails.mail("a@bank.test", "b@bank.test"));

        assertThat(Mails.recipients(onlyKept())).containsExactly("a@bank.test");
        assertThat(queue.events).endsWith("done SUCCESS").contains("failed");
    }

    @Test
    void givesTheItemBackToItsQueueWhenTheServerStops() {
        queue.failToStore(Integer.MAX_VALUE);
        delivery.answer("a@bank.test", ScriptedDelivery.DEFERRED);
        pause = time -> {
            throw new InterruptedException("stopping");
        };
        MailImpl mail = Mails.mail("a@bank.test", "b@bank.test");
        process(mail);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(queue.events).containsExactly("failed", "done RETRY");
        assertThat(Mails.recipients(mail)).containsExactly("a@bank.test");
    }

    @Test
    void routesTheMailOfARemovedConnectorAnew() {
        connector = Optional.empty();
        process(Mails.mail("a@bank.test", "b@else.test"));

        assertThat(delivery.sent).isEmpty();
        assertThat(rerouted).containsExactly("connector-mx [a@bank.test]", "connector-mx [b@else.test]");
        assertThat(queue.events).containsExactly("done SUCCESS");
    }

    @Test
    void storesTheMailOfASwitchedOffConnectorAgain() {
        connector = Optional.of(OutboundSamples.disabled(BANK));
        process(Mails.mail("a@bank.test"));

        assertThat(delivery.sent).isEmpty();
        assertThat(queue.events).containsExactly("stored", "done SUCCESS");
    }

    @Test
    void parksAnEarlyMailWhereTheQueueIgnoresDelays() {
        honoursDelays = false;
        MailImpl mail = Mails.mail("a@bank.test");
        DeliveryProgress.startingAt(NOW).failed(NOW, Duration.ofMinutes(1)).noteOn(mail);
        process(mail);

        assertThat(delivery.sent).isEmpty();
        assertThat(pauses).containsExactly(Duration.ofSeconds(1));
        assertThat(DeliveryProgress.of(queue.stored.get(0).mail(), NOW).failedAttempts()).isEqualTo(1);
        assertThat(queue.events).containsExactly("stored", "done SUCCESS");
    }

    @Test
    void triesAnEarlyMailThatAnAdministratorHasFlushed() {
        MailImpl mail = Mails.mail("a@bank.test");
        DeliveryProgress.startingAt(NOW).failed(NOW, Duration.ofMinutes(1)).noteOn(mail);
        process(mail);

        assertThat(delivery.sent).hasSize(1);
    }

    @Test
    void makesOneTransactionPerDomainOfAnMxRoute() {
        process(Mails.mail("a@bank.test", "b@other.test"));

        assertThat(delivery.sent).extracting(sent -> sent.domain().asString()).containsExactly("bank.test", "other.test");
    }

    @Test
    void makesOneTransactionForSmartHosts() {
        connector = Optional.of(OutboundSamples.smartHost("Bank", "*"));
        process(Mails.mail("a@bank.test", "b@other.test", "a@[192.0.2.1]"));

        assertThat(delivery.sent).singleElement().satisfies(sent -> assertThat(sent.recipients()).containsExactly("a@bank.test", "b@other.test", "a@[192.0.2.1]"));
    }

    @Test
    void refusesAnAddressLiteralOnAnMxRoute() {
        process(Mails.mail("a@[192.0.2.1]"));

        assertThat(delivery.sent).isEmpty();
        assertThat(attribute(onlyReturned(), MailAttributes.DELIVERY_ERROR)).asString().startsWith("550 5.1.2 ");
    }

    @Test
    void declaresEightBitMessages() {
        process(Mails.of(new byte[] {'A', ':', ' ', 'b', '\r', '\n', '\r', '\n', (byte) 0xE4, '\r', '\n'}, "a@bank.test"));

        assertThat(delivery.sent).singleElement().satisfies(sent -> assertThat(sent.envelope().eightBitMime()).isTrue());
    }

    @Test
    void sendsOneNoticeForRecipientsThatFailedWithTheSameCodes() {
        delivery.answer("a@bank.test", ScriptedDelivery.REFUSED).answer("b@bank.test", new RecipientOutcome.Refused(
            ScriptedDelivery.failure(Failure.Kind.PERMANENT, 550, "5.1.1", "b@bank.test is nobody")));
        process(Mails.mail("a@bank.test", "b@bank.test"));

        SentMail returned = onlyReturned();
        assertThat(returned.getRecipients()).extracting(MailAddress::asString).containsExactlyInAnyOrder("a@bank.test", "b@bank.test");
        assertThat(attribute(returned, MailAttributes.NOTICE_REPLIES)).isEqualTo(Map.of(
            "a@bank.test", AttributeValue.of("550 5.1.1 No such user"), "b@bank.test", AttributeValue.of("550 5.1.1 b@bank.test is nobody")));
    }

    @Test
    void sendsOneNoticeForEachReason() {
        delivery.answer("a@bank.test", ScriptedDelivery.REFUSED).answer("b@bank.test", ScriptedDelivery.REFUSED)
            .answer("c@bank.test", new RecipientOutcome.Refused(
                ScriptedDelivery.failure(Failure.Kind.PERMANENT, 552, "5.2.2", "Mailbox full")));
        process(Mails.mail("a@bank.test", "b@bank.test", "c@bank.test"));

        assertThat(context.getSentMails()).extracting(sent -> ImmutableList.copyOf(sent.getRecipients()).toString())
            .containsExactlyInAnyOrder("[a@bank.test, b@bank.test]", "[c@bank.test]");
    }

    @Test
    void returnsNoControlCharactersOfTheOtherSide() throws Exception {
        GivenUp why = new GivenUp(Map.of(new MailAddress("a@bank.test"), ScriptedDelivery.failure(Failure.Kind.PERMANENT, 550, "5.0.0", "no\r\nBcc: x@y.test")), false);

        assertThat(why.error()).isEqualTo("550 5.0.0 no Bcc: x@y.test");
    }

    private void process(MailImpl mail) {
        Placing placing = Placing.inOnePlace(routes());
        Dispatch dispatch = new Dispatch(new Ways(routes(), placing), (to, what) -> rerouted.add(to.asString() + " " + Mails.recipients(what)),
            what -> rerouted.add("home"), (by, what, refused) -> rerouted.add("refused"), MailTrace.NONE, clock);
        Insistence insistence = new Insistence(time -> pause.pause(time), Duration.ofSeconds(1));
        Settlement settlement = new Settlement(new Undeliverable(context, "ours.test", bounceProcessor, repository, clock),
            new Notices(context, Terms.of(Optional.of("delays"), Optional.of("relays")), clock), insistence, new ActivityLog(clock), MailTrace.NONE, clock, new Random(1));
        DeliveryWorker worker = new DeliveryWorker(name -> connector.map(this::asRouted), dispatch, new Ways(routes(), placing), new Attempt(delivery, placing, "ours.test", MailTrace.NONE),
            settlement, () -> ThrottlingReplies.EXCHANGE_ONLINE, insistence, time -> pause.pause(time), clock);
        worker.process(new ConnectorQueue(queue.getName(), queue, new QueueTraits(honoursDelays, 1, QueueTraits.Sharing.NOTHING), DeliveryMetrics.of(metrics, "connector-bank"),
            tempo, () -> refits.add(tempo.atOnce(4, clock.instant()))), queue.item(mail));
    }

    /** By which everything goes to the connector, unless the test has said otherwise. */
    private MutableRouteTable routes() {
        return routes.orElseGet(() -> connector.isEmpty() ? new MutableRouteTable() : new MutableRouteTable(covering(connector.get())));
    }

    /** The connector as the routes know it, since queues and routes see one configuration. */
    private OutboundConnector asRouted(OutboundConnector known) {
        return known.enabled() ? routes().connectors().stream().filter(routed -> routed.name().equals(known.name())).findFirst().orElse(known) : known;
    }

    private static OutboundConnector covering(OutboundConnector connector) {
        return OutboundSamples.connector(connector.name().asString(), 4, connector.route(), "*");
    }

    private static Tempo tempo(Path folder) {
        try {
            return new Tempo(new PaceLedger(folder.resolve("pace.txt")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private SentMail onlyReturned() {
        assertThat(context.getSentMails()).hasSize(1);
        return context.getSentMails().get(0);
    }

    private Mail onlyKept() {
        assertThat(repository.size()).isEqualTo(1);
        return repository.retrieve(repository.list().next());
    }

    private static @Nullable Object attribute(SentMail mail, AttributeName name) {
        Attribute attribute = mail.getAttributes().get(name);
        return attribute == null ? null : attribute.getValue().value();
    }
}
