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

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

import javax.mail.MessagingException;

import org.apache.james.core.MailAddress;
import org.apache.james.lifecycle.api.LifecycleUtil;
import org.apache.mailet.Attribute;
import org.apache.mailet.AttributeValue;
import org.apache.mailet.Mail;
import org.apache.mailet.MailetContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import com.google.common.collect.Maps;

import io.jamesconnectors.mailets.notice.Action;
import io.jamesconnectors.mailets.notice.Answer;
import io.jamesconnectors.smtp.delivery.Failure;
import io.jamesconnectors.smtp.delivery.RecipientOutcome;

/**
 * Tells senders what became of their mail short of failure, by processors of James, which compose the notice (RFC 3464). Without a processor nothing is told.
 * A notice that can't be made is logged, and holds up no mail.
 *
 * <p>The mail that a processor gets has the reply as its error message, and no {@code delivery-error}: James's {@code DSNBounce} would write all of that into the
 * field {@code Status}, where RFC 3464 wants a code; without it it writes its parameter {@code defaultStatus}.
 */
final class Notices {
    private static final Logger LOGGER = LoggerFactory.getLogger(Notices.class);

    private final MailetContext context;
    private final String heloName;
    private final Optional<String> delayProcessor;
    private final Duration delayNotificationTimeout;
    private final Optional<String> relayProcessor;
    private final Clock clock;

    Notices(MailetContext context, DeliveryTerms terms, Clock clock) {
        this.context = context;
        this.heloName = terms.heloName();
        this.delayProcessor = terms.delayProcessor();
        this.delayNotificationTimeout = terms.delayNotificationTimeout();
        this.relayProcessor = terms.relayProcessor();
        this.clock = clock;
    }

    /** That the mail is late, once in its life and not before it has this age, for those recipients of whom the sender lets us tell it. */
    void tellOfDelay(Mail mail, Duration age, Map<MailAddress, Failure> late, Holder holder) {
        if (delayProcessor.isEmpty() || age.compareTo(delayNotificationTimeout) < 0 || !mail.hasSender() || mail.getAttribute(MailAttributes.DELAY_TOLD).isPresent()) {
            return;
        }
        DsnWishes wishes = DsnWishes.of(mail);
        Map<MailAddress, Failure> allowed = Maps.filterKeys(late, recipient -> wishes.of(recipient).allowsDelay());
        if (allowed.isEmpty() || tell(Action.DELAYED, mail, Maps.transformValues(allowed, failure -> new Answer(failure.asReply(), failure.host())), holder,
                delayProcessor.get(), allowed.values().iterator().next().code())) {
            mail.setAttribute(new Attribute(MailAttributes.DELAY_TOLD, AttributeValue.of(true)));
        }
    }

    /** That the mail has gone to a server that reports nothing, where the sender asked to hear of its delivery (RFC 3461 §5.2.2). */
    void tellOfRelay(Mail mail, Map<MailAddress, RecipientOutcome.Delivered> delivered, Holder holder) {
        if (relayProcessor.isEmpty() || !mail.hasSender()) {
            return;
        }
        DsnWishes wishes = DsnWishes.of(mail);
        Map<MailAddress, RecipientOutcome.Delivered> owed = Maps.filterEntries(delivered, entry -> !entry.getValue().dsn() && wishes.of(entry.getKey()).wantsSuccess());
        if (!owed.isEmpty()) {
            tell(Action.RELAYED, mail, Maps.transformValues(owed, outcome -> new Answer(outcome.reply().asString(), outcome.host())), holder,
                relayProcessor.get(), owed.values().iterator().next().reply().code());
        }
    }

    /** @param code the one of the reply for the first recipient */
    private boolean tell(Action action, Mail mail, Map<MailAddress, Answer> answers, Holder holder, String processor, int code) {
        try {
            Mail copy = Undeliverable.copyToTell(context, mail, answers.keySet(), holder);
            try {
                Undeliverable.note(copy, holder, NoticeFacts.found(action, heloName, mail, holder, answers, clock.instant()),
                    answers.values().iterator().next().reply(), code, false);
                copy.removeAttribute(MailAttributes.DELIVERY_ERROR);
                context.sendMail(copy, processor);
                return true;
            } finally {
                LifecycleUtil.dispose(copy);
            }
        } catch (MessagingException | RuntimeException e) {
            LOGGER.error("mail={} recipients={} processor={} notice=failed", mail.getName(), answers.keySet(), processor, e);
            return false;
        }
    }
}
