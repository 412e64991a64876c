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
package io.jamesconnectors.mailets.activity;

/** What is counted. */
public enum Event {
    /** Outbound: a recipient whom the other side took. */
    DELIVERED,
    /** Outbound: a recipient who is tried again, for whatever reason. */
    DEFERRED,
    /** Outbound: a recipient who is tried again since the other side said that we are too fast; counted as {@link #DEFERRED} too. */
    THROTTLED,
    /** Outbound: a recipient for whom the mail was given up. */
    FAILED,
    /** Inbound: a recipient for whom mail was taken. */
    ACCEPTED,
    /** Inbound: a recipient for whom it was refused. */
    REFUSED
}
