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
package io.jamesconnectors.connectors.file;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.jamesconnectors.connectors.diagnostics.Diagnostic;

/**
 * The configuration in force. Readers take {@link #current()} once per decision and never wait. A reload reads the whole file first and
 * then swaps one reference, so nobody ever sees half of a file; a file with an error changes nothing. Reloads come one after the other:
 * each reads the file after the one before has swapped, so the last to return is in force.
 */
public final class LiveConnectors {
    private static final Logger LOGGER = LoggerFactory.getLogger(LiveConnectors.class);

    private final Path file;
    private final Path baseDirectory;
    private final Function<String, @Nullable String> environment;
    private final List<Diagnostic> openingWarnings;
    private final List<Consumer<ActiveConnectors>> listeners = new CopyOnWriteArrayList<>();
    private final Object reloading = new Object();
    private volatile ActiveConnectors current;

    private LiveConnectors(Path file, Path baseDirectory, Function<String, @Nullable String> environment, Reading.Accepted first) {
        this.file = file;
        this.baseDirectory = baseDirectory;
        this.environment = environment;
        this.current = ActiveConnectors.of(first.connectors());
        this.openingWarnings = first.warnings();
    }

    /**
     * Reads the file for the first time; see {@link ConnectorsFile#read} for the parameters.
     *
     * @throws RefusedConfiguration when the file has an error
     */
    public static LiveConnectors open(Path file, Path baseDirectory, Function<String, @Nullable String> environment) throws RefusedConfiguration {
        Reading reading = ConnectorsFile.read(file, baseDirectory, environment);
        if (reading instanceof Reading.Accepted accepted) {
            return new LiveConnectors(file, baseDirectory, environment, accepted);
        }
        throw new RefusedConfiguration(reading.diagnostics());
    }

    /** What holds now. */
    public ActiveConnectors current() {
        return current;
    }

    /** What the administrator should have looked at when the file was opened. */
    public List<Diagnostic> openingWarnings() {
        return openingWarnings;
    }

    /** Reads the file again. Listeners have been told when this returns. */
    public Reload reload() {
        synchronized (reloading) {
            Reading reading = ConnectorsFile.read(file, baseDirectory, environment);
            if (!(reading instanceof Reading.Accepted accepted)) {
                return new Reload.Kept(reading.diagnostics());
            }
            ActiveConnectors next = ActiveConnectors.of(accepted.connectors());
            ActiveConnectors before = current;
            current = next;
            listeners.forEach(listener -> tell(listener, next));
            return new Reload.Swapped(Changes.between(before.connectors(), next.connectors()), accepted.warnings());
        }
    }

    /** Calls {@code listener} after every swap, in the order of the swaps, on the thread that reloads. One that throws stops no other. */
    public void onSwap(Consumer<ActiveConnectors> listener) {
        listeners.add(listener);
    }

    private static void tell(Consumer<ActiveConnectors> listener, ActiveConnectors next) {
        try {
            listener.accept(next);
        } catch (RuntimeException e) {
            LOGGER.error("A part of the server did not take over the new connectors", e);
        }
    }
}
