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
package io.jamesconnectors.matchers;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.apache.james.core.MailAddress;
import org.apache.mailet.Attribute;
import org.apache.mailet.AttributeName;
import org.apache.mailet.AttributeValue;
import org.apache.mailet.Mail;
import org.apache.mailet.base.test.FakeMail;
import org.apache.mailet.base.test.FakeMatcherConfig;

import io.jamesconnectors.connectors.AcceptedDomain;
import io.jamesconnectors.connectors.AddressSpace;
import io.jamesconnectors.connectors.ConnectorName;
import io.jamesconnectors.connectors.ConnectorType;
import io.jamesconnectors.connectors.Connectors;
import io.jamesconnectors.connectors.DomainName;
import io.jamesconnectors.connectors.DomainPattern;
import io.jamesconnectors.connectors.HybridOptions;
import io.jamesconnectors.connectors.OutboundConnector;
import io.jamesconnectors.connectors.file.ActiveConnectors;
import io.jamesconnectors.connectors.hybrid.LocalLookup;
import io.jamesconnectors.connectors.hybrid.SigningKeys;
import io.jamesconnectors.connectors.outbound.OutboundRoutes;
import io.jamesconnectors.matchers.place.Places;
import io.jamesconnectors.matchers.place.RoutingSources;

/** Matchers as James makes them of {@code mailetcontainer.xml}, and mail for them. */
final class Matching {
    static final String PACKAGE = "io.jamesconnectors.matchers.";
    private static final Path SOURCES = Path.of("src/main/java", PACKAGE.replace('.', '/'));
    private static final Pattern SAMPLE = Pattern.compile("<pre>\\{@code(.*?)}</pre>", Pattern.DOTALL);
    private static final Pattern MATCH = Pattern.compile("match=\"([^\"]*)\"");

    private Matching() {
    }

    /** A matcher of that value of a {@code match} attribute. */
    static org.apache.mailet.Matcher of(String match) throws Exception {
        int equals = match.indexOf('=');
        String name = equals < 0 ? match : match.substring(0, equals);
        org.apache.mailet.Matcher matcher;
        if (name.equals(OutboundConnectorIs.class.getName())) {
            matcher = new OutboundConnectorIs(() -> OutboundRoutes.of(Connectors.NONE));
        } else if (name.equals(LivesElsewhere.class.getName())) {
            matcher = new LivesElsewhere(places());
        } else {
            matcher = (org.apache.mailet.Matcher) Class.forName(name).getDeclaredConstructor().newInstance();
        }
        FakeMatcherConfig.Builder config = FakeMatcherConfig.builder().matcherName(name);
        matcher.init((equals < 0 ? config : config.condition(match.substring(equals + 1))).build());
        return matcher;
    }

    /** contoso.com is shared with a tenant, fabrikam.com is not; bob@contoso.com is a user, and whether sick@contoso.com is one can't be told. */
    static Places places() {
        OutboundConnector plain = OutboundConnector.DEFAULT_ROUTE;
        OutboundConnector toTenant = new OutboundConnector(ConnectorName.parse("To Office 365"), ConnectorType.OFFICE365, true, "",
            AddressSpace.of(List.of(DomainPattern.parse("contoso.com"))), false, false, plain.route(), plain.tlsSettings(), List.of(), Optional.empty(),
            plain.tlsOptions(), plain.submission(), List.of(), plain.limits(), plain.pace(), plain.retry(), HybridOptions.NONE);
        ActiveConnectors active = ActiveConnectors.of(new Connectors(
            List.of(new AcceptedDomain(DomainName.parse("contoso.com"), AcceptedDomain.Type.INTERNAL_RELAY, false),
                new AcceptedDomain(DomainName.parse("fabrikam.com"), AcceptedDomain.Type.AUTHORITATIVE, false)),
            List.of(), List.of(toTenant), List.of()));
        Map<String, LocalLookup> users = Map.of("bob@contoso.com", LocalLookup.KNOWN, "sick@contoso.com", LocalLookup.UNAVAILABLE);
        SigningKeys keys = SigningKeys.of(List.of(new byte[SigningKeys.MIN_OCTETS]));
        return new Places(() -> active, recipient -> users.getOrDefault(recipient.asString(), LocalLookup.UNKNOWN),
            RoutingSources.unwatched(active.connectors()), () -> keys, Clock.systemUTC());
    }

    /** Whether that matcher of this package matches mail with that attribute. */
    static boolean matches(String match, AttributeName name, String value) throws Exception {
        return !of(PACKAGE + match).match(mail(new Attribute(name, AttributeValue.of(value)))).isEmpty();
    }

    static Mail mail(Attribute... attributes) throws Exception {
        FakeMail mail = FakeMail.builder().name("mail").recipients("anna@contoso.com", "bert@contoso.com").build();
        for (Attribute attribute : attributes) {
            mail.setAttribute(attribute);
        }
        return mail;
    }

    static List<MailAddress> recipients() throws Exception {
        return List.of(new MailAddress("anna@contoso.com"), new MailAddress("bert@contoso.com"));
    }

    /** The sample in the Javadoc of that matcher, as XML. */
    static String sample(String matcher) throws Exception {
        Matcher sample = SAMPLE.matcher(Files.readString(SOURCES.resolve(matcher + ".java")));
        if (!sample.find()) {
            throw new AssertionError(matcher + ": no sample (expected: one in its Javadoc)");
        }
        return sample.group(1).replaceAll("(?m)^ \\* ?", "").strip();
    }

    /** What the {@code match} attribute of the sample holds. */
    static String sampleMatch(String matcher) throws Exception {
        Matcher match = MATCH.matcher(sample(matcher));
        if (!match.find()) {
            throw new AssertionError(matcher + ": the sample has no match attribute");
        }
        return match.group(1);
    }

    /** The simple names of all matchers here. */
    static List<String> all() throws Exception {
        try (var files = Files.list(SOURCES)) {
            return files.filter(Files::isRegularFile).map(file -> file.getFileName().toString().replace(".java", ""))
                .filter(name -> !List.of("package-info", "InboundAttributes", "InboundMatcher", "OutboundAttributes").contains(name))
                .sorted()
                .toList();
        }
    }
}
