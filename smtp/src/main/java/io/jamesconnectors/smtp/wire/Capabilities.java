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
package io.jamesconnectors.smtp.wire;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a server offers in its answer to EHLO (RFC 5321 §4.1.1.1). Bounded by what a {@link Reply} may hold.
 * A line that is no keyword offers nothing and is passed over.
 */
public final class Capabilities {
    /** Of a server that knows only HELO. */
    public static final Capabilities NONE = new Capabilities(Map.of());

    /** As servers wrote it before RFC 2554, and Exchange still does for old clients. */
    private static final Pattern OLD_AUTH = Pattern.compile("^AUTH=");
    private static final Pattern KEYWORD = Pattern.compile("[A-Z0-9][A-Z0-9-]*");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");

    private final Map<String, List<String>> parameters;

    private Capabilities(Map<String, List<String>> parameters) {
        this.parameters = Map.copyOf(parameters);
    }

    /** Reads the lines after the first, which is a greeting. */
    public static Capabilities of(Reply ehlo) {
        Map<String, List<String>> read = new HashMap<>();
        for (String line : ehlo.lines().subList(1, ehlo.lines().size())) {
            List<String> words = List.of(OLD_AUTH.matcher(line.strip().toUpperCase(Locale.ROOT)).replaceFirst("AUTH ").split(" +"));
            if (isKeyword(words.get(0))) {
                read.merge(words.get(0), words.subList(1, words.size()), (first, again) -> words.get(0).equals("AUTH") ? both(first, again) : first);
            }
        }
        return new Capabilities(read);
    }

    /** STARTTLS (RFC 3207). */
    public boolean startTls() {
        return offers("STARTTLS");
    }

    /** PIPELINING (RFC 2920). */
    public boolean pipelining() {
        return offers("PIPELINING");
    }

    /** 8BITMIME (RFC 6152). */
    public boolean eightBitMime() {
        return offers("8BITMIME");
    }

    /** SMTPUTF8 (RFC 6531). */
    public boolean smtpUtf8() {
        return offers("SMTPUTF8");
    }

    /** DSN (RFC 3461). */
    public boolean dsn() {
        return offers("DSN");
    }

    /** CHUNKING (RFC 3030). */
    public boolean chunking() {
        return offers("CHUNKING");
    }

    /** The mechanisms of AUTH (RFC 4954 §3), in the order of the server. */
    public List<String> mechanisms() {
        return parametersOf("AUTH");
    }

    /** SIZE (RFC 1870), with or without a limit. */
    public boolean size() {
        return offers("SIZE");
    }

    /** The largest message that the server takes, in octets; empty when it names no limit, or one that is no number. */
    public OptionalLong sizeLimit() {
        List<String> limit = parameters.getOrDefault("SIZE", List.of());
        if (limit.isEmpty() || !NUMBER.matcher(limit.get(0)).matches() || Long.parseLong(limit.get(0)) == 0) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(Long.parseLong(limit.get(0)));
    }

    /** The same without {@code keyword}, in upper case: what is offered and does not work. */
    public Capabilities without(String keyword) {
        Map<String, List<String>> fewer = new HashMap<>(parameters);
        fewer.remove(keyword);
        return new Capabilities(fewer);
    }

    /** Whether {@code keyword}, in upper case, is offered. */
    public boolean offers(String keyword) {
        return parameters.containsKey(keyword);
    }

    private List<String> parametersOf(String keyword) {
        return parameters.getOrDefault(keyword, List.of());
    }

    @Override
    public String toString() {
        return parameters.toString();
    }

    private static List<String> both(List<String> first, List<String> again) {
        return Stream.concat(first.stream(), again.stream()).distinct().toList();
    }

    private static boolean isKeyword(String word) {
        return KEYWORD.matcher(word).matches();
    }
}
