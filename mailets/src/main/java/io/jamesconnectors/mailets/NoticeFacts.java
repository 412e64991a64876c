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

import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

import org.apache.james.core.MailAddress;
import org.apache.mailet.Attribute;
import org.apache.mailet.AttributeName;
import org.apache.mailet.AttributeUtils;
import org.apache.mailet.AttributeValue;
import org.apache.mailet.Mail;

import com.google.common.collect.ImmutableMap;

import io.jamesconnectors.mailets.notice.Action;
import io.jamesconnectors.mailets.notice.Answer;
import io.jamesconnectors.mailets.notice.Report;
import io.jamesconnectors.smtp.wire.RecipientDsn;
import io.jamesconnectors.smtp.wire.Xtext;

/**
 * What a notice tells, on its way to the processor that makes it: kept in attributes of the mail.
 *
 * @param reportedBy what we call ourselves
 * @param arrivedAt when we took the mail
 * @param lastAttempt when it was tried last
 * @param retryUntil when it is given up
 * @param answers what was said of each recipient last
 */
record NoticeFacts(Action action, String reportedBy, Optional<Instant> arrivedAt, Optional<Instant> lastAttempt, Optional<Instant> retryUntil,
        Map<MailAddress, Answer> answers) {

    NoticeFacts {
        answers = ImmutableMap.copyOf(answers);
    }

    /** What a connector has found. */
    static NoticeFacts found(Action action, String heloName, Mail mail, Holder holder, Map<MailAddress, Answer> answers, Instant now) {
        Instant arrived = DeliveryProgress.of(mail, now).acceptedAt();
        return new NoticeFacts(action, heloName, Optional.of(arrived), Optional.of(now), Optional.of(arrived.plus(holder.retry().expireAfter())), answers);
    }

    /**
     * What {@code mail} says of itself. A mail that comes from elsewhere, such as James's {@code RemoteDelivery}, has failed, with {@code delivery-error} for all.
     *
     * @param heloName what we call ourselves where the mail does not say
     */
    static NoticeFacts of(Mail mail, String heloName) {
        Map<String, String> replies = texts(mail, MailAttributes.NOTICE_REPLIES);
        Map<String, String> hosts = texts(mail, MailAttributes.NOTICE_HOSTS);
        String error = text(mail, MailAttributes.DELIVERY_ERROR).or(() -> Optional.ofNullable(mail.getErrorMessage())).orElse("");
        Map<MailAddress, Answer> answers = new LinkedHashMap<>();
        mail.getRecipients().forEach(recipient -> answers.put(recipient,
            new Answer(replies.getOrDefault(recipient.asString(), error), hosts.getOrDefault(recipient.asString(), ""))));
        return new NoticeFacts(text(mail, MailAttributes.NOTICE_ACTION).flatMap(Action::of).orElse(Action.FAILED), text(mail, MailAttributes.NOTICE_REPORTED_BY).orElse(heloName),
            instant(mail, MailAttributes.NOTICE_ARRIVED_AT), instant(mail, MailAttributes.NOTICE_LAST_ATTEMPT), instant(mail, MailAttributes.NOTICE_RETRY_UNTIL), answers);
    }

    void noteOn(Mail mail) {
        mail.setAttribute(new Attribute(MailAttributes.NOTICE_ACTION, AttributeValue.of(action.word())));
        mail.setAttribute(new Attribute(MailAttributes.NOTICE_REPORTED_BY, AttributeValue.of(reportedBy)));
        note(mail, MailAttributes.NOTICE_ARRIVED_AT, arrivedAt);
        note(mail, MailAttributes.NOTICE_LAST_ATTEMPT, lastAttempt);
        note(mail, MailAttributes.NOTICE_RETRY_UNTIL, retryUntil);
        note(mail, MailAttributes.NOTICE_REPLIES, Answer::reply);
        note(mail, MailAttributes.NOTICE_HOSTS, Answer::host);
    }

    /** What is told of these recipients of {@code mail}, of whom there is one at least. */
    Report report(Mail mail, Collection<MailAddress> recipients) {
        DsnWishes wishes = DsnWishes.of(mail);
        List<Report.Recipient> told = recipients.stream().map(recipient -> new Report.Recipient(Recipients.address(recipient),
            wishes.of(recipient).originalRecipient().map(Xtext::decoded), answers.getOrDefault(recipient, Answer.NONE))).toList();
        return new Report(action, reportedBy, wishes.message().envelopeId().map(Xtext::decoded), arrivedAt, lastAttempt, retryUntil, told);
    }

    /** Whether the sender wants to hear it. */
    boolean isWanted(RecipientDsn wishes) {
        return switch (action) {
            case FAILED -> wishes.wantsFailure();
            case DELAYED -> wishes.allowsDelay();
            case RELAYED -> wishes.wantsSuccess();
        };
    }

    private void note(Mail mail, AttributeName name, Function<Answer, String> what) {
        Map<String, AttributeValue<?>> texts = new LinkedHashMap<>();
        answers.forEach((recipient, answer) -> texts.put(recipient.asString(), AttributeValue.of(what.apply(answer))));
        mail.setAttribute(new Attribute(name, AttributeValue.of(texts)));
    }

    private static void note(Mail mail, AttributeName name, Optional<Instant> time) {
        time.ifPresentOrElse(known -> mail.setAttribute(new Attribute(name, AttributeValue.of(known.toEpochMilli()))), () -> mail.removeAttribute(name));
    }

    private static Optional<String> text(Mail mail, AttributeName name) {
        return AttributeUtils.getValueAndCastFromMail(mail, name, String.class);
    }

    private static Optional<Instant> instant(Mail mail, AttributeName name) {
        return AttributeUtils.getValueAndCastFromMail(mail, name, Long.class).map(Instant::ofEpochMilli);
    }

    private static Map<String, String> texts(Mail mail, AttributeName name) {
        Map<String, String> texts = new LinkedHashMap<>();
        mail.getAttribute(name).flatMap(attribute -> attribute.getValue().asMapAttributeValueOf(String.class))
            .ifPresent(map -> map.value().forEach((key, value) -> texts.put(key, value.value())));
        return texts;
    }
}
