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

import io.jamesconnectors.connectors.Login;
import io.jamesconnectors.smtp.secret.Secret;

/**
 * With what one login is made.
 *
 * @param user the login name
 * @param login which mechanisms serve
 * @param proof the password or the token
 */
public record Credentials(String user, Login login, Secret proof) implements AutoCloseable {
    @Override
    public void close() {
        proof.close();
    }
}
