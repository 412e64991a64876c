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
package io.jamesconnectors.migration;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.jamesconnectors.connectors.Cidr;
import io.jamesconnectors.connectors.Connectors;
import io.jamesconnectors.connectors.diagnostics.Diagnostic;
import io.jamesconnectors.connectors.diagnostics.Severity;
import io.jamesconnectors.connectors.file.ConnectorsFile;
import io.jamesconnectors.connectors.file.Reading;
import io.jamesconnectors.testing.TestCa;
import io.jamesconnectors.testing.TestCertificate;
import io.jamesconnectors.testing.secrets.UsedSecrets;

/** A base directory with all the files that a configuration can name, and an environment with all the variables. */
public final class Ground {
    static final List<Cidr> LISTED = List.of(Cidr.parse("40.92.0.0/15"), Cidr.parse("2a01:111:f400::/48"));

    public final Path base;
    final Path firstRoots;
    final Path secondRoots;
    final Path chain;
    final Path key;
    final Path routing;

    private Ground(Path base) {
        this.base = base;
        this.firstRoots = base.resolve("conf/roots.pem");
        this.secondRoots = base.resolve("conf/more & 'other' roots.pem");
        this.chain = base.resolve("conf/relay.pem");
        this.key = base.resolve("conf/relay.key");
        this.routing = base.resolve("conf/routing.txt");
    }

    public static Ground in(Path directory) {
        Ground ground = new Ground(directory.toAbsolutePath().normalize());
        TestCa ca = TestCa.create();
        TestCertificate client = ca.client("relay.contoso.com");
        UsedSecrets.note("key of a client certificate", client.key());
        try {
            Files.createDirectories(ground.base.resolve("conf"));
            ca.writeRoot(ground.firstRoots);
            TestCa.create("other").writeRoot(ground.secondRoots);
            Files.writeString(ground.chain, client.chainPem());
            Files.writeString(ground.key, client.keyPem());
            Files.writeString(ground.routing, "");
            for (int i = 0; i < 4; i++) {
                Files.writeString(ground.secret(i), UsedSecrets.note("secret of a configuration", "k3y-0f-s0me-length!" + i));
                Files.writeString(ground.list(i), "[{\"id\":10,\"serviceArea\":\"Exchange\",\"tcpPorts\":\"25\",\"ips\":[\"40.92.0.0/15\",\"2a01:111:f400::/48\"]}]");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return ground;
    }

    Path secret(int number) {
        return base.resolve("conf/secret" + number);
    }

    Path list(int number) {
        return base.resolve("conf/list" + number + ".json");
    }

    static @Nullable String variable(String name) {
        return name.startsWith("A_SECRET") ? UsedSecrets.note("secret in a variable", "k3y-0f-the-env1ronment!") + name.length() : null;
    }

    public Reading read(String xml) {
        try {
            return ConnectorsFile.read(Files.writeString(base.resolve("conf/connectors.xml"), xml), base, Ground::variable);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a text says that must be good. */
    public Connectors accepted(String xml) {
        Reading reading = read(xml);
        if (reading instanceof Reading.Accepted accepted) {
            return accepted.connectors();
        }
        throw new AssertionError("refused: " + reading.diagnostics().stream().filter(diagnostic -> diagnostic.severity() == Severity.ERROR)
            .map(Diagnostic::asText).toList() + "\n" + xml);
    }
}
