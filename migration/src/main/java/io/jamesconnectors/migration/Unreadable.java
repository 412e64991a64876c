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
package io.jamesconnectors.migration;

/** An input that can't be imported. The message names the file, the line where there is one, and what is wrong; it never holds a secret of the input. */
public final class Unreadable extends Exception {
    private static final long serialVersionUID = 1L;

    /**
     * With a place.
     *
     * @param line counted from 1; 0 for the file as a whole
     * @param what such as "has no host in the entry of 'contoso.com' (expected: smtp:[host])"
     */
    public Unreadable(String file, int line, String what) {
        super(Plain.printable(file + (line == 0 ? "" : ":" + line) + ": " + what));
    }
}
