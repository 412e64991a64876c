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
package io.jamesconnectors.server.validation;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import javax.net.ssl.SSLException;

import io.jamesconnectors.connectors.ConnectorName;
import io.jamesconnectors.connectors.TlsOptions;
import io.jamesconnectors.server.played.Listeners;
import io.jamesconnectors.server.played.PeerTalk;
import io.jamesconnectors.server.played.PlayedPeer;
import io.jamesconnectors.server.played.PlayedPeer.Decided;
import io.jamesconnectors.server.played.PlayedPeer.Taken;
import io.jamesconnectors.server.played.PlayedPeers;
import io.jamesconnectors.smtp.validate.Step.Kind;
import io.jamesconnectors.smtp.validate.Step.Outcome;
import io.jamesconnectors.smtp.validate.StepLog;
import io.jamesconnectors.smtp.wire.Printable;
import io.jamesconnectors.smtp.wire.Reply;
import io.jamesconnectors.tls.ClientIdentity;
import io.jamesconnectors.tls.ClientTls;

/** Strangers at one listener, a step for each: what they are told, up to RCPT. No message follows. */
final class StrangerRun {
    private final ConnectorName connector;
    private final Optional<ClientIdentity> peersOwn;
    private final StepLog log;
    private final Listeners.Place place;
    private final PlayedPeers peers;
    private final Duration patience;
    private final InstantSource clock;

    /** @param peersOwn the certificate that the peer of the connector shows */
    StrangerRun(ConnectorName connector, Optional<ClientIdentity> peersOwn, StepLog log, Listeners.Place place, PlayedPeers peers, Duration patience,
        InstantSource clock) {
        this.connector = connector;
        this.peersOwn = peersOwn;
        this.log = log;
        this.place = place;
        this.peers = peers;
        this.patience = patience;
        this.clock = clock;
    }

    /** Plays one. */
    void run(Stranger stranger) throws InterruptedException {
        log.begin(Kind.STRANGER, stranger.who() + ", at " + place.name());
        try (PlayedPeer peer = peers.play(stranger.address(), place.address(), false)) {
            peer.awaitConnection(patience);
            Optional<Taken> taken = peer.awaitTaken(patience);
            if (taken.isEmpty()) {
                log.end(Outcome.FAILED, "the connection came to nobody who knows connectors (expected: the hook of the connectors)", "");
            } else if (taken.get().tlsFirst() && !stranger.tls()) {
                log.end(Outcome.SKIPPED, "TLS comes first at this listener: nobody comes without", "");
            } else {
                talk(stranger, shown(stranger), peer, taken.get());
            }
        } catch (SSLException e) {
            log.end(Outcome.WARNING, "the TLS handshake came to nothing: " + Printable.line(String.valueOf(e.getMessage())) + "; what the connectors would have said is not known", "");
        } catch (IOException e) {
            if (Thread.currentThread().isInterrupted()) {
                throw new InterruptedException("validation");
            }
            log.end(Outcome.FAILED, Printable.line(String.valueOf(e.getMessage())), "");
        }
    }

    private void talk(Stranger stranger, Optional<ClientIdentity> shown, PlayedPeer peer, Taken taken) throws IOException {
        ClientTls tls = shown.map(identity -> ClientTls.of(identity, TlsOptions.DEFAULT)).orElseGet(() -> ClientTls.anonymous(TlsOptions.DEFAULT));
        PeerTalk talk = peer.talk(patience);
        if (taken.behindProxy()) {
            talk.comeByProxy(stranger.address());
        }
        boolean secured = taken.tlsFirst();
        if (secured) {
            talk.secure(tls);
        }
        Reply reply = talk.reply();
        if (reply.code() != 220) {
            turnedAway(Judgement.AT_ONCE, reply, peer.decision(), stranger);
            return;
        }
        List<String> offered = ehlo(stranger, talk);
        if (!secured && stranger.tls() && offered.contains("STARTTLS")) {
            Reply ready = talk.say("STARTTLS");
            if (ready.code() != 220) {
                log.end(Outcome.FAILED, "STARTTLS: " + ready.asString() + " (expected: 220)", "");
                return;
            }
            talk.secure(tls);
            secured = true;
            offered = ehlo(stranger, talk);
        }
        if (!secured && shown.isPresent()) {
            log.end(Outcome.SKIPPED, "no TLS at this listener: nobody shows a certificate", "");
            return;
        }
        envelope(stranger, peer, talk, offered.contains(PeerRun.XOORG));
        talk.say("QUIT");
    }

    private void envelope(Stranger stranger, PlayedPeer peer, PeerTalk talk, boolean xoorg) throws IOException {
        Reply reply = talk.say("MAIL FROM:<" + stranger.sender() + ">" + stranger.organisation().filter(domain -> xoorg).map(domain -> " XOORG=" + domain).orElse(""));
        if (!reply.isPositive()) {
            turnedAway("at MAIL FROM:<" + stranger.sender() + ">", reply, peer.decision(), stranger);
            return;
        }
        reply = talk.say("RCPT TO:<" + stranger.recipient() + ">");
        Optional<Decided> decided = peer.decision();
        if (!reply.isPositive()) {
            turnedAway("at RCPT TO:<" + stranger.recipient() + "> from <" + stranger.sender() + ">", reply, decided, stranger);
        } else {
            Judgement judged = Judgement.letIn(connector, stranger, reply, decided);
            log.end(judged.outcome(), judged.what(), judged.remedy());
        }
    }

    private void turnedAway(String when, Reply reply, Optional<Decided> decided, Stranger stranger) {
        Judgement judged = Judgement.turnedAway(when, reply, decided, stranger.expected());
        log.end(judged.outcome(), judged.what(), judged.remedy());
    }

    /** The words of the extensions. */
    private static List<String> ehlo(Stranger stranger, PeerTalk talk) throws IOException {
        Reply reply = talk.say("EHLO " + Part.domainOf(stranger.sender()).map(Object::toString).orElse("localhost"));
        return reply.lines().stream().skip(1).map(line -> line.split(" ", 2)[0].toUpperCase(Locale.ROOT)).toList();
    }

    private Optional<ClientIdentity> shown(Stranger stranger) throws IOException {
        return stranger.shown().isPresent() ? Optional.of(SelfMadeCertificate.of(stranger.shown().get(), clock.instant())) : stranger.peers() ? peersOwn : Optional.empty();
    }
}
