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
package io.jamesconnectors.migration.postfix;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.jamesconnectors.connectors.Login;
import io.jamesconnectors.connectors.Mailbox;
import io.jamesconnectors.connectors.SecretSource;
import io.jamesconnectors.migration.Plain;
import io.jamesconnectors.migration.Report;
import io.jamesconnectors.migration.SecretFile;
import io.jamesconnectors.migration.Unreadable;

/** {@code sasl_passwd}: logins by next hop, and by sender. Its values are secrets: nothing here puts one into a message. */
final class Logins {
    private final Map<String, Entry> byKey = new LinkedHashMap<>();
    private final Set<SecretFile> secrets = new LinkedHashSet<>();
    private final Set<String> names = new HashSet<>();
    private final Optional<Path> directory;

    /** A login, and the part of the report about it. */
    private record Entry(String user, SecretFile secret, Report.Of report, String setting) {
    }

    /** @param directory where secrets are to be kept; empty where none may be, and logins are left out */
    Logins(Optional<Path> directory) {
        this.directory = directory;
    }

    void add(Table table, Report report) throws Unreadable {
        for (Table.Entry entry : table.entries()) {
            Report.Of about = report.of(table.file(), "line " + entry.line());
            int colon = entry.value().indexOf(':');
            String user = colon < 0 ? "" : entry.value().substring(0, colon);
            if (user.isEmpty() || colon == entry.value().length() - 1 || user.length() > 320 || !user.equals(Plain.comment(user)) || user.matches(".*\\s.*")) {
                throw new Unreadable(table.file(), entry.line(), "has no login (expected: key user:password, the user without blanks)");
            }
            if (directory.isEmpty()) {
                about.dropped(shown(entry), "secrets are not taken here: use the command, or write the password into a file and name it by <credentials>");
            } else if (byKey.containsKey(entry.key().toLowerCase(Locale.ROOT))) {
                about.dropped(shown(entry), "the key is there already");
            } else {
                Path file = directory.get().resolve(fileName(entry.key(), user));
                byKey.put(entry.key().toLowerCase(Locale.ROOT), new Entry(user, new SecretFile(file, entry.value().substring(colon + 1)), about, shown(entry)));
                about.dropped(shown(entry), "no connector has this next hop, or it goes by MX records");
            }
        }
    }

    private static String shown(Table.Entry entry) {
        return Plain.shown(entry.key());
    }

    /** The mailbox that is logged in as at a next hop. */
    Optional<Mailbox> at(NextHop hop) {
        return found(hop.written()).or(() -> found(hop.host().host())).or(() -> found("[" + hop.host().host() + "]"))
            .map(entry -> mailbox(entry, List.of(), "credentials of the connector to " + hop.host()));
    }

    /** The mailboxes that are logged in as for certain senders; only where Postfix looks for them. */
    List<Mailbox> ofSenders() {
        return byKey.entrySet().stream().filter(entry -> entry.getKey().indexOf('@') > 0 && isMailbox(entry.getKey()))
            .map(entry -> mailbox(entry.getValue(), List.of(new Mailbox.Sender.Address(entry.getKey())), "credentials, for mail of this sender")).toList();
    }

    private static boolean isMailbox(String key) {
        return key.matches("[^\\s<>\"\\[\\]]{1,64}@[a-z0-9.-]{1,253}");
    }

    private Optional<Entry> found(String key) {
        return Optional.ofNullable(byKey.get(key.toLowerCase(Locale.ROOT)));
    }

    private Mailbox mailbox(Entry entry, List<Mailbox.Sender> senders, String where) {
        entry.report().changed(entry.setting(), where + "; the password is in a file of its own");
        secrets.add(entry.secret());
        boolean own = senders.stream().anyMatch(sender -> sender instanceof Mailbox.Sender.Address address && address.address().equalsIgnoreCase(entry.user()));
        return new Mailbox(entry.user(), own ? List.of() : senders, new Login.Password(new SecretSource.File(entry.secret().path())));
    }

    /** Those that a connector uses. */
    List<SecretFile> secrets() {
        return List.copyOf(secrets);
    }

    private String fileName(String key, String user) {
        String start = (key + "-" + user).replaceAll("[^A-Za-z0-9@._-]+", "_").replaceAll("^[._-]+|[._-]+$", "");
        String plain = start.length() > 100 ? start.substring(0, 100) : start;
        for (int number = 1;; number++) {
            String name = plain + (number == 1 ? "" : "-" + number) + ".password";
            if (names.add(name.toLowerCase(Locale.ROOT))) {
                return name;
            }
        }
    }
}
