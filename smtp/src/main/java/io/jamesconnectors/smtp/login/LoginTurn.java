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

import org.jspecify.annotations.Nullable;

import io.jamesconnectors.connectors.Login;
import io.jamesconnectors.smtp.secret.Secret;

/**
 * One login under way. A token that had been used before and is refused now is given up, and the login made once more with a new one; everything else that is
 * refused makes the account wait. Used by one thread.
 */
public final class LoginTurn implements AutoCloseable {
    private final Account account;
    private final Tokens tokens;
    private final LoginGate.Pass pass;
    private Credentials credentials;
    private Tokens.@Nullable Token token;
    private boolean renewed;
    private boolean settled;

    /** With a password. */
    LoginTurn(Account account, Secret password, Tokens tokens, LoginGate.Pass pass) {
        this.account = account;
        this.tokens = tokens;
        this.pass = pass;
        this.credentials = new Credentials(account.user(), account.login(), password);
    }

    /** With a token. */
    LoginTurn(Account account, Tokens.Token token, Tokens tokens, LoginGate.Pass pass) {
        this(account, token.value(), tokens, pass);
        this.token = token;
    }

    /** With what to log in now. */
    public Credentials credentials() {
        return credentials;
    }

    /** The server has let us in. */
    public void succeeded() {
        settled = true;
        pass.succeeded();
    }

    /**
     * The server has refused us.
     *
     * @param reason for the log, and for those who are put off from now on
     * @return whether to log in once more, with other {@link #credentials()}
     * @throws LoginFailure when there are none
     */
    public boolean refused(String reason) throws LoginFailure, InterruptedException {
        Tokens.Token used = token;
        boolean again = false;
        try {
            if (used != null && account.login() instanceof Login.OAuth login) {
                tokens.refused(login, used.serial());
                if (!used.isFresh() && !renewed) {
                    renewed = true;
                    credentials.close();
                    Tokens.Token fresh = tokens.token(login);
                    token = fresh;
                    credentials = new Credentials(account.user(), login, fresh.value());
                    again = true;
                }
            }
            return again;
        } finally {
            if (!again) {
                settled = true;
                pass.refused(reason);
            }
        }
    }

    /** Ends it; a login that came to nothing counts neither way. */
    @Override
    public void close() {
        credentials.close();
        if (!settled) {
            settled = true;
            pass.unused();
        }
    }
}
