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

/** A list of published addresses that can't be used; the message says why, in words that can follow the name of the list. */
public final class UnusableList extends Exception {
    private static final long serialVersionUID = 1L;

    UnusableList(String why) {
        super(why);
    }

    /** What is wrong with it; one line, that quotes nothing unprintable. */
    public String why() {
        return String.valueOf(getMessage());
    }
}
