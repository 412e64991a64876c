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

import java.util.List;
import java.util.Locale;
import java.util.Optional;

import io.jamesconnectors.connectors.Cidr;
import io.jamesconnectors.connectors.ConnectorType;
import io.jamesconnectors.connectors.InboundConnector;
import io.jamesconnectors.connectors.InboundLimits;
import io.jamesconnectors.migration.Plain;
import io.jamesconnectors.migration.Report;
import io.jamesconnectors.migration.Unreadable;

/**
 * {@code Get-ReceiveConnector} of an Exchange Server. It is a listener first: that of James is in {@code smtpserver.xml}. What is a connector in it: whom it
 * takes for an own
 * server by address, and the tenant, where its capabilities name Microsoft's certificate.
 */
final class ReceiveConnector {
    private static final List<String> GROUPS = List.of("AnonymousUsers", "ExchangeUsers", "ExchangeServers", "ExchangeLegacyServers", "Partners", "Custom");
    private static final List<String> MECHANISMS = List.of("Tls", "Integrated", "BasicAuth", "BasicAuthRequireTLS", "ExchangeServer", "ExternalAuthoritative");
    private static final String OF_LISTENER = "everybody may connect: an ordinary listener of James (smtpserver.xml), without a connector";

    private ReceiveConnector() {
    }

    /** The tenant, where the connector believes what it says of messages. */
    static Optional<TenantAsPeer.Peer> tenant(CmdletObject object) throws Unreadable {
        boolean believes = false;
        boolean others = false;
        for (String entry : object.list("TlsDomainCapabilities")) {
            boolean microsoft = entry.toLowerCase(Locale.ROOT).matches("mail\\.protection\\.outlook\\.com(:.*)?");
            believes |= microsoft;
            others |= !microsoft;
        }
        if (others) {
            object.report().changed("TlsDomainCapabilities", believes ? "an inbound connector of type office365; those of other domains are left out"
                : "left out: only those of Microsoft are known");
        } else if (believes) {
            object.report().changed("TlsDomainCapabilities", "an inbound connector of type office365 with cloudServicesMailEnabled");
        }
        return believes ? Optional.of(new TenantAsPeer.Peer("From Office 365", object.flag("Enabled", true), "", true)) : Optional.empty();
    }

    /** The connector of those that it names by address; none where that is everybody. */
    static Optional<InboundConnector> connector(CmdletObject object, Plain names) throws Unreadable {
        Report.Of report = object.report();
        List<Cidr> ranges = FromPartner.blocks(object, "RemoteIPRanges");
        if (ranges.isEmpty() || Addresses.isEverybody(ranges)) {
            for (String property : List.of("RemoteIPRanges", "Name", "Enabled", "RequireTLS", "AuthMechanism", "Comment", "MaxMessageSize",
                "MaxRecipientsPerMessage",
                    "MaxInboundConnection", "MessageRateLimit")) {
                report.dropped(property, OF_LISTENER);
            }
            return Optional.empty();
        }
        List<String> groups = object.words("PermissionGroups", GROUPS);
        boolean trusted = object.words("AuthMechanism", MECHANISMS).stream().anyMatch("ExternalAuthoritative"::equalsIgnoreCase);
        boolean enabled = FromPartner.enabled(object);
        if (trusted) {
            report.carried("AuthMechanism", "type=\"organization\": these addresses are own servers");
        } else {
            report.dropped("AuthMechanism", "who logs in is decided by James's own users");
            report.changed("PermissionGroups", "enabled=\"false\": that " + (groups.isEmpty() ? "nobody" : String.join(", ", groups))
                + " may use the connector does not say whether"
                + " these addresses may relay; switch it on when they are own devices or servers");
        }
        report.carried("RemoteIPRanges", "senderIPAddresses");
        boolean tls = object.flag("RequireTLS", false);
        report.carried("RequireTLS", "requireTls");
        return Optional.of(InboundConnector.of(ExchangeImport.named(object, names), ConnectorType.ORGANIZATION)
            .enabled(enabled && trusted).comment(FromPartner.comment(object)).senderIPAddresses(ranges).requireTls(tls).limits(limits(object)).build());
    }

    private static InboundLimits limits(CmdletObject object) throws Unreadable {
        Report.Of report = object.report();
        int connections = object.parsed("MaxInboundConnection", object.text("MaxInboundConnection"), text -> Amounts.number(text, 100_000)).orElse(0);
        report.carried("MaxInboundConnection", "limits maxConnections");
        int rate = object.parsed("MessageRateLimit", object.text("MessageRateLimit"), text -> Amounts.number(text, 1_000_000)).orElse(0);
        report.changed("MessageRateLimit", "limits messagesPerMinute, of all its clients together rather than of each");
        int recipients = object.parsed("MaxRecipientsPerMessage", object.text("MaxRecipientsPerMessage"), text -> Amounts.number(text, 100_000)).orElse(0);
        report.carried("MaxRecipientsPerMessage", "limits maxRecipients");
        long size = object.parsed("MaxMessageSize", object.text("MaxMessageSize"), Amounts::size).orElse(0L);
        report.carried("MaxMessageSize", "limits maxMessageSize");
        return new InboundLimits(connections, rate, recipients, size);
    }
}
