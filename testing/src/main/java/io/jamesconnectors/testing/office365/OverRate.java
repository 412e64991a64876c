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
package io.jamesconnectors.testing.office365;

/** What becomes of a message above the rate of 30 a minute. */
public enum OverRate {
    /** {@code 432 4.3.2 STOREDRV.ClientSubmit; sender thread limit exceeded}: stricter than what is published, so that nobody can overlook it. */
    REFUSED,
    /**
     * Taken, and counted as over the limit. Published is that the excess is delayed and carried over to the following minutes
     * (Microsoft, "Message storage and concurrent connection throttling for SMTP Authenticated Submission").
     */
    CARRIED_OVER
}
