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
package io.jamesconnectors.server.published;

import java.util.HashSet;

import io.jamesconnectors.connectors.PublishedAddresses;
import io.jamesconnectors.server.published.ListUpdate.Failed;
import io.jamesconnectors.server.published.ListUpdate.Outcome;

/** One list that is kept up to date: when it is due, and how fresh it is. Only one thread updates it; others may ask for its {@link #freshness}. */
final class KeptList {
    private final ListFolder folder;
    private final ListUpdate update;
    private long due;
    private int failures;
    private volatile Freshness freshness;

    private KeptList(ListFolder folder, ListUpdate update, Freshness freshness, long due) {
        this.folder = folder;
        this.update = update;
        this.freshness = freshness;
        this.due = due;
    }

    /** Takes up a list where it was left, perhaps by an earlier run of the server. */
    static KeptList of(PublishedAddresses list, PublishedAddresses.Source source, Web web, long now) {
        ListFolder folder = new ListFolder(list.file());
        ListUpdate update = new ListUpdate(source, folder, web);
        Note note = folder.note(update.service());
        boolean there = folder.ranges().isPresent();
        long wait = there && note.version().isPresent() ? Pace.PERIOD : Pace.FIRST_RETRY;
        long due = note.asked() == 0 ? now : Math.min(note.asked(), now) + wait;
        return new KeptList(folder, update, new Freshness(list.name(), there, note.confirmed()), due);
    }

    long due() {
        return due;
    }

    Freshness freshness() {
        return freshness;
    }

    /** Whether ranges other than those of the file are in force. */
    boolean differsFrom(PublishedAddresses inForce) {
        return folder.ranges().filter(ranges -> !new HashSet<>(ranges).equals(new HashSet<>(inForce.blocks()))).isPresent();
    }

    /**
     * Asks the web service.
     *
     * @param spread from 0 to 1, drawn anew each time
     */
    Outcome ask(long now, double spread) throws InterruptedException {
        Outcome outcome = update.run(now);
        if (outcome instanceof Failed failed) {
            failures++;
            due = now + Pace.afterFailure(failures, failed.reached(), freshness.there(), failed.retryAfter(), spread);
        } else {
            failures = 0;
            due = now + Pace.afterSuccess(spread);
            freshness = new Freshness(freshness.name(), true, now);
        }
        return outcome;
    }
}
