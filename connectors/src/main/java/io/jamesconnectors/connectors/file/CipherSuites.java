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

import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

import javax.net.ssl.SSLContext;

/** The cipher suites that this Java knows and that protect something. */
final class CipherSuites {
    private static final Set<String> USABLE = usable();
    private static final Map<String, String> BY_CORE = USABLE.stream()
        .collect(Collectors.toMap(CipherSuites::core, Function.identity(), (first, second) -> first));

    private CipherSuites() {
    }

    /**
     * A cipher suite in Java's spelling.
     *
     * @throws IllegalArgumentException for any other; the message names the nearest
     */
    static String parse(String text) {
        if (USABLE.contains(text)) {
            return text;
        }
        if (!protects(text)) {
            throw new IllegalArgumentException("'" + Options.shown(text)
                + "' does not both encrypt and authenticate (expected: a cipher suite such as TLS_AES_256_GCM_SHA384)");
        }
        throw new IllegalArgumentException("'" + Options.shown(text) + "' is no cipher suite of this Java (expected: "
            + Nearest.to(core(text), BY_CORE.keySet()).map(core -> "perhaps " + BY_CORE.get(core)).orElse("such as TLS_AES_256_GCM_SHA384") + ")");
    }

    /** What Java's and OpenSSL's spellings have in common. */
    private static String core(String suite) {
        return suite.replaceAll("^TLS_|^SSL_|_WITH|[_-]", "").toUpperCase(Locale.ROOT);
    }

    /** The suites of TLS 1.3 say nothing about the key exchange (RFC 8446, B.4). */
    static boolean isOfTls13(String suite) {
        return !suite.contains("_WITH_");
    }

    private static boolean protects(String suite) {
        return !suite.contains("_NULL_") && !suite.contains("_anon_") && !suite.endsWith("_SCSV");
    }

    private static Set<String> usable() {
        try {
            return Arrays.stream(SSLContext.getDefault().getSupportedSSLParameters().getCipherSuites()).filter(CipherSuites::protects)
                .collect(Collectors.toCollection(TreeSet::new));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no TLS", e);
        }
    }
}
