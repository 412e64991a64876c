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
package io.jamesconnectors.mailets.notice;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.jamesconnectors.connectors.replies.ReplyCatalogue;
import io.jamesconnectors.connectors.replies.ReplyEntry;

/** What {@link ReplyCatalogue} says about replies as they stand in log and notices: behind words of ours, which are taken off. */
public final class Advice {
    private static final int MOST_LAYERS = 4;
    private static final Pattern OURS = Pattern.compile(
        "[45][0-9]{2} [45]\\.[0-9.]+ (?:Message expired|Login to \\S+ failed|Cannot connect to \\S+): ([45][0-9]{2}[ -].*)", Pattern.DOTALL);

    private Advice() {
    }

    /**
     * What a reply means, and what to do.
     *
     * @param host who said it; empty where nobody was asked: then we refused it ourselves with words that say all, unless it is a temporary code, which
     *     has a row
     */
    public static Optional<ReplyEntry> on(String reply, String host) {
        String said = reply;
        for (int i = 0; i < MOST_LAYERS; i++) {
            Matcher matcher = OURS.matcher(said);
            if (!matcher.matches()) {
                break;
            }
            said = matcher.group(1);
        }
        return host.isEmpty() && !said.startsWith("4") ? Optional.empty() : ReplyCatalogue.find(said);
    }
}
