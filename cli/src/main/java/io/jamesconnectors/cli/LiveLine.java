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
package io.jamesconnectors.cli;

import java.io.Console;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;

/**
 * The line of the step under way. On a terminal it shows that something moves, and for how long already, and is gone when the step ends; elsewhere it is
 * the beginning of the line that the end of the step completes.
 */
final class LiveLine implements AutoCloseable {
    private static final String TURNING = "|/-\\";
    private static final long TURN_MILLIS = 100;
    private static final String ERASE = "\r\033[K";

    private final PrintWriter out;
    private final boolean moves;
    private final LongSupplier nanoTime;
    private final @Nullable ScheduledExecutorService thread;
    private @Nullable ScheduledFuture<?> turning;
    private String beginning = "";
    private long since;
    private int turns;

    private LiveLine(PrintWriter out, boolean moves, LongSupplier nanoTime, @Nullable ScheduledExecutorService thread) {
        this.out = out;
        this.moves = moves;
        this.nanoTime = nanoTime;
        this.thread = thread;
    }

    /** One that moves where this process has a terminal that can erase. */
    static LiveLine of(PrintWriter out, Function<String, @Nullable String> environment) {
        String terminal = environment.apply("TERM");
        if (!isTerminal(System.console()) || terminal == null || terminal.isEmpty() || terminal.equals("dumb")) {
            return still(out);
        }
        return new LiveLine(out, true, System::nanoTime, Executors.newSingleThreadScheduledExecutor(task -> {
            Thread daemon = new Thread(task, "live-line");
            daemon.setDaemon(true);
            return daemon;
        }));
    }

    /** From Java 22 on there may be a console without a terminal, and a method that tells. */
    private static boolean isTerminal(@Nullable Console console) {
        if (console == null) {
            return false;
        }
        try {
            return (Boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException e) {
            return true;
        }
    }

    /** One that does not move. */
    static LiveLine still(PrintWriter out) {
        return new LiveLine(out, false, System::nanoTime, null);
    }

    /** One that moves when it is told to. */
    static LiveLine moving(PrintWriter out, LongSupplier nanoTime) {
        return new LiveLine(out, true, nanoTime, null);
    }

    /** A step begins; {@code start} is what its line begins with. */
    synchronized void begin(String start) {
        beginning = start;
        since = nanoTime.getAsLong();
        turns = 0;
        out.print(start);
        out.flush();
        if (thread != null) {
            turning = thread.scheduleAtFixedRate(this::turn, TURN_MILLIS, TURN_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    /** The step ends; what its line begins with stands there. */
    synchronized void end() {
        if (turning != null) {
            turning.cancel(false);
            turning = null;
        }
        if (moves && !beginning.isEmpty()) {
            out.print(ERASE + beginning);
        }
        beginning = "";
    }

    /** Moves, while a step is under way. */
    synchronized void turn() {
        if (!beginning.isEmpty()) {
            out.print(ERASE + beginning + TURNING.charAt(turns++ % TURNING.length()) + String.format(Locale.ROOT, " %.1f s", (nanoTime.getAsLong() - since) / 1e9));
            out.flush();
        }
    }

    @Override
    public void close() {
        end();
        if (thread != null) {
            thread.shutdownNow();
        }
    }
}
