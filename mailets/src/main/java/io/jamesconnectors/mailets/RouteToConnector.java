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

import java.util.Set;

import javax.mail.MessagingException;

import org.apache.mailet.Attribute;
import org.apache.mailet.AttributeValue;
import org.apache.mailet.Mail;
import org.apache.mailet.base.GenericMailet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import com.google.inject.Inject;

import io.jamesconnectors.connectors.ConnectorName;
import io.jamesconnectors.connectors.OutboundConnector;
import io.jamesconnectors.connectors.file.LiveConnectors;
import io.jamesconnectors.matchers.OutboundAttributes;

/**
 * A rule that names the outbound connector of the recipients that it sees; stands before {@link ConnectorDelivery}.
 *
 * <pre>{@code
 * <mailet match="RecipientIs=invoices@contosobank.com" class="io.jamesconnectors.mailets.RouteToConnector">
 *   <connector>ContosoBank archive</connector>
 * </mailet>
 * }</pre>
 *
 * <p>{@code connector}: the name of the connector, required. It is the only way to a connector with {@code isTransportRuleScoped}, and goes before
 * the address spaces of all others. A later rule replaces the name; {@code mx} names ordinary delivery by MX record.
 *
 * <p>The name binds. When there is no such connector, when it is in test mode or switched off, the mail waits, at most as long as the connector (or
 * ordinary delivery, where there is none) waits for any mail, and never takes another route. A name that no connector has is a warning in the log when
 * James starts, and no error: the file can change while James runs.
 */
public final class RouteToConnector extends GenericMailet {
    private static final Logger LOGGER = LoggerFactory.getLogger(RouteToConnector.class);
    private static final String CONNECTOR = "connector";

    private final RouteTable table;
    private Attribute rule = new Attribute(OutboundAttributes.CONNECTOR, AttributeValue.of(OutboundConnector.DEFAULT_ROUTE.name().asString()));

    @Inject
    public RouteToConnector(LiveConnectors live) {
        this(RouteTable.of(live));
    }

    RouteToConnector(RouteTable table) {
        this.table = table;
    }

    @Override
    public void init() throws MessagingException {
        checkInitParameters(Set.of(CONNECTOR));
        ConnectorName name = name(getInitParameterAsOptional(CONNECTOR)
            .orElseThrow(() -> new MessagingException("RouteToConnector: no connector (expected: <connector> with the name of an outbound connector)")));
        rule = new Attribute(OutboundAttributes.CONNECTOR, AttributeValue.of(name.asString()));
        if (!name.equals(OutboundConnector.DEFAULT_ROUTE.name()) && table.routes().named(name).isEmpty()) {
            LOGGER.warn("rule connector=\"{}\" problem=\"no outbound connector has this name, or it is in test mode: what the rule sees waits\"",
                name.asString().replace('"', '\''));
        }
    }

    @Override
    public void service(Mail mail) {
        mail.setAttribute(rule);
    }

    @Override
    public String getMailetInfo() {
        return "Names the outbound connector of mail";
    }

    private static ConnectorName name(String text) throws MessagingException {
        try {
            return ConnectorName.parse(text);
        } catch (IllegalArgumentException e) {
            throw new MessagingException("RouteToConnector: " + e.getMessage(), e);
        }
    }
}
