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
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.apache.james.core.MailAddress;
import org.apache.mailet.Attribute;
import org.apache.mailet.AttributeName;
import org.apache.mailet.AttributeValue;
import org.apache.mailet.Mail;
import org.apache.mailet.base.test.FakeMail;
import org.apache.mailet.base.test.FakeMatcherConfig;

import io.jamesconnectors.connectors.Connectors;
import io.jamesconnectors.connectors.outbound.OutboundRoutes;

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
        org.apache.mailet.Matcher matcher = name.equals(OutboundConnectorIs.class.getName())
            ? new OutboundConnectorIs(() -> OutboundRoutes.of(Connectors.NONE))
            : (org.apache.mailet.Matcher) Class.forName(name).getDeclaredConstructor().newInstance();
        FakeMatcherConfig.Builder config = FakeMatcherConfig.builder().matcherName(name);
        matcher.init((equals < 0 ? config : config.condition(match.substring(equals + 1))).build());
        return matcher;
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
