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
package io.jamesconnectors.tls;

/**
 * Why a connection did not reach a stronger level.
 *
 * @param kind for programs, metrics and tests
 * @param detail for logs: what was found and what was expected; no control characters, at most {@value #MAX_DETAIL} characters
 */
public record TlsProblem(Kind kind, String detail) {
    static final int MAX_DETAIL = 600;

    public TlsProblem {
        detail = Printable.bounded(detail, MAX_DETAIL);
    }

    /** The kinds of problem. */
    public enum Kind {
        /** The connection is in clear. */
        NO_TLS,
        /** A protocol version or cipher that does not count as encryption, or an algorithm in the chain that Java has switched off. */
        WEAK,
        /** The server showed no certificate. */
        NO_CERTIFICATE,
        /** A certificate of the chain is past its end. */
        EXPIRED,
        /** A certificate of the chain has not begun to be valid. */
        NOT_YET_VALID,
        /** Signed by itself, and not among the trusted certificates. */
        SELF_SIGNED,
        /** The chain ends at a certificate whose issuer is neither trusted nor sent: an intermediate certificate is missing, or the root is unknown here. */
        INCOMPLETE_CHAIN,
        /** The chain ends at no trusted root, or is broken. */
        UNTRUSTED,
        /** The extended key usage does not allow servers. */
        WRONG_USE,
        /** None of the names in the certificate is an expected one. */
        NAME_MISMATCH
    }

    @Override
    public String toString() {
        return kind + ": " + detail;
    }
}
