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
package io.jamesconnectors.migration.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.jamesconnectors.connectors.ConnectorName;
import io.jamesconnectors.connectors.ConnectorType;
import io.jamesconnectors.connectors.Connectors;
import io.jamesconnectors.connectors.DomainPattern;
import io.jamesconnectors.connectors.InboundConnector;
import io.jamesconnectors.migration.Ground;
import io.jamesconnectors.migration.RandomConfiguration;
import io.jamesconnectors.migration.exchange.PowerShellTokens.Kind;
import io.jamesconnectors.migration.exchange.PowerShellTokens.Token;

/** Nothing that stands in a name or a comment is ever run, whatever PowerShell takes for a quote. */
class PowerShellSafetyTest {
    private static final long SEED = Long.getLong("seed", 1);
    private static final List<String> PIECES = List.of("'", "''", "\u2018", "\u2019", "\u201a", "\u201b", "\u201c", "\u201d", "\u201e", "\"", "`", "`'", "$", "$(evil)", "${evil}",
        "; evil", "| evil", "& evil", "@'", "'@", "#", "#>", "<#", ")", "}", "@{", "\\", "--%", "\u2013", "\u2014", "\u00a0", "\u3000", "\uff07", "\u00e4", "\uD83D\uDE00", "%n", "\n", "\r",
        "\u0085", "\u2028", " ", "a");

    @ParameterizedTest
    @ValueSource(strings = {"it's", "\u2018; evil; \u2019", "a\u2019; evil; \u2018b", "\u201a\u201b", "'@\n; evil\n@'", "$(evil)", "`", "a`", "\u201d; evil; \u201c", "'; evil; '", "\u00e4\u00f6"})
    void aTextIsOneStringToPowerShellAndMeansItself(String text) {
        assertThat(new Evaluation("f " + PowerShell.text(text)).onlyArgument()).isEqualTo(text);
        assertThat(PowerShell.text(text)).matches("[ -~]*");
    }

    /** The reader of this test does see what unescaped text would do. */
    @ParameterizedTest
    @ValueSource(strings = {"a\u2019; evil; \u2018b", "'; evil; '", "\u201b; evil; \u201a"})
    void textBetweenQuotesAloneWouldBeRun(String text) {
        assertThat(PowerShellTokens.of("f '" + text + "'")).contains(new Token(Kind.WORD, "evil"));
    }

    @Test
    void aRandomTextIsOneStringToo() {
        Random random = new Random(SEED);
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int pieces = random.nextInt(8); pieces >= 0; pieces--) {
                text.append(PIECES.get(random.nextInt(PIECES.size())));
            }
            assertThat(new Evaluation("f " + PowerShell.text(text.toString())).onlyArgument()).as("seed %d, text %d", SEED, i).isEqualTo(text.toString());
            assertThat(PowerShellTokens.of(PowerShell.comment(text.toString()))).as("seed %d, text %d", SEED, i).hasSize(1).allMatch(token -> token.kind() == Kind.COMMENT);
        }
    }

    @Test
    void hostileNamesAndCommentsStayWhatTheyAre() {
        List<String> names = PIECES.stream().filter(piece -> !piece.matches("[\\p{Cc}\\p{Zl}\\s]*")).map(piece -> "N" + piece + "N" + piece + "x").toList();
        List<InboundConnector> inbound = new ArrayList<>();
        for (String name : names) {
            inbound.add(InboundConnector.of(ConnectorName.parse(name), ConnectorType.PARTNER).comment(name + " '; evil; '").requireTls(true)
                .senderDomains(List.of(DomainPattern.parse("bank" + inbound.size() + ".test"))).build());
        }

        Evaluation script = new Evaluation(body(new Connectors(List.of(), inbound, List.of(), List.of())));

        assertThat(script.commands()).containsExactly("Set-OurInboundConnector");
        assertThat(script.texts()).containsAll(inbound.stream().map(connector -> connector.name().asString()).toList())
            .containsAll(inbound.stream().map(InboundConnector::comment).toList());
    }

    @Test
    void randomConfigurationsRunOurFunctionsOnly(@TempDir Path directory) {
        RandomConfiguration configurations = new RandomConfiguration(new Random(SEED), Ground.in(directory));
        for (int i = 0; i < 300; i++) {
            assertThat(new Evaluation(body(configurations.next())).commands()).as("seed %d, configuration %d", SEED, i)
                .isSubsetOf("Set-OurAcceptedDomain", "Set-OurInboundConnector", "Set-OurOutboundConnector");
        }
    }

    @Test
    void theWholeScriptIsAsciiAndItsFixedPartIsWhole() {
        String script = script(Connectors.NONE);

        assertThat(script).matches("(?s)[\\n -~]*");
        List<Token> tokens = PowerShellTokens.of(script);
        for (String pair : List.of("()", "{}", "[]")) {
            assertThat(tokens.stream().filter(new Token(Kind.PUNCTUATION, pair.substring(0, 1))::equals).count())
                .isEqualTo(tokens.stream().filter(new Token(Kind.PUNCTUATION, pair.substring(1))::equals).count());
        }
    }

    @Test
    void whatDoesNotEndIsNoticed() {
        assertThatThrownBy(() -> PowerShellTokens.of("f 'a\u2019\u2019")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> PowerShellTokens.of("@'\na")).isInstanceOf(IllegalArgumentException.class);
    }

    /** What follows the functions that every script has. */
    private static String body(Connectors connectors) {
        String none = script(Connectors.NONE);
        String script = script(connectors);
        assertThat(script).startsWith(none);
        return script.substring(none.length());
    }

    private static String script(Connectors connectors) {
        return ExchangeExport.of(connectors, certificate -> Optional.empty()).files().getOrDefault("connectors.ps1", "");
    }

    /** Commands, and the values of their arguments: literals, sums of literals and characters, lists, tables, our own variables. Anything else is an error. */
    private static final class Evaluation {
        private static final Set<String> VARIABLES = Set.of("$true", "$false", "$null", "$SmartHosts", "$TlsDomain", "$CertificateName");

        private final List<Token> tokens;
        private final Set<String> commands = new LinkedHashSet<>();
        private final List<String> texts = new ArrayList<>();
        private int at;

        Evaluation(String script) {
            tokens = PowerShellTokens.of(script).stream().filter(token -> token.kind() != Kind.COMMENT).toList();
            while (at < tokens.size()) {
                if (!taken("\n")) {
                    commands.add(word());
                    while (at < tokens.size() && !taken("\n")) {
                        value();
                    }
                }
            }
        }

        Set<String> commands() {
            return commands;
        }

        List<String> texts() {
            return texts;
        }

        String onlyArgument() {
            assertThat(commands).containsExactly("f");
            assertThat(texts).hasSize(1);
            return texts.get(0);
        }

        private void value() {
            if (taken("@")) {
                if (taken("(")) {
                    while (!taken(")")) {
                        value();
                        taken(",");
                    }
                    return;
                }
                expect("{");
                while (!taken("}")) {
                    if (!taken("\n")) {
                        word();
                        expect("=");
                        value();
                    }
                }
            } else if (taken("(")) {
                StringBuilder sum = new StringBuilder(literal());
                while (taken("+")) {
                    sum.append(literal());
                }
                expect(")");
                texts.add(sum.toString());
            } else if (tokens.get(at).kind() == Kind.VARIABLE) {
                assertThat(VARIABLES).contains(tokens.get(at++).text());
            } else {
                texts.add(literal());
            }
        }

        private String literal() {
            if (taken("[")) {
                assertThat(word()).isEqualTo("char");
                expect("]");
                return String.valueOf((char) Integer.decode(word()).intValue());
            }
            Token token = tokens.get(at++);
            assertThat(token.kind()).as(token.text()).isEqualTo(Kind.LITERAL);
            return token.text();
        }

        private String word() {
            Token token = tokens.get(at++);
            assertThat(token.kind()).as(token.text()).isEqualTo(Kind.WORD);
            return token.text();
        }

        private boolean taken(String punctuation) {
            boolean there = at < tokens.size() && tokens.get(at).text().equals(punctuation)
                && (tokens.get(at).kind() == Kind.PUNCTUATION || tokens.get(at).kind() == Kind.LINE_END);
            at += there ? 1 : 0;
            return there;
        }

        private void expect(String punctuation) {
            assertThat(taken(punctuation)).as("expected: " + punctuation).isTrue();
        }
    }
}
