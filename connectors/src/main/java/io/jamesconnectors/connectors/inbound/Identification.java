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

import java.util.Optional;

import io.jamesconnectors.connectors.Cidr;
import io.jamesconnectors.connectors.DomainPattern;

/** By what a connection was found to belong to a connector. */
public sealed interface Identification {

    /** Kind and value in one word for logs and mail attributes: {@code address:192.0.2.0/24}. */
    String asString();

    /** By a validated client certificate that carries a name of {@code tlsSenderCertificateName}. */
    record ByCertificate(DomainPattern name) implements Identification {
        @Override
        public String asString() {
            return "certificate:" + name.asString();
        }
    }

    /**
     * By the client's address.
     *
     * @param published the name of the published ranges that the block stands in; empty for one that the connector lists itself
     */
    record ByAddress(Cidr block, Optional<String> published) implements Identification {
        public ByAddress(Cidr block) {
            this(block, Optional.empty());
        }

        @Override
        public String asString() {
            return "address:" + block;
        }
    }

    /** By nothing but the domain of MAIL FROM, which anyone can write. */
    record BySenderDomain(DomainPattern pattern) implements Identification {
        @Override
        public String asString() {
            return "senderDomain:" + pattern.asString();
        }
    }
}
