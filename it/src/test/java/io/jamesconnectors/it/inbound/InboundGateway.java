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
package io.jamesconnectors.it.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.jamesconnectors.it.support.FreePort;
import io.jamesconnectors.it.support.GatewayProcess;
import io.jamesconnectors.testing.secrets.UsedSecrets;

/** A gateway with several listeners, made from the shipped {@code smtpserver.xml}, that takes one configuration after the other. */
public final class InboundGateway implements AutoCloseable {
    /** A user that {@link #addUser} makes. */
    public static final String USER = "anna@contoso.test";
    /** Of {@link #USER}. */
    public static final String PASSWORD = UsedSecrets.note("password of a user", "correct horse battery staple");

    /** Where it listens; {@code PROXY_} ones expect a PROXY header. */
    public enum Port {
        MX("mx", false, false), SUBMISSION("submission", false, false), SMTPS("mx", false, true), TRUSTED("trusted", false, false),
        PROXY_MX("mx", true, false), PROXY_SUBMISSION("submission", true, false), PROXY_SMTPS("mx", true, true);

        private final String listener;
        private final boolean proxy;
        private final boolean tls;

        Port(String listener, boolean proxy, boolean tls) {
            this.listener = listener;
            this.proxy = proxy;
            this.tls = tls;
        }

        /** Whether it speaks TLS from the first byte. */
        public boolean tls() {
            return tls;
        }
    }

    private final GatewayProcess process;
    private final Path home;
    private final Map<Port, InetSocketAddress> addresses;
    private final String token;

    private InboundGateway(GatewayProcess process, Path home, Map<Port, InetSocketAddress> addresses) throws InterruptedException {
        this.process = process;
        this.home = home;
        this.addresses = addresses;
        this.token = process.token();
    }

    /** Starts it on {@code connectors}; what that refers to lies in {@code home/conf} already. */
    public static InboundGateway start(Path home, String connectors) throws IOException, InterruptedException {
        Map<Port, InetSocketAddress> addresses = new EnumMap<>(Port.class);
        for (Port port : Port.values()) {
            addresses.put(port, new InetSocketAddress("127.0.0.1", FreePort.find()));
        }
        Files.createDirectories(home.resolve("conf/gateway"));
        Files.writeString(home.resolve("conf/gateway/smtpserver.xml"), servers(addresses));
        return new InboundGateway(GatewayProcess.start(home, connectors), home, addresses);
    }

    /** Where it listens. */
    public InetSocketAddress address(Port port) {
        return addresses.get(port);
    }

    /** The process that it is. */
    public GatewayProcess process() {
        return process;
    }

    /** Replaces the configuration and reloads; what the reload answers. */
    public HttpResponse<String> reload(String connectors) throws IOException, InterruptedException {
        GatewayProcess.write(home, connectors);
        return process.web("POST", "/connectors/reload", token);
    }

    /** Makes {@link #USER} where there is none yet, whose domain must be an accepted one by now. */
    public void addUser() throws IOException, InterruptedException {
        HttpResponse<String> answer = process.web("PUT", "/users/" + USER, token, HttpRequest.BodyPublishers.ofString("{\"password\":\"" + PASSWORD + "\"}"));
        assertThat(answer.statusCode()).as(answer.body()).isIn(204, 409);
    }

    /** The lines about decisions, oldest first. */
    public List<String> decisions() throws IOException {
        return process.log().lines().filter(line -> line.contains(" inbound listener=")).toList();
    }

    @Override
    public void close() throws InterruptedException {
        process.close();
    }

    private static String servers(Map<Port, InetSocketAddress> addresses) throws IOException {
        String shipped = shipped();
        int first = shipped.indexOf("<smtpserver enabled");
        String ordinary = shipped.substring(first, shipped.indexOf("</smtpserver>", first)) + "</smtpserver>";
        int end = shipped.indexOf("</smtpservers>");
        StringBuilder servers = new StringBuilder(shipped.substring(0, end));
        addresses.forEach((port, address) -> servers.append(server(ordinary, port, address)));
        return servers.append("</smtpservers>").toString();
    }

    private static String server(String shipped, Port port, InetSocketAddress address) {
        String server = shipped;
        server = replace(server, "<jmxName>smtp</jmxName>", "<jmxName>smtp-" + port.name().toLowerCase(Locale.ROOT) + "</jmxName>");
        server = replace(server, "<bind>${sys:gateway.smtp}</bind>",
            "<bind>127.0.0.1:" + address.getPort() + "</bind><proxyRequired>" + port.proxy + "</proxyRequired>");
        server = replace(server, "<listener>smtp</listener>", "<listener>" + port.listener + "</listener>");
        server = replace(server, "<ioWorkerCount>16</ioWorkerCount>", "<ioWorkerCount>4</ioWorkerCount>");
        if (port.tls) {
            server = replace(server, "<tls socketTLS=\"false\" startTLS=\"true\">", "<tls socketTLS=\"true\" startTLS=\"false\">");
        }
        if (port.listener.equals("submission")) {
            server = replace(server, "<announce>never</announce>", "<announce>always</announce><plainAuthEnabled>true</plainAuthEnabled>");
        }
        if (port.listener.equals("trusted")) {
            server = replace(server, "<authorizedAddresses></authorizedAddresses>", "<authorizedAddresses>127.0.0.9/32</authorizedAddresses>");
        }
        return server;
    }

    private static String replace(String text, String what, String with) {
        assertThat(text).as("the shipped smtpserver.xml").contains(what);
        return text.replace(what, with);
    }

    private static String shipped() throws IOException {
        try (InputStream file = GatewayProcess.class.getResourceAsStream("/conf/gateway/smtpserver.xml")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
