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
package io.jamesconnectors.connectors.diagnostics;

import static io.jamesconnectors.connectors.diagnostics.Severity.ERROR;
import static io.jamesconnectors.connectors.diagnostics.Severity.NOTE;
import static io.jamesconnectors.connectors.diagnostics.Severity.WARNING;

/**
 * Every rule that {@code connectors.xml} is checked against. An id is never reused; {@code docs/reference/checks.md} explains each.
 * {@code why} and {@code remedy} are what a diagnostic says when the place has nothing better to say.
 */
public enum Check {
    UNREADABLE("CON-001", ERROR, "The file can't be read",
        "Without it there is no configuration.",
        "name an existing connectors.xml that this user may read."),
    NOT_WELL_FORMED("CON-002", ERROR, "The file is no well-formed XML",
        "Nothing after this place can be understood.",
        "close every element, quote every attribute, and write &amp; for & and &lt; for <."),
    NOT_UTF8("CON-003", ERROR, "The file is not UTF-8 text",
        "Its letters can't be told apart.",
        "save the file as UTF-8 (every editor offers that when saving)."),
    DOCTYPE("CON-004", ERROR, "The file declares a DOCTYPE or entities",
        "These can pull in other files and exhaust the memory, so they are refused.",
        "remove the <!DOCTYPE …> declaration and write the values out, or use ${env:NAME}."),
    TOO_LARGE("CON-005", ERROR, "The file is too large or too deeply nested",
        "A file beyond these bounds is a mistake or an attack, and would exhaust the memory.",
        "check that this is the right file."),
    UNDEFINED_VARIABLE("CON-006", ERROR, "An environment variable is not defined",
        "The value is unknown.",
        "define the variable in the environment of the server, or write the value into the file."),
    FORBIDDEN_VARIABLE("CON-007", ERROR, "A variable is not of the form ${env:NAME}",
        "Only the environment may be read; scripts, URLs, files and the like are switched off.",
        "write ${env:NAME}, with a name of letters, digits and underscores, or write the value into the file."),
    MANY_MORE("CON-008", WARNING, "There are more diagnostics than are shown",
        "A thousand are enough to see what is wrong.",
        "mend these first, then check again."),

    UNKNOWN_ELEMENT("CON-010", ERROR, "Unknown element",
        "It would be ignored, and mail would not go the way that you meant.",
        "correct its spelling or remove it."),
    UNKNOWN_ATTRIBUTE("CON-011", ERROR, "Unknown attribute",
        "It would be ignored, and mail would not go the way that you meant.",
        "correct its spelling or remove it."),
    MISSING_ATTRIBUTE("CON-012", ERROR, "A required attribute is missing",
        "There is no safe value to assume.",
        "add the attribute."),
    REPEATED_ELEMENT("CON-013", ERROR, "An element is given twice",
        "Only one of the two could hold.",
        "keep one; put the entries of a list into one element, separated by commas."),
    STRAY_TEXT("CON-014", ERROR, "Text where only elements belong",
        "It would be ignored.",
        "remove the text, or put it into <comment> or an XML comment <!-- … -->."),
    NOT_IN_SCHEMA("CON-015", ERROR, "The schema does not allow this",
        "connectors.xsd says what may stand here.",
        "compare with the reference page of the option."),

    BAD_NAME("CON-020", ERROR, "Bad connector name",
        "Queues, logs and commands use the name.",
        "give the connector a name of 1 to 64 printable characters."),
    BAD_DOMAIN("CON-021", ERROR, "Bad domain",
        "It could never match.",
        "write a domain such as contoso.com, *.contoso.com for it with all its subdomains, or * for all; separate several by commas."),
    BAD_ADDRESS("CON-022", ERROR, "Bad IP address or block",
        "It could never match, or would match more than you meant.",
        "write an address such as 192.0.2.1 or a block such as 192.0.2.0/24 or 2001:db8::/64; separate several by commas."),
    BAD_WORD("CON-023", ERROR, "Unknown word",
        "The option knows only certain words, and upper and lower case matter.",
        "use one of the expected words."),
    BAD_NUMBER("CON-024", ERROR, "Bad number",
        "The option takes a whole number within bounds.",
        "write a number within the bounds."),
    BAD_DURATION("CON-025", ERROR, "Bad duration",
        "The option takes a time with its unit.",
        "write a whole number and s, m, h or d, such as 30s, 10m, 24h or 2d."),
    BAD_HOST("CON-026", ERROR, "Bad host",
        "No connection could be made.",
        "write one host or IP address, with its port where it is not the usual one: mail.contoso.com, mail.contoso.com:2525, 192.0.2.1, [2001:db8::1]:25."),
    EMPTY_VALUE("CON-027", ERROR, "A value is empty",
        "It is unclear whether nothing or everything is meant.",
        "give a value, or remove the option so that its default holds."),
    REPEATED_ENTRY("CON-028", WARNING, "An entry stands twice in a list",
        "It has no effect, and one of the two may be a slip of the pen.",
        "remove one of them."),
    BAD_CERTIFICATES_FILE("CON-029", ERROR, "The file of trusted certificates can't be used",
        "Nobody could be verified with it: no mail would leave, and no client would be recognised.",
        "name a PEM file with at least one -----BEGIN CERTIFICATE-----, readable by the server."),

    DUPLICATE_CONNECTOR("CON-030", ERROR, "Two connectors have the same name",
        "Queues, logs and commands could not tell them apart; upper and lower case make no difference.",
        "rename one of them."),
    RESERVED_NAME("CON-031", ERROR, "The name is reserved",
        "\"mx\" is the name of the ordinary delivery by MX record, used where no outbound connector matches.",
        "rename the connector."),
    DUPLICATE_ACCEPTED_DOMAIN("CON-032", ERROR, "An accepted domain is given twice",
        "Only one of the two types could hold.",
        "remove one of them."),

    NEVER_IDENTIFIES("CON-040", ERROR, "A connector for own mail that recognises nobody",
        "It recognises its peers by their addresses or by the name of their certificate; without either it can never match.",
        "add <senderIPAddresses> or <tlsSenderCertificateName>."),
    NO_SENDER_DOMAINS("CON-041", ERROR, "A partner connector without sender domains",
        "It applies to mail from these domains; without any it can never match.",
        "add <senderDomains>; * means all domains."),
    RESTRICTED_TO_NO_ADDRESS("CON-042", ERROR, "Restricted to addresses, but none is given",
        "All mail from the sender domains would be refused.",
        "add <senderIPAddresses>, or remove <restrictDomainsToIPAddresses>."),
    OPTION_OF_OTHER_TYPE("CON-043", ERROR, "The option belongs to another type of connector",
        "It has no meaning for a connector of this type.",
        "remove the option, or change the type of the connector."),
    ADDRESSES_WITHOUT_EFFECT("CON-044", WARNING, "The addresses of a partner connector have no effect",
        "The addresses of a partner act only together with restrictDomainsToIPAddresses; as it stands, mail from all addresses is taken.",
        "set <restrictDomainsToIPAddresses>true</restrictDomainsToIPAddresses>, or remove <senderIPAddresses>."),
    RECOGNISES_ONLY("CON-045", WARNING, "A partner connector restricts nothing",
        "It only names the mail in logs and attributes; everyone may send as the partner, without encryption.",
        "set <requireTls>, <restrictDomainsToIPAddresses> or <restrictDomainsToCertificate> to true if you want more than that."),
    AMBIGUOUS_ADDRESSES("CON-046", ERROR, "Two connectors for own mail hold the same addresses",
        "Neither is more specific than the other, so it would be luck which of them is used.",
        "remove them from one of the two."),
    OPEN_RELAY("CON-047", ERROR, "A connector for own mail covers a large part of the internet",
        "The sender's address is easily forged, so strangers could send through this server to everyone: an open relay.",
        "list the networks of your own devices and servers only."),
    WIDE_BLOCK("CON-048", WARNING, "A connector for own mail covers an unusually large block",
        "Every machine in it can send to everyone in the name of your accepted domains.",
        "list the networks of your own devices and servers only."),
    NEVER_GRANTS("CON-049", WARNING, "A connector for own mail, but no accepted domains",
        "Mail to outside recipients also needs proof of an accepted domain; without any, the connector never lets mail out.",
        "add your domains to <acceptedDomains>."),

    NO_ROUTE("CON-060", ERROR, "An outbound connector without a route",
        "With useMxRecord false there must be smart hosts to send to.",
        "add <smartHosts>, or remove <useMxRecord>false</useMxRecord>."),
    TWO_ROUTES("CON-061", ERROR, "An outbound connector with two routes",
        "Mail goes either to the MX records of the recipient's domain or to smart hosts.",
        "remove <useMxRecord>, or remove <smartHosts>."),
    NO_RECIPIENT_DOMAINS("CON-062", ERROR, "An outbound connector without recipient domains",
        "It would never be chosen.",
        "add <recipientDomains>; * means all domains."),
    AMBIGUOUS_RECIPIENTS("CON-063", ERROR, "Two outbound connectors for the same recipients",
        "Neither is more specific than the other, so it would be luck which of them is used.",
        "remove the domain from one of them, or switch one off with enabled=\"false\"."),
    TLS_DOMAIN_WITHOUT_EFFECT("CON-064", ERROR, "tlsDomain without DomainValidation",
        "The name of the certificate is compared with DomainValidation only, so the mail would be less safe than it looks.",
        "set <tlsSettings>DomainValidation</tlsSettings>, or remove <tlsDomain>."),
    NO_TLS_DOMAIN("CON-065", ERROR, "DomainValidation to smart hosts without tlsDomain",
        "It would be unknown which name the certificate of the smart host must carry.",
        "add <tlsDomain> with the name in the certificate of the smart host."),
    DOWNGRADE("CON-066", WARNING, "Mail may leave unencrypted",
        "With opportunistic, mail goes in clear whenever the other side, or someone in between, offers no TLS.",
        "set <tlsSettings> to EncryptionOnly or stronger."),
    CERTIFICATES_WITHOUT_EFFECT("CON-067", WARNING, "trustedCertificates has no effect",
        "Certificates are verified with CertificateValidation or DomainValidation only.",
        "set <tlsSettings> to CertificateValidation or DomainValidation, or remove <trustedCertificates>."),
    EXPIRES_BEFORE_RETRY("CON-068", ERROR, "Mail expires before it is tried again",
        "A first failure, such as greylisting, would return the mail to its sender at once.",
        "make expireAfter longer than the first of the waits (default: 1m)."),
    ANY_TLS_DOMAIN("CON-069", ERROR, "tlsDomain accepts every certificate",
        "With * anyone's valid certificate would do, which is CertificateValidation under another name.",
        "write the name in the certificate of the other side, such as mail.contoso.com or *.contoso.com."),

    BAD_ISSUER("CON-070", ERROR, "Bad issuer",
        "No certificate could name such an issuer.",
        "write the distinguished name as openssl x509 -issuer -nameopt RFC2253 prints it."),
    ISSUER_BACKWARDS("CON-071", WARNING, "The issuer seems to be written backwards",
        "The order counts: a certificate whose issuer is written in the other order does not match.",
        "write the most specific part first, as openssl x509 -issuer -nameopt RFC2253 prints it."),
    BAD_FINGERPRINT("CON-072", ERROR, "Bad fingerprint",
        "No certificate could have it.",
        "write the 64 hexadecimal digits of a SHA-256 fingerprint, with colons between the pairs or without."),
    BAD_SIZE("CON-073", ERROR, "Bad size",
        "The option takes a number of bytes.",
        "write a number of bytes, or a number and k or m, such as 36m."),
    BAD_LISTENER("CON-074", ERROR, "Bad name of a listener",
        "The connector would hold nowhere.",
        "write the name that <listener> gives in the handler of smtpserver.xml; separate several by commas."),
    BAD_MAILBOX("CON-075", ERROR, "Bad mail address",
        "It could never match a recipient.",
        "write an address such as anna@contoso.com; separate several by commas."),
    BAD_LIST_NAME("CON-076", ERROR, "Bad name of published addresses",
        "<senderIPAddresses> could not refer to it.",
        "write a letter, then letters, digits and hyphens, at most 64."),
    DUPLICATE_LIST("CON-077", ERROR, "Two lists of published addresses have the same name",
        "It would be luck which of them is used.",
        "rename one of them."),
    BAD_LIST("CON-078", ERROR, "The list of published addresses can't be used",
        "Without its addresses the server would not recognise Office 365; with a part of them it would recognise some of it.",
        "fetch the list again, or remove the file where the server keeps it up to date."),
    LIST_NOT_FETCHED("CON-079", WARNING, "The list of published addresses is not there yet",
        "Until the server has fetched it, nobody is recognised by it.",
        "nothing, when the server may reach the web service; else fetch the list by hand."),
    BAD_LIST_URL("CON-080", ERROR, "Bad address of the web service",
        "Whoever can change the list on its way decides who is taken for Office 365.",
        "write https:// and a host, without a query; http:// is for this machine only."),
    UNKNOWN_LIST("CON-081", ERROR, "Unknown published addresses",
        "It could never match.",
        "add <publishedAddresses>, or write addresses and blocks."),
    UNUSED_LIST("CON-082", WARNING, "Published addresses that no connector uses",
        "They have no effect.",
        "name them in <senderIPAddresses>, or remove them."),
    ANY_CERTIFICATE_NAME("CON-083", ERROR, "A certificate name that everyone can have",
        "Strangers get certificates of such names for nothing, so the connector would hold for them.",
        "write the names in the certificate of the other side, such as mail.contoso.com or *.contoso.com."),
    CERTIFICATE_WITHOUT_NAME("CON-084", ERROR, "tlsSenderCertificate without a name",
        "A certificate is recognised by its name first; the rest is demanded of a certificate of that name.",
        "add <tlsSenderCertificateName>."),
    RESTRICTED_TO_NO_CERTIFICATE("CON-085", ERROR, "Restricted to a certificate, but none is named",
        "All mail from the sender domains would be refused.",
        "add <tlsSenderCertificateName>, or remove <restrictDomainsToCertificate>."),
    CERTIFICATE_WITHOUT_EFFECT("CON-086", WARNING, "The certificate of a partner connector has no effect",
        "The certificate of a partner acts only together with restrictDomainsToCertificate; as it stands, mail with any certificate or none is taken.",
        "set <restrictDomainsToCertificate>true</restrictDomainsToCertificate>, or remove <tlsSenderCertificateName>."),
    ADDRESS_AND_CERTIFICATE("CON-087", ERROR, "Addresses and a certificate in one partner connector",
        "Whether both or one of them would do can't be seen, and Microsoft advises against it.",
        "make two connectors, one by address and one by certificate: mail that meets either passes."),
    AMBIGUOUS_CERTIFICATE("CON-088", ERROR, "Two connectors for own mail expect the same certificate",
        "Neither is more specific than the other, so it would be luck which of them is used.",
        "remove the name from one of them, or tell the certificates apart by issuer or fingerprint."),
    SHARED_BY_ALL_TENANTS("CON-089", ERROR, "An organization connector for all customers of Microsoft",
        "The addresses and the certificate of Office 365 are shared by all its customers, and each of them can write your domain into MAIL FROM: an open relay.",
        "set type=\"office365\", which also demands proof of your own tenant."),
    NOT_MICROSOFTS_NAME("CON-090", WARNING, "An office365 connector with a certificate that is not Microsoft's",
        "Exchange Online shows a certificate of its own name, never one of yours, so this would not recognise it; whoever holds such a certificate could name your tenant.",
        "write mail.protection.outlook.com."),
    TENANT_BY_ADDRESS("CON-091", WARNING, "An office365 connector with addresses of its own",
        "Microsoft's addresses change, and what a client at these says about the tenant (XOORG) is not believed: only certificate and published addresses are Microsoft's alone.",
        "use <tlsSenderCertificateName>mail.protection.outlook.com</tlsSenderCertificateName>, or the name of <publishedAddresses>."),
    NAME_PROVES_NOTHING("CON-092", WARNING, "A certificate name in no accepted domain",
        "Relaying needs a second proof. A certificate of an accepted domain is one; with this name only senders in accepted domains can relay, and no mail without sender, such as bounces.",
        "add the domain of the name to <acceptedDomains> if it is yours."),
    INTERNAL_IN_TWO_WAYS("CON-093", ERROR, "treatMessagesAsInternal together with cloudServicesMailEnabled",
        "The one judges by the sender, the other by headers of the other side; Exchange Online refuses both too.",
        "remove one of them."),
    HEADERS_LEFT_ALONE("CON-094", WARNING, "Cross-premises headers are left as they are",
        "This version neither promotes nor removes X-MS-Exchange-CrossPremises headers; the option has no effect yet.",
        "keep it for later, or remove it."),
    NOT_AN_ACCEPTED_DOMAIN("CON-095", ERROR, "Not an accepted domain",
        "associatedAcceptedDomains picks from the accepted domains; what is none of them would never count.",
        "add it to <acceptedDomains>, or remove it."),
    ASSOCIATED_FOR_TESTS("CON-096", WARNING, "associatedAcceptedDomains is meant for tests",
        "Mail of your other domains is treated as if the connector were not there, which is easily forgotten.",
        "remove <associatedAcceptedDomains> when the test is over."),
    NO_DIRECT_SEND_TO_REJECT("CON-097", WARNING, "rejectDirectSend, but no accepted domains",
        "Direct send is mail in the name of an accepted domain; without any, nothing is refused.",
        "add your domains to <acceptedDomains>."),
    OLD_TLS("CON-098", WARNING, "Old versions of TLS are taken",
        "TLS 1.0 and 1.1 are broken and retired (RFC 8996): who sits in between may read the mail.",
        "remove minimumVersion, or set it to TLSv1.2."),
    MINIMUM_WITHOUT_EFFECT("CON-099", WARNING, "minimumVersion without requireTls",
        "Where TLS is not required, its version isn't either.",
        "set <requireTls> to true, or remove minimumVersion."),
    WHOLE_INTERNET_RESTRICTED("CON-100", WARNING, "A partner connector for the whole internet",
        "All mail from outside has to meet its terms, and what does not is refused: what you want behind a gateway or filtering service, and nowhere else.",
        "nothing, if all mail comes through that gateway; else name the domains of the partner."),
    HOPS_WITHOUT_EFFECT("CON-101", WARNING, "efSkipIPs together with efSkipLastIP",
        "With efSkipLastIP only the last hop is passed over, whatever else is listed.",
        "remove one of them."),
    USERS_WITHOUT_HOPS("CON-102", ERROR, "efUsers without hops to pass over",
        "For nobody is anything passed over.",
        "add <efSkipLastIP>true</efSkipLastIP> or <efSkipIPs>, or remove <efUsers>."),
    HOP_SKIPPED_ANYWAY("CON-103", WARNING, "A private address in efSkipIPs",
        "Private and local addresses are passed over without being listed.",
        "remove it."),
    MICROSOFTS_HOP("CON-104", WARNING, "Addresses of Microsoft in efSkipIPs",
        "Mail from there has been judged by Microsoft; behind it stands whoever wrote to it, and Exchange Online does not take these addresses either.",
        "remove them, unless a filter here is to judge anew what Microsoft has passed on."),
    ALL_HOPS_SKIPPED("CON-105", ERROR, "efSkipIPs covers a large part of the internet",
        "The source would be read out of lines that the sender can forge.",
        "list the addresses of your own gateways and filtering services only."),
    NOT_IN_EXCHANGE_ONLINE("CON-106", NOTE, "Addresses that Exchange Online would not take",
        "An inbound connector there takes only IPv4, and only single addresses and blocks from /24 to /32.",
        "nothing, for this server; write IPv4 addresses and shorter blocks for a connector that is to be made there too.");

    private final String id;
    private final Severity severity;
    private final String title;
    private final String why;
    private final String remedy;

    Check(String id, Severity severity, String title, String why, String remedy) {
        this.id = id;
        this.severity = severity;
        this.title = title;
        this.why = why;
        this.remedy = remedy;
    }

    public String id() {
        return id;
    }

    public Severity severity() {
        return severity;
    }

    /** A few words, without a full stop. */
    public String title() {
        return title;
    }

    /** A diagnostic with the usual reason and remedy. */
    public Diagnostic at(Position position, String what) {
        return at(position, what, remedy);
    }

    /** A diagnostic with a remedy for just this place. */
    public Diagnostic at(Position position, String what, String betterRemedy) {
        return new Diagnostic(id, severity, position, what, why, betterRemedy);
    }
}
