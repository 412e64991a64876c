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
package io.jamesconnectors.testing.tenant;

/** Where a message came from, which decides what it may do (reference §3.1). */
public enum Source {
    /** One of the tenant's own mailboxes. */
    MAILBOX,
    /** A server of the organisation: it was attributed to an inbound connector of type OnPremises. */
    ON_PREMISES,
    /** A partner: it was attributed to an inbound connector of type Partner. */
    PARTNER,
    /** Anybody. */
    INTERNET,
    /** The tenant itself: reports. */
    REPORT;

    /** Whether it counts as {@code Originating}. */
    boolean isOriginating() {
        return this == MAILBOX || this == ON_PREMISES || this == REPORT;
    }
}
