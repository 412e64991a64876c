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
        "No server could be verified with it, so no mail would leave.",
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

    NEVER_IDENTIFIES("CON-040", ERROR, "An organization connector without addresses",
        "It recognises our own devices and servers by their addresses; without any it can never match.",
        "add <senderIPAddresses>."),
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
        "set <requireTls>true</requireTls> or <restrictDomainsToIPAddresses>true</restrictDomainsToIPAddresses> if you want more than that."),
    AMBIGUOUS_ADDRESSES("CON-046", ERROR, "Two organization connectors hold the same address block",
        "Neither is more specific than the other, so it would be luck which of them is used.",
        "remove the block from one of them."),
    OPEN_RELAY("CON-047", ERROR, "An organization connector covers a large part of the internet",
        "The sender's address is easily forged, so strangers could send through this server to everyone: an open relay.",
        "list the networks of your own devices and servers only."),
    WIDE_BLOCK("CON-048", WARNING, "An organization connector covers an unusually large block",
        "Every machine in it can send to everyone in the name of your accepted domains.",
        "list the networks of your own devices and servers only."),
    NEVER_GRANTS("CON-049", WARNING, "An organization connector, but no accepted domains",
        "Mail to outside recipients also needs a sender in an accepted domain; without any, the connector never lets mail out.",
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
        "write the name in the certificate of the other side, such as mail.contoso.com or *.contoso.com.");

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
