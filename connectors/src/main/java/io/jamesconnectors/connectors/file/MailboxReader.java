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
package io.jamesconnectors.connectors.file;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import io.jamesconnectors.connectors.DomainName;
import io.jamesconnectors.connectors.Mailbox;
import io.jamesconnectors.connectors.diagnostics.Check;

/** Reads {@code credentials}: the mailboxes of one connector, each of whose senders is named once. */
final class MailboxReader {
    private static final int MAX_USER = 320;

    private final Findings findings;
    private final Options options;
    private final LoginReader logins;

    MailboxReader(Findings findings, LoginReader logins) {
        this.findings = findings;
        this.options = new Options(findings);
        this.logins = logins;
    }

    /** All that can be used; what is wrong with the others has been reported. */
    List<Mailbox> read(Node connector) {
        Optional<Node> credentials = connector.child("credentials");
        if (credentials.filter(present -> present.lacks("mailbox")).isPresent()) {
            findings.add(Check.EMPTY_VALUE, credentials.get().position(), "<credentials> names no <mailbox>");
        }
        Map<String, Node> owners = new HashMap<>();
        List<Node> nodes = credentials.map(present -> present.all("mailbox")).orElse(List.of());
        nodes.forEach(node -> node.attribute("user").ifPresent(user -> claim(owners, node, user)));
        return nodes.stream().flatMap(node -> mailbox(node, owners).stream()).toList();
    }

    private Optional<Mailbox> mailbox(Node node, Map<String, Node> owners) {
        List<Mailbox.Sender> senders = new ArrayList<>();
        for (Options.Entry<Mailbox.Sender> entry : options.list(node.attribute("senders"), Check.BAD_SENDER, MailboxReader::sender)) {
            claim(owners, node, entry.place());
            senders.add(entry.value());
        }
        Optional<String> user = options.parsed(node.attribute("user"), Check.BAD_LOGIN, MailboxReader::user);
        return logins.read(node).flatMap(login -> user.map(known -> new Mailbox(known, senders, login)));
    }

    private void claim(Map<String, Node> owners, Node node, Value place) {
        Node owner = owners.putIfAbsent(place.text().toLowerCase(Locale.ROOT), node);
        if (owner != null && owner != node && !place.broken()) {
            findings.add(Check.AMBIGUOUS_MAILBOX, place.position(),
                Options.quoted(place) + " is the mailbox or a sender of another <mailbox> too, on line " + owner.position().line());
        }
    }

    private static String user(String text) {
        if (text.length() > MAX_USER || text.codePoints().anyMatch(MailboxReader::isUnprintable)) {
            throw new IllegalArgumentException("user is not printable, has a space, or is longer than " + MAX_USER + " characters (expected: such as scanner@contoso.com)");
        }
        return text;
    }

    private static Mailbox.Sender sender(String text) {
        return text.indexOf('@') < 0 ? new Mailbox.Sender.Domain(Options.pattern(text)) : new Mailbox.Sender.Address(address(text));
    }

    /** An address, its domain in the canonical spelling. */
    static String address(String text) {
        int at = text.lastIndexOf('@');
        if (at < 1 || at > 64 || text.codePoints().anyMatch(c -> isUnprintable(c) || c == '<' || c == '>')) {
            throw new IllegalArgumentException("'" + Options.shown(text) + "' is no mail address (expected: such as scanner@contoso.com)");
        }
        return text.substring(0, at + 1) + DomainName.parse(text.substring(at + 1)).asString();
    }

    private static boolean isUnprintable(int c) {
        return c <= ' ' || Character.isISOControl(c) || Character.getType(c) == Character.FORMAT || Character.isWhitespace(c);
    }
}
