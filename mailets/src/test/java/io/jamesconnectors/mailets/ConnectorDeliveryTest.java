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
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

import javax.mail.MessagingException;

import org.apache.james.core.MailAddress;
import org.apache.james.queue.api.MailQueueFactory;
import org.apache.james.queue.api.MailQueueName;
import org.apache.james.server.core.MailImpl;
import org.apache.mailet.Attribute;
import org.apache.mailet.AttributeValue;
import org.apache.mailet.Mail;
import org.apache.mailet.ProcessingState;
import org.apache.mailet.base.test.FakeMailContext.Delay;
import org.apache.mailet.base.test.FakeMailetConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConnectorDeliveryTest {
    private final Queues queues = new Queues();
    private final James james;

    ConnectorDeliveryTest(@TempDir Path var) throws Exception {
        james = new James(queues, new MutableRouteTable(OutboundSamples.smartHost("Bank", "bank.test"), OutboundSamples.smartHost("Cloud", "cloud.test")),
            new ScriptedDelivery(), var, Clock.systemUTC()).start();
    }

    @AfterEach
    void stop() {
        james.close();
    }

    @Test
    void endsTheMailOnceItIsStored() throws Exception {
        Mail mail = Mails.mail("a@bank.test", "b@cloud.test");
        james.mailet.service(mail);

        assertThat(mail.getState()).isEqualTo(Mail.GHOST);
        assertThat(queues.of("connector-bank").stored).singleElement().satisfies(stored -> assertThat(stored.recipients()).containsExactly("a@bank.test"));
        assertThat(queues.of("connector-cloud").stored).singleElement().satisfies(stored -> assertThat(stored.recipients()).containsExactly("b@cloud.test"));
    }

    @Test
    void sendsTheRestThroughTheProcessorAgainWhenAQueueFails() throws Exception {
        queues.of("connector-cloud").failToStore(1);
        Mail mail = Mails.mail("a@bank.test", "b@cloud.test");
        james.mailet.service(mail);

        assertThat(mail.getState()).isEqualTo(Mail.GHOST);
        assertThat(james.context.getSentMails()).singleElement().satisfies(again -> {
            assertThat(again.getState()).isEqualTo(Mail.TRANSPORT);
            assertThat(again.getRecipients()).extracting(MailAddress::asString).containsExactly("b@cloud.test");
            assertThat(again.getDelay()).contains(new Delay(30, TimeUnit.SECONDS));
            assertThat(again.getAttributes().get(MailAttributes.FAILED_DISPATCHES)).extracting(failed -> failed.getValue().value()).isEqualTo(1);
        });
        assertThat(queues.of("connector-bank").stored).hasSize(1);
    }

    @Test
    void sendsAMailThroughTheProcessorAgainWhenAQueueBreaksDown() throws Exception {
        queues.of("connector-cloud").breaksDownWith(new IllegalStateException("the broker is away"));
        Mail mail = Mails.mail("b@cloud.test");
        james.mailet.service(mail);

        assertThat(mail.getState()).isEqualTo(Mail.GHOST);
        assertThat(james.context.getSentMails()).singleElement().satisfies(again -> assertThat(again.getState()).isEqualTo(Mail.TRANSPORT));
    }

    @Test
    void refusesANameThatNoServerCouldBeTold() {
        james.close();
        ConnectorDelivery mailet = new ConnectorDelivery(james.queues);

        assertThatThrownBy(() -> mailet.init(FakeMailetConfig.builder().mailetContext(james.context).setProperty("heloName", "mail host.test").build()))
            .isInstanceOf(MessagingException.class).hasMessageContaining("heloName: mail host.test");
    }

    @Test
    void givesUpAfterFiveTimesWithTheRestOfTheRecipients() {
        queues.of("connector-cloud").failToStore(1);
        Mail mail = Mails.mail("a@bank.test", "b@cloud.test");
        mail.setAttribute(new Attribute(MailAttributes.FAILED_DISPATCHES, AttributeValue.of(5)));

        assertThatThrownBy(() -> james.mailet.service(mail)).isInstanceOf(MessagingException.class);
        assertThat(Mails.recipients(mail)).containsExactly("b@cloud.test");
        assertThat(mail.getState()).isEqualTo(Mail.TRANSPORT);
    }

    @Test
    void startsTheAgeOfAMailAnewThatHasBeenReturned() throws Exception {
        MailImpl mail = Mails.mail("a@bank.test");
        DeliveryProgress.startingAt(Clock.systemUTC().instant().minusSeconds(100_000)).noteOn(mail);
        james.mailet.service(mail);

        assertThat(DeliveryProgress.of(queues.of("connector-bank").stored.get(0).mail(), Clock.systemUTC().instant()).acceptedAt())
            .isAfter(Clock.systemUTC().instant().minusSeconds(1_000));
    }

    @Test
    void keepsTheAgeOfAMailThatCouldNotBeStored() throws Exception {
        MailImpl mail = Mails.mail("a@bank.test");
        DeliveryProgress.startingAt(Clock.systemUTC().instant().minusSeconds(100_000)).noteOn(mail);
        mail.setAttribute(new Attribute(MailAttributes.FAILED_DISPATCHES, AttributeValue.of(2)));
        james.mailet.service(mail);

        assertThat(DeliveryProgress.of(queues.of("connector-bank").stored.get(0).mail(), Clock.systemUTC().instant()).acceptedAt())
            .isBefore(Clock.systemUTC().instant().minusSeconds(99_000));
    }

    @Test
    void removesABccHeader() throws Exception {
        james.mailet.service(Mails.of("Subject: a\r\nBcc: c@secret.test\r\n\r\nbody\r\n".getBytes(StandardCharsets.US_ASCII), "a@bank.test"));

        assertThat(queues.of("connector-bank").stored.get(0).mail().getMessage().getHeader("Bcc")).isNull();
    }

    @Test
    void leavesAMessageWithoutBccAsItIs() throws Exception {
        String raw = "Mime-version:  1.0 (odd)\r\nSubject:  a\r\n\r\nbody\r\n";
        james.mailet.service(Mails.of(raw.getBytes(StandardCharsets.US_ASCII), "a@bank.test"));

        try (InputStream in = MailBody.of(queues.of("connector-bank").stored.get(0).mail()).open()) {
            assertThat(new String(in.readAllBytes(), StandardCharsets.US_ASCII)).isEqualTo(raw);
        }
    }

    @Test
    void needsTheProcessorThatReturnsMail() {
        assertThat(james.mailet.requiredProcessingState()).containsExactly(new ProcessingState("bounces"));
    }

    @Test
    void refusesAParameterThatItDoesNotKnow() {
        ConnectorDelivery mailet = new ConnectorDelivery(james.queues);

        assertThatThrownBy(() -> mailet.init(FakeMailetConfig.builder().setProperty("gateway", "x").build()))
            .isInstanceOf(MessagingException.class).hasMessageContaining("gateway");
    }

    @Test
    void refusesARepositoryThatJamesDoesNotKnow() {
        james.close();
        ConnectorDelivery mailet = new ConnectorDelivery(james.queues);

        assertThatThrownBy(() -> mailet.init(FakeMailetConfig.builder().mailetContext(james.context).setProperty("heloName", "ours.test")
            .setProperty("undeliverable", "file://var/mail/undeliverable").build()))
            .isInstanceOf(MessagingException.class).hasMessageContaining("file://var/mail/undeliverable");
    }

    /** Hands out queues that can be made to fail. */
    private static final class Queues implements MailQueueFactory<ScriptedQueue> {
        private final Map<MailQueueName, ScriptedQueue> queues = new ConcurrentHashMap<>();

        ScriptedQueue of(String name) {
            return createQueue(MailQueueName.of(name));
        }

        @Override
        public Optional<ScriptedQueue> getQueue(MailQueueName name, PrefetchCount count) {
            return Optional.ofNullable(queues.get(name));
        }

        @Override
        public ScriptedQueue createQueue(MailQueueName name, PrefetchCount count) {
            return queues.computeIfAbsent(name, key -> new ScriptedQueue(key.asString()));
        }

        @Override
        public Set<MailQueueName> listCreatedMailQueues() {
            return Set.copyOf(queues.keySet());
        }
    }
}
