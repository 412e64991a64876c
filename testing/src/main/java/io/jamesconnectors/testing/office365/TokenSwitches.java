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

import java.time.Duration;
import java.util.List;

/** Choices about the token endpoint. */
public final class TokenSwitches {
    private volatile Duration accessLifetime = Duration.ofSeconds(3_599);
    private volatile Duration refreshLifetime = Duration.ofDays(90);
    private volatile boolean revokesUsedRefreshTokens;
    private volatile boolean refusesRepeatedAssertions;
    private volatile List<String> resources = List.of("https://outlook.office365.com", "https://outlook.office.com");

    TokenSwitches() {
    }

    /** How long an access token is good. Default: 3,599 seconds, as in Microsoft's samples; the real ones vary between 60 and 90 minutes. */
    public TokenSwitches accessLifetime(Duration lifetime) {
        this.accessLifetime = lifetime;
        return this;
    }

    /** How long a refresh token is good. Default: 90 days (Microsoft, "Refresh tokens in the Microsoft identity platform"). */
    public TokenSwitches refreshLifetime(Duration lifetime) {
        this.refreshLifetime = lifetime;
        return this;
    }

    /** Whether a refresh token is dead once it was used. Default: no, as that page says; each use gives a new one in any case. */
    public TokenSwitches revokesUsedRefreshTokens(boolean revokes) {
        this.revokesUsedRefreshTokens = revokes;
        return this;
    }

    /** Whether a client assertion is good for one request alone, by its {@code jti}. Default: no; nothing is published. */
    public TokenSwitches refusesRepeatedAssertions(boolean refuses) {
        this.refusesRepeatedAssertions = refuses;
        return this;
    }

    /**
     * The resources that scopes may name: those of a sovereign cloud, for example.
     * Default: {@code https://outlook.office365.com} and {@code https://outlook.office.com}.
     */
    public TokenSwitches resources(String... uris) {
        this.resources = List.of(uris);
        return this;
    }

    Duration accessLifetime() {
        return accessLifetime;
    }

    Duration refreshLifetime() {
        return refreshLifetime;
    }

    boolean revokesUsedRefreshTokens() {
        return revokesUsedRefreshTokens;
    }

    boolean refusesRepeatedAssertions() {
        return refusesRepeatedAssertions;
    }

    List<String> resources() {
        return resources;
    }
}
