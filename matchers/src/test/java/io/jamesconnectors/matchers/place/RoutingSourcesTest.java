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
package io.jamesconnectors.matchers.place;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.jamesconnectors.connectors.DomainName;
import io.jamesconnectors.connectors.Hybrid;
import io.jamesconnectors.connectors.hybrid.RoutingLookup;
import io.jamesconnectors.testing.MutableClock;

class RoutingSourcesTest {
    private static final Set<DomainName> THERE = Set.of(DomainName.parse("tenant.mail.test"));
    private static final RoutingLookup ANNA = RoutingLookup.at("anna@tenant.mail.test");

    private final Path table;
    private final MutableClock clock = MutableClock.at(Instant.parse("2026-11-22T09:00:00Z"));
    private final Scripted users = new Scripted();
    private final RoutingSources sources = new RoutingSources(new DirectoryCopy(users, clock));
    private long written = 1_000_000_000;

    RoutingSourcesTest(@TempDir Path folder) {
        this.table = folder.resolve("routing.txt");
    }

    @AfterEach
    void stop() throws InterruptedException {
        sources.stop();
    }

    @Test
    void readsTheTableBeforeTheFirstMail() throws Exception {
        write("anna@contoso.com anna@tenant.mail.test");

        sources.read(TwoPlaces.withTable(table));

        assertThat(find("anna@contoso.com")).isEqualTo(ANNA);
        assertThat(find("bob@contoso.com")).isEqualTo(RoutingLookup.NOT_FOUND);
        assertThat(sources.states()).containsExactly(new RoutingSources.State("routing table " + table, true, Optional.empty()));
    }

    @Test
    void takesOverAChangeOnceTheFileHasSettled() throws Exception {
        write("anna@contoso.com anna@tenant.mail.test");
        sources.read(TwoPlaces.withTable(table));

        write("bob@contoso.com");
        sources.lookAtTable();
        assertThat(find("bob@contoso.com")).as("may still be written").isEqualTo(RoutingLookup.NOT_FOUND);
        write("bob@contoso.com\ncarl@contoso.com");
        sources.lookAtTable();
        assertThat(find("bob@contoso.com")).as("was still written").isEqualTo(RoutingLookup.NOT_FOUND);
        sources.lookAtTable();

        assertThat(find("bob@contoso.com")).isEqualTo(RoutingLookup.THERE);
        assertThat(find("carl@contoso.com")).isEqualTo(RoutingLookup.THERE);
        assertThat(find("anna@contoso.com")).isEqualTo(RoutingLookup.NOT_FOUND);
    }

    @Test
    void keepsTheTableBeforeWhileANewOneIsBadOrGone() throws Exception {
        write("anna@contoso.com anna@tenant.mail.test");
        sources.read(TwoPlaces.withTable(table));

        write("bob@contoso.com\nno address");
        sources.lookAtTable();
        sources.lookAtTable();
        assertThat(find("anna@contoso.com")).isEqualTo(ANNA);
        assertThat(sources.states().get(0).fault()).get().asString().contains("line 2");

        Files.delete(table);
        sources.lookAtTable();
        assertThat(find("anna@contoso.com")).isEqualTo(ANNA);
        assertThat(sources.states().get(0).fault()).contains("does not exist");

        write("dora@contoso.com");
        sources.lookAtTable();
        sources.lookAtTable();
        assertThat(find("dora@contoso.com")).isEqualTo(RoutingLookup.THERE);
        assertThat(sources.states().get(0).fault()).isEmpty();
    }

    @Test
    void refusesBytesThatAreNoText() throws Exception {
        Files.write(table, new byte[] {'a', '@', (byte) 0xff, '\n'});

        sources.read(TwoPlaces.withTable(table));

        assertThat(sources.states().get(0)).isEqualTo(new RoutingSources.State("routing table " + table, false, Optional.of("is no UTF-8")));
    }

    @Test
    void canTellNothingBeforeTheFirstGoodTable() throws Exception {
        sources.read(TwoPlaces.withTable(table));
        assertThat(find("anna@contoso.com")).isEqualTo(RoutingLookup.UNAVAILABLE);

        write("anna@contoso.com anna@tenant.mail.test");
        sources.lookAtTable();
        sources.lookAtTable();

        assertThat(find("anna@contoso.com")).isEqualTo(ANNA);
    }

    @Test
    void readsAtOnceWhatAReloadFindsChanged() throws Exception {
        write("anna@contoso.com");
        sources.read(TwoPlaces.withTable(table));
        write("bob@contoso.com");

        sources.read(TwoPlaces.withTable(table));

        assertThat(find("bob@contoso.com")).isEqualTo(RoutingLookup.THERE);
    }

    @Test
    void knowsNoTableThatTheConfigurationNoLongerNames() throws Exception {
        write("anna@contoso.com");
        sources.read(TwoPlaces.withTable(table));

        sources.read(TwoPlaces.with(Hybrid.NONE));

        assertThat(sources.inTable(Optional.empty(), "anna@contoso.com")).isEqualTo(RoutingLookup.NOT_FOUND);
        assertThat(sources.states()).isEmpty();
    }

    @Test
    void asksTheDirectoryEveryMinuteAndCanTellNothingBefore() {
        users.there = true;
        users.entries = List.of(entry("anna@tenant.mail.test", "Anna@Contoso.com", "a@contoso.com"), entry("host@elsewhere.test", "bob@contoso.com"));
        sources.read(TwoPlaces.with(Hybrid.NONE));
        assertThat(sources.inDirectory(THERE, "anna@contoso.com")).isEqualTo(RoutingLookup.UNAVAILABLE);

        sources.askDirectory();
        assertThat(sources.inDirectory(THERE, "anna@contoso.com")).isEqualTo(ANNA);
        assertThat(sources.inDirectory(THERE, "A@contoso.COM")).isEqualTo(ANNA);
        assertThat(sources.inDirectory(THERE, "bob@contoso.com")).as("routed within this side").isEqualTo(RoutingLookup.NOT_FOUND);

        users.entries = List.of();
        sources.askDirectory();
        assertThat(sources.inDirectory(THERE, "anna@contoso.com")).as("within the minute").isEqualTo(ANNA);
        clock.advance(DirectoryCopy.PERIOD);
        sources.askDirectory();
        assertThat(sources.inDirectory(THERE, "anna@contoso.com")).isEqualTo(RoutingLookup.NOT_FOUND);
    }

    @Test
    void keepsWhatTheDirectorySaidWhileItDoesNotAnswer() {
        users.there = true;
        users.entries = List.of(entry("anna@tenant.mail.test", "anna@contoso.com"));
        sources.read(TwoPlaces.with(Hybrid.NONE));
        sources.askDirectory();

        users.entries = null;
        clock.advance(DirectoryCopy.PERIOD);
        sources.askDirectory();

        assertThat(sources.inDirectory(THERE, "anna@contoso.com")).isEqualTo(ANNA);
        assertThat(sources.states()).containsExactly(new RoutingSources.State("directory of the users", true, Optional.of("LDAP: down")));
    }

    @Test
    void defersWhomTwoEntriesContradictEachOtherAbout() {
        users.there = true;
        users.entries = List.of(entry("anna@tenant.mail.test", "anna@contoso.com"), entry("other@tenant.mail.test", "anna@contoso.com"));
        sources.read(TwoPlaces.with(Hybrid.NONE));
        sources.askDirectory();

        assertThat(sources.inDirectory(THERE, "anna@contoso.com")).isEqualTo(RoutingLookup.UNAVAILABLE);
    }

    @Test
    void leavesWhomTwoEntriesSendElsewhereOnThisSideToTheServer() {
        users.there = true;
        users.entries = List.of(entry("one@elsewhere.test", "anna@contoso.com"), entry("two@elsewhere.test", "anna@contoso.com"));
        sources.read(TwoPlaces.with(Hybrid.NONE));
        sources.askDirectory();

        assertThat(sources.inDirectory(THERE, "anna@contoso.com")).isEqualTo(RoutingLookup.NOT_FOUND);
    }

    @Test
    void leavesTheDirectoryAloneWhereNobodyHasAnotherNameOnTheOtherSide() {
        users.there = true;
        sources.read(TwoPlaces.inOnePlace());
        sources.askDirectory();

        assertThat(users.asked).isZero();
        assertThat(sources.inDirectory(Set.of(), "anna@contoso.com")).isEqualTo(RoutingLookup.NOT_FOUND);
    }

    @Test
    void theThreadThatWatchesStopsAtTheEnd() throws Exception {
        write("anna@contoso.com");
        sources.follow(TwoPlaces.withTable(table));

        sources.stop();

        assertThat(find("anna@contoso.com")).isEqualTo(RoutingLookup.THERE);
    }

    private RoutingLookup find(String address) {
        return sources.inTable(Optional.of(new Hybrid.RoutingTableFile(table, false)), address);
    }

    /** Each version is of another second, so that no file system takes two for one. */
    private void write(String text) throws IOException {
        Files.writeString(table, text);
        written += Duration.ofSeconds(10).toMillis();
        Files.setLastModifiedTime(table, FileTime.fromMillis(written));
    }

    private static UserDirectory.Entry entry(String routingAddress, String... addresses) {
        return new UserDirectory.Entry(List.of(addresses), routingAddress);
    }

    private static final class Scripted implements UserDirectory {
        private @Nullable List<Entry> entries = List.of();
        private boolean there;
        private int asked;

        @Override
        public boolean isThere() {
            return there;
        }

        @Override
        public List<Entry> entries() throws IOException {
            asked++;
            if (entries == null) {
                throw new IOException("LDAP: down");
            }
            return entries;
        }
    }
}
