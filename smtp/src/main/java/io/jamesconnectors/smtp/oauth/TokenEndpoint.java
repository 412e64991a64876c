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
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

import com.google.common.net.InetAddresses;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.jamesconnectors.connectors.Login;
import io.jamesconnectors.connectors.Login.Grant;
import io.jamesconnectors.smtp.secret.Secret;
import io.jamesconnectors.smtp.secret.Secrets;
import io.jamesconnectors.smtp.wire.Printable;

/** Asks the identity platform for tokens (RFC 6749). A refresh token that comes along is written to its file before the access token is used. */
final class TokenEndpoint implements TokenSource {
    private static final Logger LOGGER = LoggerFactory.getLogger(TokenEndpoint.class);
    private static final int LONGEST_REASON = 500;

    private final TokenTransport transport;
    private final TokenForms forms;
    private final Secrets secrets;
    private final InstantSource clock;
    private final ConcurrentMap<Path, RefreshTokenFile> refreshTokens = new ConcurrentHashMap<>();

    TokenEndpoint(TokenTransport transport, Secrets secrets, InstantSource clock) {
        this.transport = transport;
        this.forms = new TokenForms(secrets, clock);
        this.secrets = secrets;
        this.clock = clock;
    }

    @Override
    public Issued fetch(Login.OAuth login) throws TokenFailure {
        URI endpoint = endpoint(login);
        try {
            return login.grant() instanceof Grant.RefreshToken grant ? refreshed(login, grant, endpoint) : ask(endpoint, forms.ofApplication(login, endpoint)).issued();
        } catch (IOException e) {
            throw new TokenFailure(Printable.of(String.valueOf(e.getMessage()), LONGEST_REASON), e);
        }
    }

    private Issued refreshed(Login.OAuth login, Grant.RefreshToken grant, URI endpoint) throws IOException, TokenFailure {
        RefreshTokenFile file = refreshTokens.computeIfAbsent(grant.file().path(), path -> new RefreshTokenFile(path, secrets));
        try (Secret present = file.read()) {
            TokenAnswer answer = ask(endpoint, forms.ofOwner(login, grant, present));
            if (answer.refreshToken().isPresent()) {
                try (Secret next = answer.refreshToken().get()) {
                    file.replace(present, next);
                } catch (IOException e) {
                    LOGGER.error("The new refresh token can't be written to {} (expected: a directory that this process may write to): {}; it is kept in memory, and lost with this process",
                        grant.file().path(), e.toString());
                }
            }
            return answer.issued();
        }
    }

    private TokenAnswer ask(URI endpoint, Secret form) throws IOException, TokenFailure {
        byte[] octets = form.reveal();
        try {
            TokenTransport.Answer answer = post(endpoint, octets);
            try {
                return TokenAnswer.read(answer, clock.instant());
            } finally {
                Secret.wipe(answer.body());
            }
        } finally {
            Secret.wipe(octets);
            form.close();
        }
    }

    private TokenTransport.Answer post(URI endpoint, byte[] form) throws TokenFailure {
        try {
            return transport.post(endpoint, form);
        } catch (IOException e) {
            throw new TokenFailure("token endpoint " + endpoint.getHost() + ": " + Printable.of(String.valueOf(e.getMessage()), LONGEST_REASON)
                + " (expected: its answer; check that this server reaches it, by name servers, firewall and proxy, and that its clock is right)", e);
        }
    }

    /** In clear only to this machine. */
    private static URI endpoint(Login.OAuth login) throws TokenFailure {
        URI endpoint;
        try {
            endpoint = login.endpoint();
        } catch (IllegalArgumentException e) {
            throw new TokenFailure("token endpoint: no address can be made of tenant '" + Printable.of(login.tenant(), LONGEST_REASON) + "' (expected: its id or a domain)", e);
        }
        String host = endpoint.getHost();
        boolean here = host != null && (host.equals("localhost") || InetAddresses.isUriInetAddress(host) && InetAddresses.forUriString(host).isLoopbackAddress());
        if (host == null || endpoint.getUserInfo() != null || !"https".equals(endpoint.getScheme()) && !("http".equals(endpoint.getScheme()) && here)) {
            throw new TokenFailure("token endpoint: " + endpoint.getScheme() + "://" + host + " (expected: https)");
        }
        return endpoint;
    }
}
