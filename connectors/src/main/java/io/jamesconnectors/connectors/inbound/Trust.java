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

import io.jamesconnectors.connectors.TrustSource;

/** What the chain of a client's certificate is worth, by one {@link TrustSource}. */
public enum Trust {
    /** The chain ends at a trusted root, is in date, and nobody has revoked it as far as was asked. */
    TRUSTED("certificate-trusted", "is trusted"),
    /** Its issuer is being asked whether it is revoked, or the trusted roots are being read; the answer is not there yet. */
    PENDING("certificate-status-pending", "is still being checked for revocation"),
    /** Signed by itself, and no trusted certificate. */
    SELF_SIGNED("certificate-self-signed", "is signed by itself"),
    /** The client did not send an issuer that lies between its certificate and a root. */
    INCOMPLETE_CHAIN("certificate-incomplete-chain", "came without an intermediate certificate, and ends at no trusted root"),
    /** The chain ends at no trusted root, is broken, or uses what this Java does not allow. */
    UNTRUSTED("certificate-untrusted", "ends at no trusted root"),
    /** Past its dates, or one of its issuers is. */
    EXPIRED("certificate-expired", "has expired"),
    /** Before its dates, or one of its issuers is. */
    NOT_YET_VALID("certificate-not-yet-valid", "is not valid yet"),
    /** The issuer has revoked it, or one of its issuers. */
    REVOKED("certificate-revoked", "is revoked"),
    /** The issuer must be asked, and gives no answer. */
    STATUS_UNKNOWN("certificate-status-unknown", "can't be checked for revocation");

    private final String code;
    private final String words;

    Trust(String code, String words) {
        this.code = code;
        this.words = words;
    }

    /** Of lower-case letters and hyphens, for reasons and logs. */
    public String code() {
        return code;
    }

    /** What can follow "the certificate". */
    public String words() {
        return words;
    }
}
