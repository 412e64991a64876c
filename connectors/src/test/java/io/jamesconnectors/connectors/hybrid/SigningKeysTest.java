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
package io.jamesconnectors.connectors.hybrid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;

import org.junit.jupiter.api.Test;

class SigningKeysTest {

    @Test
    void whatAnyKeyHasSignedIsBelieved() {
        byte[] old = Keys.of("old").sign("purpose", "text", 16);

        assertThat(Keys.of("new", "old").haveSigned("purpose", "text", old)).isTrue();
        assertThat(Keys.of("new").haveSigned("purpose", "text", old)).isFalse();
        assertThat(Keys.of("new", "old").sign("purpose", "text", 16)).isEqualTo(Keys.of("new").sign("purpose", "text", 16)).isNotEqualTo(old);
    }

    @Test
    void aSignatureForOnePurposeIsWorthNothingForAnother() {
        byte[] signature = Keys.of("k").sign("one", "text", 16);

        assertThat(Keys.of("k").haveSigned("other", "text", signature)).isFalse();
        assertThat(Keys.of("k").haveSigned("on", "etext", signature)).isFalse();
    }

    @Test
    void aSignatureOfNothingIsNone() {
        assertThat(Keys.of("k").haveSigned("purpose", "text", new byte[0])).isFalse();
    }

    @Test
    void keysAreLongEnoughNotTooManyAndNeverShown() {
        assertThatIllegalArgumentException().isThrownBy(() -> SigningKeys.of(List.of())).withMessageContaining("0 (expected: 1 to 10)");
        assertThatIllegalArgumentException().isThrownBy(() -> SigningKeys.of(Collections.nCopies(11, new byte[16])));
        assertThatIllegalArgumentException().isThrownBy(() -> SigningKeys.of(List.of("short".getBytes(StandardCharsets.UTF_8))))
            .withMessage("signing key: 5 octets (expected: at least 16)");
        assertThat(Keys.of("k")).hasToString("SigningKeys[1 keys]");
    }
}
