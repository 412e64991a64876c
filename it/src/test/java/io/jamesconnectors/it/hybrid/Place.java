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
package io.jamesconnectors.it.hybrid;

import java.util.Locale;

/** Where mail comes from and goes to, seen from the James on premises. */
enum Place {
    /** A mailbox of James. */
    HERE("hans@contoso.com", "anna@contoso.com", "127.0.0.5"),
    /** A mailbox of the same domain in Exchange Online. */
    THERE("bob@contoso.com", "alice@contoso.com", "127.0.0.40"),
    /** Anybody else. */
    OUTSIDE("ed@fabrikam.com", "ann@fabrikam.com", "127.0.0.2"),
    /** A partner with connectors in both directions, known by its certificate. */
    PARTNER("pam@contosobank.com", "paul@contosobank.com", "127.0.0.3"),
    /** An address of the domain that has a mailbox on neither side. */
    NOBODY("", "nobody@contoso.com", "");

    private final String sender;
    private final String recipient;
    private final String address;

    Place(String sender, String recipient, String address) {
        this.sender = sender;
        this.recipient = recipient;
        this.address = address;
    }

    /** Who sends from there; empty where nobody does. */
    String sender() {
        return sender;
    }

    /** Who gets mail there. */
    String recipient() {
        return recipient;
    }

    /** The address that connections from there come from. */
    String address() {
        return address;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static String domain(String mailbox) {
        return mailbox.substring(mailbox.indexOf('@') + 1);
    }
}
