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

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.jamesconnectors.connectors.EnhancedCode;

/**
 * A reply taken apart, as servers and people write it: {@code 550 5.7.64 TenantAttribution}, {@code 550-5.7.64}, {@code 5.7.64}, {@code 451 server busy}.
 * Where a server says an enhanced code of another class than its code, as in {@code 451 5.7.3}, we write one of the right class before it: that one does not count.
 *
 * @param code three digits; empty when it is not said
 * @param enhanced empty when it is not said
 * @param lowerCaseText all of it, in lower case
 */
record ParsedReply(String code, Optional<EnhancedCode> enhanced, String lowerCaseText) {
    private static final int MAX_LOOKED_AT = 500;
    private static final Pattern SYNTAX = Pattern.compile(
        "(?:([2345][0-9]{2})(?![0-9])[ -]?)?(?:[45]\\.0\\.0 (?=[245]\\.[0-9]))?([245]\\.[0-9]{1,3}\\.[0-9]{1,3})?(?![.0-9]).*", Pattern.DOTALL);

    /** Of the first 500 characters; empty when it begins with no code at all. */
    static Optional<ParsedReply> of(String reply) {
        String start = reply.length() > MAX_LOOKED_AT ? reply.substring(0, MAX_LOOKED_AT) : reply;
        Matcher matcher = SYNTAX.matcher(start);
        if (!matcher.matches() || matcher.group(1) == null && matcher.group(2) == null) {
            return Optional.empty();
        }
        return Optional.of(new ParsedReply(Optional.ofNullable(matcher.group(1)).orElse(""), Optional.ofNullable(matcher.group(2)).flatMap(EnhancedCode::tryParse),
            start.toLowerCase(Locale.ROOT)));
    }
}
