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
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.jamesconnectors.connectors.Login;
import io.jamesconnectors.connectors.SecretSource;
import io.jamesconnectors.smtp.secret.Secret;
import io.jamesconnectors.testing.secrets.UsedSecrets;

class MechanismTest {
    private static final Login PASSWORD = new Login.Password(new SecretSource.Variable("PASSWORD"));

    private static List<String> said(Mechanism mechanism, String user, String proof) {
        return mechanism.responses(user, Secret.of(UsedSecrets.note("password of RFC 4616", proof).getBytes(UTF_8))).stream().map(response -> new String(Base64.getDecoder().decode(response.reveal()), UTF_8)).toList();
    }

    @Test
    void plainIsOfRfc4616() {
        assertThat(said(Mechanism.PLAIN, "tim", "tanstaaftanstaaf")).containsExactly("\0tim\0tanstaaftanstaaf");
        assertThat(said(Mechanism.PLAIN, "jörg", "pässwörd €")).containsExactly("\0jörg\0pässwörd €");
    }

    @Test
    void loginIsUserThenPassword() {
        assertThat(said(Mechanism.LOGIN, "tim", "tanstaaf")).containsExactly("tim", "tanstaaf");
    }

    @Test
    void xoauth2IsAsMicrosoftPrintsIt() {
        assertThat(Mechanism.XOAUTH2.responses("test@contoso.onmicrosoft.com", Secret.of("EwBAAl3BAAUFFpUAo7J3Ve0bjLBWZWCclRC3EoAA".getBytes(UTF_8))).get(0).reveal())
            .asString(UTF_8).isEqualTo("dXNlcj10ZXN0QGNvbnRvc28ub25taWNyb3NvZnQuY29tAWF1dGg9QmVhcmVyIEV3QkFBbDNCQUFVRkZwVUFvN0ozVmUwYmpMQldaV0NjbFJDM0VvQUEBAQ==");
    }

    @Test
    void plainGoesBeforeLogin() {
        assertThat(Mechanism.choose(PASSWORD, List.of("LOGIN", "XOAUTH2", "PLAIN"))).contains(Mechanism.PLAIN);
        assertThat(Mechanism.choose(PASSWORD, List.of("LOGIN", "XOAUTH2"))).contains(Mechanism.LOGIN);
        assertThat(Mechanism.choose(PASSWORD, List.of("XOAUTH2", "PLAIN-CLIENTTOKEN"))).isEmpty();
    }

    @Test
    void nothingOfItPrints() {
        Credentials credentials = new Credentials("tim", PASSWORD, Secret.of("tanstaaf".getBytes(UTF_8)));

        assertThat(credentials + " " + Mechanism.PLAIN.responses("tim", credentials.proof())).doesNotContain("tanstaaf").contains("***");
    }
}
