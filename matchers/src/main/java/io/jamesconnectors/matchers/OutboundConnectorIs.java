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

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import javax.mail.MessagingException;

import org.apache.james.core.MailAddress;
import org.apache.mailet.AttributeUtils;
import org.apache.mailet.Mail;
import org.apache.mailet.base.GenericMatcher;

import com.google.common.net.InetAddresses;
import com.google.inject.Inject;

import io.jamesconnectors.connectors.ConnectorName;
import io.jamesconnectors.connectors.DomainName;
import io.jamesconnectors.connectors.OutboundConnector;
import io.jamesconnectors.connectors.file.LiveConnectors;
import io.jamesconnectors.connectors.outbound.OutboundRoutes;

/**
 * Those recipients whose mail leaves by one of these outbound connectors, by the configuration of this moment:
 *
 * <pre>{@code
 * <mailet match="io.jamesconnectors.matchers.OutboundConnectorIs=ContosoBank out, Archive" class="ToProcessor">
 *   <processor>partners</processor>
 * </mailet>
 * }</pre>
 *
 * <p>{@code mx} stands for ordinary delivery by MX record, where no connector covers the recipient. A connector that a rule has named goes before all
 * others, as it does in delivery; where there is none of that name, nothing matches. A name with a comma stands in quotation marks; upper and lower case are
 * the same. That no connector of a name is there is no error, since connectors may come and go while James runs.
 *
 * <p>Routes are read again at each attempt, so a mail may leave by another connector than the one that matched.
 */
public final class OutboundConnectorIs extends GenericMatcher {
    private final Supplier<OutboundRoutes> routes;
    private Set<ConnectorName> names = Set.of();

    @Inject
    public OutboundConnectorIs(LiveConnectors live) {
        this(() -> live.current().outbound());
    }

    OutboundConnectorIs(Supplier<OutboundRoutes> routes) {
        this.routes = routes;
    }

    @Override
    public void init() throws MessagingException {
        try {
            Optional<String> condition = Optional.ofNullable(getCondition()).map(String::strip).filter(text -> !text.isEmpty());
            names = InboundMatcher.items(condition, "names of outbound connectors, separated by commas").stream()
                .map(ConnectorName::parse).collect(Collectors.toUnmodifiableSet());
        } catch (IllegalArgumentException e) {
            throw new MessagingException("OutboundConnectorIs: " + e.getMessage(), e);
        }
    }

    @Override
    public Collection<MailAddress> match(Mail mail) {
        OutboundRoutes current = routes.get();
        Optional<String> rule = AttributeUtils.getValueAndCastFromMail(mail, OutboundAttributes.CONNECTOR, String.class);
        if (rule.isPresent()) {
            return isOneOf(current, rule.get()) ? mail.getRecipients() : List.of();
        }
        Optional<DomainName> sender = mail.getMaybeSender().asOptional().flatMap(OutboundConnectorIs::domain);
        return mail.getRecipients().stream()
            .filter(recipient -> names.contains(current.route(domain(recipient), sender).connectorOrDefault().name()))
            .toList();
    }

    @Override
    public String getMatcherInfo() {
        return "OutboundConnectorIs";
    }

    private boolean isOneOf(OutboundRoutes current, String rule) {
        ConnectorName mx = OutboundConnector.DEFAULT_ROUTE.name();
        return names.stream().anyMatch(name -> name.asString().equalsIgnoreCase(rule.strip()) && (name.equals(mx) || current.named(name).isPresent()));
    }

    /** James keeps {@code user@[192.0.2.1]} without the brackets. */
    private static Optional<DomainName> domain(MailAddress address) {
        String domain = address.getDomain().asString();
        return InetAddresses.isInetAddress(domain) ? Optional.empty() : DomainName.tryParse(domain);
    }
}
