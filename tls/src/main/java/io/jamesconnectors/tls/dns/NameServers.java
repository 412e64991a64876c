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
package io.jamesconnectors.tls.dns;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;

import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.Type;

import io.jamesconnectors.connectors.SmartHost;

/** Name servers, one by one: whether each finds out for this machine what it does not know itself. */
public final class NameServers {
    private static final int MOST = 10;

    private NameServers() {
    }

    /**
     * What is wrong with one of them.
     *
     * @param what after the name of the server: "does not answer"
     */
    public record Fault(SmartHost server, String what) {
    }

    /**
     * Asks each of the first ten for the name servers of the root, which every server that looks up names for others knows.
     *
     * @param timeout for each
     * @throws IllegalArgumentException when a server is given by name
     */
    public static List<Fault> faults(List<SmartHost> servers, Duration timeout) {
        return servers.stream().limit(MOST).flatMap(server -> fault(DnsjavaMailDns.socketAddress(server), timeout).map(what -> new Fault(server, what)).stream()).toList();
    }

    private static Optional<String> fault(InetSocketAddress address, Duration timeout) {
        SimpleResolver server = ServersInTurn.server(address, timeout);
        try {
            return fault(server.sendAsync(Message.newQuery(Record.newRecord(Name.root, Type.NS, DClass.IN)), Runnable::run).toCompletableFuture().join());
        } catch (CompletionException e) {
            return Optional.of("does not answer");
        } catch (RuntimeException e) {
            return Optional.of("answers with what is no answer"); // dnsjava reports nonsense with unchecked exceptions of many kinds
        }
    }

    private static Optional<String> fault(Message answer) {
        int code = answer.getRcode();
        if (code == Rcode.REFUSED) {
            return Optional.of("answers REFUSED: it does not look up names for this machine");
        }
        if (code == Rcode.NXDOMAIN) {
            return Optional.of("answers NXDOMAIN, even when asked for the root of the DNS: it knows no name but its own");
        }
        if (code != Rcode.NOERROR) {
            return Optional.of("answers " + Rcode.string(code) + " when asked for the root of the DNS");
        }
        return answer.getHeader().getFlag(Flags.RA) ? Optional.empty() : Optional.of("offers no recursion: it knows the names of its own domains only");
    }
}
