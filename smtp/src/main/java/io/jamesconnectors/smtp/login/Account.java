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
import io.jamesconnectors.connectors.Mailbox;

/**
 * Whom a connection is logged in as. Two connections of equal accounts are interchangeable.
 *
 * @param user the login name
 * @param login with what it proves itself
 */
public record Account(String user, Login login) {
    /** That of a mailbox, whoever sends as it. */
    public static Account of(Mailbox mailbox) {
        return new Account(mailbox.user(), mailbox.login());
    }
}
