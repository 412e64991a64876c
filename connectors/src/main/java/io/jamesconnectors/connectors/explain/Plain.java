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
package io.jamesconnectors.connectors.explain;

/** The words of strangers, made so that they can't end a line, steer a terminal, or turn the direction of what stands beside them. */
final class Plain {
    private static final int MOST = 400;

    private Plain() {
    }

    /** {@code text} with a question mark for each control, format, private, unassigned or separating character; cut where it is long. */
    static String of(String text) {
        String shown = text.length() > MOST ? text.substring(0, MOST) + "..." : text;
        return line(shown);
    }

    /** The same, whole. */
    static String line(String text) {
        return text.replaceAll("[\\p{C}\\p{Zl}\\p{Zp}]", "?");
    }
}
