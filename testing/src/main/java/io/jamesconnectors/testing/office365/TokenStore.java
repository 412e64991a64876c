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

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import io.jamesconnectors.testing.secrets.UsedSecrets;

/** The tokens that were issued, and what they are good for. */
final class TokenStore {
    private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();

    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, Access> accessTokens = new ConcurrentHashMap<>();
    private final Map<String, Refresh> refreshTokens = new ConcurrentHashMap<>();

    TokenStore(InstantSource clock) {
        this.clock = clock;
    }

    /** A new access token. It looks like a JWT, and no client can read more from it than that. */
    String issueAccess(App app, Optional<Mailbox> user, Duration lifetime) {
        String token = base64Url("{\"typ\":\"JWT\",\"alg\":\"RS256\"}") + "." + base64Url("{\"stand-in\":true}") + "." + random(64);
        accessTokens.put(token, new Access(app, user, user.isPresent() || app.hasSendAsApp(), clock.instant().plus(lifetime)));
        return token;
    }

    String issueRefresh(App app, Mailbox user, Duration lifetime) {
        String token = "0." + random(96);
        refreshTokens.put(token, new Refresh(app, user, clock.instant().plus(lifetime)));
        return token;
    }

    Optional<Refresh> refresh(String token) {
        return Optional.ofNullable(refreshTokens.get(token));
    }

    void revokeRefresh(String token) {
        refreshTokens.remove(token);
    }

    /** All access tokens end now. */
    void revokeAccess() {
        accessTokens.clear();
    }

    /** Whether this token is good for sending from this mailbox, now. */
    boolean opens(String token, Mailbox mailbox) {
        Access access = accessTokens.get(token);
        return access != null && access.maySend() && clock.instant().isBefore(access.expires())
            && (access.user().isPresent()
                ? access.user().get() == mailbox
                : access.app().tenant() == mailbox.tenant() && access.app().isServicePrincipal() && mailbox.permits(access.app()));
    }

    private String random(int bytes) {
        byte[] some = new byte[bytes];
        random.nextBytes(some);
        return UsedSecrets.note("token of the stand-in", BASE64URL.encodeToString(some));
    }

    private static String base64Url(String text) {
        return BASE64URL.encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** What an access token is good for. */
    private record Access(App app, Optional<Mailbox> user, boolean maySend, Instant expires) {
    }

    /** What a refresh token is good for. */
    record Refresh(App app, Mailbox user, Instant expires) {
    }
}
