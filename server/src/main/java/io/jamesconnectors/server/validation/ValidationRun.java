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
package io.jamesconnectors.server.validation;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.jamesconnectors.connectors.ConnectorName;
import io.jamesconnectors.connectors.Direction;
import io.jamesconnectors.smtp.validate.Step;
import io.jamesconnectors.smtp.validate.StepListener;

/** One validation, from its start on. Written by the thread that runs it, read by any. */
final class ValidationRun implements StepListener {
    private final String id;
    private final ConnectorName connector;
    private final Direction direction;
    private final InstantSource clock;
    private final Instant end;
    private final List<ValidationStep> steps = new ArrayList<>();
    private Progress.@Nullable Under under;
    private @Nullable Validation result;
    private @Nullable Thread thread;
    private String brokenOffBy = "";

    /** @param most how long it may take; then it is broken off */
    ValidationRun(String id, ConnectorName connector, Direction direction, InstantSource clock, Duration most) {
        this.id = id;
        this.connector = connector;
        this.direction = direction;
        this.clock = clock;
        this.end = clock.instant().plus(most);
    }

    /** What runs a validation. */
    @FunctionalInterface
    interface Work {
        void run(StepListener listener) throws InterruptedException;
    }

    String id() {
        return id;
    }

    /** Runs it on this thread, whatever happens; empty when it came to no end. */
    Optional<Validation> run(Work work) {
        synchronized (this) {
            thread = Thread.currentThread();
            if (!brokenOffBy.isEmpty()) {
                Thread.currentThread().interrupt();
            }
        }
        String trouble = "";
        try {
            work.run(this);
        } catch (InterruptedException e) {
            trouble = "broken off";
        } catch (RuntimeException e) {
            Validations.LOGGER.error("validation id={} connector=\"{}\" reason=\"a failure inside\"", id, connector, e);
            trouble = "a failure inside: " + e.getClass().getSimpleName();
        }
        synchronized (this) {
            thread = null;
            boolean interrupted = Thread.interrupted() || !trouble.isEmpty();
            under = null;
            Validation ended = interrupted ? Validation.brokenOff(connector, direction, clock.instant(), brokenOffBy.isEmpty() ? trouble : brokenOffBy, steps)
                : Validation.of(connector, direction, clock.instant(), steps);
            result = ended;
            return interrupted ? Optional.empty() : Optional.of(ended);
        }
    }

    /** Breaks it off, if it runs. */
    synchronized void breakOff(String why) {
        if (result == null && brokenOffBy.isEmpty()) {
            brokenOffBy = why;
            if (thread != null) {
                thread.interrupt();
            }
        }
    }

    @Override
    public synchronized void begun(Step.Kind kind, String where) {
        under = new Progress.Under(kind.word(), where);
        if (clock.instant().isAfter(end)) {
            breakOff("broken off: it took too long");
        } else if (steps.size() >= Validation.MOST_STEPS) {
            breakOff("broken off: too many steps");
        }
    }

    @Override
    public synchronized void ended(Step step) {
        under = null;
        if (steps.size() < Validation.MOST_STEPS) {
            steps.add(ValidationStep.of(steps.size() + 1, step, clock.instant()));
        }
    }

    synchronized boolean isRunning() {
        return result == null;
    }

    synchronized boolean isOf(ConnectorName name, Direction wanted) {
        return connector.equals(name) && direction == wanted;
    }

    synchronized Progress after(int index) {
        int from = Math.max(0, Math.min(index, steps.size()));
        return new Progress(id, connector, direction, Optional.ofNullable(under), List.copyOf(steps.subList(from, steps.size())), Optional.ofNullable(result));
    }
}
