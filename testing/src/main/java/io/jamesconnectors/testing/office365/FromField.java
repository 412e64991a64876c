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
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the addresses of the From field (RFC 5322 §3.6.2), as far as it takes to judge them: display names, comments and quoted strings are left out. */
final class FromField {
    private static final Pattern NAME = Pattern.compile("(?i)From[ \\t]*:");
    private static final Pattern IN_BRACKETS = Pattern.compile("<([^<>]*)>");

    private FromField() {
    }

    /** The addresses of all From fields; none where there is no such field. */
    static List<String> addresses(String message) {
        List<String> addresses = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        boolean within = false;
        for (String line : header(message).split("\r?\n", -1)) {
            boolean folded = line.startsWith(" ") || line.startsWith("\t");
            if (!folded) {
                within = NAME.matcher(line).lookingAt();
                field.append(within ? "," : "");
            }
            if (within) {
                field.append(folded ? line : line.substring(line.indexOf(':') + 1));
            }
        }
        for (String mailbox : withoutTexts(field.toString()).split(",", -1)) {
            Matcher brackets = IN_BRACKETS.matcher(mailbox);
            String address = (brackets.find() ? brackets.group(1) : mailbox).strip();
            if (!address.isEmpty()) {
                addresses.add(address);
            }
        }
        return addresses;
    }

    private static String header(String message) {
        int end = message.indexOf("\r\n\r\n");
        return message.startsWith("\r\n") ? "" : end < 0 ? message : message.substring(0, end);
    }

    /** Takes out quoted strings in front of an address and comments, which may nest. */
    private static String withoutTexts(String value) {
        StringBuilder rest = new StringBuilder();
        int depth = 0;
        boolean quoted = false;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '\\' && (quoted || depth > 0)) {
                i++;
            } else if (c == '"' && depth == 0) {
                quoted = !quoted;
            } else if (c == '(' && !quoted) {
                depth++;
            } else if (c == ')' && !quoted && depth > 0) {
                depth--;
            } else if (!quoted && depth == 0) {
                rest.append(c);
            }
        }
        return rest.toString();
    }
}
