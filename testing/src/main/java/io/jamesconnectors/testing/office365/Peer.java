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

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/**
 * Who brought a message, as far as the connection told.
 *
 * @param address where the connection came from
 * @param helloName what it called itself in EHLO
 * @param tlsProtocol such as {@code TLSv1.3}; empty when it came in clear
 * @param certificateNames the names in its certificate, in lower case; none where it showed none, or one that is not trusted
 */
public record Peer(InetAddress address, String helloName, Optional<String> tlsProtocol, List<String> certificateNames) {

    public Peer {
        certificateNames = List.copyOf(certificateNames);
    }
}
