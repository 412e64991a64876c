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

import java.util.List;
import java.util.Optional;

import io.jamesconnectors.connectors.TlsSettings;

/**
 * What a connection proved.
 *
 * @param meetsFloor whether mail may go over it; nothing else decides that
 * @param reached the strongest level that holds, whether asked for or not
 * @param protocol such as {@code TLSv1.3}; empty without TLS
 * @param cipher the cipher suite by its standard name; empty without TLS
 * @param certificateNames the usable names in the certificate, at most {@value #MAX_NAMES}, in its order
 * @param problem why {@code reached} is not stronger, also where the floor is met; empty when nothing was found wanting
 */
public record TlsVerdict(
        boolean meetsFloor,
        TlsSettings reached,
        String protocol,
        String cipher,
        List<String> certificateNames,
        Optional<TlsProblem> problem) {
    static final int MAX_NAMES = 100;

    public TlsVerdict {
        certificateNames = certificateNames.stream().limit(MAX_NAMES).toList();
    }

    /**
     * The verdict on a connection in clear.
     *
     * @param why what kept TLS away, such as "STARTTLS not offered"
     */
    public static TlsVerdict withoutTls(TlsSettings floor, String why) {
        return new TlsVerdict(floor == TlsSettings.OPPORTUNISTIC, TlsSettings.OPPORTUNISTIC, "", "", List.of(),
            Optional.of(new TlsProblem(TlsProblem.Kind.NO_TLS, why)));
    }

    /** Whether the connection is encrypted at all. */
    public boolean isEncrypted() {
        return reached.isAtLeast(TlsSettings.ENCRYPTION_ONLY);
    }
}
