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
package io.jamesconnectors.smtp.pool;

import java.util.Optional;

import io.jamesconnectors.connectors.ConnectorName;
import io.jamesconnectors.smtp.login.Account;
import io.jamesconnectors.smtp.session.Destination;

/**
 * Connections of equal keys are interchangeable: same connector (and so the same identity), same address and name, same requirement, logged in as the same account.
 * The requirement is part of it so that mail never rides a connection that was admitted under a lesser one, the account so that none is sent as another mailbox.
 */
public record PoolKey(ConnectorName connector, Destination destination) {

    /** Whose connections count together: those of a connector, and where it logs in, those of each account by itself. */
    public record Holder(ConnectorName connector, Optional<Account> account) {
    }

    /** Whose connection it is. */
    public Holder holder() {
        return new Holder(connector, destination.account());
    }
}
