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

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

import io.jamesconnectors.connectors.Login;
import io.jamesconnectors.smtp.secret.Secret;
import io.jamesconnectors.smtp.secret.Secrets;

/** Hands out credentials for logins, as often as the accounts bear. One instance serves the whole process. Safe for use by many threads. */
public final class Logins implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final LoginGate gate;
    private final Secrets secrets;
    private final Tokens tokens;

    /** @param tokens is closed with this */
    public Logins(InstantSource clock, Secrets secrets, Tokens tokens) {
        this.gate = new LoginGate(clock);
        this.secrets = secrets;
        this.tokens = tokens;
    }

    /**
     * Begins a login. Waits for another one as the same account whose end is unknown, and for a token.
     *
     * @throws LoginFailure when it is too early after a refused login, or there is nothing to log in with
     */
    public LoginTurn begin(Account account) throws LoginFailure, InterruptedException {
        LoginGate.Pass pass = gate.enter(account, PATIENCE);
        boolean begun = false;
        try {
            LoginTurn turn = account.login() instanceof Login.OAuth oauth ? new LoginTurn(account, tokens.token(oauth), tokens, pass)
                : new LoginTurn(account, password((Login.Password) account.login()), tokens, pass);
            begun = true;
            return turn;
        } finally {
            if (!begun) {
                pass.unused();
            }
        }
    }

    /** How the identities that log in with tokens get on. */
    public List<Tokens.State> tokens() {
        return tokens.states();
    }

    private Secret password(Login.Password login) throws LoginFailure {
        try {
            return secrets.read(login.source());
        } catch (IOException e) {
            throw new LoginFailure(e);
        }
    }

    @Override
    public void close() {
        tokens.close();
    }
}
