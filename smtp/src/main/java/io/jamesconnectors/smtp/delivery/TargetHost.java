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
package io.jamesconnectors.smtp.delivery;

import io.jamesconnectors.smtp.health.TargetName;

/**
 * A host that may take the mail.
 *
 * @param name a host name, or an address literal without brackets
 * @param kind why it is one
 * @param rank the least is tried first; among equals the order does not matter
 */
public record TargetHost(String name, int port, Kind kind, int rank) {

    /** Why a host is a target. */
    public enum Kind {
        /** An MX record names it. */
        EXCHANGER,
        /** It is the recipient domain itself, for want of MX records (RFC 5321 §5.1). */
        DOMAIN_ITSELF,
        /** The configuration names it. */
        SMART_HOST
    }

    TargetName target() {
        return new TargetName(name, port);
    }
}
