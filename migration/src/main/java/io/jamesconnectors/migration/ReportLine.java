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
package io.jamesconnectors.migration;

/**
 * What became of one setting.
 *
 * @param from the file that it stood in, or the connector that it was exported from
 * @param object what it belongs to, such as {@code Get-InboundConnector "From Contoso"}
 * @param setting its name on the other side; for an export, on ours
 * @param outcome whether it was carried
 * @param text where it went, or why not
 */
public record ReportLine(String from, String object, String setting, Outcome outcome, String text) {

    /** Whether a setting was carried. */
    public enum Outcome {
        /** It means the same on the other side. */
        CARRIED("carried"),
        /** It was carried, and means something else or stricter than before. */
        CHANGED("changed"),
        /** It was not carried. */
        NOT_CARRIED("not carried"),
        /** It was not carried whole, and mail is held to less than before, or goes where it would not have gone: somebody has to settle it by hand. */
        WEAKER("weaker"),
        /** It was not set, or is no setting: there is nothing to carry. */
        NOTHING("nothing to carry");

        private final String word;

        Outcome(String word) {
            this.word = word;
        }

        /** As reports print it. */
        public String word() {
            return word;
        }
    }
}
