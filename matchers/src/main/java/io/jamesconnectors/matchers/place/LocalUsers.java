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
package io.jamesconnectors.matchers.place;

import java.util.Set;

import org.apache.james.core.MailAddress;

import com.google.inject.ImplementedBy;

import io.jamesconnectors.connectors.DomainName;
import io.jamesconnectors.connectors.hybrid.LocalLookup;
import io.jamesconnectors.connectors.hybrid.RoutingLookup;

/** The users and mappings of this server. May block, as James's own handlers do; never throws. Safe for use by many threads. */
@FunctionalInterface
@ImplementedBy(JamesUsers.class)
public interface LocalUsers {
    /** Those of a server that keeps no mailboxes. */
    LocalUsers NO_MAILBOXES = recipient -> LocalLookup.NO_MAILBOXES;

    /** What the server knows of an address. */
    LocalLookup lookup(MailAddress recipient);

    /**
     * Where an address is mapped to that is no user, when that is one address on the other side. Such a mapping says where its mailbox has moved to.
     *
     * @param otherSide by which domains the other side's mailboxes are called there
     */
    default RoutingLookup mapped(MailAddress recipient, Set<DomainName> otherSide) {
        return RoutingLookup.NOT_FOUND;
    }
}
