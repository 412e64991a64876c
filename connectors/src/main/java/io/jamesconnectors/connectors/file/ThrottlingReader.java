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
package io.jamesconnectors.connectors.file;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

import io.jamesconnectors.connectors.Connectors;
import io.jamesconnectors.connectors.diagnostics.Check;

/** Reads {@code throttling}. */
final class ThrottlingReader {
    private final Findings findings;
    private final Options options;

    ThrottlingReader(Findings findings) {
        this.findings = findings;
        this.options = new Options(findings);
    }

    /** The regular expressions, each once. */
    List<String> read(Optional<Node> throttling) {
        if (throttling.filter(present -> present.lacks("reply")).isPresent()) {
            findings.add(Check.EMPTY_VALUE, throttling.get().position(), "<throttling> holds no <reply>");
        }
        List<Node> replies = throttling.map(present -> present.all("reply")).orElse(List.of());
        if (replies.size() > Connectors.MAX_THROTTLING) {
            findings.add(Check.BAD_REPLY_PATTERN, replies.get(Connectors.MAX_THROTTLING).position(),
                "<throttling> holds " + replies.size() + " replies (expected: at most " + Connectors.MAX_THROTTLING + ")");
            return List.of();
        }
        return InboundReader.values(options.distinct(replies.stream().map(Node::value)
            .flatMap(value -> options.parsed(Optional.of(value), Check.BAD_REPLY_PATTERN, ThrottlingReader::expression)
                .map(known -> new Options.Entry<>(known, value)).stream())
            .toList()));
    }

    private static String expression(String text) {
        if (text.length() > Connectors.MAX_THROTTLING_LENGTH) {
            throw new IllegalArgumentException("a regular expression of " + text.length()
                + " characters (expected: at most " + Connectors.MAX_THROTTLING_LENGTH + ")");
        }
        try {
            if (Pattern.compile(text).matcher("").find()) {
                throw new IllegalArgumentException("'" + Options.shown(text) + "' is found in every reply (expected: such as ^451 4\\.7\\.5\\d\\d)");
            }
            return text;
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("'" + Options.shown(text) + "' is no regular expression: " + e.getDescription()
                + " (expected: such as ^451 4\\.7\\.5\\d\\d)", e);
        }
    }
}
