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
package io.jamesconnectors.it.explain;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

import io.jamesconnectors.testing.FakeDns;
import io.jamesconnectors.testing.SinkSmtpServer;
import io.jamesconnectors.testing.TestCa;
import io.jamesconnectors.testing.secrets.UsedSecrets;

/** All other mail servers, which take everything and believe everybody, and the name server that leads to them. */
final class World implements AutoCloseable {
    /** A name of each of them. */
    static final String HOST = "mx.sink.test";
    /** Domains whose MX records, or address, lead to a host that lives; at which port is up to the connector. */
    static final Set<String> REACHED = Set.of("a.mx.test", "b.mx.test", "c.mx.test");
    /** Domains whose mail can't be sent by MX: a null MX, none at all, a name server that fails, and an exchanger without an address. */
    static final List<String> UNREACHED = List.of("null.mx.test", "gone.mx.test", "broken.mx.test", "lost.mx.test");
    private static final int SERVERS = 6;
    private static final String PASSWORD = UsedSecrets.note("password of a mailbox", "vier verschiedene Worte");
    private static final String KEY = UsedSecrets.note("signing key of a gateway", "0123456789abcdefghijklmnopqrstuv");

    private final FakeDns names = FakeDns.start();
    private final List<SinkSmtpServer> servers = new ArrayList<>();
    private final Arrivals arrivals = new Arrivals();

    /** Writes the files that configurations name into {@code conf}. */
    World(Path conf) throws IOException {
        TestCa ca = TestCa.create("Root of the other servers");
        ca.writeRoot(conf.resolve("servers.pem"));
        Files.writeString(conf.resolve("password"), PASSWORD);
        Files.writeString(conf.resolve("signing.key"), KEY);
        var context = ca.server(HOST, "mx1.sink.test", "mx2.sink.test", "c.mx.test").sslContext();
        IntStream.range(0, SERVERS).forEach(i -> servers.add(SinkSmtpServer.that().startTls(context).logins().tell(arrivals.at(i)).start()));
        names.zone().address(HOST, "127.0.0.1").address("mx1.sink.test", "127.0.0.1").address("mx2.sink.test", "127.0.0.1")
            .mx("a.mx.test", 10, "mx1.sink.test").mx("a.mx.test", 20, "mx2.sink.test")
            .mx("b.mx.test", 10, "gone.sink.test").mx("b.mx.test", 20, "mx2.sink.test")
            .address("c.mx.test", "127.0.0.1")
            .mx("lost.mx.test", 10, "gone.sink.test")
            .nullMx("null.mx.test").serverFailure("broken.mx.test");
    }

    List<Integer> ports() {
        return servers.stream().map(SinkSmtpServer::port).toList();
    }

    Arrivals arrivals() {
        return arrivals;
    }

    /** What every configuration says of it. */
    String xml() {
        return "  <trustedCertificates>file://conf/servers.pem</trustedCertificates>\n  <dns servers=\"127.0.0.1:" + names.port() + "\"/>\n"
            + "  <signingKeys><signingKey secretFile=\"file://conf/signing.key\"/></signingKeys>\n";
    }

    @Override
    public void close() {
        servers.forEach(SinkSmtpServer::close);
        names.close();
    }
}
