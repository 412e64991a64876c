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
package io.jamesconnectors.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.jamesconnectors.connectors.file.ActiveConnectors;
import io.jamesconnectors.connectors.file.LastReload;
import io.jamesconnectors.connectors.file.LiveConnectors;

class FileWatchTest {
    private final FileWatch watch = new FileWatch();
    private final List<ActiveConnectors> told = new ArrayList<>();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;
    @SuppressWarnings("NullAway.Init")
    private Path file;
    @SuppressWarnings("NullAway.Init")
    private LiveConnectors live;

    @BeforeEach
    void begin() throws Exception {
        file = Files.writeString(directory.resolve("connectors.xml"), file("A"));
        open();
    }

    @Test
    void readsAChangedFileWhenItHasBeenQuiet() throws Exception {
        Files.writeString(file, file("Changed"));
        watch.look(live);
        assertThat(told).isEmpty();
        watch.look(live);
        assertThat(names()).isEqualTo("[Changed]");
        assertThat(live.lastReload().by()).isEqualTo(LastReload.Occasion.FILE);

        looks(5);
        assertThat(told).hasSize(1);
    }

    @Test
    void waitsForAsLongAsSomebodyWrites() throws Exception {
        StringBuilder written = new StringBuilder("<connectors>");
        for (int i = 0; i < 5; i++) {
            Files.writeString(file, written.append("<outbound name='N" + i + "' type='partner'><recipientDomains>d" + i + ".example</recipientDomains></outbound>"));
            watch.look(live);
        }
        Files.writeString(file, written.append("</connectors>"));
        watch.look(live);
        assertThat(live.lastReload().by()).isEqualTo(LastReload.Occasion.START);
        watch.look(live);
        assertThat(live.current().connectors().outbound()).hasSize(5);
    }

    @Test
    void refusesAHalfWrittenFileOnceAndTakesTheWholeOne() throws Exception {
        try (LogRecorder log = new LogRecorder(LiveConnectors.class)) {
            Files.writeString(file, "<connectors><outbound");
            looks(6);
            assertThat(live.lastReload().swapped()).isFalse();
            assertThat(live.lastReload().by()).isEqualTo(LastReload.Occasion.FILE);
            assertThat(log.lines()).filteredOn(line -> line.contains("reload=refused by=file")).hasSize(live.lastReload().diagnostics().size());
        }
        assertThat(names()).isEqualTo("[A]");

        Files.writeString(file, file("Whole"));
        looks(2);
        assertThat(names()).isEqualTo("[Whole]");
    }

    @Test
    void followsAFileThatIsRenamedIntoItsPlace() throws Exception {
        looks(2);
        Path fresh = Files.writeString(directory.resolve("fresh"), file("B"));
        Files.setLastModifiedTime(fresh, Files.getLastModifiedTime(file));
        Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        looks(2);
        assertThat(names()).as("of the same size and time").isEqualTo("[B]");
    }

    @Test
    void followsLinksThatAreSwapped() throws Exception {
        Path volume = Files.createDirectories(directory.resolve("volume"));
        Files.writeString(Files.createDirectories(volume.resolve("..2026_1")).resolve("connectors.xml"), file("First"));
        Files.writeString(Files.createDirectories(volume.resolve("..2026_2")).resolve("connectors.xml"), file("Second"));
        Files.createSymbolicLink(volume.resolve("..data"), Path.of("..2026_1"));
        file = Files.createSymbolicLink(volume.resolve("connectors.xml"), Path.of("..data/connectors.xml"));
        open();
        looks(2);

        Files.createSymbolicLink(volume.resolve("..data_tmp"), Path.of("..2026_2"));
        Files.move(volume.resolve("..data_tmp"), volume.resolve("..data"), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        looks(2);

        assertThat(names()).isEqualTo("[Second]");
    }

    @Test
    void keepsWhatIsInForceWhenTheFileIsGone() throws Exception {
        looks(2);
        try (LogRecorder log = new LogRecorder(FileWatch.class)) {
            Files.delete(file);
            looks(4);
            assertThat(log.lines()).singleElement().satisfies(line -> assertThat(line).contains("does not exist; the configuration in force stays"));
        }
        assertThat(names()).isEqualTo("[A]");
        assertThat(live.lastReload().by()).isEqualTo(LastReload.Occasion.START);

        Files.writeString(file, file("A"));
        looks(3);
        assertThat(told).as("nothing has changed").isEmpty();
        Files.writeString(file, file("Back"));
        looks(2);
        assertThat(names()).isEqualTo("[Back]");
    }

    @Test
    void doesNotReadWhatIsTheSameOrWhatSomebodyElseHasReloaded() throws Exception {
        looks(2);
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(100)));
        looks(3);
        assertThat(told).isEmpty();

        Files.writeString(file, file("Rest"));
        live.reload();
        looks(3);
        assertThat(told).hasSize(1);
    }

    @Test
    void hasAThreadOnlyWhileItWatches() throws Exception {
        watch.follow(live);
        assertThat(threads()).as("off by default").isEmpty();
        watch.start(live);
        watch.start(live);
        Files.writeString(file, file("Seen"));
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(names()).isEqualTo("[Seen]"));
        assertThat(threads()).singleElement().satisfies(thread -> assertThat(thread.isDaemon()).isTrue());
        watch.stop();
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(threads()).isEmpty());
        watch.stop();
    }

    @Test
    void isAskedForByTwoWordsOnly() {
        System.setProperty(FileWatch.PROPERTY, "yes");
        try {
            assertThatThrownBy(() -> watch.follow(live)).isInstanceOf(IllegalStateException.class).hasMessage("connectors.watch: yes (expected: true or false)");
        } finally {
            System.clearProperty(FileWatch.PROPERTY);
        }
    }

    private void open() throws Exception {
        live = LiveConnectors.open(file, directory, name -> null);
        live.onSwap(told::add);
    }

    private void looks(int times) {
        for (int i = 0; i < times; i++) {
            watch.look(live);
        }
    }

    private String names() {
        return live.current().connectors().outbound().stream().map(connector -> connector.name().asString()).toList().toString();
    }

    private static String file(String name) {
        return "<connectors><outbound name='" + name + "' type='partner'><recipientDomains>partner.example</recipientDomains></outbound></connectors>";
    }

    private static List<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream().filter(thread -> thread.getName().equals("connectors-watch")).toList();
    }
}
