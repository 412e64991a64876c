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
package io.jamesconnectors.connectors.inbound;

import io.jamesconnectors.connectors.DomainName;

/** Whose mail a peer says it hands over: the {@code XOORG} parameter of MAIL, or the header field {@code X-OriginatorOrg}. */
public sealed interface OriginatorOrg {

    /** The header has not come yet: the message follows at DATA. */
    OriginatorOrg NOT_YET = new NotYet();
    /** Nothing is said. */
    OriginatorOrg NONE = new None();
    /** Something is said that names no domain, or several. */
    OriginatorOrg UNUSABLE = new Unusable();

    /** It names this domain. */
    static OriginatorOrg of(DomainName domain) {
        return new Named(domain);
    }

    /** See {@link #NOT_YET}. */
    record NotYet() implements OriginatorOrg {
    }

    /** See {@link #NONE}. */
    record None() implements OriginatorOrg {
    }

    /** See {@link #UNUSABLE}. */
    record Unusable() implements OriginatorOrg {
    }

    /** One organisation. */
    record Named(DomainName domain) implements OriginatorOrg {
    }
}
