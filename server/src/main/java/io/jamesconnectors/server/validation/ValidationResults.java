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

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.jamesconnectors.connectors.ConnectorName;
import io.jamesconnectors.connectors.Direction;

/**
 * What came of the last validation of each connector, kept in a file over restarts. The last {@value #MOST} connectors that were validated are remembered; of
 * the oldest of them the steps are left out where the file would grow beyond its bound. A file that can't be read is as none, and one that can't be
 * written costs the memory only. Safe for use by many threads.
 */
public final class ValidationResults {
    private static final Logger LOGGER = LoggerFactory.getLogger(ValidationResults.class);
    private static final int MOST = 200;

    private final ResultsFile file;
    private final Map<Key, Validation> last;

    private record Key(ConnectorName connector, Direction direction) {
        static Key of(Validation validation) {
            return new Key(validation.connector(), validation.direction());
        }
    }

    private ValidationResults(ResultsFile file, List<Validation> known) {
        this.file = file;
        this.last = new LinkedHashMap<>();
        known.forEach(this::put);
    }

    /** Those that {@code file} holds, which need not be there. */
    public static ValidationResults open(Path file) {
        ResultsFile kept = new ResultsFile(file);
        try {
            return new ValidationResults(kept, kept.read());
        } catch (IOException e) {
            LOGGER.warn("validation_results file={} reason=\"can't be read, and is begun anew: {}\"", file, e.toString());
            return new ValidationResults(kept, List.of());
        }
    }

    /** The last one of that connector; empty when there was none, or it is forgotten. */
    public synchronized Optional<Validation> last(ConnectorName connector, Direction direction) {
        return Optional.ofNullable(last.get(new Key(connector, direction)));
    }

    /** Takes the place of what was known of its connector. */
    synchronized void keep(Validation validation) {
        put(validation);
        try {
            file.write(List.copyOf(last.values()));
        } catch (IOException e) {
            LOGGER.warn("validation_results reason=\"can't be written, and will be lost with this process: {}\"", e.toString());
        }
    }

    private void put(Validation validation) {
        last.remove(Key.of(validation));
        last.put(Key.of(validation), validation);
        if (last.size() > MOST) {
            last.remove(last.keySet().iterator().next());
        }
    }
}
