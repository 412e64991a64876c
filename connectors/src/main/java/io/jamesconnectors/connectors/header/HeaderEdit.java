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
package io.jamesconnectors.connectors.header;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * A plan for the header of a message: which fields go, which get another name, which are added. All other octets of the header, and the whole body, come out
 * as they went
 * in. Names are compared without regard to case. Of several rules for one field the first holds. Immutable.
 *
 * <p>A line ends with CRLF, LF or CR, as it will on the wire, so that no field can hide behind a bare CR; the header ends with the first empty line, or with
 * the message.
 * A field goes with its folds. What is added stands on top; a fold without a field in front of all others then goes, since it would belong to what is added.
 */
public final class HeaderEdit {
    /** Changes nothing. */
    public static final HeaderEdit NONE = new HeaderEdit(List.of(), "");

    private static final int MAX_NAME = 64;
    private static final String NAME = "[A-Za-z0-9-]{1," + MAX_NAME + "}";

    private final List<Rule> rules;
    private final String added;

    private HeaderEdit(List<Rule> rules, String added) {
        this.rules = List.copyOf(rules);
        this.added = added;
    }

    /**
     * What happens to fields whose name begins so.
     *
     * @param name in lower case
     * @param whole whether that is the whole name
     * @param replacement what stands there instead; null removes the field
     */
    record Rule(String name, boolean whole, @Nullable String replacement) {
    }

    /** Also removes all fields of that name. */
    public HeaderEdit dropping(String name) {
        return with(new Rule(checked(name), true, null));
    }

    /** Also removes all fields whose names begin so. */
    public HeaderEdit droppingAll(String prefix) {
        return with(new Rule(checked(prefix), false, null));
    }

    /** Also lets all fields whose names begin with {@code prefix} begin with {@code replacement} instead. */
    public HeaderEdit renamingAll(String prefix, String replacement) {
        checked(replacement);
        return with(new Rule(checked(prefix), false, replacement));
    }

    /**
     * Also adds a field, below those added before.
     *
     * @throws IllegalArgumentException when the line would be longer than 998 characters, or not of printable ASCII
     */
    public HeaderEdit adding(String name, String value) {
        checked(name);
        String line = name + ": " + value;
        if (line.length() > 998 || !line.chars().allMatch(c -> c >= ' ' && c <= '~')) {
            throw new IllegalArgumentException("field " + name + ": " + line.length()
                + " characters, or not printable (expected: at most 998 of printable ASCII)");
        }
        return new HeaderEdit(rules, added + line + "\r\n");
    }

    /** This plan, and then the other one's rules and additions: one pass does both. */
    public HeaderEdit and(HeaderEdit other) {
        List<Rule> all = new ArrayList<>(rules);
        all.addAll(other.rules);
        return new HeaderEdit(all, added + other.added);
    }

    /** Whether it would change anything in this header. */
    public boolean changes(HeaderBlock header) {
        return !added.isEmpty() || header.fields().stream().map(field -> beginning(field.raw()))
            .anyMatch(text -> rules.stream().anyMatch(rule -> HeaderEditor.concerns(rule, text)));
    }

    /** The message with its header changed, read on as it is asked for; closing it closes {@code message}. */
    public InputStream in(InputStream message) {
        return new EditedMessage(message, new HeaderEditor(this));
    }

    /**
     * By how many octets the message grows; negative when it shrinks.
     *
     * @param message read as far as its header goes, and not closed
     */
    public long growth(InputStream message) throws IOException {
        return new HeaderEditor(this).growth(message);
    }

    List<Rule> rules() {
        return rules;
    }

    byte[] added() {
        return added.getBytes(StandardCharsets.US_ASCII);
    }

    private HeaderEdit with(Rule rule) {
        List<Rule> all = new ArrayList<>(rules);
        all.add(rule);
        return new HeaderEdit(all, added);
    }

    /** As much of the first line as any name takes, and what follows it. */
    private static String beginning(byte[] field) {
        int end = 0;
        while (end < Math.min(field.length, MAX_NAME + 1) && field[end] != '\r' && field[end] != '\n') {
            end++;
        }
        return new String(field, 0, end, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
    }

    private static String checked(String name) {
        if (!name.matches(NAME)) {
            throw new IllegalArgumentException("field name: '" + (name.length() > 80 ? name.substring(0, 80) + "…" : name).replaceAll("\\p{C}", "?")
                + "' (expected: 1 to 64 letters, digits and hyphens)");
        }
        return name.toLowerCase(Locale.ROOT);
    }
}
