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
package io.jamesconnectors.tls.revocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DerTest {

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 127, 128, 255, 256, 65_535, 65_536, 1_000_000})
    void readsWhatItWrites(int length) throws Exception {
        Der read = Der.one(Der.write(Der.SEQUENCE, new byte[length]), Der.SEQUENCE);

        assertThat(read.content()).hasSize(length);
    }

    @Test
    void readsElementsInElements() throws Exception {
        List<Der> found = Der.all(HexFormat.of().parseHex("300602010504010700" + "00"));

        assertThat(found).extracting(Der::tag).containsExactly(Der.SEQUENCE, 0);
        assertThat(found.get(0).children()).extracting(Der::tag).containsExactly(Der.INTEGER, Der.OCTET_STRING);
    }

    @ParameterizedTest
    @ValueSource(strings = {"30", "3001", "308001000000", "3084", "30840000000100", "30ffffffff", "1f0100", "308200", "02017f02", "3083ffffff"})
    void refusesWhatItDoesNotKnow(String hex) {
        assertThatIOException().isThrownBy(() -> Der.all(HexFormat.of().parseHex(hex))).withMessageStartingWith("DER: malformed at octet ");
    }

    @Test
    void readsAnyBytesOrSaysWhyNot() {
        long seed = Long.getLong("seed", 1);
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        for (int i = 0; i < 50_000; i++) {
            byte[] bytes = new byte[random.nextInt(20)];
            random.nextBytes(bytes);
            try {
                assertThat(Der.all(bytes).stream().mapToInt(element -> element.content().length + 2).sum()).as("seed %d", seed).isLessThanOrEqualTo(bytes.length);
            } catch (IOException e) {
                assertThat(e).as("seed %d", seed).hasMessageStartingWith("DER: malformed");
            }
        }
    }
}
