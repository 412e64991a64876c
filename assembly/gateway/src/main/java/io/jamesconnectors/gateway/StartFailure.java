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
package io.jamesconnectors.gateway;

import java.util.List;

import org.jspecify.annotations.Nullable;

/** Why the gateway does not start: one line for the administrator, perhaps details below it, and the exit status. */
public final class StartFailure extends Exception {
    /** Exit statuses, those of {@code sysexits.h}. */
    public enum Kind {
        /** An address to listen on can't be had. */
        PORT_TAKEN(69),
        /** Something inside went wrong; the log says what. */
        INTERNAL(70),
        /** A directory or file can't be written. */
        NOT_WRITABLE(73),
        /** Another gateway uses the same working data. */
        ALREADY_RUNNING(75),
        /** The configuration is wrong. */
        CONFIGURATION(78);

        private final int exitStatus;

        Kind(int exitStatus) {
            this.exitStatus = exitStatus;
        }

        int exitStatus() {
            return exitStatus;
        }
    }

    private static final long serialVersionUID = 1L;

    private final Kind kind;
    private final List<String> details;

    StartFailure(Kind kind, String line, List<String> details, @Nullable Throwable cause) {
        super(line, cause);
        this.kind = kind;
        this.details = List.copyOf(details);
    }

    StartFailure(Kind kind, String line, @Nullable Throwable cause) {
        this(kind, line, List.of(), cause);
    }

    public Kind kind() {
        return kind;
    }

    /** Lines for below the message, such as the diagnostics of a file. */
    public List<String> details() {
        return details;
    }
}
