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

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.apache.mailet.Mail;

import com.google.common.net.InetAddresses;

import io.jamesconnectors.connectors.Cidr;
import io.jamesconnectors.connectors.lookup.CidrMap;

/**
 * Mail that came from one of these addresses before the servers in front of this one passed it on, as enhanced filtering found out:
 *
 * <pre>{@code
 * <mailet match="io.jamesconnectors.matchers.InboundTrueSourceIn=198.51.100.0/24, 2001:db8:6::/48" class="ToProcessor">
 *   <processor>suspects</processor>
 * </mailet>
 * }</pre>
 *
 * <p>Without {@code efSkipLastIP} and {@code efSkipIPs} on the inbound connector, and where the source can't be told, it never matches. The source is read from
 * header fields that the servers in front have written: use it to look closer at mail, not to let mail pass.
 */
public final class InboundTrueSourceIn extends InboundMatcher {
    private CidrMap<Cidr> blocks = CidrMap.empty();

    @Override
    void read(Optional<String> condition) {
        Map<Cidr, Cidr> listed = items(condition, "addresses or blocks such as 192.0.2.0/24, separated by commas").stream()
            .map(Cidr::parse)
            .collect(Collectors.toMap(Function.identity(), Function.identity(), (first, second) -> first));
        blocks = CidrMap.of(listed);
    }

    @Override
    boolean matches(Mail mail) {
        return attribute(mail, InboundAttributes.TRUE_SOURCE)
            .filter(InetAddresses::isInetAddress)
            .flatMap(source -> blocks.find(InetAddresses.forString(source)))
            .isPresent();
    }
}
