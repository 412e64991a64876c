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
package io.jamesconnectors.mailets.pace;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Which replies mean "too fast" rather than "not this message".
 *
 * @param patterns each looked for in the whole reply, {@code 451 4.7.500 Server busy}, without regard to case
 */
public record ThrottlingReplies(List<Pattern> patterns) {
    /** Exchange Online's (its pages on non-delivery reports and on limits); only transient ones, since what is permanent concerns the message. */
    public static final ThrottlingReplies EXCHANGE_ONLINE = of(List.of(
        "^4\\d\\d 4\\.7\\.(5\\d\\d|6\\d\\d)\\b", // 4.7.500 to 4.7.699: the source changed its volume
        "^4\\d\\d 4\\.7\\.8[5-9]\\d\\b", // the same family, suspicious activity
        "^4\\d\\d 4\\.7\\.230\\b", // TLS or volume of a connector
        "^432 4\\.3\\.2\\b", // concurrent connections limit exceeded, sender thread limit exceeded
        "^4\\d\\d 4\\.3\\.2 .*(STOREDRV|concurrent|thread limit|throttl)",
        "^421 4\\.7\\.0 .*(too many|rate|throttl)",
        "^4\\d\\d 4\\.2\\.1 .*(rate|throttl|too (much|many|fast))",
        "^4\\d\\d .*(rate limit|throttl|too many (messages|connections)|server busy)"));

    public ThrottlingReplies {
        patterns = List.copyOf(patterns);
    }

    /**
     * Of these regular expressions.
     *
     * @throws java.util.regex.PatternSyntaxException when one is none
     */
    public static ThrottlingReplies of(List<String> expressions) {
        return new ThrottlingReplies(expressions.stream().map(expression -> Pattern.compile(expression, Pattern.CASE_INSENSITIVE)).toList());
    }

    /** These, and those of these regular expressions. */
    public ThrottlingReplies and(List<String> expressions) {
        return expressions.isEmpty() ? this : new ThrottlingReplies(Stream.concat(patterns.stream(), of(expressions).patterns.stream()).toList());
    }

    /** Whether a reply, code first, asks us to slow down. */
    public boolean contain(String reply) {
        String start = reply.length() > 500 ? reply.substring(0, 500) : reply;
        return patterns.stream().anyMatch(pattern -> pattern.matcher(start).find());
    }
}
