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

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import javax.mail.MessagingException;
import javax.mail.internet.MimeMessage;

import org.apache.james.mailrepository.api.MailRepositoryUrl;
import org.apache.james.queue.api.MailQueue.MailQueueException;
import org.apache.james.util.DurationParser;
import org.apache.mailet.Attribute;
import org.apache.mailet.AttributeUtils;
import org.apache.mailet.AttributeValue;
import org.apache.mailet.Mail;
import org.apache.mailet.ProcessingState;
import org.apache.mailet.base.GenericMailet;
import org.apache.mailet.base.RFC2822Headers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import com.google.inject.Inject;

import io.jamesconnectors.smtp.wire.Command;

/**
 * Hands mail to the outbound connectors of {@code connectors.xml}: in the {@code transport} processor in the place of
 * {@code RemoteDelivery}, before {@code RemoveMimeHeader}.
 *
 * <pre>{@code
 * <mailet match="All" class="io.jamesconnectors.mailets.ConnectorDelivery">
 *   <heloName>mail.contoso.com</heloName>
 *   <bounceProcessor>bounces</bounceProcessor>
 *   <delayProcessor>delays</delayProcessor>
 *   <delayNotificationTimeout>4 hours</delayNotificationTimeout>
 *   <relayProcessor>relays</relayProcessor>
 *   <undeliverable>file://var/mail/undeliverable/</undeliverable>
 * </mailet>
 * }</pre>
 *
 * <ul>
 *   <li>{@code heloName}: what we call ourselves in EHLO; the name of this host, else the domain of the postmaster.</li>
 *   <li>{@code bounceProcessor}: the processor that returns undeliverable mail; it finds {@code delivery-error}, {@code delivery-error-code} and
 *       {@code is-delivery-permanent-error}, and usually holds {@link DeliveryStatusNotification}. Without it the sender gets the same notice.</li>
 *   <li>{@code delayProcessor}: the processor that tells the sender once that the mail is late, where the sender's {@code NOTIFY} allows it; usually
 *       it holds {@link DeliveryStatusNotification}. Without it nobody is told.</li>
 *   <li>{@code delayNotificationTimeout}: after which time mail is late, in James's words for durations; {@code 4 hours}. The sender hears of it with the next
 *       failed attempt.</li>
 *   <li>{@code relayProcessor}: the processor that tells senders who asked for {@code NOTIFY=SUCCESS} that the mail has gone to a server that reports nothing
 *       (RFC 3461 §5.2.2); usually it holds {@link DeliveryStatusNotification}. Without it nobody is told.</li>
 *   <li>{@code localProcessor}: the processor that looks after the server's own users, where the server has some: mail for recipients that live here, by James's users and
 *       mappings, is handed to it. Without it James's users are of no importance here, and every recipient goes where the connectors lead.</li>
 *   <li>{@code undeliverable}: the repository for mail that can be neither delivered nor returned, as when it has no sender itself;
 *       {@code var/mail/undeliverable/} of the default kind.</li>
 * </ul>
 *
 * <p>Each recipient is routed; one mail for each connector and destination is stored in the connector's own James queue, and the mail ends here.
 * When a queue fails, the mail goes back to its processor after half a minute, with just the recipients that are not stored yet; after five times, or
 * when the spool fails too, it goes the way of {@code onMailetException} with just these recipients.
 *
 * <p>A {@code Bcc} header is removed (RFC 5322 §3.6.3), and nothing else is touched. James insists on {@code RemoveMimeHeader} in this processor, which
 * marks every message as changed, so that James writes its headers anew; behind this mailet it never runs, and signatures (DKIM) stay valid.
 *
 * <p>Needs bindings for {@link ConnectorQueues} (it says for what); several such mailets share the queues and must have the same parameters.
 */
public final class ConnectorDelivery extends GenericMailet {
    private static final Logger LOGGER = LoggerFactory.getLogger(ConnectorDelivery.class);
    private static final int MOST_FAILED_DISPATCHES = 5;
    private static final long SECONDS_UNTIL_NEXT_DISPATCH = 30;

    private final ConnectorQueues queues;

    @Inject
    public ConnectorDelivery(ConnectorQueues queues) {
        this.queues = queues;
    }

    @Override
    public void init() throws MessagingException {
        checkInitParameters(Set.of("heloName", "bounceProcessor", "delayProcessor", "delayNotificationTimeout", "relayProcessor", "localProcessor", "undeliverable"));
        MailRepositoryUrl undeliverable = getInitParameterAsOptional("undeliverable").map(MailRepositoryUrl::from).orElseGet(queues::defaultRepository);
        String heloName = getInitParameterAsOptional("heloName").orElseGet(() -> HeloName.of(getMailetContext()));
        try {
            new Command.Ehlo(heloName);
        } catch (IllegalArgumentException e) {
            throw new MessagingException("heloName: " + heloName + " (expected: a host name of ASCII characters)", e);
        }
        queues.start(new DeliveryTerms(heloName, processor("bounceProcessor"), processor("delayProcessor"), delayNotificationTimeout(), processor("relayProcessor"),
            processor("localProcessor"), undeliverable), getMailetContext());
    }

    @Override
    public void service(Mail mail) throws MessagingException {
        Optional<Integer> failures = AttributeUtils.getValueAndCastFromMail(mail, MailAttributes.FAILED_DISPATCHES, Integer.class);
        if (failures.isEmpty()) {
            DeliveryProgress.clear(mail);
        }
        mail.removeAttribute(MailAttributes.FAILED_DISPATCHES);
        removeBcc(mail);
        try {
            queues.dispatch().enqueue(mail);
        } catch (MailQueueException | RuntimeException e) {
            dispatchLater(mail, failures.orElse(0) + 1, e);
        }
        mail.setState(Mail.GHOST);
    }

    @Override
    public void destroy() {
        queues.stop();
    }

    @Override
    public Collection<ProcessingState> requiredProcessingState() {
        return Stream.of("bounceProcessor", "delayProcessor", "relayProcessor", "localProcessor").map(this::processor).flatMap(Optional::stream).distinct()
            .map(ProcessingState::new).toList();
    }

    @Override
    public String getMailetInfo() {
        return "Hands mail to outbound connectors";
    }

    private static void removeBcc(Mail mail) throws MessagingException {
        MimeMessage message = mail.getMessage();
        if (message != null && message.getHeader(RFC2822Headers.BCC) != null) {
            message.removeHeader(RFC2822Headers.BCC);
            message.saveChanges();
        }
    }

    private void dispatchLater(Mail mail, int failures, Exception cause) throws MessagingException {
        if (failures > MOST_FAILED_DISPATCHES) {
            throw cause instanceof MessagingException known ? known : new MessagingException("mail " + mail.getName() + ": can't be stored for its connectors", cause);
        }
        LOGGER.warn("mail={} recipients={} dispatch=failed times={} again_in={}s", mail.getName(), mail.getRecipients(), failures, SECONDS_UNTIL_NEXT_DISPATCH, cause);
        mail.setAttribute(new Attribute(MailAttributes.FAILED_DISPATCHES, AttributeValue.of(failures)));
        try {
            getMailetContext().sendMail(mail, mail.getState(), SECONDS_UNTIL_NEXT_DISPATCH, TimeUnit.SECONDS);
        } catch (MessagingException e) {
            e.addSuppressed(cause);
            throw e;
        }
    }

    private Duration delayNotificationTimeout() throws MessagingException {
        String text = getInitParameterAsOptional("delayNotificationTimeout").orElse("4 hours");
        try {
            Duration timeout = DurationParser.parse(text, ChronoUnit.SECONDS);
            if (timeout.isNegative() || timeout.isZero()) {
                throw new NumberFormatException(text);
            }
            return timeout;
        } catch (NumberFormatException e) {
            throw new MessagingException("delayNotificationTimeout: " + text + " (expected: a duration such as 4 hours)", e);
        }
    }

    private Optional<String> processor(String parameter) {
        return getInitParameterAsOptional(parameter);
    }
}
