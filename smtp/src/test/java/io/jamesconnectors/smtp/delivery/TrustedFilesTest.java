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
package io.jamesconnectors.smtp.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.jamesconnectors.testing.TestCa;

class TrustedFilesTest {
    private final TrustedFiles withoutJava = new TrustedFiles(() -> {
        throw new IllegalStateException("trust store of this Java: unreadable");
    });

    @Test
    void anUnreadableTrustStoreOfJavaIsAnErrorThatCanBeHandled() {
        assertThatThrownBy(() -> withoutJava.anchors(Optional.empty())).isInstanceOf(IOException.class).hasMessageContaining("trust store of this Java");
    }

    @Test
    void nobodyIsTrustedThenWhereTrustDoesNotMatter() {
        assertThat(withoutJava.anchorsOrNone(Optional.empty()).size()).isZero();
    }

    @Test
    void aFileIsReadAgainWhenItHasChangedAndNotBefore(@TempDir Path directory) throws IOException {
        Path file = TestCa.create().writeRoot(directory.resolve("roots.pem"));
        Object first = withoutJava.anchors(Optional.of(file));
        assertThat(withoutJava.anchors(Optional.of(file))).isSameAs(first);
        TestCa.create("Another and longer name").writeRoot(file);
        assertThat(withoutJava.anchors(Optional.of(file))).isNotSameAs(first);
    }
}
