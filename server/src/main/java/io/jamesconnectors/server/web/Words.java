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
package io.jamesconnectors.server.web;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

import io.jamesconnectors.connectors.ConnectorType;
import io.jamesconnectors.connectors.DomainPattern;
import io.jamesconnectors.connectors.TlsVersion;

/** Parts of sentences. */
final class Words {
    private static final int SHOWN = 5;
    private static final long KIBI = 1024;

    private Words() {
    }

    /** Who stands at the other end, as Exchange's admin centre calls it. */
    static String party(ConnectorType type) {
        return switch (type) {
            case ORGANIZATION -> "Your organization's server";
            case OFFICE365 -> "Office 365";
            case PARTNER -> "Partner organization";
        };
    }

    /** {@code a, b, c and 4 more}. */
    static String list(Collection<String> items) {
        String shown = String.join(", ", items.stream().limit(SHOWN).toList());
        return items.size() <= SHOWN ? shown : shown + " and " + (items.size() - SHOWN) + " more";
    }

    static <T> List<String> texts(Collection<T> items, Function<? super T, String> text) {
        return items.stream().<String>map(text).toList();
    }

    static List<String> patterns(Collection<DomainPattern> patterns) {
        return texts(patterns, DomainPattern::asString);
    }

    /** {@code all domains}, or which. */
    static String domains(Collection<DomainPattern> patterns) {
        return patterns.stream().anyMatch(DomainPattern.Any.class::isInstance) ? "all domains" : list(patterns(patterns));
    }

    /** {@code TLS 1.2}. */
    static String tls(TlsVersion version) {
        return version == TlsVersion.TLS_1_0 ? "TLS 1.0" : version.word().replace("TLSv", "TLS ");
    }

    /** {@code 20 minutes}, in the largest unit that is exact. */
    static String duration(Duration duration) {
        long seconds = duration.toSeconds();
        if (seconds > 0 && seconds % 86_400 == 0) {
            return amount(seconds / 86_400, "day");
        }
        if (seconds > 0 && seconds % 3_600 == 0) {
            return amount(seconds / 3_600, "hour");
        }
        return seconds > 0 && seconds % 60 == 0 ? amount(seconds / 60, "minute") : amount(seconds, "second");
    }

    /** {@code 20m}, as the file writes it. */
    static String shortDuration(Duration duration) {
        String[] words = duration(duration).split(" ");
        return words[0] + words[1].charAt(0);
    }

    /** {@code 1 hour}, {@code 2 hours}. */
    static String amount(long number, String unit) {
        return number + " " + unit + (number == 1 ? "" : "s");
    }

    /** {@code 36 MiB}, or the bytes. */
    static String size(long bytes) {
        if (bytes % (KIBI * KIBI) == 0) {
            return bytes / (KIBI * KIBI) + " MiB";
        }
        return bytes % KIBI == 0 ? bytes / KIBI + " KiB" : amount(bytes, "byte");
    }

    /** With a capital letter. */
    static String sentence(String words) {
        return words.isEmpty() ? words : words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }
}
