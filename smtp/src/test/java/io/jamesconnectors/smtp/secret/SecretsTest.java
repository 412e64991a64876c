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
package io.jamesconnectors.smtp.secret;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.jamesconnectors.connectors.SecretSource;
import io.jamesconnectors.testing.secrets.UsedSecrets;

class SecretsTest {
    private static final String VALUE = UsedSecrets.note("secret", "hunter2-hunter2");

    @TempDir
    private Path directory = Path.of("");
    private final Secrets secrets = new Secrets(Map.of("PASSWORD", VALUE, "EMPTY", "")::get);

    private SecretSource file(String content) throws IOException {
        return new SecretSource.File(Files.writeString(directory.resolve("secret"), content));
    }

    private String read(SecretSource source) throws IOException {
        try (Secret secret = secrets.read(source)) {
            return new String(secret.reveal(), UTF_8);
        }
    }

    @Test
    void comesFromTheEnvironment() throws IOException {
        assertThat(read(new SecretSource.Variable("PASSWORD"))).isEqualTo(VALUE);
    }

    @Test
    void oneLineEndAfterItIsNoPartOfIt() throws IOException {
        assertThat(read(file(VALUE))).isEqualTo(VALUE);
        assertThat(read(file(VALUE + "\n"))).isEqualTo(VALUE);
        assertThat(read(file(VALUE + "\r\n"))).isEqualTo(VALUE);
        assertThat(read(file(" pässword \n"))).isEqualTo(" pässword ");
    }

    @Test
    void aChangedFileCountsAtOnce() throws IOException {
        SecretSource file = file(VALUE);
        assertThat(read(file)).isEqualTo(VALUE);
        file(UsedSecrets.note("next secret", "hunter3-hunter3"));
        assertThat(read(file)).isEqualTo("hunter3-hunter3");
    }

    @Test
    void whatIsNoSecretIsRefusedWithoutShowingIt() throws IOException {
        for (String content : new String[] {VALUE + "\n\n", VALUE + "\n" + VALUE, VALUE + "\0", VALUE.repeat(5_000)}) {
            assertThatIOException().isThrownBy(() -> secrets.read(file(content))).withMessageContaining("(expected: the secret on one line)")
                .satisfies(e -> assertThat(e.toString()).contains(directory.resolve("secret").toString()).doesNotContain(VALUE));
        }
        assertThatIOException().isThrownBy(() -> secrets.read(file("\n"))).withMessageContaining(" is empty ");
        assertThatIOException().isThrownBy(() -> secrets.read(new SecretSource.Variable("EMPTY"))).withMessageContaining("EMPTY is empty");
        assertThatIOException().isThrownBy(() -> secrets.read(new SecretSource.Variable("NONE"))).withMessageContaining("NONE is not set");
        assertThatIOException().isThrownBy(() -> secrets.read(new SecretSource.File(directory))).withMessageContaining(" is no file ");
        assertThatIOException().isThrownBy(() -> secrets.read(new SecretSource.File(directory.resolve("none")))).withMessageContaining(" does not exist ");
    }

    @Test
    void takesAsMuchAsTheLimit() throws IOException {
        assertThat(read(file("x".repeat(Secrets.MAX_OCTETS) + "\r\n"))).hasSize(Secrets.MAX_OCTETS);
    }

    @Test
    void printsAsAsterisksAndForgetsWhenClosed() {
        byte[] octets = VALUE.getBytes(UTF_8);
        Secret secret = Secret.of(octets);
        Secret copy = secret.copy();

        assertThat(secret).hasToString("***").isNotEqualTo(copy);
        assertThat(secret.isSameAs(copy)).isTrue();
        secret.close();
        assertThat(octets).containsOnly(0);
        assertThatIllegalStateException().isThrownBy(secret::reveal).withMessage("secret: closed (expected: open)");
        assertThat(copy.reveal()).asString(UTF_8).isEqualTo(VALUE);
    }

    @Test
    void isBlackenedInWhatOthersSay() {
        try (Redaction redaction = new Redaction()) {
            redaction.add(Secret.of(VALUE.getBytes(UTF_8)));
            redaction.add(Secret.of("pin7".getBytes(UTF_8)));
            assertThat(redaction.apply("no: hunter2-hunter2, hunter2-hunt, hunter2 pin7!")).isEqualTo("no: ***, ***, hunter2 ***!");
            assertThat(redaction.apply("535 5.7.3 Authentication unsuccessful")).isEqualTo("535 5.7.3 Authentication unsuccessful");
        }
    }
}
