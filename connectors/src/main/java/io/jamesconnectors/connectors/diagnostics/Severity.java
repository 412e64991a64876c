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
package io.jamesconnectors.connectors.diagnostics;

/** What a diagnostic means for the file. */
public enum Severity {
    /** The file is refused. */
    ERROR("error"),
    /** The file is taken; the administrator should look. */
    WARNING("warning"),
    /** The file is taken and works as it says; said only to those who ask for all that there is to say. */
    NOTE("note"),
    /** The file is taken and works as it says; Exchange Online would not accept this, or would heed it otherwise. Never counts, and said only to those who ask for it. */
    EXCHANGE_ONLINE("exchangeOnline");

    private final String word;

    Severity(String word) {
        this.word = word;
    }

    /** The word that people and programs read. */
    public String word() {
        return word;
    }

    /** Whether it is about what a server here does with the file, so that a strict check shows it or counts it. */
    public boolean isFinding() {
        return this == ERROR || this == WARNING;
    }
}
