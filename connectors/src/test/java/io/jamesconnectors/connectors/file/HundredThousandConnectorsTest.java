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
package io.jamesconnectors.connectors.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.jamesconnectors.connectors.diagnostics.Diagnostic;

/** The largest files that anybody has, and some that nobody has: read in time that grows with their size. Prints how long it took; asserts nothing about it. */
class HundredThousandConnectorsTest {
    private static final int MANY = 100_000;

    private final Path directory;

    HundredThousandConnectorsTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @Test
    void areReadAndChecked() throws IOException {
        Reading reading = check("ordinary", out -> {
            for (int i = 0; i < MANY / 2; i++) {
                out.write(i % 2 == 0
                    ? "<inbound name='in " + i + "' type='organization'><senderIPAddresses>2001:db8:0:" + Integer.toHexString(i) + "::/64</senderIPAddresses></inbound>"
                    : "<inbound name='in " + i + "' type='partner'><senderDomains>*.partner" + i + ".example</senderDomains></inbound>");
            }
            for (int i = 0; i < MANY / 2; i++) {
                out.write("<outbound name='out " + i + "' type='partner'><recipientDomains>partner" + i + ".example, *.more" + i + ".example</recipientDomains></outbound>");
            }
        });

        assertThat(reading).isInstanceOf(Reading.Accepted.class);
        assertThat(((Reading.Accepted) reading).connectors().inbound()).hasSize(MANY / 2);
        assertThat(((Reading.Accepted) reading).connectors().outbound()).hasSize(MANY / 2);
        assertThat(reading.diagnostics()).isEmpty();
    }

    @Test
    void ofWhichAllWantTheSameAddressesAreRefused() throws IOException {
        Reading reading = check("rivals", out -> {
            for (int i = 0; i < MANY / 2; i++) {
                out.write("<inbound name='in " + i + "' type='organization'><listeners>l" + i + "</listeners><senderIPAddresses>192.0.2.0/24</senderIPAddresses></inbound>");
            }
        });

        assertThat(reading).isInstanceOf(Reading.Refused.class);
        assertThat(reading.diagnostics()).extracting(Diagnostic::id).contains("CON-005", "CON-008");
    }

    @Test
    void forTheWholeInternetAreWarnedOf() throws IOException {
        Reading reading = check("lockdowns", out -> {
            for (int i = 0; i < MANY / 4; i++) {
                out.write("<inbound name='in " + i + "' type='partner'><senderDomains>*</senderDomains><restrictDomainsToIPAddresses>true</restrictDomainsToIPAddresses>"
                    + "<senderIPAddresses>10." + (i >> 16) + "." + (i >> 8 & 255) + "." + (i & 255) + "</senderIPAddresses></inbound>");
            }
        });

        assertThat(reading).isInstanceOf(Reading.Accepted.class);
        assertThat(reading.diagnostics()).extracting(Diagnostic::id).contains("CON-100", "CON-008");
    }

    @Test
    void whoseTextIsWrittenInEntitiesAreLocatedInTime() throws IOException {
        Reading reading = check("entities", out -> {
            for (int i = 0; i < MANY / 4; i++) {
                out.write("<outbound name='out " + i + "' type='partner'><recipientDomains>&#112;artner" + i + ".example</recipientDomains></outbound>");
            }
        });

        assertThat(reading).isInstanceOf(Reading.Accepted.class);
    }

    @Test
    void allOfItUnknownIsRefused() throws IOException {
        Reading reading = check("unknown", out -> {
            for (int i = 0; i < MANY; i++) {
                out.write("<inbuond nmae='x'/>");
            }
        });

        assertThat(reading.diagnostics()).extracting(Diagnostic::id).contains("CON-010", "CON-008");
    }

    /** Writes what is inside the root element. */
    @FunctionalInterface
    private interface Content {
        void writeTo(BufferedWriter out) throws IOException;
    }

    private Reading check(String what, Content content) throws IOException {
        Path file = directory.resolve("connectors.xml");
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write("<connectors><acceptedDomains><domain name='contoso.com' type='authoritative'/></acceptedDomains>");
            content.writeTo(out);
            out.write("</connectors>");
        }
        long start = System.nanoTime();
        Reading reading = ConnectorsFile.read(file, directory, name -> null);
        System.out.println("check of " + what + ": " + Files.size(file) / 1024 + " KiB in " + (System.nanoTime() - start) / 1_000_000 + " ms");
        return reading;
    }
}
