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
package io.jamesconnectors.connectors.explain;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import com.google.common.net.InetAddresses;

import io.jamesconnectors.connectors.DomainName;
import io.jamesconnectors.connectors.TlsVersion;
import io.jamesconnectors.connectors.TrustSource;
import io.jamesconnectors.connectors.inbound.CertificateFacts;
import io.jamesconnectors.connectors.inbound.CertificateName;
import io.jamesconnectors.connectors.inbound.InboundRules;
import io.jamesconnectors.connectors.inbound.OriginatorOrg;
import io.jamesconnectors.connectors.inbound.TlsFacts;
import io.jamesconnectors.connectors.inbound.Trust;

/** Makes a {@link Question} of a request: what is said goes before what the message tells, and what nobody said is assumed. */
final class QuestionReader {
    /** What the shipped {@code smtpserver.xml} calls its listener. */
    static final String USUAL_LISTENER = "smtp";
    private static final int MAX_NAMES = 100;
    private static final int MAX_WORD = 320;
    private static final String NOBODY = "somebody";

    private final ExplainRequest request;
    private final InboundRules rules;
    private final Surroundings surroundings;
    private final Optional<SavedMessage> saved;
    private final List<String> assumptions = new ArrayList<>();

    private QuestionReader(ExplainRequest request, InboundRules rules, Surroundings surroundings) throws BadRequest {
        this.request = request;
        this.rules = rules;
        this.surroundings = surroundings;
        this.saved = request.message().isEmpty() ? Optional.empty() : Optional.of(SavedMessage.read(request.message().get()));
    }

    /** @throws BadRequest when something is missing, or can't be understood */
    static Question read(ExplainRequest request, InboundRules rules, Surroundings surroundings) throws BadRequest {
        return new QuestionReader(request, rules, surroundings).question();
    }

    private Question question() throws BadRequest {
        Optional<InetAddress> client = client();
        Optional<TlsFacts> tls = tls();
        Optional<String> login = login();
        String sender = sender();
        List<String> recipients = recipients();
        String listener = listener();
        return new Question(listener, client, tls, login, request.serverRelays() || client.filter(address -> surroundings.relaysFor(listener, address)).isPresent(), xoorg(), sender, recipients,
            saved.map(SavedMessage::header), saved.map(SavedMessage::received).orElse(List.of()), request.online(), assumptions);
    }

    private String listener() throws BadRequest {
        if (request.listener().isEmpty()) {
            if (tellsClient()) {
                assume("The listener is not said: the one that is called " + USUAL_LISTENER + ".");
            }
            return USUAL_LISTENER;
        }
        return word("listener", request.listener().get());
    }

    private Optional<InetAddress> client() throws BadRequest {
        if (request.address().isPresent()) {
            String text = request.address().get().strip();
            if (!InetAddresses.isInetAddress(text)) {
                throw new BadRequest("address: '" + text + "' (expected: an IPv4 or IPv6 address, such as 192.0.2.7)");
            }
            return Optional.of(InetAddresses.forString(text));
        }
        if (saved.isEmpty()) {
            assume("Where the client is, is not said: only the way out is explained.");
            return Optional.empty();
        }
        InetAddress found = saved.get().client().orElseThrow(
            () -> new BadRequest("address: none, and the topmost Received field of the message tells of none for certain (expected: where the client is)"));
        assume("The client is at " + InetAddresses.toAddrString(found) + ", as the topmost Received field says: that this server wrote it is taken for granted.");
        return Optional.of(found);
    }

    private Optional<TlsFacts> tls() throws BadRequest {
        boolean certified = request.certificate().isPresent() || !request.certificateNames().isEmpty();
        Optional<String> version = request.tls();
        if (version.isEmpty() && saved.flatMap(SavedMessage::tls).isPresent()) {
            version = saved.flatMap(SavedMessage::tls);
            assume(saved.filter(SavedMessage::guessesTls).isPresent() ? "TLS 1.2, since the topmost Received field tells of TLS and of no version."
                : version.filter("none"::equals).isPresent() ? "The connection is in clear, as the topmost Received field says." : "TLS " + version.get() + ", as the topmost Received field says.");
        }
        if (version.isEmpty()) {
            version = Optional.of(certified ? "1.3" : "none");
            if (tellsClient()) {
                assume(certified ? "TLS 1.3, since a client without TLS shows no certificate." : "The connection is in clear: nothing is said of TLS.");
            }
        }
        if (version.get().equals("none")) {
            if (certified) {
                throw new BadRequest("tls: none, with a certificate (expected: a version of TLS)");
            }
            return Optional.empty();
        }
        String word = version.get();
        TlsVersion known = TlsVersion.of("TLSv" + word).or(() -> TlsVersion.of(word)).or(() -> word.equals("1.0") ? Optional.of(TlsVersion.TLS_1_0) : Optional.empty())
            .orElseThrow(() -> new BadRequest("tls: '" + word + "' (expected: none, 1.0, 1.1, 1.2 or 1.3)"));
        return Optional.of(new TlsFacts(known, "", certificate()));
    }

    private Optional<CertificateFacts> certificate() throws BadRequest {
        if (request.certificate().isPresent()) {
            if (!request.certificateNames().isEmpty()) {
                throw new BadRequest("certificateNames: beside a certificate (expected: one or the other)");
            }
            return Optional.of(surroundings.certificate(request.certificate().get()));
        }
        if (request.certificateNames().isEmpty()) {
            if (saved.isPresent()) {
                assume("The client shows no certificate: a message does not tell.");
            } else if (request.traceId().isPresent()) {
                assume("The client shows no certificate, and has not logged in where no login is said: a trace keeps neither.");
            }
            return Optional.empty();
        }
        List<CertificateName> names = names();
        Map<TrustSource, Trust> trust = new HashMap<>();
        rules.trustSources(names).forEach(source -> trust.put(source, Trust.TRUSTED));
        assume("The certificate is taken to be trusted, in date, for clients, and without the issuer or fingerprint that a connector may ask for: only its names are said.");
        return Optional.of(new CertificateFacts(names, "", Set.of(), true, true, trust));
    }

    private List<CertificateName> names() throws BadRequest {
        if (request.certificateNames().size() > MAX_NAMES) {
            throw new BadRequest("certificateNames: " + request.certificateNames().size() + " (expected: at most " + MAX_NAMES + ")");
        }
        List<CertificateName> names = new ArrayList<>();
        for (String name : request.certificateNames()) {
            boolean wildcard = name.startsWith("*.");
            names.add(new CertificateName(DomainName.tryParse(wildcard ? name.substring(2) : name)
                .orElseThrow(() -> new BadRequest("certificateNames: '" + name + "' (expected: a domain name, perhaps with *. before it)")), wildcard));
        }
        return names;
    }

    private Optional<String> login() throws BadRequest {
        if (request.login().isPresent()) {
            return Optional.of(word("login", request.login().get()));
        }
        if (saved.filter(SavedMessage::loggedIn).isPresent()) {
            assume("The client had logged in, as the topmost Received field says.");
            return Optional.of(NOBODY);
        }
        return Optional.empty();
    }

    private OriginatorOrg xoorg() {
        return request.xoorg().map(text -> DomainName.tryParse(text.strip()).map(OriginatorOrg::of).orElse(OriginatorOrg.UNUSABLE)).orElse(OriginatorOrg.NONE);
    }

    private String sender() throws BadRequest {
        if (request.sender().isPresent()) {
            return address("sender", request.sender().get());
        }
        Optional<String> returnPath = saved.flatMap(SavedMessage::returnPath);
        if (returnPath.isPresent()) {
            String sender = address("Return-Path of the message", returnPath.get());
            assume("MAIL FROM:<" + sender + ">, as Return-Path says.");
            return sender;
        }
        String from = address("From of the message", saved.flatMap(SavedMessage::from)
            .orElseThrow(() -> new BadRequest("sender: none (expected: MAIL FROM, <> for the null sender, or a message with Return-Path or From)")));
        assume("MAIL FROM:<" + from + ">, as From says: the message has no Return-Path.");
        return from;
    }

    private List<String> recipients() throws BadRequest {
        List<String> named = request.recipients();
        if (named.isEmpty() && saved.isPresent()) {
            named = saved.get().deliveredTo();
            if (!named.isEmpty()) {
                assume("RCPT TO is who the message was delivered to, as its header says.");
            } else {
                named = saved.get().to();
                assume("RCPT TO are those in To and Cc: the message does not say to whom it was delivered.");
            }
        }
        if (named.isEmpty() || named.size() > ExplainRequest.MAX_RECIPIENTS) {
            throw new BadRequest("recipients: " + (named.isEmpty() ? "none" : named.size()) + " (expected: 1 to " + ExplainRequest.MAX_RECIPIENTS + ")");
        }
        List<String> recipients = new ArrayList<>();
        for (String recipient : named) {
            String address = address("recipients", recipient);
            if (address.isEmpty()) {
                throw new BadRequest("recipients: an empty one (expected: mail addresses)");
            }
            recipients.add(address);
        }
        return recipients;
    }

    private boolean tellsClient() {
        return request.address().isPresent() || saved.isPresent();
    }

    private void assume(String sentence) {
        assumptions.add(sentence);
    }

    /** Without angle brackets. What could not stand in a command is refused, as a server refuses it. */
    private static String address(String what, String text) throws BadRequest {
        String stripped = text.strip();
        String address = stripped.startsWith("<") && stripped.endsWith(">") && stripped.length() > 1 ? stripped.substring(1, stripped.length() - 1) : stripped;
        boolean whole = address.isEmpty() || address.indexOf('@') > 0 && address.indexOf('@') < address.length() - 1;
        if (!whole || address.length() > MAX_WORD || address.chars().anyMatch(c -> c < ' ' || c == 0x7f || c == '<' || c == '>')) {
            throw new BadRequest(what + ": '" + text + "' (expected: a mail address of at most " + MAX_WORD + " characters)");
        }
        return address;
    }

    private static String word(String what, String text) throws BadRequest {
        if (text.length() > MAX_WORD || text.isBlank()) {
            throw new BadRequest(what + ": " + text.length() + " characters (expected: 1 to " + MAX_WORD + ")");
        }
        return text;
    }
}
