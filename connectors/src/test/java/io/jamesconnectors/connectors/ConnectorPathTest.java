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
package io.jamesconnectors.connectors;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectorPathTest {

    @Test
    void namesAConnectorPercentEncoded() {
        assertThat(ConnectorPath.of("To/from 100% & more; ~x?#\\ü")).isEqualTo("/connectors/named/To%2Ffrom%20100%25%20%26%20more%3B%20%7Ex%3F%23%5C%C3%BC");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bank", "a/b", "..", ".", "...", "../..", "/", "//", "a\\b", "..\\..", ";x", "?x", "#x", "%2F", "%", "%2e%2e", "a+b", "ü", "日本語", "😀", " outer "})
    void isOneSegmentThatNobodyTidiesUp(String name) {
        String path = ConnectorPath.of(name);
        assertThat(URI.create(path + "/queue").normalize()).hasToString(path + "/queue");
        assertThat(path).matches("/connectors/named/[A-Za-z0-9._*%-]+").doesNotMatch(".*/\\.{1,2}");
        assertThat(URLDecoder.decode(path.substring(ConnectorPath.NAMED.length()), StandardCharsets.UTF_8).strip()).isEqualTo(name.strip());
    }
}
