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
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Optional;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import io.jamesconnectors.connectors.SecretSource;
import io.jamesconnectors.connectors.diagnostics.Check;

/**
 * Reads where a secret is: an attribute that ends in {@code Variable} names an environment variable, one that ends in {@code File} a file. The file never holds the
 * secret itself, and no diagnostic shows what an attribute says or a file holds: it might be the secret, in the wrong place.
 */
final class SecretReader {
    private static final int MAX_BYTES = 64 * 1024;
    private static final String VARIABLE_NAME = "[A-Za-z_][A-Za-z0-9_]*";

    private final Findings findings;
    private final Options options;
    private final Path base;
    private final Function<String, @Nullable String> environment;

    SecretReader(Findings findings, Path base, Function<String, @Nullable String> environment) {
        this.findings = findings;
        this.options = new Options(findings);
        this.base = base;
        this.environment = environment;
    }

    /** The secret that {@code nameVariable} or {@code nameFile} tells of; empty when neither is there, or it can't be used, which has been reported. */
    Optional<SecretSource> read(Node node, String name) {
        Optional<Value> variable = node.attribute(name + "Variable");
        Optional<Value> file = node.attribute(name + "File");
        if (variable.isPresent() && file.isPresent()) {
            findings.add(Check.BAD_SECRET, node.position(), "<" + node.name() + "> has " + name + "Variable and " + name + "File (expected: one of them)");
            return Optional.empty();
        }
        return variable.isPresent() ? variable(variable.get()) : file.flatMap(this::file).map(known -> known);
    }

    /** How many octets a secret has, without blanks around it; 0 when it can't be read now. */
    int length(SecretSource source) {
        if (source instanceof SecretSource.Variable variable) {
            @Nullable String secret = environment.apply(variable.name());
            return secret == null ? 0 : secret.strip().getBytes(StandardCharsets.UTF_8).length;
        }
        try (var in = Files.newInputStream(((SecretSource.File) source).path())) {
            return new String(in.readNBytes(MAX_BYTES), StandardCharsets.UTF_8).strip().getBytes(StandardCharsets.UTF_8).length;
        } catch (IOException e) {
            return 0;
        }
    }

    /** Whether the file says, or means to say, where the secret is. */
    static boolean names(Node node, String name) {
        return !node.lacks(name + "Variable") || !node.lacks(name + "File");
    }

    private Optional<SecretSource> variable(Value value) {
        return options.parsed(Optional.of(value), Check.BAD_SECRET, text -> {
            if (value.variable() || !text.matches(VARIABLE_NAME)) {
                throw new IllegalArgumentException(value.option() + " is no name of an environment variable (expected: such as SCANNER_PASSWORD, without ${env:})");
            }
            return text;
        }).flatMap(name -> {
            String secret = environment.apply(name);
            if (secret == null) {
                findings.add(Check.UNDEFINED_VARIABLE, value.position(), "the environment variable that " + value.option() + " names is not defined",
                    "define the variable in the environment of the server; the secret itself must not stand in this file.");
            } else if (secret.isBlank()) {
                findings.add(Check.BAD_SECRET, value.position(), "the environment variable that " + value.option() + " names is empty");
            }
            return secret == null || secret.isBlank() ? Optional.empty() : Optional.of(new SecretSource.Variable(name));
        });
    }

    /** The file that holds a secret. */
    Optional<SecretSource.File> file(Value value) {
        Optional<Path> path = options.parsed(Optional.of(value), Check.BAD_SECRET, text -> {
            if (value.variable()) {
                throw new IllegalArgumentException("");
            }
            return FileReference.resolve(base, text).toAbsolutePath();
        });
        Optional<String> fault = path.flatMap(SecretReader::fault);
        fault.ifPresent(what -> findings.add(Check.BAD_SECRET, value.position(), "the file that " + value.option() + " names " + what));
        if (path.isPresent() && fault.isEmpty() && isEverybodys(path.get())) {
            findings.add(Check.EVERYBODYS_SECRET, value.position(), "the file that " + value.option() + " names can be read by every user of this machine");
        }
        return fault.isPresent() ? Optional.empty() : path.map(SecretSource.File::new);
    }

    private static Optional<String> fault(Path file) {
        if (!Files.isRegularFile(file)) {
            return Optional.of(Files.exists(file) ? "is no file" : "does not exist");
        }
        try (var in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                return Optional.of("is larger than 64 KiB (expected: the secret and nothing else)");
            }
            return new String(bytes, StandardCharsets.UTF_8).isBlank() ? Optional.of("is empty (expected: the secret)") : Optional.empty();
        } catch (IOException e) {
            return Optional.of("can't be read: " + e.getClass().getSimpleName());
        }
    }

    private static boolean isEverybodys(Path file) {
        try {
            return Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ);
        } catch (IOException | UnsupportedOperationException e) {
            return false; // another file system, with other rules
        }
    }
}
