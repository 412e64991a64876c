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

import java.lang.reflect.Proxy;
import java.util.Set;

import org.apache.james.core.MailAddress;
import org.apache.james.core.Username;
import org.apache.james.rrt.api.RecipientRewriteTable;
import org.apache.james.rrt.api.RecipientRewriteTable.ErrorMappingException;
import org.apache.james.rrt.api.RecipientRewriteTableException;
import org.apache.james.rrt.lib.Mapping;
import org.apache.james.rrt.lib.MappingsImpl;
import org.apache.james.user.api.UsersRepository;
import org.apache.james.user.api.UsersRepositoryException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.jamesconnectors.connectors.DomainName;
import io.jamesconnectors.connectors.hybrid.LocalLookup;
import io.jamesconnectors.connectors.hybrid.RoutingLookup;

class JamesUsersTest {
    private static final Set<DomainName> THERE = Set.of(DomainName.parse("tenant.mail.test"));

    private final JamesUsers users = new JamesUsers(users(), mappings());

    @ParameterizedTest
    @CsvSource({
        "bob, KNOWN",
        "alias, KNOWN",
        "list, KNOWN",
        "moved, KNOWN",
        "dead, KNOWN",
        "nobody, UNKNOWN",
        "userstore, UNAVAILABLE",
        "mappingstore, UNAVAILABLE",
        "bug, UNAVAILABLE"})
    void knowsWhomJamessOwnHandlerTakesForValid(String user, LocalLookup expected) throws Exception {
        assertThat(users.lookup(new MailAddress(user + "@contoso.com"))).isEqualTo(expected);
    }

    @Test
    void takesOneMappingToTheOtherSideForAMove() throws Exception {
        assertThat(mapped("moved")).isEqualTo(RoutingLookup.at("m@tenant.mail.test"));
    }

    @ParameterizedTest
    @CsvSource({"bob", "alias", "list", "dead", "nobody", "keptcopy"})
    void takesNothingElseForAMove(String user) throws Exception {
        assertThat(mapped(user)).isEqualTo(RoutingLookup.NOT_FOUND);
    }

    @Test
    void cantTellWhileTheStoreIsOutOfReach() throws Exception {
        assertThat(mapped("userstore")).isEqualTo(RoutingLookup.UNAVAILABLE);
        assertThat(mapped("mappingstore")).isEqualTo(RoutingLookup.UNAVAILABLE);
    }

    private RoutingLookup mapped(String user) throws Exception {
        return users.mapped(new MailAddress(user + "@contoso.com"), THERE);
    }

    private static UsersRepository users() {
        return answering(UsersRepository.class, (method, argument) -> switch (method) {
            case "getUsername" -> Username.of(((MailAddress) argument).asString());
            case "contains" -> switch (((Username) argument).getLocalPart()) {
                case "bob", "keptcopy" -> true;
                case "userstore" -> throw new UsersRepositoryException("out of reach");
                case "bug" -> throw new IllegalStateException("bug");
                default -> false;
            };
            default -> throw new UnsupportedOperationException(method);
        });
    }

    private static RecipientRewriteTable mappings() {
        return answering(RecipientRewriteTable.class, (method, argument) -> switch ((String) argument) {
            case "alias" -> MappingsImpl.fromMappings(Mapping.alias("bob@contoso.com"));
            case "list" -> MappingsImpl.fromMappings(Mapping.group("bob@contoso.com"), Mapping.group("anna@tenant.mail.test"));
            case "moved", "keptcopy" -> MappingsImpl.fromMappings(Mapping.address("m@tenant.mail.test"));
            case "dead" -> throw new ErrorMappingException("gone");
            case "mappingstore" -> throw new RecipientRewriteTableException("out of reach");
            default -> MappingsImpl.empty();
        });
    }

    private interface Answer {
        Object of(String method, Object firstArgument) throws Exception;
    }

    private static <T> T answering(Class<T> type, Answer answer) {
        return type.cast(Proxy.newProxyInstance(JamesUsersTest.class.getClassLoader(), new Class<?>[] {type},
            (proxy, method, arguments) -> answer.of(method.getName(), arguments[0])));
    }
}
