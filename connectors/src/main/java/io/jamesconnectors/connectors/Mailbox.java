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
package io.jamesconnectors.connectors;

import java.util.List;
import java.util.Locale;

/**
 * A mailbox that a connector logs in as, and the mail that is sent as it. Each has its own connections and its own pace, since Exchange Online counts by
 * mailbox.
 *
 * @param user the login name; with Exchange Online the mailbox's address. Printable, without spaces, at most 320 characters
 * @param senders whose mail is sent as this mailbox, by MAIL FROM, besides its own; the first mailbox of a connector that names none takes what no other takes
 * @param login with what it proves itself
 */
public record Mailbox(String user, List<Sender> senders, Login login) {
    public Mailbox {
        senders = List.copyOf(senders);
        if (user.isEmpty() || user.length() > 320 || user.codePoints().anyMatch(c -> c == ' ' || Character.isISOControl(c) || Character.getType(c) == Character.FORMAT)) {
            throw new IllegalArgumentException("user: not printable, or longer than 320 characters (expected: such as scanner@contoso.com)");
        }
    }

    /** The login name, whatever the case of its letters, in the form of {@link ConnectorName#encoded}. */
    public String encodedUser() {
        return ConnectorName.encoded(user.toLowerCase(Locale.ROOT));
    }

    /** Whose mail. The exact address goes before the exact domain, this before the longest wildcard, this before {@code *}. */
    public sealed interface Sender {
        /**
         * One address.
         *
         * @param address with the domain in lower case
         */
        record Address(String address) implements Sender {
        }

        /**
         * All of a domain.
         *
         * @param pattern as in {@code senderDomains}
         */
        record Domain(DomainPattern pattern) implements Sender {
        }
    }
}
