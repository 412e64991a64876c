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
package io.jamesconnectors.mailets;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.jamesconnectors.connectors.replies.ReplyCatalogue;
import io.jamesconnectors.connectors.replies.ReplyEntry;

/** Replies that a server may give, made from a row of the catalogue: each enhanced code that it names, with each of its wordings. */
final class SampleReplies {
    private SampleReplies() {
    }

    /** For each of those combinations one reply that no other row is nearer to. */
    static List<String> of(ReplyEntry row) {
        List<String> samples = new ArrayList<>();
        for (String enhanced : row.enhanced().split(", ")) {
            for (String wording : row.text().split(" or ")) {
                String sample = candidates(row, enhanced, wording).filter(reply -> ReplyCatalogue.find(reply).equals(Optional.of(row))).findFirst()
                    .orElseThrow(() -> new IllegalStateException("row " + row + ": nothing with " + enhanced + " and '" + wording + "' leads to it (expected: some reply does)"));
                samples.add(sample);
            }
        }
        return samples;
    }

    private static Stream<String> candidates(ReplyEntry row, String enhanced, String wording) {
        String text = wording.equals("any") ? "Words of the server" : wording.replace("…", "for");
        return codes(row).filter(code -> !row.codes().contains("yz") || enhanced.equals("any") || code.charAt(0) == enhanced.charAt(0))
            .flatMap(code -> details(enhanced).map(detail -> code + detail + " " + text));
    }

    private static Stream<String> codes(ReplyEntry row) {
        return Arrays.stream(row.codes().split(", ")).flatMap(code -> code.endsWith("yz") ? Stream.of("51", "50").map(rest -> code.charAt(0) + rest) : Stream.of(code));
    }

    private static Stream<String> details(String enhanced) {
        if (enhanced.equals("any")) {
            return Stream.of("");
        }
        int dash = enhanced.indexOf('-');
        if (dash < 0) {
            return Stream.of(" " + enhanced);
        }
        int dot = enhanced.lastIndexOf('.');
        return IntStream.rangeClosed(Integer.parseInt(enhanced.substring(dot + 1, dash)), Integer.parseInt(enhanced.substring(dash + 1)))
            .mapToObj(detail -> " " + enhanced.substring(0, dot + 1) + detail);
    }
}
