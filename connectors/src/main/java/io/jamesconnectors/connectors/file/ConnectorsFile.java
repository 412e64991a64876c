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
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import io.jamesconnectors.connectors.ConnectorName;
import io.jamesconnectors.connectors.Connectors;
import io.jamesconnectors.connectors.diagnostics.Check;
import io.jamesconnectors.connectors.diagnostics.Position;

/**
 * Reads {@code connectors.xml}. Whatever the file holds, the answer is a {@link Reading}, never an exception, and it tells
 * everything that is wrong at once.
 */
public final class ConnectorsFile {
    /** The largest file that is read, in bytes. */
    public static final int MAX_BYTES = 32 * 1024 * 1024;

    private ConnectorsFile() {
    }

    /**
     * Reads a file once.
     *
     * @param file which file; diagnostics name it so
     * @param baseDirectory where relative paths in the file start (James's working directory)
     * @param environment the value of an environment variable, or null; usually {@code System::getenv}
     */
    public static Reading read(Path file, Path baseDirectory, Function<String, @Nullable String> environment) {
        try {
            return read(file, bytes(file), baseDirectory, environment, new Overriding(Overrides.NONE));
        } catch (RefusedText e) {
            return new Reading.Refused(List.of(e.diagnostic()));
        }
    }

    /** Understands what was read of a file, with overrides in the place of what it says itself. */
    static Reading read(Path file, byte[] bytes, Path baseDirectory, Function<String, @Nullable String> environment, Overriding overriding) {
        try {
            return understand(SourceText.decode(file.toString(), bytes), baseDirectory, environment, overriding);
        } catch (RefusedText e) {
            return new Reading.Refused(List.of(e.diagnostic()));
        }
    }

    private static Reading understand(SourceText source, Path baseDirectory, Function<String, @Nullable String> environment, Overriding overriding)
            throws RefusedText {
        WellFormedness.check(source);
        Findings findings = new Findings();
        Optional<Node> known = new ShapeCheck(findings).known(ConfigurationTree.read(source, new Variables(environment, findings))).map(overriding::apply);
        Connectors connectors = known
            .map(root -> {
                Connectors read = new ConnectorsReader(findings, baseDirectory, environment, Instant.now()).read(root);
                SchemaCheck.check(root, findings);
                return read;
            })
            .orElse(Connectors.NONE);
        return findings.hasErrors() ? new Reading.Refused(findings.inOrder(source.file()))
            : new Reading.Accepted(connectors, findings.inOrder(source.file()), findings.notesInOrder(),
                known.map(root -> places(root, "inbound", Optional::of)).orElse(Map.of()), known.map(root -> places(root, "outbound", Optional::of)).orElse(Map.of()),
                known.map(root -> places(root, "outbound", node -> node.child("tlsSettings"))).orElse(Map.of()));
    }

    /**
     * Of a tree without errors, in which every connector has a name of its own.
     *
     * @param part what of a connector is asked for
     */
    private static Map<ConnectorName, Position> places(Node root, String direction, Function<Node, Optional<Node>> part) {
        Map<ConnectorName, Position> places = new HashMap<>();
        for (Node node : root.all(direction)) {
            part.apply(node).ifPresent(there -> places.putIfAbsent(ConnectorName.parse(node.attribute("name").orElseThrow().text()), there.position()));
        }
        return places;
    }

    /** All of a file. */
    static byte[] bytes(Path file) throws RefusedText {
        Position whole = Position.ofFile(file.toString());
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new RefusedText(Check.UNREADABLE.at(whole, "this is no file"));
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new RefusedText(Check.TOO_LARGE.at(whole, "the file is larger than 32 MiB"));
            }
            return bytes;
        } catch (NoSuchFileException e) {
            throw new RefusedText(Check.UNREADABLE.at(whole, "the file does not exist"));
        } catch (IOException e) {
            throw new RefusedText(Check.UNREADABLE.at(whole, "the file can't be read (" + e.getClass().getSimpleName() + ")"));
        }
    }
}
