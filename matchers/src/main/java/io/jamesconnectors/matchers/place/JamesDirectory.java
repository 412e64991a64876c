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

import java.io.IOException;
import java.util.List;

import org.apache.commons.configuration2.HierarchicalConfiguration;
import org.apache.commons.configuration2.ex.ConfigurationException;
import org.apache.commons.configuration2.tree.ImmutableNode;
import org.apache.james.server.core.configuration.ConfigurationProvider;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import com.google.inject.Inject;

/**
 * The directory that {@code usersrepository.xml} names for James's own users: there is one where that file has the attribute {@code ldapHost}, which is
 * James's own rule. What knows LDAP is loaded only then.
 */
final class JamesDirectory implements UserDirectory {
    private static final Logger LOGGER = LoggerFactory.getLogger(RoutingSources.class);

    private final ConfigurationProvider configurations;

    @Inject
    JamesDirectory(ConfigurationProvider configurations) {
        this.configurations = configurations;
    }

    @Override
    public boolean isThere() {
        try {
            return configuration().getString("[@ldapHost]", null) != null;
        } catch (ConfigurationException e) {
            LOGGER.warn("directory problem=\"usersrepository.xml can't be read: {}\"", e.getMessage());
            return false;
        }
    }

    @Override
    public List<Entry> entries() throws IOException {
        try {
            return new LdapDirectory(configuration()).entries();
        } catch (ConfigurationException e) {
            throw new IOException("usersrepository.xml: " + e.getMessage(), e);
        } catch (LinkageError e) {
            throw new IOException("LDAP: James's own library for it is missing (expected: an application of James with LDAP)", e);
        }
    }

    private HierarchicalConfiguration<ImmutableNode> configuration() throws ConfigurationException {
        return configurations.getConfiguration("usersrepository");
    }
}
