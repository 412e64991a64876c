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
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import io.jamesconnectors.connectors.ClientCertificate;
import io.jamesconnectors.connectors.diagnostics.Check;

/** Reads {@code clientCertificate}, and looks into its files, once for each. Whether key and certificate belong together is found at their first use. */
final class ClientCertificateReader {
    private final Findings findings;
    private final Options options;
    private final Path base;
    private final Function<String, @Nullable String> environment;
    private final Instant now;
    private final Map<ClientCertificate, IdentityFiles> known = new HashMap<>();

    ClientCertificateReader(Findings findings, Path base, Function<String, @Nullable String> environment, Instant now) {
        this.findings = findings;
        this.options = new Options(findings);
        this.base = base;
        this.environment = environment;
        this.now = now;
    }

    /** Empty where there is none, or it can't be used, which has been reported. */
    Optional<ClientCertificate> read(Node connector) {
        return connector.child("clientCertificate").flatMap(node -> named(node).filter(certificate -> isSound(node, certificate)));
    }

    /** The chain in the files of a certificate that has been read, ours first; empty where they can't be used. */
    List<X509Certificate> chain(ClientCertificate certificate) {
        IdentityFiles files = known.get(certificate);
        return files == null ? List.of() : files.chain();
    }

    private Optional<ClientCertificate> named(Node node) {
        Optional<Path> chain = file(node, "chain");
        Optional<Path> key = file(node, "key");
        Optional<String> password = passwordVariable(node.attribute("passwordVariable"));
        if (!node.lacks("key") && !node.lacks("passwordVariable")) {
            findings.add(Check.BAD_CLIENT_CERTIFICATE, node.position(),
                "<clientCertificate> has a key and a passwordVariable (expected: key for PEM files, passwordVariable for a key store)");
            return Optional.empty();
        }
        boolean whole = chain.isPresent() && key.isPresent() != node.lacks("key") && password.isPresent() != node.lacks("passwordVariable");
        return whole ? Optional.of(new ClientCertificate(chain.get(), key, password)) : Optional.empty();
    }

    private Optional<Path> file(Node node, String attribute) {
        return options.parsed(node.attribute(attribute), Check.BAD_CLIENT_CERTIFICATE, text -> FileReference.resolve(base, text));
    }

    /** The file names the variable; with {@code ${env:…}} it would hold the password itself. */
    private Optional<String> passwordVariable(Optional<Value> value) {
        Optional<String> name = options.parsed(value, Check.BAD_CLIENT_CERTIFICATE, text -> {
            if (value.orElseThrow().variable() || !text.matches("[A-Za-z_][A-Za-z0-9_]*")) {
                throw new IllegalArgumentException(
                    "passwordVariable is no name of an environment variable (expected: such as RELAY_P12_PASSWORD, without ${env:})");
            }
            return text;
        });
        if (name.isPresent() && environment.apply(name.get()) == null) {
            findings.add(Check.UNDEFINED_VARIABLE, value.orElseThrow().position(),
                "the environment variable " + name.get() + " is not defined (expected: the password of the key store)",
                "define the variable in the environment of the server.");
            return Optional.empty();
        }
        return name;
    }

    private boolean isSound(Node node, ClientCertificate certificate) {
        IdentityFiles files = known.computeIfAbsent(certificate, wanted -> IdentityFiles.read(wanted, environment));
        files.fault().ifPresent(fault -> {
            Value place = node.attribute(fault.inKey() ? "key" : "chain").orElseThrow();
            findings.add(Check.BAD_CLIENT_CERTIFICATE, place.position(),
                FileReference.shown(place, fault.inKey() ? certificate.key().orElseThrow() : certificate.chain()) + " " + fault.what());
        });
        Instant soon = now.plus(CertificateEnd.NEAR);
        files.chain().stream().filter(link -> link.getNotAfter().after(Date.from(now)) && !link.getNotAfter().after(Date.from(soon))).findFirst()
            .ifPresent(link -> findings.add(Check.CLIENT_CERTIFICATE_ENDS, node.position(),
                "the certificate of '" + Options.shown(link.getSubjectX500Principal().getName()) + "' ends on " + CertificateEnd.day(link.getNotAfter())));
        files.chain().stream().filter(link -> !link.getNotAfter().after(Date.from(now)) || link.getNotBefore().after(Date.from(now))).findFirst()
            .ifPresent(link -> findings.add(Check.CLIENT_CERTIFICATE_OUT_OF_DATE, node.position(), said(link)));
        return files.fault().isEmpty();
    }

    private String said(X509Certificate certificate) {
        String subject = "the certificate of '" + Options.shown(certificate.getSubjectX500Principal().getName()) + "' ";
        return certificate.getNotBefore().after(Date.from(now))
            ? subject + "is valid only from " + CertificateEnd.day(certificate.getNotBefore())
            : subject + "has expired on " + CertificateEnd.day(certificate.getNotAfter());
    }
}
