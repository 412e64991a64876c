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
package io.jamesconnectors.gateway;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Directories and options of a gateway on free ports. */
final class GatewayFixture {
    static final String CONNECTORS = """
            <?xml version="1.0" encoding="UTF-8"?>
            <connectors>
              <acceptedDomains>
                <domain name="contoso.test" type="authoritative"/>
              </acceptedDomains>
              <inbound name="Devices" type="organization">
                <senderIPAddresses>127.0.0.1/32</senderIPAddresses>
              </inbound>
              <outbound name="Partner" type="partner">
                <recipientDomains>partner.test</recipientDomains>
                <useMxRecord>false</useMxRecord>
                <smartHosts>
                  <smartHost>127.0.0.1:9</smartHost>
                </smartHosts>
                <tlsSettings>EncryptionOnly</tlsSettings>
              </outbound>
            </connectors>
            """;

    private GatewayFixture() {
    }

    static GatewayOptions options(Path directory) throws IOException {
        return options(directory, CONNECTORS);
    }

    static GatewayOptions options(Path directory, String connectors) throws IOException {
        Path conf = Files.createDirectories(directory.resolve("conf"));
        Files.writeString(conf.resolve("connectors.xml"), connectors);
        return new GatewayOptions(conf, directory.resolve("var"), ListenAddress.parse("127.0.0.1:0"), ListenAddress.parse("127.0.0.1:0"), Map.of());
    }

    static HttpResponse<String> get(Gateway gateway, String path, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://" + gateway.web() + path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
