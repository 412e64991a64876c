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

/** {@code TlsSettings} of an outbound connector (reference §2.1). */
public enum TlsSettings {
    /** TLS where it is offered, whatever the certificate: {@code $null}. */
    OPPORTUNISTIC,
    /** TLS, whatever the certificate. */
    ENCRYPTION_ONLY,
    /** TLS, and a chain to a trusted root. Revocation is not asked for here. */
    CERTIFICATE_VALIDATION,
    /** The same, and the certificate carries {@code TlsDomain}. */
    DOMAIN_VALIDATION
}
