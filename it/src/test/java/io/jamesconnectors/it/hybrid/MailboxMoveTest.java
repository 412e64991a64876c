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
package io.jamesconnectors.it.hybrid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import io.jamesconnectors.testing.tenant.StoredMessage;
import io.jamesconnectors.testing.tenant.TenantEvent;
import io.jamesconnectors.testing.tenant.TenantEvent.Kind;

/**
 * A mailbox is moved to the other side and back while mail for it arrives from the outside and from the tenant: no message bounces, none circles, each is in
 * one mailbox once.
 */
@Timeout(600)
class MailboxMoveTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String MIA = "mia@contoso.com";
    private static final Pattern MESSAGE_ID = Pattern.compile("(?im)^Message-ID: (\\S+)");
    private static final int MANY = 25;

    @TempDir
    Path home;

    /** Each side in turn learns of the move first, and in the meantime takes the mailbox to be on the other. */
    @Test
    void movesByOneLineOfTheTable() throws Exception {
        try (TwoSides sides = new TwoSides(Scenario.CENTRALISED, home)) {
            begin(sides);
            String table = Files.readString(home.resolve("conf/routing.txt"));
            try (Traffic traffic = new Traffic(sides, MIA)) {
                traffic.goOn(MANY);
                replaceTable(table + MIA + "\n");
                awaitTable(sides, 3);
                traffic.goOn(MANY);
                sides.tenant().recipients().moveHere(MIA);
                awaitThere(sides);
                traffic.goOn(MANY);
                sides.tenant().recipients().moveAway(MIA);
                traffic.goOn(MANY);
                replaceTable(table);
                awaitTable(sides, 2);
                traffic.goOn(MANY);
                assertEachArrivedOnce(sides, traffic.end());
            }
        }
    }

    /** The mailbox is there first, as docs/howto/hybrid.md says, and the user here when it comes back. */
    @Test
    void movesByRemovingTheUser() throws Exception {
        try (TwoSides sides = new TwoSides(Scenario.MX_ONPREM, home)) {
            begin(sides);
            try (Traffic traffic = new Traffic(sides, MIA)) {
                traffic.goOn(MANY);
                sides.tenant().recipients().moveHere(MIA);
                traffic.goOn(MANY);
                sides.james().removeUser(MIA);
                awaitThere(sides);
                traffic.goOn(MANY);
                sides.james().addUser(MIA);
                traffic.goOn(MANY);
                sides.tenant().recipients().moveAway(MIA);
                traffic.goOn(MANY);
                assertEachArrivedOnce(sides, traffic.end());
            }
        }
    }

    private static void begin(TwoSides sides) throws IOException, InterruptedException {
        sides.addMailboxes();
        sides.james().addUser(MIA);
        sides.tenant().recipients().mailUser(MIA, MIA);
    }

    private void replaceTable(String text) throws IOException {
        Path next = Files.writeString(home.resolve("conf/routing.new"), text);
        Files.move(next, home.resolve("conf/routing.txt"), StandardCopyOption.ATOMIC_MOVE);
    }

    /** Waits until a table of that many addresses is in force that had another number before. */
    private static void awaitTable(TwoSides sides, int addresses) {
        await().atMost(PATIENCE).until(() -> sides.log().lines().stream().filter(line -> line.contains(" routing_table file=")).reduce((first, last) -> last)
            .filter(line -> line.matches(".* addresses=" + addresses + " before=\\d+")).isPresent());
    }

    /** Waits until a message from the outside, whose way leads through James, has reached the mailbox in the tenant. */
    private static void awaitThere(TwoSides sides) {
        assertThat(sides.tenant().awaitMessage(MIA, message -> message.sender().equals(Place.OUTSIDE.sender()), PATIENCE)).isPresent();
    }

    private static void assertEachArrivedOnce(TwoSides sides, List<String> sent) {
        sides.awaitQuiet();
        List<String> here = ids(sides.james().mailboxes().messages(MIA).stream());
        List<String> there = ids(sides.tenant().messages(MIA).stream().map(StoredMessage::text));
        System.out.println(sides.scenario().folder() + ": " + sent.size() + " messages sent, " + here.size() + " in James, " + there.size() + " in the tenant");
        assertThat(sides.tenant().events()).extracting(TenantEvent::kind).doesNotContain(Kind.RETURNED, Kind.DROPPED, Kind.REFUSED);
        assertThat(sides.james().program().lines()).noneMatch(line -> line.contains("5.4.14") || line.contains(" notice=") || line.contains("returned="));
        assertThat(Stream.concat(here.stream(), there.stream())).as("Message-IDs on both sides").containsExactlyInAnyOrderElementsOf(sent);
        assertThat(sides.internet().fabrikam().messages() + sides.internet().inspection().messages()).as("reports to the outside").isZero();
        assertThat(sides.tenant().messages(Place.THERE.sender())).as("reports to the tenant").isEmpty();
        assertThat(here).as("came from both").anyMatch(id -> id.startsWith("<outside")).anyMatch(id -> id.startsWith("<tenant"));
        assertThat(there).as("came from both").anyMatch(id -> id.startsWith("<outside")).anyMatch(id -> id.startsWith("<tenant"));
    }

    private static List<String> ids(Stream<String> messages) {
        return messages.map(text -> MESSAGE_ID.matcher(text).results().map((MatchResult found) -> found.group(1)).findFirst().orElse("none")).toList();
    }
}
