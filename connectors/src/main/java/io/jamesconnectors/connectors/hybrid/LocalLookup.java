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
package io.jamesconnectors.connectors.hybrid;

/** What the server's own users and mappings say of an address. */
public enum LocalLookup {
    /** It is a user, an alias, a group, a forward: the server knows what to do with its mail. */
    KNOWN,
    /** It is nobody here. */
    UNKNOWN,
    /** Nobody could be asked. */
    UNAVAILABLE,
    /** The server keeps no mailboxes: who is not said to live on the other side goes where the connectors lead. */
    NO_MAILBOXES
}
