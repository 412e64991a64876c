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
package io.jamesconnectors.smtp.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CapabilitiesTest {

    private static Capabilities of(String... lines) {
        return Capabilities.of(Reply.of(250, List.of(lines)));
    }

    @Test
    void readsKeywordsInAnyCase() {
        Capabilities offered = of("mx", "pipelining", "StartTLS", "8BITMIME", "SMTPUTF8", "SIZE 1000");
        assertThat(offered.pipelining() && offered.startTls() && offered.eightBitMime() && offered.smtpUtf8() && offered.size()).isTrue();
        assertThat(offered.sizeLimit()).hasValue(1000);
    }

    @Test
    void takesTheGreetingForNothingElse() {
        assertThat(of("STARTTLS").startTls()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"SIZE", "SIZE 0", "SIZE -1", "SIZE many", "SIZE 9999999999999999999999"})
    void knowsNoLimitWhereNoneIsGiven(String line) {
        assertThat(of("mx", line).sizeLimit()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-STARTTLS", "START TLS", "X=STARTTLS"})
    void passesOverLinesThatAreNoKeyword(String line) {
        assertThat(of("mx", line, "PIPELINING").startTls()).isFalse();
        assertThat(of("mx", line, "PIPELINING").pipelining()).isTrue();
    }

    @Test
    void keepsParameters() {
        assertThat(of("mx", "AUTH PLAIN  login").mechanisms()).containsExactly("PLAIN", "LOGIN");
    }
}
