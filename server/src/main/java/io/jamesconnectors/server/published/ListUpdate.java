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

import java.io.IOException;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.jamesconnectors.connectors.Cidr;
import io.jamesconnectors.connectors.PublishedAddresses;
import io.jamesconnectors.connectors.file.EndpointsList;
import io.jamesconnectors.connectors.file.UnusableList;

/**
 * Asks the Office 365 IP Address and URL web service for one list, once: for its version, and for the list only where the version is another one than ours.
 * A list is kept only when it is a good one as a whole.
 */
final class ListUpdate {
    private static final int MAX_SHOWN = 200;

    private final PublishedAddresses.Source source;
    private final ListFolder folder;
    private final Web web;

    ListUpdate(PublishedAddresses.Source source, ListFolder folder, Web web) {
        this.source = source;
        this.folder = folder;
        this.web = web;
    }

    /** What came of it. */
    sealed interface Outcome {
    }

    /** Our list is the current one. */
    record Current(String version) implements Outcome {
    }

    /**
     * A new list is kept.
     *
     * @param ranges how many it has
     * @param before how many our list had; 0 where there was none
     * @param dropped how many of them the new list has no more
     */
    record Replaced(String version, int ranges, int before, int dropped) implements Outcome {
        /** Whether the administrator should look whether that can be true. */
        boolean dropsMoreThanHalf() {
            return dropped > before / 2.0;
        }
    }

    /**
     * Nothing has changed.
     *
     * @param reached whether the service answered
     * @param retryAfter how long it wants to be left in peace, in seconds
     */
    record Failed(String why, boolean reached, long retryAfter) implements Outcome {
    }

    /**
     * Asks.
     *
     * @param now milliseconds since 1970, UTC
     */
    Outcome run(long now) throws InterruptedException {
        Note note = folder.note(service()).asked(now);
        try {
            folder.keep(note); // a server that is started over and over again must not ask each time
        } catch (IOException e) {
            return new Failed("the note beside the list can't be written (" + e.getClass().getSimpleName() + ")", false, 0);
        }
        try {
            return run(note, now);
        } catch (Refusal e) {
            return new Failed(printable(e.getMessage()), true, e.retryAfter);
        } catch (IOException e) {
            return new Failed(printable(e.getMessage()), false, 0);
        }
    }

    /** The service and instance, as one word. */
    String service() {
        return source.base() + " " + source.instance();
    }

    private Outcome run(Note note, long now) throws IOException, InterruptedException {
        Optional<List<Cidr>> before = folder.ranges();
        String latest = version(fetch("version", note));
        if (before.isPresent() && note.version().filter(known -> !ServiceVersion.isNewer(latest, known)).isPresent()) {
            folder.keep(note.confirmed(note.version().orElse(latest), now));
            return new Current(note.version().orElse(latest));
        }
        byte[] list = fetch("endpoints", note);
        List<Cidr> ranges = ranges(list);
        folder.keep(list);
        folder.keep(note.confirmed(latest, now));
        Set<Cidr> gone = new HashSet<>(before.orElse(List.of()));
        int had = gone.size();
        gone.removeAll(new HashSet<>(ranges));
        return new Replaced(latest, ranges.size(), had, gone.size());
    }

    private byte[] fetch(String what, Note note) throws IOException, InterruptedException {
        String base = source.base().toString().replaceFirst("/+$", "");
        Web.Answer answer = web.get(URI.create(base + "/" + what + "/" + source.instance() + "?ClientRequestId=" + note.clientRequestId()));
        if (answer.status() != 200) {
            throw new Refusal("/" + what + ": status " + answer.status() + " (expected: 200)", answer.retryAfter());
        }
        return answer.body();
    }

    private String version(byte[] answer) throws Refusal {
        try {
            return ServiceVersion.read(answer, source.instance());
        } catch (IOException e) {
            throw new Refusal(String.valueOf(e.getMessage()), 0);
        }
    }

    private static List<Cidr> ranges(byte[] list) throws Refusal {
        try {
            return EndpointsList.mailRanges(list);
        } catch (UnusableList e) {
            throw new Refusal("the list " + e.why(), 0);
        }
    }

    private static String printable(@Nullable String text) {
        String shown = String.valueOf(text).replaceAll("[\\p{C}\\p{Zl}\\p{Zp}]", "?");
        return shown.length() > MAX_SHOWN ? shown.substring(0, MAX_SHOWN) + "…" : shown;
    }

    /** The service answered, and not what was hoped for. */
    private static final class Refusal extends IOException {
        private static final long serialVersionUID = 1L;
        private final long retryAfter;

        Refusal(String why, long retryAfter) {
            super(why);
            this.retryAfter = retryAfter;
        }
    }
}
