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
package io.jamesconnectors.smtp.login;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import io.jamesconnectors.connectors.Login;
import io.jamesconnectors.smtp.secret.Secret;

/** Where tokens come from. */
public interface Tokens extends AutoCloseable {
    /**
     * A token that was not refused before.
     *
     * @param value to be closed after use
     * @param serial by which it is told from others
     * @param isFresh whether it was fetched for this very question, so that nobody else has tried it
     */
    record Token(Secret value, long serial, boolean isFresh) {
    }

    /**
     * The present token, fetched if there is none. Blocks while it is fetched.
     *
     * @throws LoginFailure when there is none; the message says what the administrator can do
     */
    Token token(Login.OAuth login) throws LoginFailure, InterruptedException;

    /**
     * How one identity gets on with its identity platform.
     *
     * @param client the application
     * @param tenant whose application it is
     * @param failures how often in a row no token was got; 0 when the last question was answered
     * @param lastFailure why; empty without failures
     * @param validUntil when the present token ends; empty without one
     */
    record State(String client, String tenant, int failures, String lastFailure, Optional<Instant> validUntil) {
    }

    /** All identities that a token was asked for, but those of long ago. */
    default List<State> states() {
        return List.of();
    }

    /** A server refused this token: nobody is to get it any longer. */
    void refused(Login.OAuth login, long serial);

    @Override
    void close();
}
