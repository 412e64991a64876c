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
package io.jamesconnectors.trace;

/**
 * The security of a connection.
 *
 * @param protocol such as {@code TLSv1.3}; empty for none
 * @param cipher the cipher suite; empty for none
 * @param forced whether the connector demands TLS
 */
public record TraceTls(String protocol, String cipher, boolean forced) {
    /** A connection in clear, or no connection at all. */
    public static final TraceTls NONE = new TraceTls("", "", false);

    /** {@code TLSv1.3 TLS_AES_256_GCM_SHA384}; empty for none. */
    public String asText() {
        return cipher.isEmpty() ? protocol : protocol + " " + cipher;
    }

    /** The words of Exchange Online's reports: {@code TLS 1.3}, {@code No TLS}. */
    public String version() {
        if (protocol.isEmpty()) {
            return "No TLS";
        }
        return protocol.equals("TLSv1") ? "TLS 1.0" : protocol.replace("TLSv", "TLS ");
    }
}
