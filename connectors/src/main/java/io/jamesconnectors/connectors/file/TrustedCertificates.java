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

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import io.jamesconnectors.connectors.diagnostics.Check;
import io.jamesconnectors.connectors.pem.PemFile;

/** Finds the PEM files that the configuration names, and looks whether the server could trust what is in them, once for each file. */
final class TrustedCertificates {
    private final Path base;
    private final Findings findings;
    private final Instant now;
    private final Map<Path, Optional<String>> faults = new HashMap<>();
    private final Map<Path, Optional<String>> endings = new HashMap<>();

    TrustedCertificates(Path base, Findings findings, Instant now) {
        this.base = base;
        this.findings = findings;
        this.now = now;
    }

    /** The file that a value names; empty when it can't be used, which has been reported. */
    Optional<Path> file(Value value) {
        if (value.broken()) {
            return Optional.empty();
        }
        try {
            Path file = FileReference.resolve(base, value.text());
            Optional<String> fault = faults.computeIfAbsent(file, TrustedCertificates::fault);
            fault.ifPresent(what -> findings.add(Check.BAD_CERTIFICATES_FILE, value.position(), FileReference.shown(value, file) + " " + what));
            if (fault.isEmpty()) {
                endings.computeIfAbsent(file, this::ending).ifPresent(what -> findings.add(Check.TRUSTED_CERTIFICATE_ENDS, value.position(), FileReference.shown(value, file) + " " + what));
            }
            return fault.isPresent() ? Optional.empty() : Optional.of(file);
        } catch (InvalidPathException e) {
            findings.add(Check.BAD_CERTIFICATES_FILE, value.position(), "'" + value.raw() + "' is no path");
            return Optional.empty();
        }
    }

    /** Of the certificate that ends first. */
    private Optional<String> ending(Path file) {
        try {
            return PemFile.read(file).trustedCertificates().stream().min(Comparator.comparing(X509Certificate::getNotAfter)).flatMap(first -> CertificateEnd.said(first, now))
                .map(said -> "holds the certificate of " + said);
        } catch (IOException e) {
            return Optional.empty(); // it could be read a moment ago
        }
    }

    private static Optional<String> fault(Path file) {
        try {
            PemFile.read(file).trustedCertificates();
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }
}
