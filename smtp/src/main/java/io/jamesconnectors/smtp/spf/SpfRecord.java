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
package io.jamesconnectors.smtp.spf;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A record in its terms, as strangers published them. What they mean is for jSPF to say; here they are only told apart, and joined again.
 *
 * @param terms without the version, in their order; never with a space in them
 */
record SpfRecord(List<String> terms) {
    /** The longest record that is looked into, in characters; what is longer fits into no answer over UDP, and RFC 7208 §3.4 wants 450 at most. */
    static final int LONGEST = 4_096;
    /** The longest term, in characters: twice the longest domain name. */
    static final int LONGEST_TERM = 512;
    private static final String VERSION = "v=spf1";

    SpfRecord {
        terms = List.copyOf(terms);
    }

    /** Whether a text is a record, good or bad (RFC 7208 §4.5). */
    static boolean isOne(String text) {
        return text.regionMatches(true, 0, VERSION, 0, VERSION.length()) && (text.length() == VERSION.length() || text.charAt(VERSION.length()) == ' ');
    }

    /** Whether a record can be looked into at all. */
    static boolean isBounded(String text) {
        return text.length() <= LONGEST && Arrays.stream(text.split(" ")).allMatch(term -> term.length() <= LONGEST_TERM);
    }

    /** The record that a text is. */
    static SpfRecord of(String text) {
        return new SpfRecord(Arrays.stream(text.substring(VERSION.length()).split(" ")).filter(term -> !term.isEmpty()).toList());
    }

    /** One record with the terms of all, each once; what they say of everybody else (all, redirect) is taken from the first that says something. */
    static SpfRecord joined(List<SpfRecord> records) {
        Set<String> terms = new LinkedHashSet<>();
        records.forEach(record -> record.terms.stream().filter(term -> !isLast(term)).forEach(terms::add));
        records.stream().flatMap(record -> record.terms.stream()).filter(SpfRecord::isLast).findFirst().ifPresent(terms::add);
        return new SpfRecord(List.copyOf(terms));
    }

    /** This record, in which these terms come before all others, so that nothing can outdo them. */
    SpfRecord with(List<String> first) {
        List<String> all = new ArrayList<>(first);
        terms.stream().filter(term -> first.stream().noneMatch(mine -> mine.equalsIgnoreCase(term) || ("+" + mine).equalsIgnoreCase(term))).forEach(all::add);
        return new SpfRecord(all);
    }

    /** Whether all of it is visible ASCII, as every good record is. */
    boolean isPrintable() {
        return terms.stream().allMatch(term -> term.chars().allMatch(c -> c > ' ' && c < 0x7f));
    }

    String asText() {
        return terms.isEmpty() ? VERSION : VERSION + " " + String.join(" ", terms);
    }

    private static boolean isLast(String term) {
        String plain = unqualified(term);
        return plain.equals("all") || plain.startsWith("redirect=");
    }

    /** A term in lower case, without what says how it counts. */
    static String unqualified(String term) {
        String lower = term.toLowerCase(Locale.ROOT);
        return !lower.isEmpty() && "+-~?".indexOf(lower.charAt(0)) >= 0 ? lower.substring(1) : lower;
    }
}
