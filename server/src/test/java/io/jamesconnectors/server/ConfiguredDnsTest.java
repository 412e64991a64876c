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

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.google.common.net.InetAddresses;

import io.jamesconnectors.connectors.file.LiveConnectors;
import io.jamesconnectors.connectors.file.Reload;
import io.jamesconnectors.testing.FakeDns;
import io.jamesconnectors.tls.dns.Addresses;

class ConfiguredDnsTest {

    @Test
    void asksTheServersOfTheConfigurationInForce(@TempDir Path directory) throws Exception {
        try (FakeDns first = FakeDns.start(); FakeDns second = FakeDns.start()) {
            first.zone().address("mail.contoso.com", "192.0.2.1");
            second.zone().address("mail.contoso.com", "192.0.2.2");
            Configured configured = Configured.in(directory, asking(first));
            LiveConnectors live = configured.open();
            try (ConfiguredDns dns = ConfiguredDns.of(live)) {
                assertThat(dns.addresses("mail.contoso.com")).isEqualTo(address("192.0.2.1"));
                configured.write(asking(second));
                assertThat(live.reload()).isInstanceOf(Reload.Swapped.class);
                assertThat(dns.addresses("mail.contoso.com")).isEqualTo(address("192.0.2.2"));
            }
        }
    }

    @Test
    void keepsItsCacheWhereTheServersStay(@TempDir Path directory) throws Exception {
        try (FakeDns server = FakeDns.start()) {
            server.zone().address("mail.contoso.com", "192.0.2.1");
            Configured configured = Configured.in(directory, asking(server));
            LiveConnectors live = configured.open();
            try (ConfiguredDns dns = ConfiguredDns.of(live)) {
                dns.addresses("mail.contoso.com");
                int asked = server.queries().size();
                configured.write(asking(server).replace("192.0.2.0/24", "192.0.3.0/24"));
                assertThat(live.reload()).isInstanceOf(Reload.Swapped.class);
                dns.addresses("mail.contoso.com");
                assertThat(server.queries()).hasSize(asked);
            }
        }
    }

    private static String asking(FakeDns server) {
        return Configured.DEVICES.replace("<connectors>", "<connectors><dns servers=\"" + server.host() + ":" + server.port() + "\"/>");
    }

    private static Addresses address(String address) {
        return new Addresses(List.of(InetAddresses.forString(address)));
    }
}
