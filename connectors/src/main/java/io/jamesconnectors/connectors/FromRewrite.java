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
package io.jamesconnectors.connectors;

/**
 * What becomes of mail whose sender no server would take: {@code root@localhost}, an address without domain, or none ({@code <>}) where the option demands
 * one. MAIL FROM and From are replaced; everything else keeps its sender.
 *
 * @param sender the address that takes its place
 * @param original where the sender that it had is kept
 */
public record FromRewrite(String sender, Original original) {
    /** Where the replaced sender is kept. */
    public enum Original {
        /** In {@code Reply-To}, unless the message has one or the original is no address that could be replied to; then as {@link #HEADER}. */
        REPLY_TO("replyTo"),
        /** In {@code X-Original-From}. */
        HEADER("header");

        private final String word;

        Original(String word) {
            this.word = word;
        }

        /** As the file spells it. */
        public String word() {
            return word;
        }
    }
}
