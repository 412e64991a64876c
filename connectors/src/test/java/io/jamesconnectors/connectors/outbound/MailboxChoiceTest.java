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
package io.jamesconnectors.connectors.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.jamesconnectors.connectors.DomainName;
import io.jamesconnectors.connectors.Mailbox;

class MailboxChoiceTest {
    private static final List<String> DOMAINS = List.of("contoso.com", "sales.contoso.com", "x.sales.contoso.com", "fabrikam.com", "localhost");
    private static final List<String> PATTERNS = List.of("contoso.com", "*.contoso.com", "sales.contoso.com", "*.sales.contoso.com", "fabrikam.com", "*");

    @ParameterizedTest(name = "[{index}] {0} is sent as {1}")
    @CsvSource({
        "a@contoso.com, a@contoso.com",
        "A@CONTOSO.COM, a@contoso.com",
        "listed@contoso.com, b@contoso.com",
        "Listed@Contoso.com., b@contoso.com",
        "other@contoso.com, c@contoso.com",
        "other@sales.contoso.com, d@contoso.com",
        "other@x.sales.contoso.com, d@contoso.com",
        "other@it.contoso.com, e@contoso.com",
        "someone@fabrikam.com, f@contoso.com",
        "'', f@contoso.com",
        "root, f@contoso.com",
        "@contoso.com, f@contoso.com"
    })
    void theMostExactSenderWins(String sender, String user) {
        MailboxChoice choice = choice("first@contoso.com", "a@contoso.com=nobody@contoso.com", "b@contoso.com=listed@contoso.com", "c@contoso.com=contoso.com",
            "d@contoso.com=*.sales.contoso.com", "e@contoso.com=*.contoso.com", "f@contoso.com=*");

        assertThat(choice.of(sender)).map(Mailbox::user).contains(user);
    }

    @ParameterizedTest(name = "[{index}] {0} is sent as {1}")
    @CsvSource({
        "a@contoso.com, a@contoso.com",
        "b@contoso.com, b@contoso.com",
        "anyone@fabrikam.com, b@contoso.com",
        "'', b@contoso.com"
    })
    void theFirstThatNamesNoSendersTakesTheRest(String sender, String user) {
        assertThat(choice("a@contoso.com=it.contoso.com", "b@contoso.com", "c@contoso.com").of(sender)).map(Mailbox::user).contains(user);
    }

    @ParameterizedTest
    @CsvSource({"other@contoso.com", "a@fabrikam.com", "''", "a"})
    void nobodySendsForASenderThatNoneNames(String sender) {
        assertThat(choice("a@contoso.com=b@contoso.com", "c@contoso.com=it.contoso.com").of(sender)).isEmpty();
    }

    /** Against a list of all that cover the sender, from which the best is picked. */
    @RepeatedTest(5)
    void agreesWithANaiveReading() {
        long seed = Long.getLong("seed", 1);
        Random random = new Random(seed);
        for (int i = 0; i < 2_000; i++) {
            List<Mailbox> mailboxes = random.ints(random.nextInt(6), 0, 100).mapToObj(any -> randomMailbox(random)).toList();
            String sender = random.nextInt(8) == 0 ? "" : randomAddress(random);

            assertThat(MailboxChoice.of(mailboxes).of(sender)).as("seed %d: %s of %s", seed, sender, mailboxes).isEqualTo(
                Optional.ofNullable(naive(mailboxes, sender)));
        }
    }

    private static @Nullable Mailbox naive(List<Mailbox> mailboxes, String sender) {
        Mailbox best = null;
        int bestRank = 0;
        for (Mailbox mailbox : mailboxes) {
            int rank = mailbox.senders().isEmpty() ? 1 : 0;
            for (Mailbox.Sender entry : mailbox.senders()) {
                rank = Math.max(rank, rank(entry, sender));
            }
            if (mailbox.user().equalsIgnoreCase(sender)) {
                rank = 5_000;
            }
            if (rank > bestRank) {
                best = mailbox;
                bestRank = rank;
            }
        }
        return best;
    }

    private static int rank(Mailbox.Sender entry, String sender) {
        if (entry instanceof Mailbox.Sender.Address address) {
            return address.address().equalsIgnoreCase(sender) ? 4_000 : 0;
        }
        String pattern = ((Mailbox.Sender.Domain) entry).pattern().asString();
        if (pattern.equals("*")) {
            return 2;
        }
        String domain = sender.substring(sender.lastIndexOf('@') + 1);
        if (!pattern.startsWith("*.")) {
            return domain.equals(pattern) ? 3_000 : 0;
        }
        return domain.equals(pattern.substring(2)) || domain.endsWith(pattern.substring(1)) ? 100 + pattern.length() : 0;
    }

    private static Mailbox randomMailbox(Random random) {
        StringBuilder senders = new StringBuilder();
        for (int i = random.nextInt(4); i > 0; i--) {
            senders.append(senders.isEmpty() ? "" : ";").append(random.nextBoolean() ? randomAddress(random) : PATTERNS.get(random.nextInt(PATTERNS.size())));
        }
        return Submitter.mailbox(randomAddress(random) + (senders.isEmpty() ? "" : "=" + senders));
    }

    private static String randomAddress(Random random) {
        return (char) ('a' + random.nextInt(3)) + "@" + DomainName.parse(DOMAINS.get(random.nextInt(DOMAINS.size())));
    }

    private static MailboxChoice choice(String... mailboxes) {
        return MailboxChoice.of(Arrays.stream(mailboxes).map(Submitter::mailbox).toList());
    }
}
