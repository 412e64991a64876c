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
package io.jamesconnectors.smtp.validate;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;

import io.jamesconnectors.smtp.validate.Step.Kind;
import io.jamesconnectors.smtp.validate.Step.Outcome;

/** The steps as they come; at most one is under way. */
public final class StepLog {
    private final StepListener listener;
    private final LongSupplier nanoTime;
    private final List<Step> steps = new ArrayList<>();
    private @Nullable Kind running;
    private String where = "";
    private long since;

    /** @param listener is told at once, on the thread that tells this */
    public StepLog(StepListener listener, LongSupplier nanoTime) {
        this.listener = listener;
        this.nanoTime = nanoTime;
    }

    /** A step begins; one that is under way is over, and well. */
    public void begin(Kind kind, String place) {
        if (running != null) {
            ok("");
        }
        running = kind;
        where = place;
        since = nanoTime.getAsLong();
        listener.begun(kind, place);
    }

    /** Whether a step of that kind is under way. */
    public boolean isIn(Kind kind) {
        return running == kind;
    }

    /** Whether any step is under way. */
    public boolean isRunning() {
        return running != null;
    }

    /** The step under way is over, and well. */
    public void ok(String what) {
        end(Outcome.OK, what, "");
    }

    /** The step under way is over. */
    public void end(Outcome outcome, String what, String remedy) {
        Kind kind = running;
        if (kind == null) {
            throw new IllegalStateException("step: none is under way (expected: one)");
        }
        running = null;
        Step step = new Step(kind, where, outcome, Duration.ofNanos(nanoTime.getAsLong() - since), what, remedy);
        steps.add(step);
        listener.ended(step);
    }

    /** A step that takes no time. */
    public void add(Kind kind, String place, Outcome outcome, String what, String remedy) {
        begin(kind, place);
        end(outcome, what, remedy);
    }

    /** Those that are over. */
    public List<Step> steps() {
        return List.copyOf(steps);
    }
}
