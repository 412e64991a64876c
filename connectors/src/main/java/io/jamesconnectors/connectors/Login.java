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
package io.jamesconnectors.connectors;

import java.net.URI;
import java.util.Optional;

/** With what a mailbox proves itself to a server (RFC 4954). It is shown only over TLS whose certificate was verified. */
public sealed interface Login {
    /**
     * A password, with AUTH PLAIN (RFC 4616) or LOGIN, whichever the server offers; PLAIN goes first.
     *
     * @param source where it is
     */
    record Password(SecretSource source) implements Login {
    }

    /**
     * A token of Microsoft's identity platform, with AUTH XOAUTH2 (Microsoft: "Authenticate an IMAP, POP or SMTP connection using OAuth").
     *
     * @param cloud whose identity platform, and which scope
     * @param tenant the directory: its id, or one of its domains
     * @param clientId the application's id
     * @param grant with what a token is asked for
     * @param tokenEndpoint another place to ask, over https; empty means that of the cloud and the tenant
     */
    record OAuth(Cloud cloud, String tenant, String clientId, Grant grant, Optional<URI> tokenEndpoint) implements Login {
        /** Where tokens are asked for. */
        public URI endpoint() {
            return tokenEndpoint.orElseGet(() -> URI.create("https://" + cloud.loginHost() + "/" + tenant + "/oauth2/v2.0/token"));
        }
    }

    /** With what a token is asked for (RFC 6749). */
    sealed interface Grant {
        /**
         * The application's own secret (client credentials, RFC 6749 §4.4).
         *
         * @param source where it is
         */
        record ClientSecret(SecretSource source) implements Grant {
        }

        /**
         * The application's own certificate, which signs an assertion (client credentials, RFC 7523 §2.2).
         *
         * @param certificate certificate and key; only the first certificate of the chain counts
         */
        record ClientAssertion(ClientCertificate certificate) implements Grant {
        }

        /**
         * A refresh token of the mailbox's owner (RFC 6749 §6). Microsoft hands out a new one with each token: it is written to the file, which therefore
         * must be writable.
         *
         * @param file holds the refresh token
         * @param clientSecret the application's secret; empty for a public client
         */
        record RefreshToken(SecretSource.File file, Optional<SecretSource> clientSecret) implements Grant {
        }
    }
}
