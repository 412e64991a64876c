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

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Why properties are not carried, cmdlet by cmdlet: the tables of {@code docs/reference/import.md} in code. */
final class Reasons {
    private static final Set<String> BOOKKEEPING = ignoringCase(Stream.of(
        "Identity", "Guid", "Id", "DistinguishedName", "AdminDisplayName", "ExchangeVersion",
        "ExchangeObjectId", "ObjectCategory", "ObjectClass", "ObjectState", "OrganizationId", "OrganizationalUnitRoot",
        "OriginatingServer", "IsValid", "WhenChanged", "WhenChangedUTC", "WhenCreated", "WhenCreatedUTC",
        "RunspaceId", "PSComputerName", "PSShowComputerName", "PSSourceJobInstanceId", "ConnectorSource", "HomeMTA",
        "HomeMtaServerId", "SourceRoutingGroup", "IsSmtpConnector", "ConnectedDomains", "LastUpdateTime", "CertificateSubject"));

    private static final String THEIR_ROUTE = "how the tenant reaches this server; set there";
    private static final String THEIR_FILTER = "the tenant's filter looks for the source behind this server; set there";
    private static final String RESERVED = "reserved for Microsoft";
    private static final String OF_THE_LISTENER = "belongs to the listener: set it in smtpserver.xml";
    private static final String OF_JAMES = "James has its own limit for the whole server, and no such one for a connector";

    static final Map<String, String> INBOUND = table(
        "ClientHostNames", RESERVED,
        "AssociatedAcceptedDomains", "not for this type",
        "EFSkipMailGateway", RESERVED,
        "EFTestMode", RESERVED,
        "ScanAndDropRecipients", RESERVED,
        "TrustedOrganizations", "other tenants that the tenant trusts: only between tenants of Microsoft",
        "EFSkipLastIP", THEIR_FILTER,
        "EFSkipIPs", THEIR_FILTER,
        "EFUsers", THEIR_FILTER,
        "TreatMessagesAsInternal", "how the tenant takes our mail; set there");

    static final Map<String, String> OUTBOUND = table(
        "RouteAllMessagesViaOnPremises", "the tenant sends its mail to others through this server, which relays it: nothing is to be set here",
        "AllAcceptedDomains", THEIR_ROUTE,
        "RecipientDomains", THEIR_ROUTE,
        "IsTransportRuleScoped", THEIR_ROUTE,
        "UseMXRecord", THEIR_ROUTE,
        "SmartHosts", THEIR_ROUTE,
        "TlsDomain", "the certificate of this server's listener must carry that name",
        "SenderRewritingEnabled", "the tenant rewrites before it sends here; set there",
        "SmtpDaneMode", "DANE is not offered here",
        "MtaStsMode", "MTA-STS is not offered here",
        "LinkForModifiedConnector", RESERVED,
        "LinkedConnector", RESERVED,
        "IsValidated", "the outcome of a test on the other side",
        "LastValidationTimestamp", "the outcome of a test on the other side",
        "ValidationRecipients", "for tests on the other side");

    static final Map<String, String> SEND = table(
        "AuthenticationCredential", "a password is never printed by Exchange: add <credentials>",
        "ErrorPolicies", "James decides by the reply",
        "ForceHELO", "EHLO is always tried first",
        "Fqdn", "James has one name for EHLO (helloName)",
        "FrontendProxyEnabled", "there are no front-end servers here",
        "IsCoexistenceConnector", "Exchange's own coexistence",
        "IsScopedConnector", "there are no sites here",
        "LinkedReceiveConnector", "name the connector by a rule (RouteToConnector) instead",
        "MaxMessageSize", "outbound connectors have no largest size; set it where mail comes in",
        "ProtocolLoggingLevel", "logging is set in logback.xml",
        "Region", "there are no regions here",
        "RequireOorg", "Exchange's own coexistence",
        "SmartHostsString", "the same as SmartHosts",
        "SourceTransportServers", "each server reads the same file",
        "TlsCertificateName", "the certificate lies in the store of Windows: export it as PEM and name it by <clientCertificate>",
        "UseExternalDNSServersEnabled", "name servers are set for all connectors: <dns>");

    static final Map<String, String> RECEIVE = receive();

    static final Map<String, String> ACCEPTED_DOMAIN = table(
        "AddressBookEnabled", "about recipients in Exchange's directory",
        "AuthenticationType", "about logins to the tenant",
        "CanHaveCloudCache", "about Exchange's own caches",
        "CatchAllRecipientID", "a catch-all is a mapping of James (recipient rewriting)",
        "Default", "no domain is the default here",
        "DualProvisioningEnabled", "about provisioning",
        "EmailOnly", "about provisioning",
        "EnableNego2Authentication", "about logins to Exchange",
        "ExternallyManaged", "about provisioning",
        "FederatedOrganizationLink", "Exchange's federation",
        "InitialDomain", "which domain the tenant began with",
        "IsCoexistenceDomain", "which domain the tenant's mailboxes are reached by",
        "IsDefaultFederatedDomain", "Exchange's federation",
        "LiveIdInstanceType", "about logins to the tenant",
        "MailFlowPartner", "Microsoft's partners",
        "MailFlowRegion", "regions of Microsoft",
        "MakeDefault", "no domain is the default here",
        "OutboundOnly", "James decides by its users whether mail is taken for the domain",
        "PendingCompletion", "about provisioning",
        "PendingFederatedAccountNamespace", "Exchange's federation",
        "PendingFederatedDomain", "Exchange's federation",
        "PendingRelease", "about provisioning",
        "PendingRemoval", "about provisioning",
        "PerimeterDuplicateDetected", "about provisioning",
        "RawTrustedAccountNamespace", "Exchange's federation",
        "SendingFromDomainDisabled", "refuse such senders in James",
        "SendingToDomainDisabled", "refuse such recipients in James",
        "Name", "the domain is its own name",
        "IsDefault", "no domain is the default here");

    private Reasons() {
    }

    private static Map<String, String> receive() {
        Map<String, String> table = table(
            "PermissionGroups", "who may send is said by the type of the connector and by James's own users",
            "MessageRateSource", "the limit counts by connector",
            "DomainSecureEnabled", "list the partner's domains in a connector of type partner with restrictDomainsToCertificate",
            "ProtocolLoggingLevel", "logging is set in logback.xml",
            "Server", "each server reads the same file",
            "TransportRole", "there are no roles here",
            "TlsCertificateName", "the certificate of a listener is set in smtpserver.xml (tls)",
            "Bindings", "the addresses and ports of a listener are set in smtpserver.xml (bind)");
        for (String property : new String[] {
            "AdvertiseClientSettings", "AuthTarpitInterval", "Banner", "BareLinefeedRejectionEnabled",
            "BinaryMimeEnabled", "ChunkingEnabled", "ConnectionInactivityTimeout", "ConnectionTimeout",
            "DefaultDomain", "DeliveryStatusNotificationEnabled", "EightBitMimeEnabled", "EnableAuthGSSAPI",
            "EnhancedStatusCodesEnabled", "ExtendedProtectionPolicy", "ExtendedProtectionTlsTerminatedAtProxy", "Fqdn",
            "LiveCredentialEnabled", "LongAddressesEnabled", "OrarEnabled", "PipeliningEnabled",
            "ProxyTargets", "RejectReservedSecondLevelRecipientDomains", "RejectReservedTopLevelRecipientDomains", "RejectSingleLabelRecipientDomains",
            "RequireEHLODomain", "ServiceDiscoveryFqdn", "SizeEnabled", "SmtpUtf8Enabled",
            "SuppressXAnonymousTls", "TarpitInterval", "VirtualDirectoryName"}) {
            table.put(property, OF_THE_LISTENER);
        }
        for (String property : new String[] {
            "MaxAcknowledgementDelay", "MaxHeaderSize", "MaxHopCount", "MaxInboundConnectionPercentagePerSource",
            "MaxInboundConnectionPerSource", "MaxLocalHopCount", "MaxLogonFailures", "MaxProtocolErrors"}) {
            table.put(property, OF_JAMES);
        }
        return table;
    }

    static Optional<String> of(String property, Map<String, String> reasons) {
        return Optional.ofNullable(reasons.get(property));
    }

    static boolean isBookkeeping(String property) {
        return BOOKKEEPING.contains(property) || property.toLowerCase(Locale.ROOT).startsWith("ps");
    }

    /** Whether there is nothing in it: no value, false, 0, none, unlimited. */
    static boolean isUnset(Json value) {
        return Shape.isEmpty(value) || value instanceof Json.Flag flag && !flag.value()
            || value instanceof Json.Text text && (text.number() && text.text().equals("0") || text.text().equalsIgnoreCase("none") || text.text()
                .equalsIgnoreCase("false") || text.text().equalsIgnoreCase("unlimited"));
    }

    private static TreeMap<String, String> table(String... pairs) {
        TreeMap<String, String> table = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (int i = 0; i < pairs.length; i += 2) {
            table.put(pairs[i], pairs[i + 1]);
        }
        return table;
    }

    private static Set<String> ignoringCase(Stream<String> names) {
        TreeSet<String> set = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        names.forEach(set::add);
        return set;
    }
}
