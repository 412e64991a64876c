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
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import javax.mail.MessagingException;
import javax.mail.internet.MimeMessage;

import org.apache.james.core.MailAddress;
import org.apache.mailet.Attribute;
import org.apache.mailet.AttributeName;
import org.apache.mailet.AttributeUtils;
import org.apache.mailet.AttributeValue;
import org.apache.mailet.Mail;
import org.jspecify.annotations.Nullable;

import io.jamesconnectors.connectors.OutboundConnector;
import io.jamesconnectors.connectors.TlsSettings;
import io.jamesconnectors.matchers.InboundAttributes;
import io.jamesconnectors.smtp.delivery.AttemptTrace;
import io.jamesconnectors.smtp.delivery.Failure;
import io.jamesconnectors.smtp.delivery.RecipientOutcome;
import io.jamesconnectors.trace.TraceEvent;
import io.jamesconnectors.trace.TraceEvent.Kind;
import io.jamesconnectors.trace.TraceId;
import io.jamesconnectors.trace.TraceNote;
import io.jamesconnectors.trace.TraceSink;
import io.jamesconnectors.trace.TraceTls;

/**
 * Notes the way of mails, under the trace id that they carry ({@link InboundAttributes#TRACE}); mail that did not come by our hook gets one here. Notes cost a few
 * objects, and nobody waits for them.
 */
final class MailTrace {
    /** Of servers that keep no trace. */
    static final MailTrace NONE = new MailTrace(TraceSink.NONE, Clock.systemUTC());

    private static final int MOST_NAMED = 10;

    private final TraceSink sink;
    private final Clock clock;

    MailTrace(TraceSink sink, Clock clock) {
        this.sink = sink;
        this.clock = clock;
    }

    /** Whether a trace is kept at the moment. */
    boolean isOn() {
        return sink.isOn();
    }

    /** The trace id of the mail; a new one, which is noted with what the mail tells, where it has none; empty while no trace is kept. */
    String id(Mail mail) {
        return !sink.isOn() ? "" : said(mail, InboundAttributes.TRACE).orElseGet(() -> {
            Instant now = clock.instant();
            String id = TraceId.at(now);
            mail.setAttribute(new Attribute(InboundAttributes.TRACE, AttributeValue.of(id)));
            sink.note(new TraceNote.Arrival(id, now, messageId(mail), Submissions.sender(mail),
                mail.getRecipients().stream().limit(TraceNote.Arrival.MOST_RECIPIENTS).map(Recipients::address).toList(), size(mail), said(mail, InboundAttributes.CONNECTOR).orElse(""),
                said(mail, InboundAttributes.CLIENT_ADDRESS).orElse(""),
                new TraceTls(said(mail, InboundAttributes.TLS_PROTOCOL).orElse(""), said(mail, InboundAttributes.TLS_CIPHER).orElse(""), false)));
            return id;
        });
    }

    /** Recipients are given to connectors, or to the server itself. */
    void routed(Mail mail, Map<MailAddress, Way> ways) {
        if (!sink.isOn()) {
            return;
        }
        String id = id(mail);
        Instant now = clock.instant();
        ways.forEach((recipient, way) -> sink.note(TraceEvent.of(id, now, Kind.ROUTE, Recipients.address(recipient), connector(way), reason(way))));
    }

    /** One mail becomes several. */
    void split(Mail mail, List<String> destinations) {
        if (!sink.isOn()) {
            return;
        }
        sink.note(TraceEvent.of(id(mail), clock.instant(), Kind.EXPAND, "", "", "into " + destinations.size() + " mails: " + String.join(", ", destinations)));
    }

    /** James's mappings put others in the place of a recipient, or beside. */
    void expanded(Mail mail, MailAddress recipient, List<MailAddress> others) {
        if (!sink.isOn()) {
            return;
        }
        String named = others.stream().limit(MOST_NAMED).map(Recipients::address).collect(Collectors.joining(", "));
        sink.note(TraceEvent.of(id(mail), clock.instant(), Kind.EXPAND, Recipients.address(recipient), "",
            "by James's mappings into " + named + (others.size() > MOST_NAMED ? " and " + (others.size() - MOST_NAMED) + " more" : "")));
    }

    /** James's own delivery gets it. */
    void givenToMailboxes(Mail mail) {
        if (!sink.isOn()) {
            return;
        }
        String id = id(mail);
        Instant now = clock.instant();
        mail.getRecipients().forEach(recipient -> sink.note(TraceEvent.of(id, now, Kind.DELIVER, Recipients.address(recipient), "",
            "given to this server's own delivery to mailboxes")));
    }

    /** One host was tried. */
    void tried(String id, int number, Collection<MailAddress> recipients, AttemptTrace attempt) {
        if (!sink.isOn() || id.isEmpty()) {
            return;
        }
        sink.note(new TraceEvent(id, clock.instant(), Kind.ATTEMPT, recipients.size() == 1 ? Recipients.address(recipients.iterator().next()) : "", attempt.connector().asString(),
            "attempt " + number + ": " + attempt.accepted() + " of " + attempt.recipients() + " recipients taken; " + attempt.wanted().word() + " wanted, "
                + attempt.reached().map(TlsSettings::word).orElse("no TLS") + " reached" + attempt.problem().map(problem -> "; " + problem).orElse(""),
            tls(attempt), attempt.reply(), host(attempt), attempt.accepted()));
    }

    /** The other side took it. */
    void delivered(String id, OutboundConnector connector, MailAddress recipient, RecipientOutcome.Delivered delivered, List<AttemptTrace> attempts) {
        if (!sink.isOn() || id.isEmpty()) {
            return;
        }
        Instant now = clock.instant();
        Optional<AttemptTrace> by = attempts.stream().filter(attempt -> attempt.accepted() > 0 && attempt.host().equals(delivered.host())).reduce((first, last) -> last);
        sink.note(new TraceEvent(id, now, Kind.DELIVER, Recipients.address(recipient), connector.name().asString(), "",
            by.map(MailTrace::tls).orElse(TraceTls.NONE), delivered.reply().asString(), by.map(MailTrace::host).orElse(delivered.host()), 0));
    }

    /**
     * Recipients that are tried again.
     *
     * @param how {@code deferred}, {@code throttled} or {@code unknown}
     */
    void deferred(Mail mail, Holder holder, Map<MailAddress, Failure> failures, String how, long seconds) {
        failed(mail, holder, failures, Kind.DEFER, how + ", again in " + seconds + " s");
    }

    /** Recipients that are given up. */
    void givenUp(Mail mail, Holder holder, Map<MailAddress, Failure> failures, boolean expired) {
        failed(mail, holder, failures, Kind.FAIL, expired ? "expired" : "refused");
    }

    /** Recipients whose mail can't be processed and lies in a repository. */
    void putAside(Mail mail, String why) {
        if (!sink.isOn()) {
            return;
        }
        String id = id(mail);
        Instant now = clock.instant();
        mail.getRecipients().forEach(recipient -> sink.note(TraceEvent.of(id, now, Kind.FAIL, Recipients.address(recipient), "", why)));
    }

    private void failed(Mail mail, Holder holder, Map<MailAddress, Failure> failures, Kind kind, String how) {
        if (!sink.isOn()) {
            return;
        }
        String id = id(mail);
        Instant now = clock.instant();
        failures.forEach((recipient, failure) -> sink.note(new TraceEvent(id, now, kind, Recipients.address(recipient), holder.connector().asString(),
            how + ": " + failure.reason(), TraceTls.NONE, failure.asReply(), failure.peerAddress().isEmpty() ? failure.host() : failure.host() + "[" + failure.peerAddress() + "]", 0)));
    }

    private static String connector(Way way) {
        if (way instanceof Way.Sent sent) {
            return sent.connector().name().asString();
        }
        return way instanceof Way.Refused refused ? refused.connector().name().asString() : way instanceof Way.Held held ? held.connector().asString() : "";
    }

    private static String reason(Way way) {
        if (way instanceof Way.Sent sent) {
            return sent.why().toString();
        }
        if (way instanceof Way.Refused refused) {
            return "refused: " + refused.why().reason();
        }
        return way instanceof Way.Held held ? "held: " + held.why().map(Failure::reason).orElse("the connector is switched off") : "the server looks after it itself";
    }

    private static TraceTls tls(AttemptTrace attempt) {
        return new TraceTls(attempt.protocol(), attempt.cipher(), attempt.wanted().isAtLeast(TlsSettings.ENCRYPTION_ONLY));
    }

    private static String host(AttemptTrace attempt) {
        return attempt.host() + "[" + attempt.address() + "]:" + attempt.port();
    }

    private static String messageId(Mail mail) {
        try {
            MimeMessage message = mail.getMessage();
            @Nullable String said = message == null ? null : message.getMessageID();
            return said == null ? "" : said;
        } catch (MessagingException e) {
            return "";
        }
    }

    private static long size(Mail mail) {
        try {
            return mail.getMessageSize();
        } catch (MessagingException e) {
            return -1;
        }
    }

    private static Optional<String> said(Mail mail, AttributeName name) {
        return AttributeUtils.getValueAndCastFromMail(mail, name, String.class);
    }
}
