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
package io.jamesconnectors.tls.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.jamesconnectors.testing.TestCa;
import io.jamesconnectors.tls.TrustAnchors;

class TrustStoresTest {
    private static final TestCa FIRST = TestCa.create("First Root");
    private static final TestCa SECOND = TestCa.create("Second Root");

    private final TrustStores stores = new TrustStores();
    private final Path file;

    TrustStoresTest(@TempDir Path directory) {
        file = FIRST.writeRoot(directory.resolve("roots.pem"));
    }

    @Test
    void knowNothingThatWasNotRead() {
        assertThat(stores.anchors(Optional.of(file))).isEmpty();
        assertThat(stores.anchors(Optional.empty())).isEmpty();
    }

    @Test
    void keepWhatIsAskedForAndForgetTheRest() {
        stores.keep(Set.of(Optional.of(file)));
        assertThat(stores.anchors(Optional.of(file)).map(TrustAnchors::size)).hasValue(1);

        stores.keep(Set.of(Optional.empty()));
        assertThat(stores.anchors(Optional.of(file))).isEmpty();
        assertThat(stores.anchors(Optional.empty()).map(TrustAnchors::size).orElseThrow()).isGreaterThan(10);
    }

    @Test
    void readAFileAgainWhenItHasChangedAndOnlyThen() throws Exception {
        stores.keep(Set.of(Optional.of(file)));
        TrustAnchors before = stores.anchors(Optional.of(file)).orElseThrow();
        stores.refresh();
        assertThat(stores.anchors(Optional.of(file)).orElseThrow()).isSameAs(before);

        change(FIRST.rootPem() + SECOND.rootPem());
        stores.refresh();
        assertThat(stores.anchors(Optional.of(file)).map(TrustAnchors::size)).hasValue(2);
    }

    @Test
    void keepTheRootsOfAFileThatBreaks() throws Exception {
        stores.keep(Set.of(Optional.of(file)));
        change("half of a");
        stores.refresh();
        assertThat(stores.anchors(Optional.of(file)).map(TrustAnchors::size)).hasValue(1);

        Files.delete(file);
        stores.refresh();
        assertThat(stores.anchors(Optional.of(file)).map(TrustAnchors::size)).hasValue(1);
    }

    @Test
    void readAFileThatComesLater() throws Exception {
        Files.delete(file);
        stores.keep(Set.of(Optional.of(file)));
        assertThat(stores.anchors(Optional.of(file)).map(TrustAnchors::size)).hasValue(0);

        FIRST.writeRoot(file);
        stores.refresh();
        assertThat(stores.anchors(Optional.of(file)).map(TrustAnchors::size)).hasValue(1);
    }

    private void change(String text) throws IOException {
        Files.writeString(file, text);
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(5)));
    }
}
