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

/** Who the client of a question is: what is said goes before what a trace tells, and that before what the message tells. */
final class ClientReader {
    /** What the shipped {@code smtpserver.xml} calls its listener. */
    static final String USUAL_LISTENER = "smtp";
    private static final int MAX_NAMES = 100;
    private static final int MAX_WORD = 320;
    private static final String NOBODY = "somebody";

    private final ExplainRequest request;
    private final Optional<TracedArrival> traced;
    private final Optional<ClientFacts> shown;
    private final Optional<SavedMessage> saved;
    private final InboundRules rules;
    private final Surroundings surroundings;
    private final List<String> assumptions;

    /** @param assumptions gets what was not said, and what was taken in its place */
    ClientReader(ExplainRequest request, Optional<TracedArrival> traced, Optional<SavedMessage> saved, InboundRules rules, Surroundings surroundings, List<String> assumptions) {
        this.request = request;
        this.traced = traced;
        this.shown = traced.flatMap(TracedArrival::client);
        this.saved = saved;
        this.rules = rules;
        this.surroundings = surroundings;
        this.assumptions = assumptions;
    }

    String listener() throws BadRequest {
        Optional<String> known = request.listener().or(() -> shown.map(ClientFacts::listener).filter(name -> !name.isEmpty()));
        if (known.isEmpty()) {
            if (tellsClient()) {
                assume("The listener is not said: the one that is called " + USUAL_LISTENER + ".");
            }
            return USUAL_LISTENER;
        }
        return word("listener", known.get());
    }

    Optional<InetAddress> client() throws BadRequest {
        Optional<String> said = request.address().or(() -> traced.flatMap(TracedArrival::address));
        if (said.isPresent()) {
            String text = said.get().strip();
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

    Optional<TlsFacts> tls() throws BadRequest {
        boolean certified = request.certificate().isPresent() || !request.certificateNames().isEmpty();
        Optional<String> version = request.tls().or(() -> certified ? Optional.empty() : traced.map(TracedArrival::tls));
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
            if (shown.isPresent()) {
                return shown.get().certificate().map(known -> traced(known, shown.get().namesLeftOut()));
            }
            if (traced.isPresent()) {
                assume("The client shows no certificate, and has not logged in where no login is said: the trace of this message keeps neither.");
            } else if (saved.isPresent()) {
                assume("The client shows no certificate: a message does not tell.");
            }
            return Optional.empty();
        }
        List<CertificateName> names = names();
        Map<TrustSource, Trust> trust = new HashMap<>();
        rules.trustSources(names).forEach(source -> trust.put(source, Trust.TRUSTED));
        assume("The certificate is taken to be trusted, in date, for clients, and without the issuer or fingerprint that a connector may ask for: only its names are said.");
        return Optional.of(new CertificateFacts(names, "", Set.of(), true, true, trust));
    }

    /** The certificate of a trace: what it was worth is what the server found then. */
    private CertificateFacts traced(CertificateFacts known, int namesLeftOut) {
        assume("The certificate is that of the trace: its names, issuer and fingerprints, and what it was worth when the message came."
            + (namesLeftOut > 0 ? " " + namesLeftOut + " of its names are not in the trace." : ""));
        if (!known.trust().keySet().containsAll(rules.trustSources(known.names()))) {
            assume("A connector asks for trusted roots, or for a revocation check, by which the certificate was not judged then: by these it counts as untrusted.");
        }
        return known;
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

    Optional<String> login() throws BadRequest {
        if (request.login().isPresent()) {
            return Optional.of(word("login", request.login().get()));
        }
        if (shown.flatMap(ClientFacts::login).isPresent()) {
            return Optional.of(word("login of the trace", shown.flatMap(ClientFacts::login).get()));
        }
        if (saved.filter(SavedMessage::loggedIn).isPresent()) {
            assume("The client had logged in, as the topmost Received field says.");
            return Optional.of(NOBODY);
        }
        return Optional.empty();
    }

    OriginatorOrg xoorg() {
        return request.xoorg().map(text -> DomainName.tryParse(text.strip()).map(OriginatorOrg::of).orElse(OriginatorOrg.UNUSABLE))
            .or(() -> shown.flatMap(ClientFacts::xoorg).map(OriginatorOrg::of)).orElse(OriginatorOrg.NONE);
    }

    private boolean tellsClient() {
        return request.address().isPresent() || traced.isPresent() || saved.isPresent();
    }

    private void assume(String sentence) {
        assumptions.add(sentence);
    }

    private static String word(String what, String text) throws BadRequest {
        if (text.length() > MAX_WORD || text.isBlank()) {
            throw new BadRequest(what + ": " + text.length() + " characters (expected: 1 to " + MAX_WORD + ")");
        }
        return text;
    }
}
