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
package io.jamesconnectors.connectors.replies;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What replies mean: the rows of {@code docs/reference/replies.md}. Looking up takes time in proportion to the length of the reply, of which the first 500
 * characters count.
 */
public final class ReplyCatalogue {
    private static final List<ReplyEntry> ALL = TablePage.rows("replies.md", 6).stream()
        .map(cells -> new ReplyEntry(cells.get(0), cells.get(1), cells.get(2), TroubleClass.of(cells.get(3)), cells.get(4), cells.get(5))).toList();
    private static final List<ReplyEntry> THROTTLING = ALL.stream().filter(entry -> entry.kind() == TroubleClass.THROTTLING).toList();

    private ReplyCatalogue() {
    }

    /** All that are known, in the order of the page. */
    public static List<ReplyEntry> all() {
        return ALL;
    }

    /**
     * What a reply means.
     *
     * @param reply code first: {@code 550 5.7.64 text}
     */
    public static Optional<ReplyEntry> find(String reply) {
        return findAll(reply).stream().findFirst();
    }

    /** All rows that are about a reply, the most exact first. The code, the enhanced code or the text may be missing. */
    public static List<ReplyEntry> findAll(String reply) {
        return ParsedReply.of(reply).map(parsed -> ALL.stream().filter(entry -> entry.covers(parsed)).sorted(Comparator
            .comparingInt(ReplyEntry::breadth)
            .thenComparing(Comparator.<ReplyEntry>comparingInt(entry -> entry.wording(parsed.lowerCaseText())).reversed())
            .thenComparing(entry -> !entry.hasExactCode())).toList()).orElse(List.of());
    }

    /** Whether a reply asks us to send less or later. Only transient ones do: what is permanent concerns the message. */
    public static boolean isThrottling(String reply) {
        return reply.startsWith("4") && ParsedReply.of(reply).filter(parsed -> !parsed.code().isEmpty())
            .filter(parsed -> THROTTLING.stream().anyMatch(entry -> entry.covers(parsed))).isPresent();
    }
}
