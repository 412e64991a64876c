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

/** What the commands answer to the shell. */
public final class ExitCodes {
    /** All is well. */
    public static final int CLEAN = 0;
    /** There are warnings, and {@code --strict} was asked for. */
    public static final int WARNINGS = 1;
    /** There are errors: a server would refuse the file. */
    public static final int ERRORS = 2;
    /** The command was not understood (EX_USAGE of sysexits.h). */
    public static final int USAGE = 64;

    /** The server does not answer (EX_UNAVAILABLE). */
    public static final int UNAVAILABLE = 69;
    /** The server does not let us (EX_NOPERM). */
    public static final int NO_PERMISSION = 77;

    private ExitCodes() {
    }
}
