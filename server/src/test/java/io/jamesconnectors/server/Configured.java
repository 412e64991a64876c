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
package io.jamesconnectors.server;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import io.jamesconnectors.connectors.file.LiveConnectors;
import io.jamesconnectors.connectors.inbound.InboundRules;

/** A {@code connectors.xml} in a directory of the test. */
record Configured(Path directory) {

    static final String DEVICES = """
        <connectors>
          <acceptedDomains>
            <domain name="contoso.com" type="authoritative"/>
          </acceptedDomains>
          <inbound name="Devices" type="organization">
            <senderIPAddresses>192.0.2.0/24, 127.0.0.1</senderIPAddresses>
          </inbound>
          <inbound name="Bank in" type="partner">
            <senderDomains>bank.example</senderDomains>
            <requireTls>true</requireTls>
          </inbound>
          <inbound name="Supplier in" type="partner">
            <senderDomains>supplier.example</senderDomains>
            <senderIPAddresses>203.0.113.0/25</senderIPAddresses>
            <restrictDomainsToIPAddresses>true</restrictDomainsToIPAddresses>
            <requireTls>false</requireTls>
          </inbound>
          <outbound name="Bank out" type="partner">
            <recipientDomains>bank.example</recipientDomains>
            <smartHosts><smartHost>127.0.0.1:2526</smartHost></smartHosts>
            <tlsSettings>EncryptionOnly</tlsSettings>
          </outbound>
        </connectors>
        """;

    static Configured in(Path directory, String xml) throws Exception {
        return new Configured(directory).write(xml);
    }

    Configured write(String xml) throws Exception {
        Files.createDirectories(directory);
        Files.writeString(file(), xml, StandardCharsets.UTF_8);
        return this;
    }

    Path file() {
        return directory.resolve("connectors.xml");
    }

    LiveConnectors open() throws Exception {
        return LiveConnectors.open(file(), directory, name -> null);
    }

    InboundRules rules() throws Exception {
        return open().current().inbound();
    }
}
