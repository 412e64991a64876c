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
package io.jamesconnectors.testing.secrets;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * What the product has said and would be gone with its test: logs, notices, diagnostics, what lay in its directories. It is kept for {@link SecretSearch}, below
 * {@link UsedSecrets#DIRECTORY}. What a client says to a stand-in is no such thing: it holds credentials, since they are meant for the server.
 */
public final class KeptOutput {
    static final String OUTPUT = "output";
    private static final int LONGEST_RUN = 16;
    private static final AtomicInteger COUNT = new AtomicInteger();

    private KeptOutput() {
    }

    /** Keeps lines. */
    public static void keep(String name, List<String> lines) {
        if (!lines.isEmpty()) {
            keep(name, String.join("\n", lines).getBytes(UTF_8));
        }
    }

    /**
     * Keeps octets.
     *
     * @param name the end of the name of the file, which no other file need not have
     */
    public static void keep(String name, byte[] octets) {
        next(name).ifPresent(file -> write(file, octets));
    }

    /**
     * Keeps the files of a directory and below, without the runs of zeros that journals are filled up with.
     *
     * @param except names of files and directories that hold secrets for good reason
     */
    public static void keepFiles(String name, Path directory, List<String> except) {
        next(name).ifPresent(target -> {
            try (Stream<Path> files = Files.walk(directory)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    Path relative = directory.relativize(file);
                    if (except.stream().noneMatch(relative::startsWith)) {
                        write(target.resolve(relative.toString()), withoutRunsOfZeros(file));
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private static Optional<Path> next(String name) {
        return UsedSecrets.directory().map(directory -> directory.resolve(OUTPUT).resolve(ProcessHandle.current().pid() + "-" + COUNT.incrementAndGet() + "-" + name));
    }

    private static void write(Path file, byte[] octets) {
        try {
            Files.createDirectories(file.getParent());
            Files.write(file, octets);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A file of a server that still runs may be gone meanwhile. */
    private static byte[] withoutRunsOfZeros(Path file) throws IOException {
        byte[] octets;
        try {
            octets = Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            return new byte[0];
        }
        int end = 0;
        int zeros = 0;
        for (byte octet : octets) {
            zeros = octet == 0 ? zeros + 1 : 0;
            if (zeros <= LONGEST_RUN) {
                octets[end++] = octet;
            }
        }
        return Arrays.copyOf(octets, end);
    }
}
