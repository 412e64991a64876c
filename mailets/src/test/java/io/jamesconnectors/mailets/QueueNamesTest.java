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
package io.jamesconnectors.mailets;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

import org.apache.james.queue.api.MailQueueName;
import org.junit.jupiter.api.Test;

import io.jamesconnectors.connectors.ConnectorName;

class QueueNamesTest {

    @Test
    void keepsLettersDigitsAndHyphens() {
        assertThat(name("relay-2")).isEqualTo("connector-relay-2");
    }

    @Test
    void encodesWhatActiveMqOrUrlsTakeForSyntax() {
        assertThat(name("a.b,c*d>e f/g_h%")).isEqualTo("connector-a_2eb_2cc_2ad_3ee_20f_2fg_5fh_25");
    }

    @Test
    void isTheSameForEverySpellingOfAName() {
        assertThat(name("ContosoBank out")).isEqualTo(name("contosobank OUT"));
    }

    @Test
    void callsTheQueueOfTheDefaultRouteMx() {
        assertThat(name("mx")).isEqualTo("connector-mx");
    }

    @Test
    void staysShortForLongForeignNames() {
        assertThat(name("銀".repeat(64))).hasSizeLessThan(200).isNotEqualTo(name("銀".repeat(63) + "行"));
    }

    @Test
    void differsForDifferentNames() {
        long seed = Long.getLong("seed", 1);
        Random random = new Random(seed);
        Map<String, String> seen = new HashMap<>();
        for (int i = 0; i < 20_000; i++) {
            String text = randomName(random);
            String key = text.toLowerCase(Locale.ROOT);
            String previous = seen.put(name(text), key);
            assertThat(previous).as("seed %d", seed).isIn(null, key);
            assertThat(name(text)).as("seed %d", seed).matches("connector-[a-z0-9_-]+");
        }
    }

    @Test
    void hasAQueueForEachMailbox() {
        assertThat(name("Office 365", "Scanner@contoso.com")).isEqualTo("connector-office_20365_as_scanner_40contoso_2ecom");
        assertThat(QueueNames.isOfMailbox(QueueNames.of(ConnectorName.parse("Office 365_as_x")))).isFalse();
    }

    @Test
    void staysShortForLongUsers() {
        assertThat(name("銀".repeat(64), "é".repeat(300))).hasSizeLessThan(200).isNotEqualTo(name("銀".repeat(64), "é".repeat(299) + "è"));
        assertThat(QueueNames.isOfMailbox(MailQueueName.of(name("銀".repeat(64), "é".repeat(300))))).isTrue();
    }

    private static String name(String connector, String user) {
        return QueueNames.of(ConnectorName.parse(connector), Optional.of(OutboundSamples.mailbox(user))).asString();
    }

    private static String randomName(Random random) {
        String alphabet = "aAb_2e.0-é銀 ";
        StringBuilder text = new StringBuilder("x");
        for (int i = random.nextInt(4); i >= 0; i--) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.append('x').toString();
    }

    private static String name(String connector) {
        return QueueNames.of(ConnectorName.parse(connector)).asString();
    }
}
