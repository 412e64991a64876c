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

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

import org.jspecify.annotations.Nullable;

import io.jamesconnectors.trace.TraceNote;

/**
 * Notes on their way to the writer: at most so many, and of at most so many characters in all. What finds no room is lost, and counted. Safe for use by
 * many threads; one takes.
 */
final class NoteQueue {
    /** About 100 octets each, and 64 MiB at most for texts of the greatest length. */
    static final int MOST_NOTES = 20_000;
    static final long MOST_WEIGHT = 16L << 20;

    private final ArrayBlockingQueue<TraceNote> notes;
    private final long mostWeight;
    private final AtomicLong weight = new AtomicLong();
    private final LongAdder lost = new LongAdder();

    NoteQueue(int mostNotes, long mostWeight) {
        this.notes = new ArrayBlockingQueue<>(mostNotes);
        this.mostWeight = mostWeight;
    }

    /** Takes a note, or loses it; never waits for anything. */
    void offer(TraceNote note) {
        int own = note.weight();
        if (weight.addAndGet(own) > mostWeight || !notes.offer(note)) {
            weight.addAndGet(-own);
            lost.increment();
        }
    }

    /** Moves notes to {@code batch}: after the first, for which it waits so long, those that come within {@code gather}, until there are {@code most} or they have
     * {@code mostWeight} characters. */
    void drain(List<TraceNote> batch, int most, int mostWeight, Duration first, Duration gather) throws InterruptedException {
        @Nullable TraceNote next = notes.poll(first.toNanos(), TimeUnit.NANOSECONDS);
        long end = System.nanoTime() + gather.toNanos();
        long drained = 0;
        while (next != null) {
            int own = next.weight();
            weight.addAndGet(-own);
            drained += own;
            batch.add(next);
            next = batch.size() >= most || drained >= mostWeight ? null : notes.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
        }
    }

    /** How many wait. */
    int size() {
        return notes.size();
    }

    /** Whether more than half of the places are taken. */
    boolean isFilling() {
        return notes.remainingCapacity() < notes.size() || weight.get() > mostWeight / 2;
    }

    /** How many were lost here since the start. */
    long lost() {
        return lost.sum();
    }
}
