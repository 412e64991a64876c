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

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import javax.mail.MessagingException;

import org.apache.james.core.MailAddress;
import org.apache.mailet.Attribute;
import org.apache.mailet.AttributeValue;
import org.apache.mailet.base.test.FakeMail;
import org.apache.mailet.base.test.FakeMatcherConfig;
import org.junit.jupiter.api.Test;

import io.jamesconnectors.connectors.ConnectionLimits;
import io.jamesconnectors.connectors.ConnectorName;
import io.jamesconnectors.connectors.ConnectorType;
import io.jamesconnectors.connectors.Connectors;
import io.jamesconnectors.connectors.DomainPattern;
import io.jamesconnectors.connectors.OutboundConnector;
import io.jamesconnectors.connectors.OutboundConnector.Route;
import io.jamesconnectors.connectors.RetrySchedule;
import io.jamesconnectors.connectors.TlsSettings;
import io.jamesconnectors.connectors.outbound.OutboundRoutes;

class OutboundConnectorIsTest {
    private OutboundRoutes routes = routes(connector("ContosoBank out", "contosobank.com"), connector("Archive", "archive.contoso.com"));

    @Test
    void matchesTheRecipientsOfItsConnectors() throws Exception {
        assertThat(matched("ContosoBank out", mail("a@contosobank.com", "b@archive.contoso.com", "c@elsewhere.com"))).containsExactly("a@contosobank.com");
        assertThat(matched("contosobank OUT, Archive", mail("a@contosobank.com", "b@archive.contoso.com", "c@elsewhere.com")))
            .containsExactly("a@contosobank.com", "b@archive.contoso.com");
    }

    @Test
    void knowsOrdinaryDelivery() throws Exception {
        assertThat(matched("mx", mail("a@contosobank.com", "c@elsewhere.com", "d@[203.0.113.5]"))).containsExactly("c@elsewhere.com", "d@203.0.113.5");
    }

    @Test
    void followsTheConfigurationInForce() throws Exception {
        OutboundConnectorIs matcher = matcher("Archive");
        routes = routes(connector("Archive", "elsewhere.com"));

        assertThat(matcher.match(mail("c@elsewhere.com"))).hasSize(1);
    }

    @Test
    void goesByTheRuleOfTheMail() throws Exception {
        assertThat(matched("Archive", ruled("archive", "a@contosobank.com"))).containsExactly("a@contosobank.com");
        assertThat(matched("ContosoBank out", ruled("Archive", "a@contosobank.com"))).isEmpty();
        assertThat(matched("mx", ruled("mx", "a@contosobank.com"))).containsExactly("a@contosobank.com");
    }

    @Test
    void matchesNothingWhereARuleNamesAConnectorThatIsGone() throws Exception {
        assertThat(matched("Gone, mx, ContosoBank out", ruled("Gone", "a@contosobank.com"))).isEmpty();
    }

    @Test
    void doesNotStartWithoutAName() {
        assertThatThrownBy(() -> matcher("")).isInstanceOf(MessagingException.class).hasMessageContaining("expected: names of outbound connectors");
    }

    private List<String> matched(String condition, FakeMail mail) throws Exception {
        return matcher(condition).match(mail).stream().map(MailAddress::asString).toList();
    }

    private OutboundConnectorIs matcher(String condition) throws MessagingException {
        OutboundConnectorIs matcher = new OutboundConnectorIs(() -> routes);
        matcher.init(FakeMatcherConfig.builder().matcherName("OutboundConnectorIs").condition(condition).build());
        return matcher;
    }

    private static FakeMail mail(String... recipients) throws Exception {
        return FakeMail.builder().name("mail").sender("anna@contoso.com").recipients(recipients).build();
    }

    private static FakeMail ruled(String connector, String... recipients) throws Exception {
        FakeMail mail = mail(recipients);
        mail.setAttribute(new Attribute(OutboundAttributes.CONNECTOR, AttributeValue.of(connector)));
        return mail;
    }

    private static OutboundRoutes routes(OutboundConnector... connectors) {
        return OutboundRoutes.of(new Connectors(List.of(), List.of(), List.of(connectors), List.of()));
    }

    private static OutboundConnector connector(String name, String... domains) {
        return new OutboundConnector(ConnectorName.parse(name), ConnectorType.PARTNER, true, "",
            Stream.of(domains).map(DomainPattern::parse).toList(), new Route.MxRecords(25), TlsSettings.OPPORTUNISTIC, List.of(),
            Optional.empty(), ConnectionLimits.DEFAULT, RetrySchedule.DEFAULT);
    }
}
