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
package io.jamesconnectors.smtp.session;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSession;

import io.jamesconnectors.connectors.TlsSettings;
import io.jamesconnectors.smtp.login.Credentials;
import io.jamesconnectors.smtp.login.Mechanism;
import io.jamesconnectors.smtp.session.SessionException.Fault;
import io.jamesconnectors.smtp.wire.Capabilities;
import io.jamesconnectors.smtp.wire.Command;
import io.jamesconnectors.smtp.wire.CommandEncoder;
import io.jamesconnectors.smtp.wire.Reply;
import io.jamesconnectors.tls.PeerVerifier;
import io.jamesconnectors.tls.TlsVerdict;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.util.concurrent.Promise;

/**
 * From the greeting to the moment at which mail may be sent: greeting, EHLO, STARTTLS, handshake, verdict, EHLO, and AUTH where somebody is to log in.
 *
 * <p><strong>Below the floor nothing but EHLO, STARTTLS and QUIT is sent.</strong> Only an opportunistic floor speaks HELO, or goes on in
 * clear when STARTTLS is not offered or is refused. What the server offered before TLS is forgotten after it (RFC 3207 §4.2).
 */
final class Opening {
    private final Channel channel;
    private final Conversation conversation;
    private final ReplyInbox inbox;
    private final Destination destination;
    private final Timeouts timeouts;
    private final PhaseTimes times;
    private final SessionWatcher watcher;
    private final Optional<Credentials> credentials;

    Opening(Channel channel, Conversation conversation, ReplyInbox inbox, Destination destination, Timeouts timeouts, PhaseTimes times, SessionWatcher watcher,
            Optional<Credentials> credentials) {
        this.channel = channel;
        this.conversation = conversation;
        this.inbox = inbox;
        this.destination = destination;
        this.timeouts = timeouts;
        this.times = times;
        this.watcher = watcher;
        this.credentials = credentials;
    }

    /** @param mayUpgrade whether offered TLS is used; without it only an opportunistic floor can be met */
    SmtpConnection run(boolean mayUpgrade, InstantSource clock, BrokenChunking brokenChunking)
            throws SessionException, InterruptedException {
        greeting();
        Capabilities capabilities = ehlo();
        TlsVerdict verdict;
        if (!capabilities.startTls() || !mayUpgrade) {
            verdict = inClear(Phase.STARTTLS, capabilities.startTls() ? "STARTTLS failed before" : "STARTTLS not offered");
        } else {
            Promise<SSLSession> handshake = channel.eventLoop().newPromise();
            Reply reply = startTls(handshake);
            if (reply.code() == 220) {
                SSLSession session = shakeHands(handshake);
                verdict = PeerVerifier.verify(session, destination.requirement(), clock.instant());
                enter(Phase.VERIFY);
                watcher.verified(session, verdict);
                requireFloor(Phase.VERIFY, verdict, "floor " + floor().word() + " not reached: " + verdict.problem().map(Object::toString).orElse("no reason given"));
                capabilities = firstWords(session);
            } else {
                verdict = inClear(Phase.STARTTLS, "STARTTLS refused: " + reply.asString());
            }
        }
        Optional<Mechanism> mechanism = credentials.isPresent() ? Optional.of(login(credentials.get(), capabilities, verdict)) : Optional.empty();
        return new SmtpConnection(channel, inbox, destination, timeouts, capabilities, verdict, mechanism, brokenChunking);
    }

    private Mechanism login(Credentials shown, Capabilities capabilities, TlsVerdict verdict) throws SessionException, InterruptedException {
        VerifiedPeer.requireFloor(destination.requirement());
        enter(Phase.LOGIN);
        try {
            return new Authentication(new VerifiedPeer(verdict), shown, channel, inbox, timeouts).run(capabilities);
        } catch (SessionException e) {
            if (e.fault() == Fault.REPLY && e.reply().filter(reply -> reply.code() == 421).isPresent()) {
                channel.close();
            } else if (e.fault() == Fault.LOGIN || e.fault() == Fault.REPLY) {
                SmtpConnection.farewell(channel, inbox, timeouts);
            }
            throw e;
        }
    }

    private void greeting() throws SessionException, InterruptedException {
        enter(Phase.GREETING);
        Reply reply = heard(Phase.GREETING, timeouts.greeting());
        if (reply.code() != 220) {
            throw refused(Phase.GREETING, reply);
        }
    }

    private Capabilities ehlo() throws SessionException, InterruptedException {
        enter(Phase.EHLO);
        Reply reply = ask(new Command.Ehlo(destination.ehloName()), Phase.EHLO);
        if (reply.code() == 250) {
            return Capabilities.of(reply);
        }
        if (reply.isPositive()) {
            throw new SessionException(Phase.EHLO, Fault.PROTOCOL, "ehlo: " + reply.asString() + " (expected: 250)", reply, null, null);
        }
        if (!reply.isPermanent() || floor() != TlsSettings.OPPORTUNISTIC) {
            throw refused(Phase.EHLO, reply);
        }
        Reply helo = ask(new Command.Helo(destination.ehloName()), Phase.EHLO);
        if (!helo.isPositive()) {
            throw refused(Phase.EHLO, helo);
        }
        return Capabilities.NONE;
    }

    /**
     * EHLO after TLS. In TLS 1.3 a server judges our certificate when the handshake is over for us, so that its refusal, or its want of a certificate, is what we
     * read first.
     */
    private Capabilities firstWords(SSLSession session) throws SessionException, InterruptedException {
        try {
            return ehlo();
        } catch (SessionException e) {
            if (e.fault() != Fault.TLS && e.fault() != Fault.CLOSED) {
                throw e;
            }
            throw new SessionException(Phase.EHLO, e.fault(), e.reason() + "; " + shown(session.getLocalCertificates() != null), null, null, e);
        }
    }

    private String shown(boolean asked) {
        String identity = destination.tls().identity().orElse("");
        return identity.isEmpty() ? "we have no client certificate to show (the server may want one)"
            : asked ? "we had shown our client certificate " + identity + " (the server may have refused it)"
            : "we had not shown our client certificate " + identity + " (the server did not ask for it, or not for its kind)";
    }

    private Reply startTls(Promise<SSLSession> handshake) throws SessionException, InterruptedException {
        enter(Phase.STARTTLS);
        SSLEngine engine = destination.tls().engine(destination.host(), destination.address().getPort());
        inbox.expect(1);
        channel.eventLoop().execute(() -> {
            conversation.upgradeAt220(engine, timeouts.handshake().toMillis(), handshake);
            channel.writeAndFlush(encoded(new Command.StartTls()));
        });
        Reply reply = heard(Phase.STARTTLS, timeouts.startTls());
        if (reply.code() == 421) {
            throw refused(Phase.STARTTLS, reply);
        }
        return reply;
    }

    private SSLSession shakeHands(Promise<SSLSession> handshake) throws SessionException, InterruptedException {
        enter(Phase.HANDSHAKE);
        if (!handshake.await(timeouts.handshake().toNanos(), TimeUnit.NANOSECONDS)) {
            throw new SessionException(Phase.HANDSHAKE, Fault.TIMEOUT, "handshake: not finished within " + timeouts.handshake().toMillis() + " ms");
        }
        if (!handshake.isSuccess()) {
            Throwable cause = handshake.cause();
            throw new SessionException(Phase.HANDSHAKE, Fault.TLS, "handshake: " + Conversation.describe(cause)
                + destination.tls().identity().map(identity -> "; our client certificate is " + identity).orElse(""), null, null, cause);
        }
        return handshake.getNow();
    }

    private TlsVerdict inClear(Phase phase, String why) throws SessionException {
        TlsVerdict verdict = TlsVerdict.withoutTls(floor(), why);
        requireFloor(phase, verdict, "floor " + floor().word() + " not reached: " + why);
        return verdict;
    }

    private void requireFloor(Phase phase, TlsVerdict verdict, String reason) throws SessionException {
        if (!verdict.meetsFloor()) {
            SmtpConnection.farewell(channel, inbox, timeouts);
            throw new SessionException(phase, Fault.FLOOR, reason, null, verdict, null);
        }
    }

    private SessionException refused(Phase phase, Reply reply) {
        if (reply.code() == 421) {
            channel.close();
        } else {
            SmtpConnection.farewell(channel, inbox, timeouts);
        }
        return SessionException.said(phase, reply);
    }

    private Reply ask(Command command, Phase phase) throws SessionException, InterruptedException {
        inbox.expect(1);
        channel.writeAndFlush(encoded(command));
        return heard(phase, timeouts.in(phase));
    }

    private Reply heard(Phase phase, Duration timeout) throws SessionException, InterruptedException {
        Reply reply = inbox.next(phase, timeout);
        watcher.said(phase, reply);
        return reply;
    }

    private void enter(Phase phase) {
        times.enter(phase);
        watcher.entered(phase);
    }

    private ByteBuf encoded(Command command) {
        ByteBuf out = channel.alloc().buffer(64);
        CommandEncoder.encode(command, out);
        return out;
    }

    private TlsSettings floor() {
        return destination.requirement().floor();
    }
}
