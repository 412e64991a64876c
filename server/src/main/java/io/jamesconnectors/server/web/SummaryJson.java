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

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A connector in the list.
 *
 * @param path where it is in the web administration
 * @param direction {@code inbound} or {@code outbound}
 * @param type the word of the file
 * @param builtIn whether it is the server's own ordinary delivery, which no file can change
 * @param enabled whether it is switched on
 * @param enabledInFile whether the file switches it on
 * @param override that it was switched beside the file
 * @param from who sends, in words
 * @param to who receives, in words
 * @param words what it does, a few phrases
 * @param state see {@link State}
 * @param waiting how many mails wait, outbound
 * @param oldestSeconds the age of the oldest of them
 * @param failuresLastHour outbound: recipients that were deferred or given up, but for those that were throttled; inbound: refused ones
 * @param lastFailure what went wrong last, however long ago
 * @param validation what came of trying it out last
 */
record SummaryJson(String name, String path, String direction, String type, boolean builtIn, boolean enabled, boolean enabledInFile, @Nullable OverrideJson override, boolean testMode, String comment,
        String from, String to, List<String> words, String state, @Nullable Long waiting, @Nullable Long oldestSeconds, long failuresLastHour, @Nullable String lastFailure, @Nullable LastValidationJson validation) {
}
