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
package io.jamesconnectors.matchers.place;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import io.jamesconnectors.connectors.Hybrid;
import io.jamesconnectors.connectors.SecretSource;
import io.jamesconnectors.connectors.header.HeaderBlock;
import io.jamesconnectors.connectors.hybrid.Crossings;
import io.jamesconnectors.connectors.hybrid.LoopGuard;
import io.jamesconnectors.testing.secrets.UsedSecrets;

class MarkKeysTest {
    private static final Instant NOW = Instant.parse("2026-11-22T09:00:00Z");
    private static final SecretSource NEW = new SecretSource.Variable("NEW_KEY");
    private static final SecretSource OLD = new SecretSource.Variable("OLD_KEY");
    private static final Map<String, String> ENVIRONMENT = Map.of(
        "NEW_KEY", UsedSecrets.note("signing key", "this year's salt for marks"),
        "OLD_KEY", UsedSecrets.note("signing key before", "last year's salt for marks"),
        "SHORT", "short");

    private final Path drawn;

    MarkKeysTest(@TempDir Path var) {
        this.drawn = var.resolve("below").resolve(MarkKeys.FILE);
    }

    @Test
    void drawsAKeyOnceThatIsBelievedAfterARestart() throws Exception {
        MarkKeys first = keys(Hybrid.NONE);
        String mark = mark(first);

        assertThat(crossings(keys(Hybrid.NONE), mark)).isEqualTo(1);
        assertThat(Files.readString(drawn)).hasSize(43);
        assertThat(first.toString() + first.current()).doesNotContain(Files.readString(drawn));
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "has no such permissions")
    void keepsItForThisProcessAlone() throws Exception {
        keys(Hybrid.NONE);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(drawn))).isEqualTo("rw-------");
    }

    @Test
    void writesNothingForAConfigurationOfOnePlace() {
        MarkKeys keys = new MarkKeys(TwoPlaces.inOnePlace(), drawn, ENVIRONMENT::get);

        assertThat(keys.current()).isNotNull();
        assertThat(drawn).doesNotExist();
    }

    @Test
    void believesTheOldKeyWhileItIsNamed() throws Exception {
        String mark = mark(keys(TwoPlaces.signing(OLD)));

        assertThat(crossings(keys(TwoPlaces.signing(NEW, OLD)), mark)).isEqualTo(1);
        assertThat(crossings(keys(TwoPlaces.signing(NEW)), mark)).isZero();
        assertThat(drawn).doesNotExist();
    }

    @Test
    void doesNotStartWithKeysThatCantBeRead() {
        assertThatThrownBy(() -> keys(TwoPlaces.signing(new SecretSource.Variable("MISSING")))).isInstanceOf(IllegalStateException.class)
            .hasMessageContaining("MISSING").hasMessageStartingWith("signingKeys");
        assertThatThrownBy(() -> keys(TwoPlaces.signing(new SecretSource.Variable("SHORT")))).isInstanceOf(IllegalStateException.class)
            .hasMessageContaining("5 octets").hasMessageNotContaining("short (");
    }

    @Test
    void staysWithTheKeysBeforeWhenAReloadBringsUnreadableOnes() throws Exception {
        MarkKeys keys = keys(TwoPlaces.signing(OLD));
        String mark = mark(keys);

        keys.follow(TwoPlaces.with(TwoPlaces.signing(new SecretSource.Variable("MISSING"))));
        assertThat(keys.fault()).get().asString().contains("MISSING");
        assertThat(crossings(keys, mark)).isEqualTo(1);

        keys.follow(TwoPlaces.with(TwoPlaces.signing(NEW, OLD)));
        assertThat(keys.fault()).isEmpty();
        assertThat(crossings(keys, mark)).isEqualTo(1);
    }

    private MarkKeys keys(Hybrid hybrid) {
        return new MarkKeys(TwoPlaces.with(hybrid), drawn, ENVIRONMENT::get);
    }

    private static String mark(MarkKeys keys) throws Exception {
        InputStream field = LoopGuard.of(keys.current()).counting(Crossings.NONE, NOW).in(InputStream.nullInputStream());
        return new String(field.readAllBytes(), StandardCharsets.US_ASCII);
    }

    private static int crossings(MarkKeys keys, String mark) throws Exception {
        return LoopGuard.of(keys.current()).read(HeaderBlock.read(new ByteArrayInputStream(mark.getBytes(StandardCharsets.US_ASCII))), NOW).count();
    }
}
