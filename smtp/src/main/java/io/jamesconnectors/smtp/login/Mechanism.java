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

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.List;
import java.util.Optional;

import io.jamesconnectors.connectors.Login;
import io.jamesconnectors.smtp.secret.Secret;

/** A way to prove who one is (RFC 4422), as a client speaks it. */
public enum Mechanism {
    /** User and password in one message (RFC 4616). */
    PLAIN,
    /** User and password in a message each; never standardised, spoken by everybody. */
    LOGIN,
    /** A bearer token (Google and Microsoft: "XOAUTH2"). */
    XOAUTH2;

    /**
     * Which of the mechanisms that a server offers serves {@code login} best.
     *
     * @param offered names in upper case
     */
    public static Optional<Mechanism> choose(Login login, List<String> offered) {
        return serving(login).stream().filter(mechanism -> offered.contains(mechanism.name())).findFirst();
    }

    /** Those that serve {@code login}, the best first. */
    public static List<Mechanism> serving(Login login) {
        return login instanceof Login.Password ? List.of(PLAIN, LOGIN) : List.of(XOAUTH2);
    }

    /** Whether the first response may go with the command. */
    public boolean clientSpeaksFirst() {
        return this != LOGIN;
    }

    /**
     * All that we say, in its order, in base64.
     *
     * @param proof the password or the token
     */
    public List<Secret> responses(String user, Secret proof) {
        return switch (this) {
            case PLAIN -> List.of(joined("\0" + user + "\0", proof, ""));
            case LOGIN -> List.of(Secret.of(Base64.getEncoder().encode(user.getBytes(UTF_8))), joined("", proof, ""));
            case XOAUTH2 -> List.of(joined("user=" + user + "\1auth=Bearer ", proof, "\1\1"));
        };
    }

    /** What we say to a challenge for which there is nothing to say: XOAUTH2 wants to be asked for its final answer, the others to be given up. */
    public Secret lastResponse() {
        return Secret.of(this == XOAUTH2 ? new byte[0] : "*".getBytes(UTF_8));
    }

    private static Secret joined(String before, Secret proof, String after) {
        byte[] first = before.getBytes(UTF_8);
        byte[] middle = proof.reveal();
        byte[] last = after.getBytes(UTF_8);
        byte[] all = new byte[first.length + middle.length + last.length];
        System.arraycopy(first, 0, all, 0, first.length);
        System.arraycopy(middle, 0, all, first.length, middle.length);
        System.arraycopy(last, 0, all, first.length + middle.length, last.length);
        Secret encoded = Secret.of(Base64.getEncoder().encode(all));
        Secret.wipe(middle);
        Secret.wipe(all);
        return encoded;
    }
}
