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
package io.jamesconnectors.migration;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.IntStream;

import com.google.common.net.InetAddresses;

import io.jamesconnectors.connectors.AcceptedDomain;
import io.jamesconnectors.connectors.AddressSpace;
import io.jamesconnectors.connectors.Cidr;
import io.jamesconnectors.connectors.ClientCertificate;
import io.jamesconnectors.connectors.Cloud;
import io.jamesconnectors.connectors.ConnectionLimits;
import io.jamesconnectors.connectors.ConnectorName;
import io.jamesconnectors.connectors.ConnectorType;
import io.jamesconnectors.connectors.Connectors;
import io.jamesconnectors.connectors.DomainName;
import io.jamesconnectors.connectors.DomainPattern;
import io.jamesconnectors.connectors.FromRewrite;
import io.jamesconnectors.connectors.Hybrid;
import io.jamesconnectors.connectors.HybridOptions;
import io.jamesconnectors.connectors.LegacyListener;
import io.jamesconnectors.connectors.Login;
import io.jamesconnectors.connectors.Mailbox;
import io.jamesconnectors.connectors.OutboundConnector;
import io.jamesconnectors.connectors.OutboundConnector.Route;
import io.jamesconnectors.connectors.Pace;
import io.jamesconnectors.connectors.PublishedAddresses;
import io.jamesconnectors.connectors.RetrySchedule;
import io.jamesconnectors.connectors.SecretSource;
import io.jamesconnectors.connectors.SendingOption;
import io.jamesconnectors.connectors.SmartHost;
import io.jamesconnectors.connectors.Submission;
import io.jamesconnectors.connectors.TlsOptions;
import io.jamesconnectors.connectors.TlsSettings;
import io.jamesconnectors.connectors.TlsVersion;
import io.jamesconnectors.connectors.TraceSettings;
import io.jamesconnectors.connectors.WarmUp;

/**
 * Good configurations made at random, over every option of the model. Connectors never compete: each has domains and addresses of its own, told by its number.
 */
public final class RandomConfiguration {
    private static final List<String> REPLIES = List.of("^451 4\\.7\\.5\\d\\d", "too <many> & \"more\"", "4\\.3\\.2 .*, later");
    private static final List<String> CIPHERS = List.of("TLS_AES_256_GCM_SHA384", "TLS_AES_128_GCM_SHA256", "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384");
    private static final List<String> COMMENTS = List.of("", "<script>alert('1 & 2')</script>", "says \"yes\" — ünïcødé \uD83D\uDE00", "$ {x} $x $$");

    private final Dice dice;
    private final Ground ground;
    private final RandomInbound inbound;
    private final List<AcceptedDomain> accepted = new ArrayList<>();

    public RandomConfiguration(Random random, Ground ground) {
        this.dice = new Dice(random);
        this.ground = ground;
        this.inbound = new RandomInbound(dice, ground);
    }

    public Connectors next() {
        accepted.clear();
        for (int i = dice.below(3); i >= 0; i--) {
            accepted.add(new AcceptedDomain(DomainName.parse("accepted" + i + ".test"), dice.any(AcceptedDomain.Type.values()), dice.oneIn(2)));
        }
        List<PublishedAddresses> lists = lists();
        List<String> names = lists.stream().map(PublishedAddresses::name).toList();
        List<OutboundConnector> outbound = dice.numbered(4, this::outbound);
        List<SecretSource> keys = keys();
        boolean rewriting = outbound.stream().anyMatch(connector -> connector.hybrid().senderRewritingEnabled());
        Hybrid.SenderRewriting rewritten = new Hybrid.SenderRewriting(accepted.get(dice.below(accepted.size())).name(),
            dice.oneIn(2) ? Hybrid.SenderRewriting.DEFAULT_VALIDITY : Duration.ofHours(24 + dice.below(400)));
        return new Connectors(accepted, dice.oneIn(3), lists, dice.numbered(4, number -> inbound.connector(number, names, accepted)), outbound,
            dice.some(3, number -> new SmartHost(number == 1 ? "2001:db8::53" : "192.0.2." + number, dice.oneIn(2) ? 53 : 5300 + number)),
            dice.oneIn(3) ? REPLIES.subList(0, 1 + dice.below(REPLIES.size())) : List.of(),
            dice.some(3, number -> new LegacyListener("legacy-" + number,
                dice.atLeastOne(2, block -> Dice.block("10." + (200 + number) + "." + block + ".0/24")))),
            new Hybrid(dice.maybe(4, () -> new Hybrid.RoutingTableFile(ground.routing, dice.oneIn(2))),
                rewriting || dice.oneIn(5) ? Optional.of(rewritten) : Optional.empty(),
                rewriting && keys.isEmpty() ? List.of(new SecretSource.Variable("A_SECRET_KEY")) : keys),
            trace());
    }

    private TraceSettings trace() {
        return dice.oneIn(2) ? TraceSettings.DEFAULT : new TraceSettings(dice.oneIn(2), dice.oneIn(2) ? TraceSettings.DEFAULT_KEEP
            : Duration.ofHours(1 + dice.below(999)),
            dice.any(TraceSettings.DEFAULT_MAXIMUM_SIZE, TraceSettings.LEAST_SIZE, 1_000_000_001L), dice.maybe(2, () -> new TraceSettings.Database(
                dice.any("jdbc:h2:file:/var/trace", "jdbc:postgresql://localhost/trace?a=1&b=2"), dice.any("", "trace & <others>"),
                    dice.maybe(2, this::secret))));
    }

    private List<PublishedAddresses> lists() {
        return dice.some(3, number -> new PublishedAddresses(List.of("exchangeOnline", "china-2", "x").get(number), ground.list(number), dice.maybe(2, () ->
            new PublishedAddresses.Source(URI.create(dice.oneIn(2) ? "https://endpoints.office.com" : "https://mirror.test/a&b"), dice.oneIn(2) ? "Worldwide"
                : "China")),
            Ground.LISTED));
    }

    private List<SecretSource> keys() {
        return dice.some(3, number -> number == 0 ? new SecretSource.Variable("A_SECRET_KEY") : new SecretSource.File(ground.secret(number)));
    }

    private OutboundConnector outbound(int number) {
        ConnectorType type = dice.any(ConnectorType.values());
        Optional<SendingOption> option = type == ConnectorType.OFFICE365 ? dice.maybe(2, () -> dice.any(SendingOption.values())) : Optional.empty();
        boolean submitting = option.filter(SendingOption.CLIENT_SUBMISSION::equals).isPresent();
        boolean credentials = submitting || option.isEmpty() && dice.oneIn(3);
        boolean hosts = option.isPresent() || credentials || dice.oneIn(2);
        boolean relay = option.filter(SendingOption.SMTP_RELAY::equals).isPresent();
        TlsSettings floor = credentials ? TlsSettings.values()[2 + dice.below(2)] : dice.any(TlsSettings.values());
        Route route = hosts ? smartHosts(number, submitting, option.isPresent()) : new Route.MxRecords(dice.oneIn(3) ? 2525 : 25);
        boolean own = type != ConnectorType.PARTNER;
        Optional<ClientCertificate> certificate = dice.maybe(3, () -> new ClientCertificate(ground.chain, Optional.of(ground.key), Optional.empty()));
        Submission submission = new Submission(option, credentials ? mailboxes(number) : List.of(),
            credentials ? Optional.empty() : dice.maybe(4, () -> new FromRewrite("o'brien&co@" + accepted.get(0).name(),
                dice.any(FromRewrite.Original.values()))),
            dice.maybe(5, () -> new WarmUp(LocalDate.of(2040, 1, 1 + dice.below(28)), List.of(50L, 100L, 1L + dice.below(1000)))),
            relay && certificate.isEmpty() || dice.oneIn(5) ? List.of(InetAddresses.forString("203.0.114." + number),
                InetAddresses.forString("2001:41d0::" + number)) : List.of());
        List<DomainPattern> tlsDomain = floor != TlsSettings.DOMAIN_VALIDATION || submitting
            && route.equals(new Route.SmartHosts(List.of(new SmartHost("smtp.office365.com", 587)))) && dice.oneIn(2)
            ? List.of() : dice.atLeastOne(2, n -> DomainPattern.parse((n == 1 ? "*." : "") + "tls" + n + ".test"));
        return new OutboundConnector(ConnectorName.parse("Out " + number + dice.any(" <&>", "", " \"q\" 'ü'")), type, !dice.oneIn(5), dice.any(COMMENTS),
            space(number, own, option), dice.oneIn(6), dice.oneIn(8), route, floor, floor == TlsSettings.DOMAIN_VALIDATION && tlsDomain.isEmpty()
                ? List.of(DomainPattern.parse("smtp.office365.com")) : tlsDomain,
            roots(), new TlsOptions(dice.oneIn(3) ? TlsVersion.TLS_1_3 : TlsVersion.TLS_1_2, dice.oneIn(3) ? CIPHERS.subList(0, 1 + dice.below(3)) : List.of(),
                certificate),
            submission, dice.some(2, n -> InetAddresses.forString(n == 0 ? "192.0.2.9" : "2001:db8::9")), limits(submitting), pace(submitting), retry(),
            new HybridOptions(own ? dice.maybe(4, () -> DomainName.parse("target" + number + ".onmicrosoft.com")) : Optional.empty(), own && dice.oneIn(3),
                own && dice.oneIn(4)));
    }

    private AddressSpace space(int number, boolean own, Optional<SendingOption> option) {
        if (option.filter(SendingOption.DIRECT_SEND::equals).isPresent()) {
            return new AddressSpace(List.of(new DomainPattern.Exactly(accepted.get(0).name())), false, List.of(DomainPattern.parse("from" + number + ".test")),
                1);
        }
        List<DomainPattern> recipients = new ArrayList<>(dice.atLeastOne(3, n ->
            DomainPattern.parse((n == 1 ? "*." : "") + "to" + n + "-" + number + ".test")));
        if (dice.oneIn(4)) {
            recipients.add(new DomainPattern.Any());
        }
        return new AddressSpace(recipients, own && dice.oneIn(5), dice.oneIn(4) ? List.of(DomainPattern.parse("*.from" + number + ".test")) : List.of(),
            number + 1);
    }

    private Route smartHosts(int number, boolean submitting, boolean named) {
        if (submitting && dice.oneIn(2)) {
            return new Route.SmartHosts(List.of(new SmartHost("smtp.office365.com", 587)));
        }
        Map<SmartHost, Integer> weights = new LinkedHashMap<>();
        List<SmartHost> hosts = dice.atLeastOne(3, n -> new SmartHost("host" + n + "-" + number + ".test", submitting ? dice.oneIn(2) ? 587 : 25
            : dice.oneIn(2) ? 25 : 2500 + n));
        if (!named && dice.oneIn(4)) {
            hosts = List.of(new SmartHost("192.0.2." + number, 25), new SmartHost("2001:db8::1" + number, 26), new SmartHost("2001:db8::1:1" + number, 25));
        }
        hosts.stream().filter(host -> dice.oneIn(4)).forEach(host -> weights.put(host, 2 + dice.below(99)));
        return new Route.SmartHosts(hosts, weights);
    }

    private List<Mailbox> mailboxes(int number) {
        return dice.atLeastOne(3, n -> new Mailbox("user" + n + "@box" + number + ".test", n == 0 ? List.of() : List.of(
            new Mailbox.Sender.Address("a&b" + n + "@box" + number + ".test"),
                new Mailbox.Sender.Domain(DomainPattern.parse("*.s" + n + "." + number + ".test"))), login()));
    }

    private Login login() {
        if (dice.oneIn(2)) {
            return new Login.Password(secret());
        }
        Login.Grant grant = switch (dice.below(4)) {
            case 0 -> new Login.Grant.ClientSecret(secret());
            case 1 -> new Login.Grant.ClientAssertion(new ClientCertificate(ground.chain, Optional.of(ground.key), Optional.empty()));
            case 2 -> new Login.Grant.RefreshToken(new SecretSource.File(ground.secret(2)), Optional.empty());
            default -> new Login.Grant.RefreshToken(new SecretSource.File(ground.secret(3)), Optional.of(secret()));
        };
        return new Login.OAuth(Cloud.WORLDWIDE, "contoso.onmicrosoft.com", "11111111-2222-3333-4444-555555555555", grant,
            dice.maybe(3, () -> URI.create("https://login.test/token?a=1&b=2")));
    }

    private SecretSource secret() {
        return dice.oneIn(2) ? new SecretSource.Variable("A_SECRET_" + dice.below(9)) : new SecretSource.File(ground.secret(dice.below(4)));
    }

    private Optional<Path> roots() {
        return dice.maybe(2, () -> dice.oneIn(3) ? ground.secondRoots : ground.firstRoots);
    }

    private ConnectionLimits limits(boolean submitting) {
        return new ConnectionLimits(submitting ? 1 + dice.below(3) : 1 + dice.below(1000), dice.oneIn(2) ? 199 : 1 + dice.below(1000),
            dice.oneIn(2) ? Duration.ofMinutes(20) : Duration.ofSeconds(1 + dice.below(10_000)), dice.oneIn(2) ? Duration.ofSeconds(30)
                : Duration.ofHours(1 + dice.below(48)));
    }

    private Pace pace(boolean submitting) {
        return dice.oneIn(2) ? submitting ? new Pace(30, 0, 0, 0, 0, 10_000) : Pace.UNLIMITED
            : new Pace(1 + dice.below(30), dice.below(500), dice.below(5000), dice.below(3) * 100L, dice.below(1000), submitting ? 9_999 : dice.below(10_000));
    }

    private RetrySchedule retry() {
        List<Duration> waits = dice.oneIn(2) ? RetrySchedule.DEFAULT.waits()
            : List.copyOf(new LinkedHashSet<>(dice.atLeastOne(4, n -> Duration.ofSeconds(30L * (n + 1) + dice.below(30)))));
        return new RetrySchedule(waits, dice.oneIn(2) ? Duration.ofHours(24) : Duration.ofDays(1 + dice.below(5)));
    }

    /** Draws. */
    record Dice(Random random) {
        static Cidr block(String text) {
            return Cidr.parse(text);
        }

        boolean oneIn(int chances) {
            return random.nextInt(chances) == 0;
        }

        int below(int bound) {
            return random.nextInt(bound);
        }

        @SafeVarargs
        final <T> T any(T... all) {
            return all[random.nextInt(all.length)];
        }

        <T> T any(List<T> all) {
            return all.get(random.nextInt(all.size()));
        }

        <T> Optional<T> maybe(int chances, Supplier<T> one) {
            return oneIn(chances) ? Optional.of(one.get()) : Optional.empty();
        }

        /** Fewer than so many, often none. */
        <T> List<T> some(int fewerThan, IntFunction<T> one) {
            return oneIn(2) ? List.of() : numbered(fewerThan, one);
        }

        <T> List<T> atLeastOne(int most, IntFunction<T> one) {
            return IntStream.range(0, 1 + random.nextInt(most)).mapToObj(one).toList();
        }

        <T> List<T> numbered(int most, IntFunction<T> one) {
            return IntStream.range(0, random.nextInt(most + 1)).mapToObj(one).toList();
        }
    }
}
