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
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import javax.net.ssl.SSLSession;

import com.google.common.net.InetAddresses;

import io.jamesconnectors.connectors.ConnectorType;
import io.jamesconnectors.connectors.InboundConnector;
import io.jamesconnectors.connectors.TlsOptions;
import io.jamesconnectors.server.played.Listeners;
import io.jamesconnectors.server.played.PeerTalk;
import io.jamesconnectors.server.played.PlayedPeer;
import io.jamesconnectors.server.played.PlayedPeer.Decided;
import io.jamesconnectors.server.played.PlayedPeer.Taken;
import io.jamesconnectors.smtp.validate.ShownCertificate;
import io.jamesconnectors.smtp.validate.Step.Kind;
import io.jamesconnectors.smtp.validate.Step.Outcome;
import io.jamesconnectors.smtp.validate.StepLog;
import io.jamesconnectors.smtp.wire.MailAddress;
import io.jamesconnectors.smtp.wire.Printable;
import io.jamesconnectors.smtp.wire.Reply;
import io.jamesconnectors.tls.ClientTls;

/** One peer at one listener: what it does, and what it is told. No message goes out but the one that was asked for. */
final class PeerRun {
    private static final int MOST_KEYWORDS = 30;
    static final String XOORG = "XOORG";

    private final InboundConnector connector;
    private final Wanted request;
    private final Part part;
    private final StepLog log;
    private final String where;
    private final Duration patience;
    private final InstantSource clock;
    private final List<Decided> decisions = new ArrayList<>();

    PeerRun(InboundConnector connector, Wanted request, Part part, StepLog log, Listeners.Place place, Duration patience, InstantSource clock) {
        this.connector = connector;
        this.request = request;
        this.part = part;
        this.log = log;
        this.where = place.name().equals(Listeners.name(place.address())) ? place.name() : place.name() + " at " + Listeners.name(place.address());
        this.patience = patience;
        this.clock = clock;
    }

    /** The whole conversation; the connect step is under way. */
    void run(PlayedPeer peer) throws InterruptedException {
        try {
            peer.awaitConnection(patience);
            log.ok("");
            log.begin(Kind.LISTENER, where);
            Optional<Taken> taken = peer.awaitTaken(patience);
            if (taken.isEmpty()) {
                log.end(Outcome.FAILED, "the connection came to nobody who knows connectors (expected: the hook of the connectors)",
                    "Something else listens there; see <bind> and <handlerchain> in smtpserver.xml, and what stands before the listener.");
                return;
            }
            log.ok("the peer is " + InetAddresses.toAddrString(part.address()) + (taken.get().behindProxy() ? ", by a PROXY header" : "")
                + (taken.get().tlsFirst() ? "; TLS comes first" : ""));
            talk(peer, taken.get(), peer.talk(patience));
        } catch (Refused e) {
            hear(peer);
            verdict();
        } catch (IOException e) {
            if (Thread.currentThread().isInterrupted()) {
                throw new InterruptedException("validation");
            }
            String what = Printable.line(String.valueOf(e.getMessage()));
            if (log.isRunning()) {
                log.end(Outcome.FAILED, what, "");
            } else {
                log.add(Kind.CONNECT, where, Outcome.FAILED, what, "");
            }
        }
    }

    private void talk(PlayedPeer peer, Taken taken, PeerTalk talk) throws IOException {
        if (taken.behindProxy()) {
            talk.comeByProxy(part.address());
        }
        boolean secured = taken.tlsFirst();
        if (secured) {
            secure(talk);
        }
        log.begin(Kind.BANNER, where);
        said(talk.reply(), 220);
        List<String> offered = ehlo(talk);
        if (!secured && offered.contains("STARTTLS")) {
            log.begin(Kind.STARTTLS, where);
            said(talk.say("STARTTLS"), 220);
            secure(talk);
            secured = true;
            offered = ehlo(talk);
        } else if (!secured) {
            log.add(Kind.STARTTLS, where, connector.requireTls() ? Outcome.FAILED : Outcome.SKIPPED, "not offered at this listener",
                connector.requireTls() || connector.certificate().isPresent() ? "Give the listener a certificate and startTLS in smtpserver.xml." : "");
        }
        if (!secured && connector.certificate().isPresent()) {
            identity(false);
        }
        envelope(peer, talk, offered.contains(XOORG));
        verdict();
        if (request.sendTo().isPresent()) {
            message(talk, request.sendTo().get(), offered.contains(XOORG));
        }
        talk.say("QUIT");
    }

    /** The words of the extensions. */
    private List<String> ehlo(PeerTalk talk) throws IOException {
        log.begin(Kind.EHLO, where);
        Reply reply = talk.say("EHLO " + Part.domainOf(part.sender()).map(Object::toString).orElse("localhost"));
        if (reply.code() != 250) {
            said(reply, 250);
        }
        List<String> keywords = reply.lines().stream().skip(1).limit(MOST_KEYWORDS).toList();
        log.ok(keywords.isEmpty() ? "no extensions" : String.join(", ", keywords));
        return keywords.stream().map(keyword -> keyword.split(" ", 2)[0].toUpperCase(Locale.ROOT)).toList();
    }

    private void said(Reply reply, int expected) throws Refused {
        if (reply.code() != expected) {
            log.end(Outcome.FAILED, reply.asString(), "");
            throw new Refused();
        }
        log.ok(reply.asString());
    }

    private void secure(PeerTalk talk) throws IOException {
        log.begin(Kind.HANDSHAKE, where);
        ClientTls tls = request.identity().map(identity -> ClientTls.of(identity, TlsOptions.DEFAULT)).orElseGet(() -> ClientTls.anonymous(TlsOptions.DEFAULT));
        SSLSession session = talk.secure(tls);
        log.ok(session.getProtocol() + " " + session.getCipherSuite());
        log.begin(Kind.CERTIFICATE, where);
        ShownCertificate ours = ShownCertificate.of(PeerTalk.chain(session), clock.instant());
        log.end(ours.endsSoon() ? Outcome.WARNING : Outcome.OK, "the listener shows: " + ours.text(), ours.endsSoon() ? "Renew the certificate of the listener." : "");
        identity(session.getLocalCertificates() != null);
    }

    private void identity(boolean shown) {
        if (request.identity().isPresent()) {
            ShownCertificate certificate = ShownCertificate.of(request.identity().get().chain(), clock.instant());
            log.add(Kind.IDENTITY, where, shown ? certificate.endsSoon() ? Outcome.WARNING : Outcome.OK : Outcome.FAILED,
                (shown ? "the peer shows: " : "the listener asked for no certificate; there was one: ") + certificate.text(),
                shown ? "" : "The hook of the connectors has the listener ask unless <clientCertificates> is ignore; without TLS nobody can be asked.");
        } else if (connector.certificate().isPresent()) {
            log.add(Kind.IDENTITY, where, Outcome.SKIPPED, "the peer shows none (needed: " + Judgement.wanted(connector) + ")", "Give one with --certificate and --key.");
        }
    }

    private void envelope(PlayedPeer peer, PeerTalk talk, boolean xoorg) throws IOException {
        log.begin(Kind.MAIL, "<" + part.sender() + ">");
        Reply mail = talk.say(mail(xoorg));
        log.end(mail.isPositive() ? Outcome.OK : Outcome.FAILED, mail.asString(), "");
        if (mail.isPositive()) {
            if (part.inside().isPresent()) {
                recipient(peer, talk, part.inside().get(), "inside");
            }
            recipient(peer, talk, part.outside(), "outside");
        }
        talk.say("RSET");
    }

    private void recipient(PlayedPeer peer, PeerTalk talk, MailAddress recipient, String place) throws IOException {
        log.begin(Kind.RCPT, "<" + recipient + "> " + place);
        hear(peer);
        Reply reply = talk.say("RCPT TO:<" + recipient + ">");
        Optional<Decided> decided = peer.decision();
        decided.ifPresent(decisions::add);
        Judgement judged = place.equals("inside") ? Judgement.inside(reply, decided, atWorst()) : Judgement.outside(connector, reply, decided, atWorst());
        log.end(judged.outcome(), judged.what(), judged.remedy());
    }

    /** Where the peer lacks the certificate by which alone it could be known, no answer is a failure of the connector. */
    private Outcome atWorst() {
        boolean byCertificateAlone = connector.certificate().isPresent()
            && ((connector.senderIPAddresses().isEmpty() && connector.publishedAddresses().isEmpty()) || connector.restrictDomainsToCertificate());
        return byCertificateAlone && request.identity().isEmpty() ? Outcome.WARNING : Outcome.FAILED;
    }

    private void hear(PlayedPeer peer) {
        peer.decision().ifPresent(decisions::add);
    }

    private void verdict() {
        Judgement judged = Judgement.verdict(connector, decisions, atWorst());
        log.add(Kind.VERDICT, where, judged.outcome(), judged.what(), judged.remedy());
    }

    private void message(PeerTalk talk, MailAddress recipient, boolean xoorg) throws IOException {
        log.begin(Kind.MESSAGE, "<" + recipient + ">");
        List<String> before = List.of(mail(xoorg), "RCPT TO:<" + recipient + ">", "DATA");
        for (String command : before) {
            Reply reply = talk.say(command);
            if (!reply.isPositive() && !reply.isIntermediate()) {
                log.end(Outcome.FAILED, reply.asString(), "");
                return;
            }
        }
        Instant now = clock.instant();
        Reply reply = talk.say(InboundTestMessage.of(connector, part, recipient, now) + "\r\n.");
        log.end(reply.isPositive() ? Outcome.OK : Outcome.FAILED, reply.asString(), "");
    }

    private String mail(boolean xoorg) {
        String organisation = connector.type() == ConnectorType.OFFICE365 && xoorg
            ? Part.domainOf(part.sender()).map(domain -> " XOORG=" + domain).orElse("") : "";
        return "MAIL FROM:<" + part.sender() + ">" + organisation;
    }

    /** The listener wants no more of this peer; the step that says so is over. */
    private static final class Refused extends IOException {
        private static final long serialVersionUID = 1;
    }
}
