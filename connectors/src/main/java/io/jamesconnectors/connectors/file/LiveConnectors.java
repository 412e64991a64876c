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

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.jamesconnectors.connectors.ConnectorName;
import io.jamesconnectors.connectors.Connectors;
import io.jamesconnectors.connectors.Direction;
import io.jamesconnectors.connectors.LegacyListener;
import io.jamesconnectors.connectors.diagnostics.Diagnostic;
import io.jamesconnectors.connectors.file.LastReload.Occasion;

/**
 * The configuration in force. Readers take {@link #current()} once per decision and never wait. A reload reads the whole file first and
 * then swaps one reference, so nobody ever sees half of a file; a file with an error changes nothing. Reloads come one after the other:
 * each reads the file after the one before has swapped, so the last to return is in force, and each answers about what it has read itself.
 *
 * <p>An override switches one connector on or off beside the file, and is kept by an {@link OverridesFile}. To switch does not read the file again: what
 * somebody is writing there stays unseen. Switching on goes through all checks; switching off can't make an error, so it works even when a file that
 * the configuration names has gone. An override whose connector leaves the file goes with it.
 *
 * <p>A listener for old devices that a reload takes out turns everybody away until the server starts anew, since the server goes on listening there.
 */
public final class LiveConnectors {
    private static final Logger LOGGER = LoggerFactory.getLogger(LiveConnectors.class);

    private final Path file;
    private final Path baseDirectory;
    private final Function<String, @Nullable String> environment;
    private final OverridesFile kept;
    private final Clock clock;
    private final List<Diagnostic> openingWarnings;
    private final List<Consumer<ActiveConnectors>> listeners = new CopyOnWriteArrayList<>();
    private final Set<String> legacyListeners = new LinkedHashSet<>();
    private final Object reloading = new Object();
    private Overrides overrides;
    private byte[] inForce;
    private byte[] lastRead;
    private volatile ActiveConnectors current;
    private volatile LastReload last;

    private LiveConnectors(Path file, Path baseDirectory, Function<String, @Nullable String> environment, OverridesFile kept, Clock clock)
            throws RefusedConfiguration {
        this.file = file;
        this.baseDirectory = baseDirectory;
        this.environment = environment;
        this.kept = kept;
        this.clock = clock;
        this.overrides = kept.atStart();
        Overriding overriding = new Overriding(overrides);
        try {
            this.inForce = ConnectorsFile.bytes(file);
        } catch (RefusedText e) {
            throw new RefusedConfiguration(List.of(e.diagnostic()));
        }
        this.lastRead = inForce;
        Reading reading = ConnectorsFile.read(file, inForce, baseDirectory, environment, overriding);
        if (!(reading instanceof Reading.Accepted accepted)) {
            logOverrides();
            throw new RefusedConfiguration(reading.diagnostics());
        }
        this.openingWarnings = accepted.warnings();
        this.current = active(accepted.connectors(), overriding.overridden(), Positions.of(accepted));
        Connectors connectors = accepted.connectors();
        Changes dropped = Changes.NONE.dropping(drop(overriding.overridden()));
        this.last = new LastReload(now(), Occasion.START, true, connectors.inbound().size() + " inbound and " + connectors.outbound().size()
            + " outbound connectors" + (dropped.none() ? "" : "; " + dropped.asText()), openingWarnings);
        logOverrides();
    }

    /**
     * Reads the file for the first time; see {@link ConnectorsFile#read} for the parameters. Overrides end with the process.
     *
     * @throws RefusedConfiguration when the file has an error
     */
    public static LiveConnectors open(Path file, Path baseDirectory, Function<String, @Nullable String> environment) throws RefusedConfiguration {
        return open(file, baseDirectory, environment, OverridesFile.unkept(), Clock.systemUTC());
    }

    /**
     * The same, with the overrides of an earlier process.
     *
     * @throws RefusedConfiguration when the file has an error, or has one together with the overrides
     */
    public static LiveConnectors open(Path file, Path baseDirectory, Function<String, @Nullable String> environment, OverridesFile overrides, Clock clock)
            throws RefusedConfiguration {
        return new LiveConnectors(file, baseDirectory, environment, overrides, clock);
    }

    /** What holds now. */
    public ActiveConnectors current() {
        return current;
    }

    /** What the administrator should have looked at when the file was opened. */
    public List<Diagnostic> openingWarnings() {
        return openingWarnings;
    }

    /** What came of the last attempt to change what holds. */
    public LastReload lastReload() {
        return last;
    }

    /** The file that it is read from. */
    public Path file() {
        return file;
    }

    /** Where relative paths in the file start. */
    public Path baseDirectory() {
        return baseDirectory;
    }

    /** Checks the file as it is now, together with James's own files beside it. Changes nothing; the overrides play no part. */
    public WholeCheck check() {
        return WholeCheck.of(file, baseDirectory, JamesFiles.NONE, environment);
    }

    /** Whether these are the bytes that were read from the file last, taken or refused. */
    public boolean hasRead(byte[] bytes) {
        synchronized (reloading) {
            return Arrays.equals(lastRead, bytes);
        }
    }

    /** Reads the file again, for an administrator. Listeners have been told when this returns. */
    public Reload reload() {
        return reloadFor(Occasion.REST);
    }

    /** Reads the file again. Listeners have been told when this returns. */
    public Reload reloadFor(Occasion by) {
        synchronized (reloading) {
            byte[] bytes;
            try {
                bytes = ConnectorsFile.bytes(file);
            } catch (RefusedText e) {
                return refused(by, List.of(e.diagnostic()));
            }
            lastRead = bytes;
            return read(bytes, by);
        }
    }

    /** Reads the files again that the configuration in force names, such as lists of addresses; what {@code connectors.xml} has become meanwhile stays unseen. */
    public Reload refreshFor(Occasion by) {
        synchronized (reloading) {
            return read(inForce, by);
        }
    }

    /**
     * Switches a connector on or off beside the file. Listeners have been told when this returns.
     *
     * @return empty when there is no such connector
     * @throws IOException when the override is not safely on disk; nothing has changed then
     */
    public Optional<Reload> override(Direction direction, ConnectorName name, boolean enabled) throws IOException {
        synchronized (reloading) {
            return current.enabled(direction, name).isEmpty() ? Optional.empty() : Optional.of(switchTo(direction, name, enabled,
                overrides.with(new ConnectorOverride(direction, name, enabled, now()))));
        }
    }

    /** As the file says again; see {@link #override}. Nothing changes where there was no override. */
    public Optional<Reload> dropOverride(Direction direction, ConnectorName name) throws IOException {
        synchronized (reloading) {
            return current.enabled(direction, name).isEmpty() ? Optional.empty()
                : Optional.of(switchTo(direction, name, enabledInFile(direction, name), overrides.without(direction, name)));
        }
    }

    /** Calls {@code listener} after every swap, in the order of the swaps, on the thread that reloads. One that throws stops no other. */
    public void onSwap(Consumer<ActiveConnectors> listener) {
        listeners.add(listener);
    }

    private Reload read(byte[] bytes, Occasion by) {
        Overriding overriding = new Overriding(overrides);
        Reading reading = ConnectorsFile.read(file, bytes, baseDirectory, environment, overriding);
        if (!(reading instanceof Reading.Accepted accepted)) {
            return refused(by, reading.diagnostics());
        }
        inForce = bytes;
        List<String> dropped = drop(overriding.overridden());
        return swap(by, active(accepted.connectors(), overriding.overridden(), Positions.of(accepted)), dropped, accepted.warnings());
    }

    private Reload switchTo(Direction direction, ConnectorName name, boolean enabled, Overrides next) throws IOException {
        if (next.equals(overrides)) {
            return new Reload.Swapped(Changes.NONE, List.of());
        }
        Overriding overriding = new Overriding(next);
        Reading reading = ConnectorsFile.read(file, inForce, baseDirectory, environment, overriding);
        if (reading instanceof Reading.Accepted accepted) {
            keep(next);
            return swap(Occasion.REST, active(accepted.connectors(), overriding.overridden(), Positions.of(accepted)), List.of(), accepted.warnings());
        }
        if (enabled) {
            return refused(Occasion.REST, reading.diagnostics());
        }
        keep(next);
        List<Overridden> overridden = next.all().stream()
            .map(override -> new Overridden(override, enabledInFile(override.direction(), override.name()))).toList();
        return swap(Occasion.REST, active(current.connectors().switchedOff(direction, name), overridden, current.positions()), List.of(), List.of());
    }

    private Reload swap(Occasion by, ActiveConnectors next, List<String> dropped, List<Diagnostic> warnings) {
        ActiveConnectors before = current;
        current = next;
        listeners.forEach(listener -> tell(listener, next));
        Reload.Swapped swapped = new Reload.Swapped(Changes.between(before.connectors(), next.connectors()).dropping(dropped), warnings);
        last = new LastReload(now(), by, true, swapped.summary().asText(), warnings);
        LOGGER.info("connectors reload=swapped by={} changes=\"{}\" warnings={}", by.word(), swapped.summary().asText(), warnings.size());
        before.connectors().legacyListeners().stream().map(LegacyListener::name)
            .filter(name -> next.connectors().legacyListeners().stream().noneMatch(there -> there.name().equals(name)))
            .forEach(name -> LOGGER.warn("legacy_listener={} reason=\"removed: the listener turns everybody away until the server is started anew\"", name));
        return swapped;
    }

    private Reload refused(Occasion by, List<Diagnostic> diagnostics) {
        diagnostics.forEach(diagnostic -> LOGGER.warn("connectors reload=refused by={} {}", by.word(), diagnostic.asText()));
        logOverrides();
        last = new LastReload(now(), by, false, "refused; the configuration in force stays", diagnostics);
        return new Reload.Kept(diagnostics);
    }

    private ActiveConnectors active(Connectors connectors, List<Overridden> overridden, Positions positions) {
        connectors.legacyListeners().forEach(listener -> legacyListeners.add(listener.name()));
        Set<String> closed = new LinkedHashSet<>(legacyListeners);
        connectors.legacyListeners().forEach(listener -> closed.remove(listener.name()));
        return ActiveConnectors.of(connectors, overridden, positions, closed);
    }

    private boolean enabledInFile(Direction direction, ConnectorName name) {
        return current.overridden(direction, name).map(Overridden::enabledInFile).orElseGet(() -> current.enabled(direction, name).orElse(true));
    }

    private void keep(Overrides next) throws IOException {
        kept.keep(next);
        overrides = next;
    }

    /** Forgets the overrides that no connector belongs to; which they were. When that can't be kept, they are forgotten once more after the next start. */
    private List<String> drop(List<Overridden> found) {
        Overrides next = Overrides.of(found.stream().map(Overridden::override).toList());
        List<String> dropped = overrides.all().stream().filter(override -> next.find(override.direction(), override.name()).isEmpty())
            .map(ConnectorOverride::called).toList();
        if (!dropped.isEmpty()) {
            overrides = next;
            try {
                kept.keep(next);
            } catch (IOException e) {
                LOGGER.warn("connectors overrides=unwritten dropped={}", dropped, e);
            }
        }
        return dropped;
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }

    private void logOverrides() {
        overrides.all().forEach(override -> LOGGER.info("connectors override={} enabled={} at={}", override.called(), override.enabled(), override.at()));
    }

    private static void tell(Consumer<ActiveConnectors> listener, ActiveConnectors next) {
        try {
            listener.accept(next);
        } catch (RuntimeException e) {
            LOGGER.error("A part of the server did not take over the new connectors", e);
        }
    }
}
