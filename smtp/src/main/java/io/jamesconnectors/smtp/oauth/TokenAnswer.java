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
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

import io.jamesconnectors.connectors.replies.LoginTroubles;
import io.jamesconnectors.smtp.oauth.TokenSource.Issued;
import io.jamesconnectors.smtp.secret.Secret;
import io.jamesconnectors.smtp.wire.Printable;

/**
 * What a token endpoint said (RFC 6749 §5). It is a stranger: what it says is bounded, checked, and made fit for a log before anybody reads it.
 *
 * @param issued the access token
 * @param refreshToken with what to ask next time, where it hands one out
 */
record TokenAnswer(Issued issued, Optional<Secret> refreshToken) {
    private static final int OK = 200;
    private static final int LONGEST_DESCRIPTION = 600;
    private static final long LONGEST_LIFE_SECONDS = Duration.ofDays(7).toSeconds();

    /** @throws TokenFailure when it holds no token; with the words of the endpoint, and what helps */
    static TokenAnswer read(TokenTransport.Answer answer, Instant now) throws TokenFailure {
        Optional<Duration> retryAfter = answer.retryAfter().flatMap(text -> retryAfter(text, now));
        if (answer.status() >= 300 && answer.status() < 400) {
            throw new TokenFailure("HTTP " + answer.status() + ": sent elsewhere (expected: an answer; check the cloud and the token endpoint)", retryAfter);
        }
        if (!answer.contentType().equals("application/json")) {
            throw new TokenFailure("HTTP " + answer.status() + " with '" + Printable.of(answer.contentType(), 80)
                + "' (expected: application/json; a proxy, or another site, answers for the identity platform)", retryAfter);
        }
        try (TokenJson json = TokenJson.read(answer.body())) {
            if (answer.status() != OK || json.accessToken().isEmpty()) {
                throw new TokenFailure("HTTP " + answer.status() + " " + complaint(json), retryAfter);
            }
            if (!json.tokenType().equalsIgnoreCase("bearer")) {
                throw new TokenFailure("token_type: '" + Printable.of(json.tokenType(), 80) + "' (expected: Bearer)", retryAfter);
            }
            if (json.expiresIn() < 1) {
                throw new TokenFailure("expires_in: " + (json.expiresIn() < 0 ? "none" : "0") + " (expected: seconds)", retryAfter);
            }
            Duration life = Duration.ofSeconds(Math.min(json.expiresIn(), LONGEST_LIFE_SECONDS));
            return new TokenAnswer(new Issued(json.accessToken().get().copy(), life), json.refreshToken().map(Secret::copy));
        } catch (IOException e) {
            throw new TokenFailure("HTTP " + answer.status() + ": " + e.getMessage(), retryAfter);
        }
    }

    private static String complaint(TokenJson json) {
        if (json.error().isEmpty() && json.description().isEmpty()) {
            return "without a token (expected: access_token)";
        }
        String said = Printable.of(json.error() + ": " + json.description(), LONGEST_DESCRIPTION);
        String ids = (json.traceId().isEmpty() ? "" : " trace_id=" + json.traceId()) + (json.correlationId().isEmpty() ? "" : " correlation_id=" + json.correlationId());
        return said + ids + LoginTroubles.of(json.error() + " " + json.description()).map(trouble -> "; " + trouble.meaning() + " " + trouble.remedy()).orElse("");
    }

    /** Seconds or a date (RFC 9110 §10.2.3). */
    private static Optional<Duration> retryAfter(String text, Instant now) {
        try {
            if (text.matches("[0-9]{1,9}")) {
                return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
            }
            Duration until = Duration.between(now, ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
            return until.isNegative() ? Optional.empty() : Optional.of(until);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
