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
package io.jamesconnectors.bench.relay;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** What a JVM writes with {@code -Xlog:gc}. */
final class GarbageLog {
    private static final Pattern COLLECTION = Pattern.compile(" (\\d+)M->\\d+M\\(\\d+M\\)");

    private final Path file;

    GarbageLog(Path file) {
        this.file = file;
    }

    /** The option that makes a JVM write it. */
    String option() {
        return "-Xlog:gc:file=" + file + "::filecount=0";
    }

    /** How much has been written. */
    long length() throws IOException {
        return Files.size(file);
    }

    /** The fullest heap that a collection has found, in MB, in what was written behind {@code offset}; empty when there was none. */
    OptionalLong peakMegabytes(long offset) throws IOException {
        byte[] log = Files.readAllBytes(file);
        return peakMegabytes(new String(log, (int) offset, log.length - (int) offset, StandardCharsets.UTF_8));
    }

    static OptionalLong peakMegabytes(String log) {
        return COLLECTION.matcher(log).results().mapToLong(collection -> Long.parseLong(collection.group(1))).max();
    }
}
