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

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import io.jamesconnectors.connectors.diagnostics.Check;

/** Finds the PEM files that the configuration names, and looks whether a certificate is in them, once for each file. */
final class TrustedCertificates {
    private static final int MAX_BYTES = 16 * 1024 * 1024;

    private final Path base;
    private final Findings findings;
    private final Map<Path, Optional<String>> faults = new HashMap<>();

    TrustedCertificates(Path base, Findings findings) {
        this.base = base;
        this.findings = findings;
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
            return fault.isPresent() ? Optional.empty() : Optional.of(file);
        } catch (InvalidPathException e) {
            findings.add(Check.BAD_CERTIFICATES_FILE, value.position(), "'" + value.raw() + "' is no path");
            return Optional.empty();
        }
    }

    private static Optional<String> fault(Path file) {
        if (!Files.isRegularFile(file)) {
            return Optional.of(Files.exists(file) ? "is no file" : "does not exist");
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                return Optional.of("is larger than 16 MiB");
            }
            boolean none = CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(bytes)).isEmpty();
            return none ? Optional.of("holds no certificate") : Optional.empty();
        } catch (IOException e) {
            return Optional.of("can't be read: " + e.getClass().getSimpleName());
        } catch (CertificateException e) {
            return Optional.of("holds no readable certificate (expected: PEM)");
        }
    }
}
