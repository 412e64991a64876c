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
package io.jamesconnectors.it.inbound;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * One row of {@code cases.md}.
 *
 * @param group the heading that it stands under, and the name of its configuration
 * @param line where it stands
 * @param client from where, to where
 * @param tls the version of TLS; empty means in clear
 * @param certificate the name of the client's certificate
 * @param login whether the client logs in
 * @param mailFrom path and parameters of MAIL FROM
 * @param recipients paths of RCPT TO
 * @param message header fields and lines of text; empty means that no message is sent
 * @param xoorg whether EHLO must offer XOORG, where it matters
 * @param replies to each RCPT and to the end of the message; each a list of allowed ones
 * @param log alternatives of words that the line of the last decision holds; * stands for any letters
 * @param because which sentence demands it
 */
record Case(String group, int line, Client client, Optional<String> tls, Optional<String> certificate, boolean login,
        String mailFrom, List<String> recipients, Optional<List<String>> message, Optional<Boolean> xoorg, List<List<String>> replies,
        List<List<String>> log, String because) {

    private static final String NOTHING = "-";

    static Case parse(String group, int line, String row) {
        List<String> cells = Arrays.stream(row.substring(1).split("\\|", -1)).map(String::strip).toList();
        if (cells.size() != 9) {
            throw new IllegalArgumentException("line " + line + ": " + cells.size() + " cells (expected: 9)");
        }
        List<String> tls = cells.get(1).equals(NOTHING) ? List.of() : List.of(cells.get(1).split(" "));
        List<String> replies = Arrays.stream(cells.get(5).split(",")).map(String::strip).toList();
        boolean speaksOfXoorg = replies.get(0).endsWith("XOORG");
        return new Case(group, line, Client.parse(cells.get(0)),
            tls.stream().findFirst().map(version -> "TLSv" + version),
            tls.stream().skip(1).filter(word -> !word.equals("login")).findFirst(),
            tls.contains("login"),
            cells.get(2),
            List.of(cells.get(3).split(" ")),
            cells.get(4).equals(NOTHING) ? Optional.empty() : Optional.of(List.of(cells.get(4).split("<br>"))),
            speaksOfXoorg ? Optional.of(replies.get(0).equals("XOORG")) : Optional.empty(),
            replies.stream().skip(speaksOfXoorg ? 1 : 0).map(reply -> List.of(reply.split(" */ *"))).toList(),
            cells.get(6).equals(NOTHING) ? List.of() : Arrays.stream(cells.get(6).split(" / ")).map(words -> List.of(words.split(" "))).toList(),
            cells.get(7));
    }

    /** Whether a line of the log says what it must. */
    boolean logFits(String logged) {
        List<String> words = List.of(logged.replace("\"", "").split(" "));
        return log.isEmpty() || log.stream().anyMatch(wanted -> wanted.stream().allMatch(word -> words.stream().anyMatch(matching(word))));
    }

    private static Predicate<String> matching(String word) {
        return Pattern.compile(Arrays.stream(word.split("\\*", -1)).map(Pattern::quote).reduce((a, b) -> a + ".*" + b).orElse("")).asMatchPredicate();
    }

    @Override
    public String toString() {
        return "%d: %s%s%s %s to %s%s → %s (%s)".formatted(line, client, tls.map(version -> " " + version).orElse(" in clear"),
            certificate.map(name -> " as " + name).orElse(""), mailFrom, String.join(" ", recipients), message.map(lines -> " " + lines).orElse(""),
            replies, because);
    }
}
