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
package io.jamesconnectors.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.jamesconnectors.connectors.pem.PemFile;
import io.jamesconnectors.testing.TestCa;
import io.jamesconnectors.testing.TestCertificate;

class TrustAnchorsTest {
    private static final TestCa FIRST = TestCa.create("First Root");
    private static final TestCa SECOND = TestCa.create("Second Root");

    private final Path directory;

    TrustAnchorsTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @Test
    void readsSeveralCertificatesWithTextBetweenThem() throws Exception {
        TrustAnchors anchors = TrustAnchors.fromPem(file("# Ours\r\n" + FIRST.rootPem() + "\nand theirs, Zürich:\n" + SECOND.rootPem().replace("\n", "\r\n")));

        assertThat(anchors.size()).isEqualTo(2);
        assertThat(isTrusted(SECOND.server("mail.contoso.com"), anchors)).isTrue();
    }

    @Test
    void readsTheTrustStoreOfThisJava() {
        assertThat(TrustAnchors.java().size()).isGreaterThan(10);
        assertThat(TrustAnchors.java()).isSameAs(TrustAnchors.java());
    }

    @Test
    void refusesAMissingFile() {
        assertRefused(directory.resolve("none.pem"), "does not exist (expected: a PEM file)");
    }

    @Test
    void refusesAFileWithoutCertificates() throws Exception {
        assertRefused(file("nothing here"), "holds none (expected: a PEM file with CERTIFICATE blocks)");
    }

    @Test
    void refusesAPrivateKeyWithoutShowingIt() throws Exception {
        String key = FIRST.server("mail.contoso.com").keyPem();

        assertThatIOException().isThrownBy(() -> TrustAnchors.fromPem(file(FIRST.rootPem() + key)))
            .withMessageContaining("holds a PRIVATE KEY (expected: CERTIFICATE blocks only)")
            .satisfies(e -> assertThat(e.getMessage()).doesNotContain(key.substring(40, 60)));
    }

    @Test
    void refusesABlockThatIsCutOff() throws Exception {
        assertRefused(file(FIRST.rootPem() + SECOND.rootPem().substring(0, 200)), "has an incomplete block 2 ");
    }

    @Test
    void refusesABlockThatIsNoCertificate() throws Exception {
        assertRefused(file("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"), "has an unreadable block 1 ");
    }

    @Test
    void refusesALargeFile() throws Exception {
        assertRefused(file(" ".repeat(PemFile.MAX_BYTES + 1)), "is too large (expected: at most 4194304 bytes)");
    }

    @Test
    void refusesTooManyCertificates() throws Exception {
        assertRefused(file(FIRST.rootPem().repeat(PemFile.MAX_TRUSTED + 1)), "holds too many (expected: at most 2000)");
    }

    @Test
    void readsAnyBytesOrSaysWhyNot() throws Exception {
        long seed = Long.getLong("seed", 1);
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        for (int i = 0; i < 2_000; i++) {
            byte[] bytes = (FIRST.rootPem() + SECOND.rootPem()).getBytes(StandardCharsets.ISO_8859_1);
            for (int change = random.nextInt(6); change >= 0; change--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            Path file = Files.write(directory.resolve("fuzz.pem"), bytes);
            try {
                assertThat(TrustAnchors.fromPem(file).size()).as("seed %d", seed).isBetween(1, 2);
            } catch (IOException e) {
                assertThat(e.getMessage()).as("seed %d", seed).startsWith("trusted certificates: ");
            }
        }
    }

    private void assertRefused(Path file, String why) {
        assertThatIOException().isThrownBy(() -> TrustAnchors.fromPem(file)).withMessageStartingWith("trusted certificates: ").withMessageContaining(why);
    }

    private static boolean isTrusted(TestCertificate certificate, TrustAnchors anchors) {
        return CertificateChain.problem(List.of(certificate.certificate()), anchors, Instant.now()).isEmpty();
    }

    private Path file(String text) throws IOException {
        return Files.writeString(directory.resolve("roots.pem"), text, StandardCharsets.ISO_8859_1);
    }
}
