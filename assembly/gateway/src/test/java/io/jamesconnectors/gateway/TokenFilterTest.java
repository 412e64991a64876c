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

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TokenFilterTest {

    @Test
    void letsNoStrangerWriteToTheTerminalOrForgeALineOfTheLog() {
        assertThat(TokenFilter.printable("/connectors/\u001b[2J\r\nINFO \u202eall is well")).isEqualTo("/connectors/?[2J??INFO??all?is?well");
    }

    @Test
    void knowsItsOwnOriginByWhateverNameABrowserCameTo() {
        TokenFilter filter = new TokenFilter(TokenHash.of("any"), "http://127.0.0.1:8000");

        assertThat(filter.isOwn("http://127.0.0.1:8000", "127.0.0.1:8000")).isTrue();
        assertThat(filter.isOwn("http://localhost:8000", "localhost:8000")).isTrue();
        assertThat(filter.isOwn("https://mail.contoso.com", "mail.contoso.com")).isTrue();
        assertThat(filter.isOwn("http://elsewhere.test", "127.0.0.1:8000")).isFalse();
        assertThat(filter.isOwn("http://127.0.0.1:8001", "127.0.0.1:8000")).isFalse();
        assertThat(filter.isOwn("null", null)).isFalse();
    }

    @Test
    void cutsWhatIsLong() {
        assertThat(TokenFilter.printable("/".repeat(5_000))).hasSize(203).endsWith("/...");
    }
}
