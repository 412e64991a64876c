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

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Decides who gets which token.
 * Sources: Microsoft, "Microsoft identity platform and the OAuth 2.0 client credentials flow", "Refresh tokens in the Microsoft identity platform",
 * "Authenticate an IMAP, POP or SMTP connection using OAuth" (scopes).
 */
final class TokenDesk {
    private static final String ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    private final Directory directory;
    private final TokenStore store;
    private final TokenSwitches switches;
    private final InstantSource clock;
    private final Set<String> assertionsUsed = ConcurrentHashMap.newKeySet();

    TokenDesk(Directory directory, TokenStore store, TokenSwitches switches, InstantSource clock) {
        this.directory = directory;
        this.store = store;
        this.switches = switches;
        this.clock = clock;
    }

    /** The answer; {@code audiences} are the names of this endpoint that a client assertion may be for. */
    TokenAnswer answer(TokenRequest request, List<String> audiences) {
        try {
            return switch (request.grant()) {
                case "" -> throw new Refused(AadError.missing("grant_type"));
                case "client_credentials" -> clientCredentials(request, audiences);
                case "refresh_token" -> refreshToken(request, audiences);
                default -> throw new Refused(AadError.unknownGrant(request.grant()));
            };
        } catch (Refused e) {
            return TokenAnswer.error(e.error, clock.instant());
        }
    }

    /** Whom the request is for: the user of its refresh token, else the client id; empty where it names nobody. */
    String identity(TokenRequest request) {
        return request.get("refresh_token").flatMap(store::refresh).map(refresh -> refresh.user().address())
            .or(() -> request.get("client_id")).orElse("");
    }

    private TokenAnswer clientCredentials(TokenRequest request, List<String> audiences) throws Refused {
        App app = app(request);
        authenticate(app, request, audiences, true);
        String scope = required(request, "scope");
        if (!scope.endsWith("/.default")) {
            throw new Refused(AadError.badScope(scope));
        }
        if (!switches.resources().contains(scope.substring(0, scope.length() - "/.default".length()))) {
            throw new Refused(AadError.unknownResource(scope));
        }
        String access = store.issueAccess(app, Optional.empty(), switches.accessLifetime());
        return TokenAnswer.token(access, switches.accessLifetime().toSeconds(), Optional.empty(), Optional.empty());
    }

    private TokenAnswer refreshToken(TokenRequest request, List<String> audiences) throws Refused {
        App app = app(request);
        authenticate(app, request, audiences, false);
        String token = required(request, "refresh_token");
        Optional<TokenStore.Refresh> refresh = store.refresh(token).filter(found -> found.app() == app);
        if (refresh.isEmpty()) {
            throw new Refused(AadError.badRefreshToken());
        }
        if (!clock.instant().isBefore(refresh.get().expires())) {
            throw new Refused(AadError.expiredRefreshToken());
        }
        if (switches.revokesUsedRefreshTokens()) {
            store.revokeRefresh(token);
        }
        Mailbox user = refresh.get().user();
        String access = store.issueAccess(app, Optional.of(user), switches.accessLifetime());
        String next = store.issueRefresh(app, user, switches.refreshLifetime());
        return TokenAnswer.token(access, switches.accessLifetime().toSeconds(), Optional.of(next), Optional.of("https://outlook.office.com/SMTP.Send"));
    }

    private App app(TokenRequest request) throws Refused {
        Tenant tenant = directory.find(request.tenant()).orElse(null);
        if (tenant == null) {
            throw new Refused(AadError.unknownTenant(request.tenant()));
        }
        String clientId = required(request, "client_id");
        App app = tenant.findApp(clientId).orElse(null);
        if (app == null) {
            throw new Refused(AadError.unknownApp(clientId, request.tenant()));
        }
        return app;
    }

    private void authenticate(App app, TokenRequest request, List<String> audiences, boolean demanded) throws Refused {
        Optional<String> secret = request.get("client_secret");
        Optional<String> assertion = request.get("client_assertion");
        if (secret.isPresent()) {
            Optional<App.ClientSecret> known = app.secretOf(secret.get());
            if (known.isEmpty()) {
                throw new Refused(AadError.invalidSecret(app.clientId()));
            }
            if (!clock.instant().isBefore(known.get().expires())) {
                throw new Refused(AadError.expiredSecret(app.clientId()));
            }
        } else if (assertion.isPresent()) {
            check(assertion.get(), app, request, audiences);
        } else if (demanded) {
            throw new Refused(new AadError(7_000_218, 401, "invalid_client",
                "The request body must contain the following parameter: 'client_assertion' or 'client_secret'."));
        }
    }

    private void check(String assertion, App app, TokenRequest request, List<String> audiences) throws Refused {
        if (!ASSERTION_TYPE.equals(request.get("client_assertion_type").orElse(""))) {
            throw new Refused(AadError.missing("client_assertion_type"));
        }
        ClientAssertion parsed = ClientAssertion.parse(assertion).orElse(null);
        if (parsed == null) {
            throw new Refused(AadError.malformedAssertion("It has not three parts that can be read."));
        }
        Optional<AadError> problem = parsed.problem(app, audiences, clock.instant());
        if (problem.isPresent()) {
            throw new Refused(problem.get());
        }
        if (!assertionsUsed.add(app.clientId() + " " + parsed.id()) && switches.refusesRepeatedAssertions()) {
            throw new Refused(AadError.badAssertion("It was used before."));
        }
    }

    private static String required(TokenRequest request, String name) throws Refused {
        Optional<String> value = request.get(name);
        if (value.isEmpty()) {
            throw new Refused(AadError.missing(name));
        }
        return value.get();
    }

    /** No token for this request. */
    private static final class Refused extends Exception {
        private static final long serialVersionUID = 1;

        private final transient AadError error;

        Refused(AadError error) {
            super(error.text());
            this.error = error;
        }
    }
}
