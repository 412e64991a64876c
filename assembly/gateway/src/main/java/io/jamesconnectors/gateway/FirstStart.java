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
package io.jamesconnectors.gateway;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;

import io.jamesconnectors.connectors.file.WholeFile;

/**
 * Makes what a gateway needs once: a certificate for STARTTLS and the token of the web administration.
 * Of the token only the hash is kept, so it is shown when it is made or never. To have a new one, delete the file and start again.
 */
final class FirstStart {
    static final String CERTIFICATE = "tls/gateway.pem";
    static final String KEY = "tls/gateway.key";
    static final String TOKEN = "web/token.sha256";

    private static final int TOKEN_BYTES = 32;
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ALONE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private final Path var;

    FirstStart(Path var) {
        this.var = var;
    }

    /** Makes the directory unless there is one, for the owner alone: mail and logs are private. One that is there keeps its mode. */
    static void directory(Path var) throws IOException {
        if (!Files.isDirectory(var)) {
            Path parent = var.toAbsolutePath().getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            Files.createDirectories(var, OWNER_ALONE);
        }
    }

    /** Makes a self-signed certificate for the host name unless there is one; whether one was made. */
    boolean certificate(String hostName, Instant now) throws IOException, GeneralSecurityException {
        Path certificate = var.resolve(CERTIFICATE);
        Path key = var.resolve(KEY);
        if (Files.exists(certificate) && Files.exists(key)) {
            return false;
        }
        SelfSignedCertificate made = SelfSignedCertificate.make(hostName, now);
        write(key, made.keyPem());
        write(certificate, made.certificatePem());
        return true;
    }

    /** Makes a token unless there is one; the new one, to be shown once. */
    Optional<String> token() throws IOException {
        Path file = var.resolve(TOKEN);
        if (Files.exists(file)) {
            return Optional.empty();
        }
        byte[] random = new byte[TOKEN_BYTES];
        new SecureRandom().nextBytes(random);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        write(file, TokenHash.of(token).hex() + "\n");
        return Optional.of(token);
    }

    TokenHash storedToken() throws IOException {
        return TokenHash.fromHex(Files.readString(var.resolve(TOKEN), StandardCharsets.US_ASCII).strip());
    }

    /** Whole or not at all, and readable by the owner alone from the first moment on. */
    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent(), OWNER_ALONE);
        WholeFile.keep(file, text.getBytes(StandardCharsets.US_ASCII), WholeFile.Readers.OWNER);
    }
}
