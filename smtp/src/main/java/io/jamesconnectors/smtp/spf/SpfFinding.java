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
package io.jamesconnectors.smtp.spf;

import io.jamesconnectors.connectors.diagnostics.Check;
import io.jamesconnectors.connectors.diagnostics.Diagnostic;
import io.jamesconnectors.connectors.diagnostics.Position;

/**
 * One thing that keeps mail from passing SPF, or that nobody could find out.
 *
 * @param check which kind
 * @param what what was found, and what was expected; bounded, one line once it is in a {@link Diagnostic}
 * @param remedy what to do about it
 */
public record SpfFinding(Check check, String what, String remedy) {
    /** With the usual remedy. */
    SpfFinding(Check check, String what) {
        this(check, what, check.at(Position.ofFile(""), what).remedy());
    }

    /** The same for the connector at a place. */
    public Diagnostic at(Position position) {
        return check.at(position, what, remedy);
    }
}
