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

/** What the headers of mail are worth that came over an inbound connector (reference §1.1). The two that trust exclude each other (§1.3, V4). */
public enum HeaderTerms {
    /** Nothing: neither kind of header is let in. */
    STRANGER,
    /** {@code CloudServicesMailEnabled}: cross-premises headers are promoted. */
    CLOUD_SERVICES_MAIL,
    /** {@code TreatMessagesAsInternal}: mail counts as internal when its sender's domain is one of the tenant. */
    TREAT_AS_INTERNAL
}
