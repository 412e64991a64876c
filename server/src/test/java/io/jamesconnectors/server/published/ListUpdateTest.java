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
package io.jamesconnectors.server.published;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.jamesconnectors.connectors.Cidr;
import io.jamesconnectors.connectors.PublishedAddresses;
import io.jamesconnectors.server.published.ListUpdate.Current;
import io.jamesconnectors.server.published.ListUpdate.Failed;
import io.jamesconnectors.server.published.ListUpdate.Replaced;

class ListUpdateTest {
    private static final PublishedAddresses.Source SOURCE = new PublishedAddresses.Source(URI.create("https://endpoints.example/"), "Worldwide");
    private static final List<Cidr> TWO = List.of(Cidr.parse("192.0.2.0/25"), Cidr.parse("2001:db8::/48"));

    private final Path folderOfList;
    private final Path file;
    private final ListFolder folder;
    private final ScriptedWeb web = new ScriptedWeb();
    private final ListUpdate update;

    ListUpdateTest(@TempDir Path directory) {
        this.folderOfList = directory.resolve("var");
        this.file = folderOfList.resolve("exchange-online.json");
        this.folder = new ListFolder(file);
        this.update = new ListUpdate(SOURCE, folder, web);
    }

    @Test
    void fetchesTheFirstListAndKeepsIt() throws Exception {
        web.version("2026081400").ranges("192.0.2.0/25", "2001:db8::/48");
        assertThat(update.run(1_000)).isEqualTo(new Replaced("2026081400", 2, 0, 0));
        assertThat(web.asked()).containsExactly("/version/Worldwide", "/endpoints/Worldwide");
        assertThat(folder.ranges()).contains(TWO);
        assertThat(folder.note(update.service()).confirmed()).isEqualTo(1_000);
        try (var files = Files.list(folderOfList)) {
            assertThat(files).containsExactlyInAnyOrder(file, folderOfList.resolve("exchange-online.json.state"));
        }
    }

    @Test
    void asksForTheListOnlyWhenItsVersionIsNewer() throws Exception {
        first();
        web.version("2026081400").version("2026081399").version("2026081401").ranges("192.0.2.0/25");
        assertThat(update.run(2_000)).isEqualTo(new Current("2026081400"));
        assertThat(update.run(3_000)).isEqualTo(new Current("2026081400"));
        assertThat(web.asked()).containsExactly("/version/Worldwide", "/version/Worldwide");
        assertThat(folder.note(update.service()).confirmed()).isEqualTo(3_000);
        assertThat(update.run(4_000)).isEqualTo(new Replaced("2026081401", 1, 2, 1));
        assertThat(web.asked()).containsExactly("/version/Worldwide", "/endpoints/Worldwide");
    }

    @Test
    void fetchesAListThatIsGoneOrBrokenWhateverItsVersion() throws Exception {
        first();
        Files.delete(file);
        web.version("2026081400").ranges("192.0.2.0/25");
        assertThat(update.run(2_000)).isEqualTo(new Replaced("2026081400", 1, 0, 0));
        Files.writeString(file, "[{]");
        web.version("2026081400").ranges("192.0.2.0/25");
        assertThat(update.run(3_000)).isInstanceOf(Replaced.class);
    }

    @Test
    void asksUnderOneIdForever() throws Exception {
        web.version("2026081400").ranges("192.0.2.0/25").version("2026081400");
        update.run(1_000);
        new ListUpdate(SOURCE, new ListFolder(file), web).run(2_000);
        UUID id = folder.note(update.service()).clientRequestId();
        assertThat(web.addresses()).hasSize(3).allSatisfy(address -> assertThat(address.getQuery()).isEqualTo("ClientRequestId=" + id));
        assertThat(web.addresses().get(1)).hasToString("https://endpoints.example/endpoints/Worldwide?ClientRequestId=" + id);
    }

    @Test
    void takesUpNoVersionOfAnotherService() throws Exception {
        first();
        PublishedAddresses.Source china = new PublishedAddresses.Source(SOURCE.base(), "China");
        web.answer(200, "{\"instance\":\"China\",\"latest\":\"2026081400\"}").ranges("192.0.2.0/25");
        assertThat(new ListUpdate(china, folder, web).run(2_000)).isInstanceOf(Replaced.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 307, 400, 404, 429, 500, 503})
    void keepsTheListWhenTheServiceRefuses(int status) throws Exception {
        first();
        web.answer(status, 7200, "");
        assertThat(update.run(2_000)).isEqualTo(new Failed("/version: status " + status + " (expected: 200)", true, 7200));
        assertThat(folder.ranges()).contains(TWO);
        assertThat(folder.note(update.service())).satisfies(note -> {
            assertThat(note.confirmed()).isEqualTo(1_000);
            assertThat(note.asked()).isEqualTo(2_000);
            assertThat(note.version()).isEqualTo(Optional.of("2026081400"));
        });
    }

    @Test
    void saysWhenTheServiceWasNotReached() throws Exception {
        web.unreachable("ConnectException: no\nroute");
        assertThat(update.run(2_000)).isEqualTo(new Failed("ConnectException: no?route", false, 0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "[{]", "{}", "<html></html>", "[{\"serviceArea\":\"Exchange\",\"tcpPorts\":\"25\",\"ips\":[\"0.0.0.0/0\"]}]",
        "[{\"serviceArea\":\"Exchange\",\"tcpPorts\":\"25\",\"ips\":[\"192.0.2.1/24\"]}]"})
    void keepsTheListWhenTheNewOneIsNoGoodOne(String answer) throws Exception {
        first();
        web.version("2026081401").answer(200, answer);
        assertThat(update.run(2_000)).isInstanceOfSatisfying(Failed.class, failed -> assertThat(failed.why()).startsWith("the list "));
        assertThat(folder.ranges()).contains(TWO);
        web.version("2026081401").ranges("192.0.2.0/25");
        assertThat(update.run(3_000)).as("the version that failed is asked for again").isInstanceOf(Replaced.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "{\"latest\":\"2026081401\"}", "{\"instance\":\"China\",\"latest\":\"2026081401\"}", 
        "{\"instance\":\"Worldwide\",\"latest\":\"new\"}",
        "{\"instance\":\"Worldwide\",\"latest\":\"-1\"}", "{\"instance\":\"Worldwide\",\"latest\":{\"a\":1}}"})
    void believesNoVersionThatIsNone(String answer) throws Exception {
        first();
        web.answer(200, answer);
        assertThat(update.run(2_000)).isInstanceOfSatisfying(Failed.class, failed -> assertThat(failed.why()).startsWith("the version "));
        assertThat(web.asked()).containsExactly("/version/Worldwide");
    }

    @Test
    void asksNobodyWhereNothingCanBeWritten() throws Exception {
        Files.writeString(folderOfList, "a file where the folder should be");
        assertThat(update.run(2_000)).isInstanceOfSatisfying(Failed.class, failed -> assertThat(failed.why())
            .startsWith("the note beside the list can't be written ("));
        assertThat(web.asked()).isEmpty();
    }

    @Test
    void warnsOnlyWhenMoreThanHalfIsGone() {
        assertThat(new Replaced("1", 5, 10, 5).dropsMoreThanHalf()).isFalse();
        assertThat(new Replaced("1", 5, 10, 6).dropsMoreThanHalf()).isTrue();
        assertThat(new Replaced("1", 5, 0, 0).dropsMoreThanHalf()).isFalse();
        assertThat(new Replaced("1", 5, 1, 1).dropsMoreThanHalf()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "confirmed=-1\nasked=x\nversion=new\nclientRequestId=1", "\\u00zz", "service=other"})
    void readsABrokenNoteAsNone(String note) throws Exception {
        Files.createDirectories(folderOfList);
        Files.writeString(file.resolveSibling("exchange-online.json.state"), note);
        assertThat(folder.note(update.service())).satisfies(known -> {
            assertThat(known.version()).isEmpty();
            assertThat(known.asked()).isZero();
            assertThat(known.confirmed()).isZero();
        });
    }

    private void first() throws Exception {
        web.version("2026081400").ranges("192.0.2.0/25", "2001:db8::/48");
        update.run(1_000);
        web.asked();
    }
}
