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
package io.jamesconnectors.connectors.file;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

import javax.security.auth.x500.X500Principal;

import io.jamesconnectors.connectors.DomainPattern;
import io.jamesconnectors.connectors.Fingerprint;
import io.jamesconnectors.connectors.RevocationCheck;
import io.jamesconnectors.connectors.SenderCertificate;
import io.jamesconnectors.connectors.TrustSource;
import io.jamesconnectors.connectors.diagnostics.Check;

/** Reads {@code tlsSenderCertificateName} and {@code tlsSenderCertificate}. */
final class CertificateReader {
    private static final Map<String, Boolean> SERVER_USE = Map.of("client", false, "clientOrServer", true);
    private static final Map<String, RevocationCheck> REVOCATION = Arrays.stream(RevocationCheck.values()).collect(Collectors.toMap(RevocationCheck::word, Function.identity()));

    private final Findings findings;
    private final Options options;
    private final TrustedCertificates certificates;
    private final Optional<Path> defaultCertificates;

    CertificateReader(Findings findings, TrustedCertificates certificates, Optional<Path> defaultCertificates) {
        this.findings = findings;
        this.options = new Options(findings);
        this.certificates = certificates;
        this.defaultCertificates = defaultCertificates;
    }

    /** The names, each at its place; too wide ones are reported. */
    List<Options.Entry<DomainPattern>> names(Node node) {
        List<Options.Entry<DomainPattern>> names = options.domains(node.option("tlsSenderCertificateName"));
        names.stream().filter(entry -> CertificateBreadth.isTooWide(entry.value())).forEach(entry -> findings.add(Check.ANY_CERTIFICATE_NAME, entry.place().position(),
            "<tlsSenderCertificateName> in " + Names.of(node) + " holds " + Options.quoted(entry.place()) + " (expected: a name of one organisation, such as *.contoso.com)"));
        return names;
    }

    /** The certificate of one of these names; empty when there is no usable name. */
    Optional<SenderCertificate> read(Node node, List<Options.Entry<DomainPattern>> names) {
        List<DomainPattern> usable = names.stream().map(Options.Entry::value).filter(name -> !CertificateBreadth.isTooWide(name)).toList();
        Optional<Node> details = node.child("tlsSenderCertificate");
        Optional<String> issuer = details.flatMap(this::issuer);
        Set<Fingerprint> fingerprints = new LinkedHashSet<>(fingerprints(details, "sha256", Fingerprint.Subject.CERTIFICATE));
        fingerprints.addAll(fingerprints(details, "spkiSha256", Fingerprint.Subject.PUBLIC_KEY));
        boolean serverUse = options.word(attribute(details, "use"), SERVER_USE).orElse(false);
        RevocationCheck revocation = options.word(attribute(details, "revocationCheck"), REVOCATION).orElse(RevocationCheck.NONE);
        Optional<Path> trusted = attribute(details, "trustedCertificates").flatMap(certificates::file).or(() -> defaultCertificates);
        details.filter(present -> present.attributes().isEmpty() && present.misspelt().isEmpty())
            .ifPresent(present -> findings.add(Check.EMPTY_VALUE, present.position(), "<tlsSenderCertificate> has no attribute"));
        return usable.isEmpty() ? Optional.empty() : Optional.of(new SenderCertificate(usable, issuer, fingerprints, serverUse, new TrustSource(trusted, revocation)));
    }

    private Optional<String> issuer(Node details) {
        Optional<Value> value = details.attribute("issuer");
        Optional<String> issuer = options.parsed(value, Check.BAD_ISSUER, CertificateReader::canonical);
        issuer.filter(name -> name.startsWith("c=") && name.contains(",")).ifPresent(name -> findings.add(Check.ISSUER_BACKWARDS, value.orElseThrow().position(),
            "the issuer starts with its country (expected: the common name first, the country last)"));
        return issuer;
    }

    private static String canonical(String text) {
        try {
            return new X500Principal(text).getName(X500Principal.CANONICAL);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("'" + Options.shown(text) + "' is no distinguished name (expected: such as CN=Example CA, O=Example, C=US)", e);
        }
    }

    private List<Fingerprint> fingerprints(Optional<Node> details, String attribute, Fingerprint.Subject of) {
        return options.list(attribute(details, attribute), Check.BAD_FINGERPRINT, text -> Fingerprint.parse(of, text)).stream().map(Options.Entry::value).toList();
    }

    private static Optional<Value> attribute(Optional<Node> details, String name) {
        return details.flatMap(present -> present.attribute(name));
    }
}
