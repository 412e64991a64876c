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
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.jamesconnectors.connectors.Cidr;
import io.jamesconnectors.connectors.PublishedAddresses;
import io.jamesconnectors.server.LogRecorder;

class PublishedListsTest {
    private static final long HOUR = Pace.PERIOD;
    private static final long START = 1_000 * HOUR;
    private static final PublishedAddresses.Source SOURCE = new PublishedAddresses.Source(URI.create("https://endpoints.example"), "Worldwide");

    private final Path file;
    private final ScriptedWeb web = new ScriptedWeb();
    private final PublishedLists lists = new PublishedLists(web, () -> START, () -> 0);
    private final List<PublishedAddresses> configured = new ArrayList<>();
    private int reloads;

    PublishedListsTest(@TempDir Path directory) {
        this.file = directory.resolve("exchange-online.json");
    }

    @Test
    void fetchesAtOnceThenAsksEveryHour() throws Exception {
        configure();
        web.version("2026081400").ranges("192.0.2.0/25");
        assertThat(lists.tick(START)).isEqualTo(START + HOUR);
        assertThat(web.asked()).hasSize(2);
        assertThat(lists.tick(START + HOUR - 1)).isEqualTo(START + HOUR);
        assertThat(web.asked()).isEmpty();
        web.version("2026081400");
        assertThat(lists.tick(START + HOUR)).isEqualTo(START + 2 * HOUR);
        assertThat(web.asked()).containsExactly("/version/Worldwide");
    }

    @Test
    void reloadsOnlyWhenOtherRangesAreInForce() throws Exception {
        configure();
        web.version("2026081400").ranges("192.0.2.0/25").version("2026081400").version("2026081401").ranges("192.0.2.0/25");
        lists.tick(START);
        assertThat(reloads).isEqualTo(1);
        configure("192.0.2.0/25");
        lists.tick(START + HOUR);
        lists.tick(START + 2 * HOUR);
        assertThat(reloads).isEqualTo(1);
    }

    @Test
    void reloadsAgainAfterARefusal() throws Exception {
        configure();
        web.version("2026081400").ranges("192.0.2.0/25").version("2026081400");
        lists.tick(START);
        lists.tick(START + HOUR);
        assertThat(reloads).isEqualTo(2);
    }

    @Test
    void backsOffWhileTheServiceRefuses() throws Exception {
        configure();
        web.answer(503, "").answer(429, 6 * 3600, "").version("2026081400").ranges("192.0.2.0/25");
        assertThat(lists.tick(START)).isEqualTo(START + HOUR);
        assertThat(lists.tick(START + HOUR)).isEqualTo(START + 7 * HOUR);
        assertThat(lists.tick(START + 7 * HOUR)).isEqualTo(START + 8 * HOUR);
        assertThat(reloads).isEqualTo(1);
    }

    @Test
    void doesNotAskAgainForBeingStartedAgain() throws Exception {
        configure();
        web.version("2026081400").ranges("192.0.2.0/25");
        lists.tick(START);
        PublishedLists again = new PublishedLists(web, () -> START + 60_000, () -> 0);
        again.watch(() -> configured, this::reload);
        assertThat(again.tick(START + 60_000)).isEqualTo(START + HOUR);
        assertThat(again.freshness()).containsExactly(new Freshness("exchangeOnline", true, START));
    }

    @Test
    void isNotStoppedByAClockThatWasAhead() throws Exception {
        configure();
        web.version("2026081400").ranges("192.0.2.0/25");
        lists.tick(START);
        long earlier = START - 500 * HOUR;
        PublishedLists again = new PublishedLists(web, () -> earlier, () -> 0);
        again.watch(() -> configured, this::reload);
        assertThat(again.tick(earlier)).isEqualTo(earlier + HOUR);
    }

    @Test
    void followsTheConfiguration() throws Exception {
        lists.watch(() -> configured, this::reload);
        assertThat(lists.tick(START)).isEqualTo(Long.MAX_VALUE);
        configure();
        web.version("2026081400").ranges("192.0.2.0/25");
        lists.tick(START);
        assertThat(lists.freshness()).hasSize(1);
        configured.clear();
        assertThat(lists.tick(START + HOUR)).isEqualTo(Long.MAX_VALUE);
        assertThat(lists.freshness()).isEmpty();
    }

    @Test
    void leavesAListWithoutServiceToTheAdministrator() throws Exception {
        configured.add(new PublishedAddresses("exchangeOnline", file, Optional.empty(), List.of()));
        lists.watch(() -> configured, this::reload);
        assertThat(lists.tick(START)).isEqualTo(Long.MAX_VALUE);
        assertThat(lists.freshness()).isEmpty();
    }

    @Test
    void saysHowFreshAListIs() throws Exception {
        configure();
        web.unreachable("UnknownHostException").version("2026081400").ranges("192.0.2.0/25").answer(500, "");
        assertThat(lists.tick(START)).isEqualTo(START + 60_000);
        assertThat(lists.freshness()).containsExactly(new Freshness("exchangeOnline", false, 0));
        lists.tick(START + 60_000);
        lists.tick(START + 2 * HOUR);
        assertThat(lists.freshness()).containsExactly(new Freshness("exchangeOnline", true, START + 60_000));
    }

    @Test
    void logsWhatHappens() throws Exception {
        configure();
        web.version("2026081400").ranges("192.0.2.0/25", "198.51.100.0/25", "203.0.113.0/25").version("2026081401").ranges("192.0.2.0/25").answer(503, "");
        try (LogRecorder log = new LogRecorder(PublishedLists.class)) {
            lists.tick(START);
            lists.tick(START + HOUR);
            lists.tick(START + 2 * HOUR);
            assertThat(log.lines()).containsSubsequence(
                "published_addresses name=\"exchangeOnline\" update=replaced version=2026081400 ranges=3 dropped=0 of=0",
                "published_addresses name=\"exchangeOnline\" update=replaced version=2026081401 ranges=1 dropped=2 of=3: "
                    + "more than half are gone, look whether that can be true",
                "published_addresses name=\"exchangeOnline\" update=failed next_in_minutes=60 reason=\"/version: status 503 (expected: 200)\"");
        }
    }

    @Test
    void stopsBeforeItHasBegun() throws Exception {
        lists.stop();
    }

    private void configure(String... inForce) {
        configured.clear();
        configured.add(new PublishedAddresses("exchangeOnline", file, Optional.of(SOURCE), List.of(inForce).stream().map(Cidr::parse).toList()));
        lists.watch(() -> configured, this::reload);
    }

    /** Leaves in force what is. */
    private void reload() {
        reloads++;
    }
}
