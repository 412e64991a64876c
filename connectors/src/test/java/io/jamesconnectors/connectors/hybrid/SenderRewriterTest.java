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
package io.jamesconnectors.connectors.hybrid;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.jamesconnectors.connectors.ConnectorType;
import io.jamesconnectors.connectors.HybridOptions;
import io.jamesconnectors.connectors.OutboundConnector;

class SenderRewriterTest {
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final Optional<String> BOB = Optional.of("bob@contoso.com");
    private static final OutboundConnector REWRITING = Site.connector("out", ConnectorType.ORGANIZATION, new HybridOptions(Optional.empty(), false, true), "*");
    private static final String ATEXT = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789!#$%&'*+/=?^_`{|}~-";

    private final long seed = Long.getLong("seed", 1);
    private final Random random = new Random(seed);
    private final SenderRewriter rewriter = rewriter("key");

    @Test
    void holdsWhoItWasAndWhoPassedItOn() {
        String rewritten = rewritten("Ann@Fabrikam.com", BOB);

        assertThat(rewritten).matches("bob\\+SRS=[A-Z2-7]{8}=[A-Z2-7]{2}=fabrikam\\.com=Ann@contoso\\.com");
        assertThat(rewriter.resolve(rewritten, true, NOW)).isEqualTo(new BounceAddress.Original("Ann@fabrikam.com"));
    }

    @Test
    void relayedMailNobodyPassedOnIsOfTheCollector() {
        assertThat(rewritten("ann@fabrikam.com", Optional.empty())).startsWith("bounces+SRS=").endsWith("=fabrikam.com=ann@contoso.com");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a-local-part-that-is-far-too-long-to-stand-in-another@fabrikam.com", "\"quoted local\"@fabrikam.com", "j\u00f6rg@fabrikam.com",
        "ann@[192.0.2.1]", "ann..x@fabrikam.com",
        "root", "ann.@fabrikam.com", "a@a-domain-that-is-much-too-long-for-the-sixty-four-octets.of-a-local-part.example"})
    void whatDoesNotFitIsCollected(String sender) {
        String rewritten = rewritten(sender, BOB);

        assertThat(rewritten).matches("bounces\\+SRS=[A-Z2-7]{8}=[A-Z2-7]{2}@contoso\\.com");
        assertThat(rewriter.resolve(rewritten, true, NOW)).isEqualTo(new BounceAddress.Collected("bounces@contoso.com"));
    }

    @ParameterizedTest
    @CsvSource({"bob+tag@contoso.com, bob", "'\"b b\"@contoso.com', bounces", "+x@contoso.com, bounces", "bob+SRS=x=y@contoso.com, bob",
        "not an address, bounces"})
    void onlyThePlainNameOfWhoPassesItOnStandsInFront(String forwarder, String user) {
        assertThat(rewritten("ann@fabrikam.com", Optional.of(forwarder))).startsWith(user + "+SRS=");
    }

    @Test
    void nullSendersAndOursStayAndSoDoesEveryoneWhereNobodyAsks() {
        assertThat(rewriter.replacement(REWRITING, "", BOB, NOW)).isEmpty();
        assertThat(rewriter.replacement(REWRITING, "ann@contoso.com", BOB, NOW)).isEmpty();
        assertThat(rewriter.replacement(REWRITING, "ann@CONTOSO.com", BOB, NOW)).isEmpty();
        assertThat(rewriter.replacement(OutboundConnector.DEFAULT_ROUTE, "ann@fabrikam.com", BOB, NOW)).isEmpty();
    }

    @Test
    void anySenderGoesThereAndBack() {
        int full = 0;
        for (int i = 0; i < 20_000; i++) {
            String sender = word(1 + random.nextInt(20)) + "@" + label() + "." + label();
            Optional<String> forwarder = random.nextBoolean() ? Optional.of(word(1 + random.nextInt(12)) + "@contoso.com") : Optional.empty();
            Instant then = NOW.plus(Duration.ofHours(random.nextInt(24 * 14)));
            String rewritten = rewritten(sender, forwarder);
            assertThat(rewritten.indexOf('@')).as("seed %d: %s", seed, rewritten).isEqualTo(rewritten.lastIndexOf('@')).isLessThanOrEqualTo(64);
            BounceAddress back = rewriter.resolve(random.nextBoolean() ? rewritten : rewritten.toLowerCase(Locale.ROOT), true, then);
            if (back instanceof BounceAddress.Original original) {
                full++;
                assertThat(original.address()).as("seed %d: %s", seed, rewritten).isEqualToIgnoringCase(sender);
            } else {
                assertThat(back).as("seed %d: %s as %s", seed, sender, rewritten).isEqualTo(new BounceAddress.Collected("bounces@contoso.com"));
            }
        }
        assertThat(full).as("seed %d", seed).isGreaterThan(10_000);
    }

    @Test
    void noChangedCharacterIsBelieved() {
        String alphabet = ATEXT + ".@";
        for (int round = 0; round < 300; round++) {
            String rewritten = rewritten(word(1 + random.nextInt(12)) + "@" + label() + "." + label(), random.nextBoolean() ? BOB : Optional.empty());
            int at = rewritten.indexOf('@');
            for (int i = 0; i < at; i++) {
                char other = alphabet.charAt(random.nextInt(alphabet.length()));
                if (Character.toLowerCase(other) != Character.toLowerCase(rewritten.charAt(i))) {
                    String changed = rewritten.substring(0, i) + other + rewritten.substring(i + 1);
                    assertThat(rewriter.resolve(changed, true, NOW)).as("seed %d: %s", seed, changed)
                        .isNotInstanceOfAny(BounceAddress.Original.class, BounceAddress.Collected.class);
                }
            }
        }
    }

    @Test
    void holdsForItsDaysAndNotLonger() {
        String rewritten = rewritten("ann@fabrikam.com", BOB);

        assertThat(reason(rewriter.resolve(rewritten, true, NOW.minus(Duration.ofDays(1))))).isEmpty();
        assertThat(reason(rewriter.resolve(rewritten, true, NOW.plus(Duration.ofDays(14))))).isEmpty();
        assertThat(reason(rewriter.resolve(rewritten, true, NOW.plus(Duration.ofDays(15))))).isEqualTo("bounce-expired");
        assertThat(reason(rewriter.resolve(rewritten, true, NOW.minus(Duration.ofDays(2))))).isEqualTo("bounce-expired");
        for (int days = 15; days < 1023; days++) {
            assertThat(reason(rewriter.resolve(rewritten, true, NOW.plus(Duration.ofDays(days))))).as("after %d days", days).isEqualTo("bounce-expired");
        }
    }

    @Test
    void onlyReturnedMailIsTakenForIt() {
        assertThat(rewriter.resolve(rewritten("ann@fabrikam.com", BOB), false, NOW)).isInstanceOfSatisfying(BounceAddress.Refused.class, refused -> {
            assertThat(refused.reply()).hasToString("550 5.7.1 Not a valid address for returned mail");
            assertThat(refused.reason().code()).isEqualTo("no-bounce");
        });
    }

    @ParameterizedTest
    @CsvSource({"bob+SRS=, bounce-malformed", "bob+SRS=AAAAAAAA=AA=fabrikam.com, bounce-malformed", "bob+SRS=AAAAAAAA=AA=fabrikam.com=ann, bounce-forged",
        "bob+srs=AAAAAAAA=AA, bounce-forged",
        "+SRS=A=B, bounce-forged", "bob+SRS====, bounce-forged", "bob+SRS=\u00e4\u00e4\u00e4\u00e4\u00e4\u00e4\u00e4\u00e4=AA, bounce-forged"})
    void whatLooksLikeOneAndIsNoneIsRefused(String local, String code) {
        assertThat(reason(rewriter.resolve(local + "@contoso.com", true, NOW))).isEqualTo(code);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bob@contoso.com", "bob+tag@contoso.com", "bob+SRS@contoso.com", "SRS0=a=b=c=d@contoso.com", "bob+SRS=AAAAAAAA=AA@fabrikam.com",
        "", "bob"})
    void ordinaryAddressesAreLeftAlone(String recipient) {
        assertThat(rewriter.resolve(recipient, false, NOW)).isEqualTo(BounceAddress.ORDINARY);
    }

    @Test
    void keysRotate() {
        String old = rewritten("ann@fabrikam.com", BOB);

        assertThat(rewriter("new", "key").resolve(old, true, NOW)).isInstanceOf(BounceAddress.Original.class);
        assertThat(reason(rewriter("new").resolve(old, true, NOW))).isEqualTo("bounce-forged");
    }

    @Test
    void fiftyForwardsNeverGrowBeyondTheLimit() {
        SenderRewriter theirs = SenderRewriter.of(Site.empty().authoritative("fabrikam.com").rewritingSendersAt("fabrikam.com").connectors(),
            Keys.of("theirs")).orElseThrow();
        String sender = "ann@a.example";
        for (int i = 0; i < 50; i++) {
            SenderRewriter here = i % 2 == 0 ? rewriter : theirs;
            sender = here.replacement(REWRITING, sender, Optional.of(i % 2 == 0 ? "bob@contoso.com" : "eve@fabrikam.com"), NOW).orElseThrow();
            assertThat(sender.indexOf('@')).isLessThanOrEqualTo(64);
            assertThat(here.resolve(sender, true, NOW)).isNotInstanceOfAny(BounceAddress.Refused.class, BounceAddress.Ordinary.class);
        }
    }

    @Test
    void aSenderThatWasRewrittenTwiceIsFoundBackStepByStep() {
        SenderRewriter theirs = SenderRewriter.of(Site.empty().authoritative("x.test").rewritingSendersAt("x.test").connectors(), Keys.of("theirs"))
            .orElseThrow();
        String once = theirs.replacement(REWRITING, "a@b.test", Optional.of("e@x.test"), NOW).orElseThrow();
        String twice = rewriter.replacement(REWRITING, once, Optional.of("f@contoso.com"), NOW).orElseThrow();

        assertThat(rewriter.resolve(twice, true, NOW)).isEqualTo(new BounceAddress.Original(once));
        assertThat(theirs.resolve(once, true, NOW)).isEqualTo(new BounceAddress.Original("a@b.test"));
    }

    @Test
    void thereIsNoneWhereNoDomainBearsRewrittenSenders() {
        assertThat(SenderRewriter.of(Site.empty().authoritative("contoso.com").connectors(), Keys.of("k"))).isEmpty();
    }

    @Test
    void garbageIsNeverBelievedAndNeverFails() {
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder(random.nextBoolean() ? "bob+SRS=" : "");
            for (int length = random.nextInt(70); length > 0; length--) {
                text.append(random.nextInt(4) == 0 ? "=+@.\u00e4\r\n\0\"".charAt(random.nextInt(9)) : ATEXT.charAt(random.nextInt(ATEXT.length())));
            }
            String recipient = text.append(random.nextBoolean() ? "@contoso.com" : "").toString();
            assertThat(rewriter.resolve(recipient, true, NOW)).as("seed %d: %s", seed, recipient)
                .isInstanceOfAny(BounceAddress.Refused.class, BounceAddress.Ordinary.class);
            String sender = "x" + text;
            Optional<String> rewritten = rewriter.replacement(REWRITING, sender, Optional.of(text.toString()), NOW);
            rewritten.ifPresent(address -> assertThat(address).as("seed %d: %s", seed, sender).matches("[!-?A-~]{1,64}@contoso\\.com"));
        }
    }

    private String rewritten(String sender, Optional<String> forwarder) {
        return rewriter.replacement(REWRITING, sender, forwarder, NOW).orElseThrow();
    }

    private String word(int length) {
        StringBuilder word = new StringBuilder();
        for (int i = 0; i < length; i++) {
            word.append(i > 0 && i < length - 1 && word.charAt(i - 1) != '.' && random.nextInt(8) == 0 ? '.' : ATEXT.charAt(random.nextInt(ATEXT.length())));
        }
        return word.toString();
    }

    private String label() {
        StringBuilder label = new StringBuilder();
        for (int i = 1 + random.nextInt(7); i > 0; i--) {
            label.append((char) ('a' + random.nextInt(26)));
        }
        return label.toString();
    }

    private static String reason(BounceAddress address) {
        return address instanceof BounceAddress.Refused refused ? refused.reason().code() : "";
    }

    private static SenderRewriter rewriter(String... keys) {
        return SenderRewriter.of(Site.empty().authoritative("contoso.com").rewritingSendersAt("contoso.com").connectors(), Keys.of(keys)).orElseThrow();
    }
}
