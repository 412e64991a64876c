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

import java.time.Duration;
import java.util.Optional;

import org.apache.james.server.core.MailImpl;
import org.apache.mailet.Attribute;
import org.apache.mailet.AttributeValue;
import org.apache.mailet.Mail;
import org.apache.mailet.base.test.FakeMailContext;
import org.junit.jupiter.api.Test;

class LocalProcessorTest {
    private final FakeMailContext context = FakeMailContext.defaultContext();
    private final LocalProcessor home = new LocalProcessor(context, Optional.of("transport"));

    @Test
    void handsACopyToTheProcessorThatHasForgottenTheDelivery() throws Exception {
        MailImpl mail = Mails.mail("anna@ours.test");
        DeliveryProgress.startingAt(WorkerBench.NOW).failed(WorkerBench.NOW, Duration.ofMinutes(1)).noteOn(mail);
        home.deliver(mail);

        assertThat(context.getSentMails()).singleElement().satisfies(sent -> {
            assertThat(sent.getState()).isEqualTo("transport");
            assertThat(sent.getRecipients()).hasToString("[anna@ours.test]");
            assertThat(WorkerBench.attribute(sent, MailAttributes.FAILED_ATTEMPTS)).isNull();
            assertThat(WorkerBench.attribute(sent, MailAttributes.TIMES_HOME)).isEqualTo(1);
        });
        assertThat(mail.getMessage().getSubject()).isEqualTo("hello");
        assertThat(mail.getAttribute(MailAttributes.TIMES_HOME)).isEmpty();
    }

    @Test
    void handsWhatComesBackAgainAndAgainToTheProcessorForErrors() throws Exception {
        MailImpl mail = Mails.mail("anna@ours.test");
        mail.setAttribute(new Attribute(MailAttributes.TIMES_HOME, AttributeValue.of(5)));
        home.deliver(mail);

        assertThat(context.getSentMails()).singleElement().satisfies(sent -> assertThat(sent.getState()).isEqualTo(Mail.ERROR));
    }

    @Test
    void isForServersWithMailboxesOnly() {
        assertThatThrownBy(() -> new LocalProcessor(context, Optional.empty()).deliver(Mails.mail("anna@ours.test"))).isInstanceOf(IllegalStateException.class);
    }
}
