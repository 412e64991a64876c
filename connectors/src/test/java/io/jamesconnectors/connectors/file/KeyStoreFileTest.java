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

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Random;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.jamesconnectors.testing.TestCa;
import io.jamesconnectors.testing.TestCertificate;
import io.jamesconnectors.testing.secrets.UsedSecrets;

class KeyStoreFileTest {
    private static final String PASSWORD = UsedSecrets.note("password of a key store", "plovers along the shore");
    private static final int DAMAGED = 100;

    private final Path directory;

    KeyStoreFileTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @ParameterizedTest
    @CsvSource({"JKS,JKS", "JKS,PKCS12", "PKCS12,JKS", "PKCS12,PKCS12", "PKCS12,pkcs12"})
    void isReadByBothNames(String written, String named) throws Exception {
        TestCertificate certificate = TestCa.create().server("mx.contoso.com");

        assertThat(KeyStoreFile.read(store(written, certificate), named, PASSWORD.toCharArray(), "<secret>").chains()).containsExactly(certificate.chain());
    }

    @ParameterizedTest
    @ValueSource(strings = {"JKS", "PKCS12"})
    void aWrongPasswordIsSaidToBeOneAndNotShown(String type) throws Exception {
        Path file = store(type, TestCa.create().server("mx.contoso.com"));
        String wrong = UsedSecrets.note("wrong password of a key store", "avocets along the shore");

        assertThatThrownBy(() -> KeyStoreFile.read(file, type, wrong.toCharArray(), "<secret>")).isInstanceOf(IOException.class)
            .hasMessage("does not open with this password (expected: that of the store and its key, in <secret>)");
    }

    /** Bytes changed, lost or doubled: it is read or refused, and nothing else happens. */
    @ParameterizedTest
    @ValueSource(strings = {"JKS", "PKCS12"})
    void damagedFilesAreReadOrRefused(String type) throws Exception {
        long seed = Long.getLong("seed", 1);
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        byte[] good = Files.readAllBytes(store(type, TestCa.create().server("mx.contoso.com")));
        Path file = directory.resolve("damaged");
        int refused = 0;
        for (int i = 0; i < DAMAGED; i++) {
            byte[] bytes = Arrays.copyOf(good, random.nextInt(8) == 0 ? random.nextInt(good.length * 2) : good.length);
            for (int changes = random.nextInt(4); changes >= 0 && bytes.length > 0; changes--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            Files.write(file, bytes);
            try {
                assertThat(KeyStoreFile.read(file, type, PASSWORD.toCharArray(), "<secret>").chains()).hasSizeLessThan(10);
            } catch (IOException e) {
                assertThat(e.getMessage()).doesNotContain(PASSWORD);
                refused++;
            }
        }

        assertThat(refused).isGreaterThan(DAMAGED / 2);
    }

    private Path store(String type, TestCertificate certificate) throws Exception {
        KeyStore store = KeyStore.getInstance(type);
        store.load(null, null);
        store.setKeyEntry("listener", certificate.key(), PASSWORD.toCharArray(), certificate.chain().toArray(X509Certificate[]::new));
        Path file = directory.resolve("store");
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, PASSWORD.toCharArray());
        }
        return file;
    }
}
