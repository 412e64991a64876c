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
package io.jamesconnectors.smtp.validate;

import java.time.InstantSource;
import java.util.stream.Collectors;

import javax.net.ssl.SSLSession;

import io.jamesconnectors.smtp.session.Destination;
import io.jamesconnectors.smtp.session.Phase;
import io.jamesconnectors.smtp.session.SessionException;
import io.jamesconnectors.smtp.session.SessionException.Fault;
import io.jamesconnectors.smtp.session.SessionWatcher;
import io.jamesconnectors.smtp.validate.Step.Kind;
import io.jamesconnectors.smtp.validate.Step.Outcome;
import io.jamesconnectors.smtp.wire.Printable;
import io.jamesconnectors.smtp.wire.Reply;
import io.jamesconnectors.tls.TlsVerdict;

/** Turns what happens on the connections to one address into steps. */
final class SessionSteps implements SessionWatcher {
    private static final int MOST_KEYWORDS = 30;
    private static final int LONGEST_KEYWORD = 60;

    private final StepLog log;
    private final Destination destination;
    private final String where;
    private final InstantSource clock;

    SessionSteps(StepLog log, Destination destination, String where, InstantSource clock) {
        this.log = log;
        this.destination = destination;
        this.where = where;
        this.clock = clock;
    }

    @Override
    public void entered(Phase phase) {
        log.begin(kind(phase), where);
    }

    @Override
    public void said(Phase phase, Reply reply) {
        boolean taken = phase == Phase.GREETING || phase == Phase.STARTTLS ? reply.code() == 220 : reply.isPositive();
        if (taken) {
            log.ok(phase == Phase.EHLO ? offered(reply) : reply.asString());
        } else if (phase == Phase.MAIL || phase == Phase.RCPT) {
            log.end(Outcome.FAILED, reply.asString(), Remedies.of(reply));
        }
    }

    @Override
    public void verified(SSLSession session, TlsVerdict verdict) {
        ShownCertificate shown = ShownCertificate.of(session, verdict, destination.requirement(), clock.instant());
        if (verdict.meetsFloor()) {
            log.end(shown.endsSoon() ? Outcome.WARNING : Outcome.OK, shown.text(),
                shown.endsSoon() ? "A certificate that the server sends ends within 30 days: ask whether it is being renewed." : "");
        } else {
            log.end(Outcome.FAILED, shown.text(), verdict.problem().map(problem -> Remedies.of(problem.kind())).orElse(""));
        }
    }

    @Override
    public void again(SessionException why) {
        endRunning(Outcome.WARNING, why, "Once more in clear, as the floor allows: mail would go so too.");
    }

    /**
     * The session came to nothing.
     *
     * @param mayLackIpv6 whether mail reaches the host without IPv6 too
     */
    void failed(SessionException e, boolean mayLackIpv6) {
        boolean unreachable = destination.address().getAddress().getAddress().length == 16 && e.phase() == Phase.CONNECT
            && (e.reason().contains("nreachable") || e.reason().contains("family"));
        if (unreachable && mayLackIpv6) {
            endRunning(Outcome.WARNING, e, "This machine has no way to IPv6 addresses. The IPv4 addresses of the host are tried before.");
        } else if (unreachable) {
            endRunning(Outcome.FAILED, e, "This machine has no way to IPv6 addresses, and the host has no others: give it one, or send through a smart host that has IPv4.");
        } else {
            endRunning(Outcome.FAILED, e, Remedies.of(e, destination));
        }
    }

    private void endRunning(Outcome outcome, SessionException e, String remedy) {
        Kind kind = kind(e.phase());
        if (!log.isIn(kind)) {
            if (e.fault() == Fault.FLOOR && kind == Kind.CERTIFICATE) {
                return;
            }
            log.begin(kind, where);
        }
        log.end(outcome, e.reason(), remedy);
    }

    private static String offered(Reply reply) {
        String keywords = reply.lines().stream().skip(1).limit(MOST_KEYWORDS).map(line -> Printable.bounded(line, LONGEST_KEYWORD))
            .collect(Collectors.joining(", "));
        return keywords.isEmpty() ? "no extensions" : keywords;
    }

    static Kind kind(Phase phase) {
        return switch (phase) {
            case LOOKUP -> Kind.RESOLVE;
            case QUEUE, CONNECT -> Kind.CONNECT;
            case GREETING -> Kind.BANNER;
            case EHLO -> Kind.EHLO;
            case STARTTLS -> Kind.STARTTLS;
            case HANDSHAKE -> Kind.HANDSHAKE;
            case VERIFY -> Kind.CERTIFICATE;
            case LOGIN -> Kind.LOGIN;
            case MAIL -> Kind.MAIL;
            case RCPT -> Kind.RCPT;
            case DATA, BODY, FINAL_REPLY -> Kind.MESSAGE;
        };
    }
}
