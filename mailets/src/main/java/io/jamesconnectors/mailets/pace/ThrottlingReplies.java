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

import io.jamesconnectors.connectors.replies.ReplyCatalogue;

/**
 * Which replies mean "too fast" rather than "not this message": those of {@link ReplyCatalogue}, and those of the file.
 *
 * @param patterns those of the file; each looked for in the whole reply, {@code 451 4.7.500 Server busy}, without regard to case
 */
public record ThrottlingReplies(List<Pattern> patterns) {
    /** Those of the catalogue alone. */
    public static final ThrottlingReplies EXCHANGE_ONLINE = new ThrottlingReplies(List.of());

    public ThrottlingReplies {
        patterns = List.copyOf(patterns);
    }

    /**
     * These, and those of these regular expressions.
     *
     * @throws java.util.regex.PatternSyntaxException when one is none
     */
    public ThrottlingReplies and(List<String> expressions) {
        return expressions.isEmpty() ? this : new ThrottlingReplies(Stream.concat(patterns.stream(),
            expressions.stream().map(expression -> Pattern.compile(expression, Pattern.CASE_INSENSITIVE))).toList());
    }

    /** Whether a reply, code first, asks us to slow down. */
    public boolean contain(String reply) {
        String start = reply.length() > 500 ? reply.substring(0, 500) : reply;
        return ReplyCatalogue.isThrottling(start) || patterns.stream().anyMatch(pattern -> pattern.matcher(start).find());
    }
}
