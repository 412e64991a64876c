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
package io.jamesconnectors.connectors.explain;

import java.util.Optional;

import io.jamesconnectors.connectors.DomainName;

/** The domains of mail addresses. */
final class Addresses {

    private Addresses() {
    }

    /** What stands behind the last at sign; empty for the null sender, and for what is no domain name, such as an address literal. */
    static Optional<DomainName> domain(String address) {
        int at = address.lastIndexOf('@');
        return at < 1 ? Optional.empty() : DomainName.tryParse(address.substring(at + 1));
    }
}
