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
package io.jamesconnectors.matchers;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import org.apache.mailet.Mail;

import io.jamesconnectors.connectors.ConnectorName;

/**
 * Mail that belongs to one of these inbound connectors:
 *
 * <pre>{@code
 * <mailet match="io.jamesconnectors.matchers.InboundConnectorIs=Devices, From Office 365" class="ToProcessor">
 *   <processor>ownMail</processor>
 * </mailet>
 * }</pre>
 *
 * <p>{@code *} stands for any connector. A name with a comma stands in quotation marks; upper and lower case are the same. That no connector of a name is
 * there is no error, since connectors may come and go while James runs.
 *
 * <p>A partner connector can be recognised by nothing but the domain of MAIL FROM, which anyone can write: combine with {@link InboundIdentifiedBy}.
 */
public final class InboundConnectorIs extends InboundMatcher {
    private static final String ANY = "*";

    private boolean any;
    private Set<ConnectorName> names = Set.of();

    @Override
    void read(Optional<String> condition) {
        List<String> items = items(condition, "names of inbound connectors, separated by commas, or *");
        if (items.contains(ANY) && items.size() > 1) {
            throw new IllegalArgumentException("'" + condition.orElse("") + "' (expected: * alone, or names)");
        }
        any = items.contains(ANY);
        names = any ? Set.of() : items.stream().map(ConnectorName::parse).collect(Collectors.toUnmodifiableSet());
    }

    @Override
    boolean matches(Mail mail) {
        return attribute(mail, InboundAttributes.CONNECTOR).filter(name -> any || names.stream().anyMatch(wanted -> wanted.asString().equalsIgnoreCase(name))).isPresent();
    }
}
