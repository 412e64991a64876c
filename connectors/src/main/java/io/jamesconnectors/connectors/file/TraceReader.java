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

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

import io.jamesconnectors.connectors.SecretSource;
import io.jamesconnectors.connectors.TraceSettings;
import io.jamesconnectors.connectors.diagnostics.Check;

/** Reads {@code trace}. */
final class TraceReader {
    private static final Pattern KNOWN = Pattern.compile("jdbc:(postgresql|h2:file):\\S+");
    private static final Pattern PASSWORD = Pattern.compile("[?&;][a-z]*password=|//[^/]*:[^/]*@");
    private static final Pattern LOCAL = Pattern.compile("jdbc:(h2:.*|postgresql:(//(localhost|127\\.[0-9.]+|\\[::1])(:[0-9]+)?/.*|[^/].*))");
    private static final Pattern VERIFIED = Pattern.compile("[?&]sslmode=verify-full(&|$)");

    private final Findings findings;
    private final Options options;
    private final SecretReader secrets;

    TraceReader(Findings findings, SecretReader secrets) {
        this.findings = findings;
        this.options = new Options(findings);
        this.secrets = secrets;
    }

    TraceSettings read(Optional<Node> trace) {
        if (trace.isEmpty()) {
            return TraceSettings.DEFAULT;
        }
        Node node = trace.get();
        Optional<String> url = options.parsed(node.attribute("jdbcUrl"), Check.BAD_TRACE_DATABASE, TraceReader::known);
        Optional<String> user = options.parsed(node.attribute("user"), Check.BAD_TRACE_DATABASE, text -> text);
        Optional<SecretSource> password = secrets.read(node, "password");
        if (node.lacks("jdbcUrl") && (!node.lacks("user") || SecretReader.names(node, "password"))) {
            findings.add(Check.TRACE_LOGIN_WITHOUT_DATABASE, node.position(), "<trace> says whom to log in as, and has no jdbcUrl");
        }
        url.filter(known -> !LOCAL.matcher(known).matches() && !VERIFIED.matcher(known).find()).ifPresent(known ->
            findings.add(Check.TRACE_IN_CLEAR, node.position(), "the database of <trace> is on another machine, and its URL has no sslmode=verify-full"));
        return new TraceSettings(options.flag(node.attribute("enabled"), true),
            options.duration(node.attribute("keep"), TraceSettings.DEFAULT_KEEP),
            options.parsed(node.attribute("maximumSize"), Check.BAD_SIZE, TraceReader::size).orElse(TraceSettings.DEFAULT_MAXIMUM_SIZE),
            url.map(known -> new TraceSettings.Database(known, user.orElse(""), password)));
    }

    /** Nothing of the text is shown: it may hold a password. */
    private static String known(String text) {
        if (PASSWORD.matcher(text.toLowerCase(Locale.ROOT)).find()) {
            throw new IllegalArgumentException("jdbcUrl of <trace> holds a password (expected: none; passwordFile or passwordVariable say where it is)");
        }
        if (!KNOWN.matcher(text).matches()) {
            throw new IllegalArgumentException("jdbcUrl of <trace> is not known (expected: jdbc:postgresql://host/database, or jdbc:h2:file: and a path)");
        }
        return text;
    }

    private static long size(String text) {
        long size = SizeText.parse(text);
        if (size < TraceSettings.LEAST_SIZE) {
            throw new IllegalArgumentException("'" + Options.shown(text) + "' is out of bounds (expected: 16m to 1048576m)");
        }
        return size;
    }
}
