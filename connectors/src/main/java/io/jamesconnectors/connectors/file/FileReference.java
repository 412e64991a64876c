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

import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** How the configuration names other files: by a path, or {@code file://} and a path; relative ones start at the base directory, as in James. */
final class FileReference {
    private static final String SCHEME = "file://";

    private FileReference() {
    }

    /**
     * The file that a text names.
     *
     * @throws InvalidPathException when it names none
     */
    static Path resolve(Path base, String text) {
        String plain = text.startsWith(SCHEME) ? text.substring(SCHEME.length()) : text;
        if (plain.isEmpty()) {
            throw new InvalidPathException(text, "empty");
        }
        return base.resolve(Path.of(plain)).normalize();
    }

    /** The text that names {@code file}: relative to the base directory where it lies below that. */
    static String text(Path base, Path file) {
        Path normal = base.normalize();
        return SCHEME + (file.startsWith(normal) && !file.equals(normal) ? normal.relativize(file) : file);
    }

    /** How a diagnostic calls the file that a value names. */
    static String shown(Value value, Path file) {
        return value.variable() ? "the file that '" + value.raw() + "' stands for" : "'" + file.toAbsolutePath().normalize() + "'";
    }
}
