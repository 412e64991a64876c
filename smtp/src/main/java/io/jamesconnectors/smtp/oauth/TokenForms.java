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
package io.jamesconnectors.smtp.oauth;

import java.io.IOException;
import java.net.URI;
import java.time.InstantSource;

import io.jamesconnectors.connectors.Login;
import io.jamesconnectors.connectors.Login.Grant;
import io.jamesconnectors.smtp.secret.Secret;
import io.jamesconnectors.smtp.secret.Secrets;

/** What is asked of a token endpoint, as forms (RFC 6749 §4.4, §6; RFC 7523 §2.2). */
final class TokenForms {
    private static final String ASSERTION = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    private final Secrets secrets;
    private final InstantSource clock;

    TokenForms(Secrets secrets, InstantSource clock) {
        this.secrets = secrets;
        this.clock = clock;
    }

    /** In the name of the application itself. */
    Secret ofApplication(Login.OAuth login, URI endpoint) throws IOException {
        try (FormWriter form = new FormWriter()) {
            form.put("client_id", login.clientId()).put("scope", "https://" + login.cloud().resourceHost() + "/.default").put("grant_type", "client_credentials");
            if (login.grant() instanceof Grant.ClientSecret grant) {
                try (Secret secret = secrets.read(grant.source())) {
                    form.put("client_secret", secret);
                }
            } else if (login.grant() instanceof Grant.ClientAssertion grant) {
                form.put("client_assertion_type", ASSERTION);
                try (Secret assertion = ClientAssertion.of(grant.certificate(), login.clientId(), endpoint, clock.instant())) {
                    form.put("client_assertion", assertion);
                }
            }
            return form.done();
        }
    }

    /** In the name of a mailbox's owner, who has consented before. */
    Secret ofOwner(Login.OAuth login, Grant.RefreshToken grant, Secret refreshToken) throws IOException {
        try (FormWriter form = new FormWriter()) {
            form.put("client_id", login.clientId()).put("scope", delegatedScope(login) + " offline_access").put("grant_type", "refresh_token").put("refresh_token", refreshToken);
            if (grant.clientSecret().isPresent()) {
                try (Secret secret = secrets.read(grant.clientSecret().get())) {
                    form.put("client_secret", secret);
                }
            }
            return form.done();
        }
    }

    /** Worldwide the resource goes by another name in delegated scopes than in those of applications. */
    private static String delegatedScope(Login.OAuth login) {
        return "https://" + switch (login.cloud()) {
            case WORLDWIDE -> "outlook.office.com";
            case US_GOV_GCC_HIGH, US_GOV_DOD, CHINA -> login.cloud().resourceHost();
        } + "/SMTP.Send";
    }
}
