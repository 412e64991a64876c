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
package io.jamesconnectors.trace.store;

import java.util.Arrays;
import java.util.Optional;

/** The reports that there are. */
public enum ReportKind {
    /** How much comes and goes, by day and connector. */
    VOLUME("volume"),
    /** How much of it over which TLS, by connector. */
    TLS("tls"),
    /** With which replies mail fails or waits, by connector; the most frequent first. */
    FAILURES("failures"),
    /** Which domains that are not ours send through our own connectors, with samples. */
    NON_ACCEPTED_DOMAINS("nonAccepted");

    private final String word;

    ReportKind(String word) {
        this.word = word;
    }

    /** As the database keeps it. */
    String word() {
        return word;
    }

    /** As a path of the web administration has it: {@code volume}, {@code tls}, {@code failures}, {@code nonAcceptedDomains}. */
    public static Optional<ReportKind> of(String path) {
        return Arrays.stream(values()).filter(kind -> path.equals(kind == NON_ACCEPTED_DOMAINS ? "nonAcceptedDomains" : kind.word)).findFirst();
    }
}
