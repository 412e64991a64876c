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
package io.jamesconnectors.testing.tenant;

import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import io.jamesconnectors.testing.office365.Peer;

/**
 * What becomes of header fields at the tenant's borders (reference §1.1 "CloudServicesMailEnabled", §5.4, §5.7): those of the organisation come in and go out
 * as cross-premises ones over connectors that are told so, and never over others.
 */
final class HeaderFirewall {
    static final String ORGANIZATION = "x-ms-exchange-organization-";
    static final String CROSS_PREMISES = "x-ms-exchange-crosspremises-";
    private static final String ORGANIZATION_AS_WRITTEN = "X-MS-Exchange-Organization-";
    private static final String CROSS_PREMISES_AS_WRITTEN = "X-MS-Exchange-CrossPremises-";
    private static final String PROMOTED = ORGANIZATION_AS_WRITTEN + "Cross-Premises-Headers-Promoted";
    private static final String AUTH_AS = ORGANIZATION_AS_WRITTEN + "AuthAs";
    private static final String DIRECTION = ORGANIZATION_AS_WRITTEN + "MessageDirectionality";
    private static final String ORIGINATOR = "X-OriginatorOrg";

    private final String host;
    private final Map<String, HeaderTerms> terms;
    private final Routing routing;
    private final TenantSwitches switches;

    HeaderFirewall(String host, Map<String, HeaderTerms> terms, Routing routing, TenantSwitches switches) {
        this.host = host;
        this.terms = terms;
        this.routing = routing;
        this.switches = switches;
    }

    /** The message as it is kept inside. */
    RawMessage enter(Arrival arrival, long id) {
        RawMessage message = RawMessage.of(arrival.message().content()).withoutOrphan();
        HeaderTerms granted = arrival.connector().map(connector -> terms.getOrDefault(connector, HeaderTerms.STRANGER)).orElse(HeaderTerms.STRANGER);
        RawMessage let = granted == HeaderTerms.CLOUD_SERVICES_MAIL ? promoted(message) : message.without(HeaderFirewall::isPrivate);
        RawMessage judged = let.has(AUTH_AS) ? let : let.with(AUTH_AS, isInternal(arrival, granted) ? "Internal" : "Anonymous");
        return judged.without(name -> name.equals(DIRECTION.toLowerCase(Locale.ROOT)))
            .with(DIRECTION, arrival.source().isOriginating() ? "Originating" : "Incoming")
            .with("Received", received(arrival, id));
    }

    /** The message as another server gets it. */
    RawMessage leave(Letter letter, Optional<OutboundConnector> connector) {
        boolean cloudServices = connector.map(OutboundConnector::cloudServicesMailEnabled).orElse(false);
        RawMessage let = cloudServices
            ? letter.message().without(name -> name.startsWith(CROSS_PREMISES) || name.startsWith(ORGANIZATION) && !switches.isDemoted(name))
                .mapped(field -> field.name().startsWith(ORGANIZATION) ? field.renamed(ORGANIZATION_AS_WRITTEN, CROSS_PREMISES_AS_WRITTEN) : field)
            : letter.message().without(HeaderFirewall::isPrivate);
        RawMessage foreign = let.without(name -> name.equals(ORIGINATOR.toLowerCase(Locale.ROOT)));
        return switches.hasOriginatorHeader() ? foreign.with(ORIGINATOR, originatorOrg(letter.sender())) : foreign;
    }

    /** The domain that says for which tenant Microsoft sends (reference §5.4). */
    String originatorOrg(String sender) {
        String domain = Address.domain(sender);
        return switches.originatorOrg().orElse(routing.isAccepted(domain) ? domain : routing.defaultDomain());
    }

    /** How often the message has passed through here. */
    long passes(RawMessage message) {
        return message.fields().stream().filter(field -> field.name().equals("received") && field.value().contains(" by " + host + " ")).count();
    }

    private RawMessage promoted(RawMessage message) {
        Set<String> replaced = message.fields().stream().map(RawMessage.Field::name).filter(name -> name.startsWith(CROSS_PREMISES))
            .map(name -> ORGANIZATION + name.substring(CROSS_PREMISES.length())).collect(Collectors.toSet());
        RawMessage let = message.without(name -> name.startsWith(ORGANIZATION) && (!switches.keepsOrganizationHeaders() || replaced.contains(name)))
            .mapped(field -> field.name().startsWith(CROSS_PREMISES) ? field.renamed(CROSS_PREMISES_AS_WRITTEN, ORGANIZATION_AS_WRITTEN) : field);
        return replaced.isEmpty() ? let : let.without(name -> name.equals(PROMOTED.toLowerCase(Locale.ROOT))).with(PROMOTED, host);
    }

    private boolean isInternal(Arrival arrival, HeaderTerms granted) {
        return arrival.source() == Source.MAILBOX || arrival.source() == Source.REPORT
            || granted == HeaderTerms.TREAT_AS_INTERNAL && routing.isAccepted(Address.domain(arrival.message().sender()));
    }

    private String received(Arrival arrival, long id) {
        String from = arrival.peer().map(peer -> "from " + shown(peer.helloName()) + " ([" + peer.address().getHostAddress() + "])").orElse("from mailbox");
        String with = arrival.peer().map(HeaderFirewall::with).orElse("with MAPI");
        String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.ofInstant(arrival.at(), ZoneOffset.UTC));
        return from + " by " + host + " " + with + " id " + id + "; " + date;
    }

    private static String with(Peer peer) {
        return peer.tlsProtocol().map(protocol -> "with ESMTPS (" + protocol + ")").orElse("with ESMTP");
    }

    /** What a client calls itself, as far as it can stand in a header. */
    private static String shown(String helloName) {
        return helloName.substring(0, Math.min(255, helloName.length())).replaceAll("[^A-Za-z0-9.:_\\[\\]-]", "?");
    }

    private static boolean isPrivate(String name) {
        return name.startsWith(ORGANIZATION) || name.startsWith(CROSS_PREMISES);
    }
}
