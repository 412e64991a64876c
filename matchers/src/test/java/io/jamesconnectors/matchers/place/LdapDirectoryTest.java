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

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringReader;
import java.net.InetAddress;
import java.util.List;

import org.apache.commons.configuration2.BaseHierarchicalConfiguration;
import org.apache.commons.configuration2.HierarchicalConfiguration;
import org.apache.commons.configuration2.XMLConfiguration;
import org.apache.commons.configuration2.io.FileHandler;
import org.apache.commons.configuration2.tree.ImmutableNode;
import org.apache.james.server.core.configuration.ConfigurationProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.unboundid.ldap.listener.InMemoryDirectoryServer;
import com.unboundid.ldap.listener.InMemoryDirectoryServerConfig;
import com.unboundid.ldap.listener.InMemoryListenerConfig;
import com.unboundid.ldap.sdk.OperationType;

import io.jamesconnectors.testing.secrets.UsedSecrets;

/** Against a directory in this process, which the library that James uses brings. */
class LdapDirectoryTest {
    private static final String PASSWORD = UsedSecrets.note("password for the directory", "who is who in Contoso");

    private final InMemoryDirectoryServer server;

    LdapDirectoryTest() throws Exception {
        InMemoryDirectoryServerConfig config = new InMemoryDirectoryServerConfig("dc=contoso,dc=com");
        config.setSchema(null);
        config.addAdditionalBindCredentials("cn=james", PASSWORD);
        config.setAuthenticationRequiredOperationTypes(OperationType.SEARCH);
        config.setListenerConfigs(InMemoryListenerConfig.createLDAPConfig("loopback", InetAddress.getLoopbackAddress(), 0, null));
        server = new InMemoryDirectoryServer(config);
        server.add("dn: dc=contoso,dc=com", "objectClass: domain", "dc: contoso");
    }

    @BeforeEach
    void listen() throws Exception {
        server.startListening();
    }

    @AfterEach
    void stop() {
        server.shutDown(true);
    }

    @Test
    void readsUsersThatAreRoutedWithAllTheirAddresses() throws Exception {
        user("anna", "mail: anna@contoso.com", "proxyAddresses: SMTP:anna@contoso.com", "proxyAddresses: smtp:a@contoso.com", "proxyAddresses: X500:/o=Contoso",
            "proxyAddresses: sip:anna@contoso.com", "targetAddress: SMTP:anna@tenant.mail.test");
        user("bert", "mail: bert@contoso.com", "mailLocalAddress: b@contoso.com", "mailRoutingAddress: bert@tenant.mail.test");
        user("carl", "mail: carl@contoso.com");
        user("dora", "mail: dora@contoso.com", "targetAddress: X400:c=DE;a= ;p=Contoso");
        server.add("dn: cn=contact,dc=contoso,dc=com", "objectClass: contact", "cn: contact", "mail: c@contoso.com", "targetAddress: SMTP:c@tenant.mail.test");

        assertThat(directory(settings(PASSWORD, "")).entries()).containsExactlyInAnyOrder(
            new UserDirectory.Entry(List.of("anna@contoso.com", "a@contoso.com"), "anna@tenant.mail.test"),
            new UserDirectory.Entry(List.of("bert@contoso.com", "b@contoso.com"), "bert@tenant.mail.test"));
    }

    @Test
    void readsMoreThanAPage() throws Exception {
        for (int i = 0; i < 1_201; i++) {
            user("u" + i, "mail: u" + i + "@contoso.com", "targetAddress: u" + i + "@tenant.mail.test");
        }

        assertThat(directory(settings(PASSWORD, "")).entries()).hasSize(1_201).doesNotHaveDuplicates();
    }

    @Test
    void asksWithTheFilterOfJamesToo() throws Exception {
        user("anna", "mail: anna@contoso.com", "employeeType: mail", "targetAddress: anna@tenant.mail.test");
        user("bert", "mail: bert@contoso.com", "targetAddress: bert@tenant.mail.test");

        assertThat(directory(settings(PASSWORD, "filter=\"(employeeType=mail)\"")).entries()).extracting(UserDirectory.Entry::routingAddress)
            .containsExactly("anna@tenant.mail.test");
    }

    @Test
    void saysWhatIsWrongAndNoSecret() throws Exception {
        assertThatThrownBy(() -> directory(settings("another password", "")).entries())
            .hasMessage("LDAP: invalid credentials (expected: the entries of the users)");

        String settings = settings(PASSWORD, "");
        server.shutDown(true);
        assertThatThrownBy(() -> directory(settings).entries()).hasMessageStartingWith("LDAP: connect error");
    }

    @Test
    void thereIsNoneWhereTheUsersAreNotInLdap() {
        assertThat(new JamesDirectory(provider(new BaseHierarchicalConfiguration())).isThere()).isFalse();
    }

    private JamesDirectory directory(String xml) throws Exception {
        XMLConfiguration configuration = new XMLConfiguration();
        new FileHandler(configuration).load(new StringReader(xml));
        JamesDirectory directory = new JamesDirectory(provider(configuration));
        assertThat(directory.isThere()).isTrue();
        return directory;
    }

    private String settings(String password, String more) {
        return "<usersrepository ldapHost=\"ldap://127.0.0.1:" + server.getListenPort() + "\" principal=\"cn=james\" credentials=\"" + password
            + "\" userBase=\"dc=contoso,dc=com\" userIdAttribute=\"uid\" userObjectClass=\"person\" " + more + "/>";
    }

    private void user(String uid, String... attributes) throws Exception {
        String[] lines = new String[attributes.length + 3];
        lines[0] = "dn: uid=" + uid + ",dc=contoso,dc=com";
        lines[1] = "objectClass: person";
        lines[2] = "uid: " + uid;
        System.arraycopy(attributes, 0, lines, 3, attributes.length);
        server.add(lines);
    }

    private static ConfigurationProvider provider(HierarchicalConfiguration<ImmutableNode> configuration) {
        return (component, logging) -> configuration;
    }
}
