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

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.jamesconnectors.connectors.DomainName;
import io.jamesconnectors.connectors.Fingerprint;
import io.jamesconnectors.connectors.RevocationCheck;
import io.jamesconnectors.connectors.TrustSource;
import io.jamesconnectors.connectors.inbound.CertificateFacts;
import io.jamesconnectors.connectors.inbound.CertificateName;
import io.jamesconnectors.connectors.inbound.Trust;

/**
 * {@link ClientFacts} as one line of at most {@value #MAX_LENGTH} characters, in the form of a query: {@code listener=mx&login=anna%40contoso.com&name=mail.contoso.com}.
 * Values that are too long, and names that do not fit, are left out.
 */
public final class ClientFactsText {
    /** The longest text, in characters. */
    public static final int MAX_LENGTH = 4_000;
    private static final int MOST_VALUE = 600;
    private static final int FOR_NAMES = 2_000;
    private static final int FOR_TRUST = 800;

    private ClientFactsText() {
    }

    /** As {@link #read} reads it. */
    public static String of(ClientFacts facts) {
        StringBuilder text = new StringBuilder();
        put(text, "listener", facts.listener());
        facts.login().ifPresent(user -> put(text, "login", user));
        facts.xoorg().ifPresent(domain -> put(text, "xoorg", domain.asString()));
        facts.certificate().ifPresent(certificate -> {
            put(text, "issuer", certificate.issuer());
            certificate.fingerprints().forEach(fingerprint -> put(text, fingerprint.of().name(), fingerprint.hex()));
            put(text, "forClients", String.valueOf(certificate.forClients()));
            put(text, "forServers", String.valueOf(certificate.forServers()));
            int trustEnds = text.length() + FOR_TRUST;
            certificate.trust().forEach((source, trust) -> put(text, "trust", trust.name() + " " + source.revocation().name() + " "
                + source.trustedCertificates().map(Path::toString).orElse(""), trustEnds));
            int namesEnd = text.length() + FOR_NAMES;
            long kept = certificate.names().stream().filter(name -> put(text, "name", name.toString(), namesEnd)).count();
            put(text, "namesLeftOut", String.valueOf(facts.namesLeftOut() + certificate.names().size() - kept));
        });
        return text.length() > MAX_LENGTH ? "" : text.toString();
    }

    /** Empty for what {@link #of} has not written. */
    public static Optional<ClientFacts> read(String text) {
        if (text.isEmpty() || text.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        try {
            Map<String, List<String>> values = new HashMap<>();
            for (String pair : text.split("&", -1)) {
                int equals = pair.indexOf('=');
                values.computeIfAbsent(pair.substring(0, equals), name -> new ArrayList<>()).add(URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
            }
            Optional<CertificateFacts> certificate = values.containsKey("namesLeftOut") ? Optional.of(certificate(values)) : Optional.empty();
            return Optional.of(new ClientFacts(first(values, "listener").orElse(""), first(values, "login"), first(values, "xoorg").map(DomainName::parse), certificate,
                first(values, "namesLeftOut").map(Integer::parseInt).orElse(0)));
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }

    private static CertificateFacts certificate(Map<String, List<String>> values) {
        List<CertificateName> names = new ArrayList<>();
        for (String name : all(values, "name")) {
            boolean wildcard = name.startsWith("*.");
            names.add(new CertificateName(DomainName.parse(wildcard ? name.substring(2) : name), wildcard));
        }
        Set<Fingerprint> fingerprints = new HashSet<>();
        for (Fingerprint.Subject subject : Fingerprint.Subject.values()) {
            first(values, subject.name()).ifPresent(hex -> fingerprints.add(new Fingerprint(subject, hex)));
        }
        Map<TrustSource, Trust> trust = new HashMap<>();
        for (String found : all(values, "trust")) {
            String[] words = found.split(" ", 3);
            trust.put(new TrustSource(Optional.of(words[2]).filter(path -> !path.isEmpty()).map(Path::of), RevocationCheck.valueOf(words[1])), Trust.valueOf(words[0]));
        }
        return new CertificateFacts(names, first(values, "issuer").orElse(""), fingerprints, first(values, "forClients").filter("true"::equals).isPresent(),
            first(values, "forServers").filter("true"::equals).isPresent(), trust);
    }

    private static List<String> all(Map<String, List<String>> values, String name) {
        @Nullable List<String> found = values.get(name);
        return found == null ? List.of() : found;
    }

    private static Optional<String> first(Map<String, List<String>> values, String name) {
        return all(values, name).stream().findFirst();
    }

    private static void put(StringBuilder text, String name, String value) {
        put(text, name, value, MAX_LENGTH);
    }

    /** @return whether there was room */
    private static boolean put(StringBuilder text, String name, String value, int most) {
        String encoded = URLEncoder.encode(value, StandardCharsets.UTF_8);
        boolean fits = encoded.length() <= MOST_VALUE && text.length() + name.length() + encoded.length() + 2 <= most;
        if (fits) {
            text.append(text.isEmpty() ? "" : "&").append(name).append('=').append(encoded);
        }
        return fits;
    }
}
