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
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

import javax.mail.MessagingException;

import org.apache.james.core.MailAddress;
import org.apache.james.core.MaybeSender;
import org.apache.james.lifecycle.api.LifecycleUtil;
import org.apache.james.mailrepository.api.MailRepository;
import org.apache.james.server.core.MailImpl;
import org.apache.mailet.Attribute;
import org.apache.mailet.AttributeName;
import org.apache.mailet.AttributeValue;
import org.apache.mailet.Mail;
import org.apache.mailet.MailetContext;

import io.jamesconnectors.mailets.notice.Action;
import io.jamesconnectors.mailets.notice.Notice;
import io.jamesconnectors.matchers.InboundAttributes;
import io.jamesconnectors.matchers.OutboundAttributes;

/**
 * The end of mail that can't be delivered: back to its sender, or into a repository where it has none. Nothing vanishes.
 * Works on copies; the mail in hand stays as it is.
 */
final class Undeliverable {
    private static final int LONGEST_NAME = 80;
    /** What says how the mail came and goes. James's {@code DSNBounce} copies what it finds to the notice, which comes from us and goes its own way. */
    private static final List<AttributeName> WAY_OF_THE_MAIL = List.of(OutboundAttributes.CONNECTOR, InboundAttributes.CONNECTOR, InboundAttributes.LEGACY_LISTENER,
        InboundAttributes.CROSSINGS, InboundAttributes.CROSS_PREMISES_BELIEVED, InboundAttributes.TRACE);

    private final MailetContext context;
    private final String heloName;
    private final Optional<String> bounceProcessor;
    private final MailRepository repository;
    private final NoticeWriter writer;
    private final Clock clock;

    /** @param heloName what we call ourselves */
    Undeliverable(MailetContext context, String heloName, Optional<String> bounceProcessor, MailRepository repository, Clock clock) {
        this.context = context;
        this.heloName = heloName;
        this.bounceProcessor = bounceProcessor;
        this.repository = repository;
        this.writer = new NoticeWriter(context, heloName, Notice.LARGEST_RETURNED, clock);
        this.clock = clock;
    }

    /**
     * Gives the mail back for those of its recipients for whom it is given up.
     *
     * @throws MessagingException when James did not take it
     */
    void giveBack(Mail mail, Holder holder, GivenUp why) throws MessagingException {
        Mail copy = copyToTell(context, mail, why.failures().keySet(), holder);
        try {
            note(copy, holder, NoticeFacts.found(Action.FAILED, heloName, mail, holder, why.answers(), clock.instant()), why.error(), why.code(), !why.expired());
            if (copy.hasSender() && bounceProcessor.isPresent()) {
                context.sendMail(copy, bounceProcessor.get());
            } else if (writer.tell(copy) == NoticeWriter.Told.NOT_POSSIBLE) {
                mail.getAttribute(InboundAttributes.LEGACY_LISTENER).ifPresent(copy::setAttribute);
                repository.store(copy);
            }
        } finally {
            LifecycleUtil.dispose(copy);
        }
    }

    /**
     * Puts the mail aside, for some of its recipients, for a person to look at.
     *
     * @throws MessagingException when the repository did not take it
     */
    void keep(Mail mail, Collection<MailAddress> recipients, String error) throws MessagingException {
        Mail copy = copy(mail, mail.getMaybeSender(), recipients);
        try {
            copy.setErrorMessage(error);
            copy.setAttribute(new Attribute(MailAttributes.DELIVERY_ERROR, AttributeValue.of(error)));
            repository.store(copy);
        } finally {
            LifecycleUtil.dispose(copy);
        }
    }

    /**
     * What a mailet that composes a notice finds on the mail, and nothing that would send the notice the way of the mail.
     *
     * @param reply one line, {@code 550 5.1.1 text}
     */
    static void note(Mail copy, Holder holder, NoticeFacts facts, String reply, int code, boolean permanent) {
        DeliveryProgress.clear(copy);
        facts.noteOn(copy);
        if (copy.getAttribute(InboundAttributes.LEGACY_LISTENER).isPresent()) {
            copy.setAttribute(new Attribute(MailAttributes.NOTICE_HEADER_ONLY, AttributeValue.of(true)));
        }
        WAY_OF_THE_MAIL.forEach(copy::removeAttribute);
        copy.setErrorMessage(reply);
        copy.setAttribute(new Attribute(MailAttributes.CONNECTOR, AttributeValue.of(holder.connector().asString())));
        copy.setAttribute(new Attribute(MailAttributes.DELIVERY_ERROR, AttributeValue.of(reply)));
        copy.setAttribute(new Attribute(MailAttributes.DELIVERY_ERROR_CODE, AttributeValue.of(code)));
        copy.setAttribute(new Attribute(MailAttributes.IS_DELIVERY_PERMANENT_ERROR, AttributeValue.of(permanent)));
    }

    /** A copy for whoever is told of these recipients: the sender, unless another one stands in its place and it is not one of James's own users. */
    static Mail copyToTell(MailetContext context, Mail mail, Collection<MailAddress> recipients, Holder holder) throws MessagingException {
        boolean isReachable = holder.toldInstead().isEmpty() || mail.getMaybeSender().asOptional().filter(context::isLocalEmail).isPresent();
        return copy(mail, isReachable ? mail.getMaybeSender() : MaybeSender.of(holder.toldInstead().get()), recipients);
    }

    /** A copy under a name of its own, since a repository keeps one mail per name and parts of one mail may end at different times. */
    private static Mail copy(Mail mail, MaybeSender sender, Collection<MailAddress> recipients) throws MessagingException {
        String name = mail.getName();
        String unique = name.substring(Math.max(0, name.length() - LONGEST_NAME)) + "-" + Long.toHexString(ThreadLocalRandom.current().nextLong());
        return MailImpl.builder()
            .name(unique)
            .sender(sender)
            .addRecipients(List.copyOf(recipients))
            .remoteHost(mail.getRemoteHost())
            .remoteAddr(mail.getRemoteAddr())
            .lastUpdated(mail.getLastUpdated())
            .state(mail.getState())
            .addAttributes(mail.attributes().map(Attribute::duplicate).toList())
            .addAllHeadersForRecipients(mail.getPerRecipientSpecificHeaders())
            .mimeMessage(mail.getMessage())
            .build();
    }
}
