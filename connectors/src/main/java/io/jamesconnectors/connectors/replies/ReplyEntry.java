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

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import io.jamesconnectors.connectors.EnhancedCode;

/**
 * A kind of reply, and what to do about it.
 *
 * @param codes the reply codes, as the page writes them: {@code 550}, {@code 4yz}, several separated by commas
 * @param enhanced the enhanced codes: {@code 5.7.64}, {@code 4.7.500-699}, several separated by commas; {@code any} for all and none
 * @param text what stands in the reply: wordings separated by " or ", each in parts separated by {@code …}; {@code any} for all
 * @param kind how long it lasts
 * @param meaning what is wrong, in a sentence
 * @param remedy what the administrator must do, in sentences
 */
public record ReplyEntry(String codes, String enhanced, String text, TroubleClass kind, String meaning, String remedy) {
    private static final String ANY = "any";
    private static final int UNBOUNDED = 1_000_000;

    /** Whether it is about this reply. */
    boolean covers(ParsedReply reply) {
        return coversCode(reply.code()) && coversEnhanced(reply.enhanced()) && wording(reply.lowerCaseText()) >= 0;
    }

    /** How many enhanced codes it is about: the fewer, the more exact. */
    int breadth() {
        return enhanced.equals(ANY) ? UNBOUNDED
            : Arrays.stream(enhanced.split(", ")).mapToInt(range -> last(range) - first(range) + 1).max().orElse(UNBOUNDED);
    }

    /** How much of its text stands in the reply, in characters; -1 when it is about another one. */
    int wording(String lowerCaseText) {
        if (text.equals(ANY)) {
            return 0;
        }
        return Arrays.stream(text.toLowerCase(Locale.ROOT).split(" or ")).filter(wording -> stands(wording, lowerCaseText)).mapToInt(String::length).max().orElse(-1);
    }

    /** Whether it is about one reply code only. */
    boolean hasExactCode() {
        return !codes.contains("yz");
    }

    private boolean coversCode(String code) {
        return code.isEmpty() || Arrays.stream(codes.split(", ")).anyMatch(known -> known.endsWith("yz") ? known.charAt(0) == code.charAt(0) : known.equals(code));
    }

    private boolean coversEnhanced(Optional<EnhancedCode> code) {
        return enhanced.equals(ANY) || code.isPresent() && Arrays.stream(enhanced.split(", ")).anyMatch(range -> holds(range, code.get()));
    }

    private static boolean holds(String range, EnhancedCode code) {
        return range.startsWith(code.klass() + "." + code.subject() + ".") && code.detail() >= first(range) && code.detail() <= last(range);
    }

    private static int first(String range) {
        String detail = range.substring(range.lastIndexOf('.') + 1);
        return Integer.parseInt(detail.contains("-") ? detail.substring(0, detail.indexOf('-')) : detail);
    }

    private static int last(String range) {
        return Integer.parseInt(range.substring(Math.max(range.lastIndexOf('.'), range.lastIndexOf('-')) + 1));
    }

    private static boolean stands(String wording, String text) {
        int from = 0;
        for (String part : wording.split("…")) {
            int found = text.indexOf(part.strip(), from);
            if (found < 0) {
                return false;
            }
            from = found + part.strip().length();
        }
        return true;
    }
}
