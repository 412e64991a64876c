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
package io.jamesconnectors.matchers.place;

import java.io.IOException;
import java.util.List;

import com.google.inject.ImplementedBy;

/** The directory that the users of this server are in, if they are in one. */
@ImplementedBy(JamesDirectory.class)
interface UserDirectory {
    /** The users are in none. */
    UserDirectory NONE = new UserDirectory() {
        @Override
        public boolean isThere() {
            return false;
        }

        @Override
        public List<Entry> entries() {
            return List.of();
        }
    };

    /**
     * An entry that says where its mail goes.
     *
     * @param addresses those that it has
     * @param routingAddress what it says
     */
    record Entry(List<String> addresses, String routingAddress) {
    }

    /** Whether there is one. */
    boolean isThere();

    /**
     * All entries that say where their mail goes. Takes its time.
     *
     * @throws IOException when they can't be had whole; the message names no credentials
     */
    List<Entry> entries() throws IOException;
}
