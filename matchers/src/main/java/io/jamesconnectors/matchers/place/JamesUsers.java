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

import java.util.List;
import java.util.Set;

import org.apache.james.core.MailAddress;
import org.apache.james.rrt.api.RecipientRewriteTable;
import org.apache.james.rrt.api.RecipientRewriteTable.ErrorMappingException;
import org.apache.james.rrt.api.RecipientRewriteTableException;
import org.apache.james.user.api.UsersRepository;
import org.apache.james.user.api.UsersRepositoryException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import com.google.inject.Inject;

import io.jamesconnectors.connectors.DomainName;
import io.jamesconnectors.connectors.hybrid.LocalLookup;
import io.jamesconnectors.connectors.hybrid.RoutingLookup;

/** Knows whom James's own {@code ValidRcptHandler} takes for valid: users, and whatever the table of mappings has an answer for, be it an error. */
final class JamesUsers implements LocalUsers {
    private static final Logger LOGGER = LoggerFactory.getLogger(LocalUsers.class);

    private final UsersRepository users;
    private final RecipientRewriteTable mappings;

    @Inject
    JamesUsers(UsersRepository users, RecipientRewriteTable mappings) {
        this.users = users;
        this.mappings = mappings;
    }

    @Override
    public LocalLookup lookup(MailAddress recipient) {
        try {
            boolean known = isUser(recipient) || !mappings.getResolvedMappings(recipient.getLocalPart(), recipient.getDomain()).isEmpty();
            return known ? LocalLookup.KNOWN : LocalLookup.UNKNOWN;
        } catch (ErrorMappingException e) {
            return LocalLookup.KNOWN;
        } catch (UsersRepositoryException | RecipientRewriteTableException | RuntimeException e) {
            LOGGER.warn("local_users lookup=failed", e);
            return LocalLookup.UNAVAILABLE;
        }
    }

    @Override
    public RoutingLookup mapped(MailAddress recipient, Set<DomainName> otherSide) {
        try {
            if (isUser(recipient)) {
                return RoutingLookup.NOT_FOUND;
            }
            List<String> targets = mappings.getResolvedMappings(recipient.getLocalPart(), recipient.getDomain()).asStream()
                .map(mapping -> mapping.asMailAddress().map(MailAddress::asString).orElse(""))
                .limit(2)
                .toList();
            return targets.size() == 1 ? RoutingAddress.of(targets.get(0), otherSide) : RoutingLookup.NOT_FOUND;
        } catch (ErrorMappingException e) {
            return RoutingLookup.NOT_FOUND;
        } catch (UsersRepositoryException | RecipientRewriteTableException | RuntimeException e) {
            LOGGER.warn("local_users lookup=failed", e);
            return RoutingLookup.UNAVAILABLE;
        }
    }

    private boolean isUser(MailAddress recipient) throws UsersRepositoryException {
        return users.contains(users.getUsername(recipient));
    }
}
