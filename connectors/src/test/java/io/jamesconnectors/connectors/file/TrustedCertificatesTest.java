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

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.jamesconnectors.connectors.diagnostics.Check;
import io.jamesconnectors.connectors.diagnostics.Diagnostic;

/** What the server could not read as trusted certificates is refused by the check, and not found out when nobody is recognised any more. */
class TrustedCertificatesTest {
    private static final Path GOOD = Path.of("src/test/resources/io/jamesconnectors/connectors/file/good/good-certificate.pem");
    private static final String FILE = """
        <connectors>
          <trustedCertificates>roots.pem</trustedCertificates>
        </connectors>
        """;

    private final Path directory;
    private final String certificate;

    TrustedCertificatesTest(@TempDir Path directory) throws IOException {
        this.directory = directory;
        this.certificate = Files.readString(GOOD);
    }

    @Test
    void takesCertificatesWithTextBetweenThem() throws Exception {
        assertThat(check(("# ours\n" + certificate + "\n").getBytes(UTF_8))).isEmpty();
    }

    @Test
    void refusesAPrivateKeyBesideTheCertificate() throws Exception {
        assertThat(faults((certificate + "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n").getBytes(UTF_8)))
            .contains("roots.pem' holds a PRIVATE KEY (expected: CERTIFICATE blocks only)");
    }

    @Test
    void refusesACertificateInBinaryForm() throws Exception {
        String base64 = Pattern.compile("-----[A-Z ]+-----|\\s").matcher(certificate).replaceAll("");

        assertThat(faults(Base64.getDecoder().decode(base64))).contains("roots.pem' holds none (expected: a PEM file with CERTIFICATE blocks)");
    }

    @Test
    void refusesACertificateThatIsCutOff() throws Exception {
        assertThat(faults((certificate + certificate.substring(0, 200)).getBytes(UTF_8))).contains("roots.pem' has an incomplete block 2 (expected: BEGIN, base64, END)");
    }

    @Test
    void refusesALargeFile() throws Exception {
        assertThat(faults((certificate + " ".repeat(4 * 1024 * 1024)).getBytes(UTF_8))).contains("roots.pem' is too large (expected: at most 4194304 bytes)");
    }

    private String faults(byte[] roots) throws IOException {
        List<Diagnostic> found = check(roots);
        assertThat(found).extracting(Diagnostic::id).containsExactly(Check.BAD_CERTIFICATES_FILE.id());
        return found.get(0).asText();
    }

    private List<Diagnostic> check(byte[] roots) throws IOException {
        Files.write(directory.resolve("roots.pem"), roots);
        Path file = Files.writeString(directory.resolve("connectors.xml"), FILE);
        Reading reading = ConnectorsFile.read(file, directory, name -> null);
        return reading.diagnostics();
    }
}
