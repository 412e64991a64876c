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
package io.jamesconnectors.testing.office365;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What was said on one connection, without secrets. */
final class WireLog {
    private static final int MAX_LINES = 10_000;
    private static final Set<String> VERBS = Set.of("EHLO", "HELO", "STARTTLS", "MAIL", "RCPT", "DATA", "BDAT", "RSET", "NOOP", "QUIT", "VRFY");

    private final List<String> lines = new ArrayList<>();

    /** A command. Of a login its mechanism is kept, of what is no command nothing: it may be a part of one. */
    void command(String line) {
        String[] words = line.split(" ", 3);
        String verb = words[0].toUpperCase(Locale.ROOT);
        if (verb.equals("AUTH") && words.length > 1) {
            add("C: AUTH " + words[1] + (words.length > 2 ? " ***" : ""));
        } else {
            add(VERBS.contains(verb) ? "C: " + line : "C: ***");
        }
    }

    /** An answer to a challenge. */
    void secret(String line) {
        add(line.isEmpty() ? "C: " : "C: ***");
    }

    void content(long bytes) {
        add("C: (" + bytes + " bytes)");
    }

    void reply(String line) {
        add("S: " + line);
    }

    void handshake(String protocol) {
        add("--- " + protocol + " ---");
    }

    synchronized List<String> lines() {
        return List.copyOf(lines);
    }

    private synchronized void add(String line) {
        if (lines.size() < MAX_LINES) {
            lines.add(line);
        }
    }
}
