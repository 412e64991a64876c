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
package io.jamesconnectors.it.migration;

import static java.util.stream.Collectors.toMap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.jamesconnectors.connectors.Connectors;
import io.jamesconnectors.connectors.DomainName;
import io.jamesconnectors.connectors.OutboundConnector;
import io.jamesconnectors.connectors.TlsSettings;
import io.jamesconnectors.it.migration.Expectation.Verdict;
import io.jamesconnectors.it.support.ExportedPostfix;
import io.jamesconnectors.it.support.SmtpDialogue;
import io.jamesconnectors.migration.Exported;
import io.jamesconnectors.migration.postfix.PostfixExport;

/** A real Postfix takes exported main.cf files and tables, and routes mail as our own decision does, or as the report says that it does not. */
class ExportedRoutesTest {
    private static final long SEED = Long.getLong("seed", 1);
    private static final int CONFIGURATIONS = 60;
    private static final int STARTED = 5;
    private static final int MAILS = 60;
    /** Whatever would go by SMTP is logged with its next hop and thrown away. */
    private static final String SERVICES = """
        smtp unix - - n - - discard -o syslog_name=out
        relay unix - - n - - discard -o syslog_name=out
        virtual unix - - n - - discard -o syslog_name=here
        proxymap unix - - n - - proxymap
        """;
    private static final Pattern DONE = Pattern.compile("(out|here|postfix)/(?:discard|error|retry)\\[.* to=<r(\\d+)@.* status=(\\w+) \\((.*)\\)$");

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    static Path home;

    private final Map<Verdict, Integer> verdicts = new EnumMap<>(Verdict.class);

    private record Mail(int number, DomainName sender, DomainName recipient) {
    }

    @BeforeAll
    static void postfixIsThere() {
        Optional<String> obstacle = ExportedPostfix.obstacle();
        assumeTrue(obstacle.isEmpty(), obstacle::get);
    }

    @Test
    void postmapTakesEveryTableAndAnswersAsWeDecide() throws Exception {
        RandomRoutes random = new RandomRoutes(new Random(SEED));
        for (int i = 0; i < CONFIGURATIONS; i++) {
            Connectors connectors = random.next();
            Exported exported = PostfixExport.of(connectors);
            Path etc = Files.createDirectory(home.resolve("maps-" + i));
            ExportedPostfix.install(etc, exported.files());
            Map<Mail, String> went = asked(etc, mails(random), exported.files());
            compare(i, connectors, exported, went);
            policies(i, connectors, exported, etc, went);
        }
        System.out.println("postmap -q on tables of " + CONFIGURATIONS + " configurations: " + verdicts + " (seed " + SEED + ")");
        assertThat(verdicts.get(Verdict.SAME)).isGreaterThan(CONFIGURATIONS * MAILS / 2);
    }

    @Test
    void aRunningPostfixTakesTheSameRoutes() throws Exception {
        RandomRoutes random = new RandomRoutes(new Random(SEED + 1_000));
        for (int i = 0; i < STARTED; i++) {
            Connectors connectors = random.next();
            Exported exported = PostfixExport.of(connectors);
            List<Mail> mails = mails(random);
            try (ExportedPostfix postfix = ExportedPostfix.start(Files.createDirectory(home.resolve("run-" + i)), exported.files(), "", SERVICES)) {
                try (SmtpDialogue dialogue = SmtpDialogue.open("127.0.0.1", postfix.smtp())) {
                    dialogue.send("EHLO client.test");
                    for (Mail mail : mails) {
                        assertThat(dialogue.message("from@" + mail.sender(), "r" + mail.number() + "@" + mail.recipient(), "m" + mail.number())).startsWith("250 ");
                    }
                }
                Map<Integer, String> done = new TreeMap<>();
                for (Mail mail : mails) {
                    postfix.awaitLog(line -> line.contains(" to=<r" + mail.number() + "@") && line.contains(" status="));
                }
                postfix.log().stream().map(DONE::matcher).filter(Matcher::find).forEach(line -> done.putIfAbsent(Integer.valueOf(line.group(2)), outcome(line)));
                compare(i, connectors, exported, mails.stream().collect(toMap(mail -> mail, mail -> done.getOrDefault(mail.number(), "no line in the log"))));
            }
        }
        System.out.println(STARTED * MAILS + " mails through " + STARTED + " Postfix with exported files: " + verdicts + " (seed " + SEED + ")");
        assertThat(verdicts.get(Verdict.SAME)).isGreaterThan(STARTED * MAILS / 2);
    }

    private static String outcome(Matcher line) {
        return line.group(1).equals("here") ? Expectation.HERE : line.group(3).equals("deferred") || line.group(4).contains("[held.invalid]") ? Expectation.HELD
            : line.group(4);
    }

    private static List<Mail> mails(RandomRoutes random) {
        List<Mail> mails = new ArrayList<>();
        for (int i = 0; i < MAILS; i++) {
            mails.add(new Mail(i, random.sender(), random.recipient()));
        }
        return mails;
    }

    private void compare(int number, Connectors connectors, Exported exported, Map<Mail, String> actual) {
        Expectation expectation = new Expectation(connectors, exported);
        actual.forEach((mail, hops) -> {
            Verdict verdict = expectation.verdict(mail.recipient(), mail.sender(), hops);
            verdicts.merge(verdict, 1, Integer::sum);
            assertThat(verdict).as("seed %d, configuration %d, %s to %s (expected: %s)\n%s\n%s\n%s", SEED, number, mail, hops,
                expectation.hops(mail.recipient(), mail.sender()), connectors.outbound(), exported.files(), exported.report()).isNotEqualTo(Verdict.WRONG);
        });
    }

    /** As trivial-rewrite(8) looks things up, each answer by postmap. */
    private static Map<Mail, String> asked(Path etc, List<Mail> mails, Map<String, String> files) throws Exception {
        List<String> keys = mails.stream().flatMap(mail -> keys(mail.recipient()).stream()).distinct().toList();
        List<String> senders = mails.stream().map(mail -> "@" + mail.sender()).distinct().toList();
        Map<String, String> transport = ExportedPostfix.query(etc, "transport", keys);
        Map<String, String> senderTransport = ExportedPostfix.query(etc, "sender_transport", senders);
        Map<String, String> senderRelay = ExportedPostfix.query(etc, "sender_relay", senders);
        Map<String, String> main = new TreeMap<>();
        files.getOrDefault("main.cf", "").lines().filter(line -> line.contains(" = ")).forEach(line ->
            main.put(line.substring(0, line.indexOf(" = ")), line.substring(line.indexOf(" = ") + 3)));
        return mails.stream().collect(toMap(mail -> mail, mail -> {
            String found = keys(mail.recipient()).stream().filter(transport::containsKey).findFirst().map(transport::get).orElse(":");
            if (!found.equals(":")) {
                return destination(found, mail);
            }
            if (List.of(main.getOrDefault("virtual_mailbox_domains", "").split(", ")).contains(mail.recipient().asString())) {
                return Expectation.HERE;
            }
            List<String> relayed = List.of(main.getOrDefault("relay_domains", "").split(", "));
            boolean relay = keys(mail.recipient()).stream().anyMatch(relayed::contains);
            String usual = relay ? main.getOrDefault("relay_transport", "relay:")
                : senderTransport.getOrDefault("@" + mail.sender(), main.getOrDefault("default_transport", "smtp:"));
            String hop = senderRelay.getOrDefault("@" + mail.sender(), main.getOrDefault("relayhost", ""));
            return destination(usual.endsWith(":") ? usual + hop : usual, mail);
        }));
    }

    private static String destination(String transport, Mail mail) {
        int colon = transport.indexOf(':');
        String hops = transport.substring(colon + 1);
        return transport.startsWith("retry:") || hops.equals("[held.invalid]") ? Expectation.HELD : hops.isEmpty() ? mail.recipient().asString() : hops;
    }

    /** A domain, and with a dot each that it is below. */
    private static List<String> keys(DomainName domain) {
        List<String> keys = new ArrayList<>(List.of(domain.asString()));
        for (Optional<DomainName> parent = domain.parent(); parent.isPresent(); parent = parent.get().parent()) {
            keys.add("." + parent.get());
        }
        return keys;
    }

    /** What tls_policy says of where mail goes is never less than its connector demands, unless the report has said so. */
    private static void policies(int number, Connectors connectors, Exported exported, Path etc, Map<Mail, String> went) throws Exception {
        Expectation expectation = new Expectation(connectors, exported);
        Map<String, String> found = ExportedPostfix.query(etc, "tls_policy", went.entrySet().stream().flatMap(mail -> policyKeys(mail.getKey(), mail.getValue()).stream())
            .distinct().toList());
        String level = exported.files().getOrDefault("main.cf", "").replaceFirst("(?s).*\\nsmtp_tls_security_level = (\\w+)\\n.*", "$1");
        went.forEach((mail, hops) -> {
            Optional<OutboundConnector> connector = expectation.connector(mail.recipient(), mail.sender());
            if (connector.isPresent() && !expectation.isWeaker(connector.get()) && !hops.equals(Expectation.HERE) && !hops.equals(Expectation.HELD)) {
                List<String> keys = policyKeys(mail, hops);
                List<String> policies = hops.equals(mail.recipient().asString())
                    ? List.of(keys.stream().filter(found::containsKey).findFirst().map(found::get).orElse(level))
                    : keys.stream().map(hop -> found.getOrDefault(hop, level)).toList();
                assertThat(policies).as("seed %d, configuration %d, %s: %s\n%s", SEED, number, mail, connector.get(), exported.files()).allSatisfy(policy ->
                    assertThat(floor(policy).isAtLeast(connector.get().tlsSettings())).as(policy).isTrue());
            }
        });
    }

    private static List<String> policyKeys(Mail mail, String hops) {
        return hops.equals(mail.recipient().asString()) ? keys(mail.recipient()) : List.of(hops.split(", "));
    }

    private static TlsSettings floor(String policy) {
        return switch (policy.split(" ")[0]) {
            case "secure" -> TlsSettings.DOMAIN_VALIDATION;
            case "verify" -> TlsSettings.CERTIFICATE_VALIDATION;
            case "encrypt" -> TlsSettings.ENCRYPTION_ONLY;
            default -> TlsSettings.OPPORTUNISTIC;
        };
    }
}
