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
package io.jamesconnectors.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.sun.net.httpserver.HttpServer;

import io.jamesconnectors.connectors.ConnectorPath;
import io.jamesconnectors.testing.secrets.UsedSecrets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class AdminClientTest {
    private static final String TOKEN = UsedSecrets.note("token of the web administration", "admin-client-token-4711");

    private final List<String> seen = new CopyOnWriteArrayList<>();
    private final HttpServer server;
    private int status = 200;
    private String body = "{}";

    AdminClientTest() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    }

    @BeforeEach
    void start() {
        server.createContext("/", exchange -> {
            seen.add(exchange.getRequestMethod() + ' ' + exchange.getRequestURI().getRawPath() + ' ' + exchange.getRequestHeaders().getFirst("Authorization")
                + ' ' + exchange.getRequestHeaders().getFirst("Content-Type"));
            exchange.getResponseHeaders().add("Location", "http://127.0.0.1:1/");
            byte[] bytes = body.getBytes(UTF_8);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void showsTheTokenAndAsksForJson() throws Exception {
        body = "{\"total\":3}";
        assertThat(client().get(ConnectorPath.of("To the bank/ä")).path("total").asInt()).isEqualTo(3);
        client().post("/connectors/reload");

        assertThat(seen).containsExactly("GET /connectors/named/To%20the%20bank%2F%C3%A4 Bearer " + TOKEN + " null", "POST /connectors/reload Bearer " + TOKEN + " application/json");
    }

    @Test
    void saysWhatTheServerSaysIsWrongWithoutItsControlCharacters() {
        status = 404;
        body = "{\"statusCode\":404,\"message\":\"no connector of that name\",\"details\":\"x\\u001b[31m\"}";
        assertThatThrownBy(() -> client().get("/connectors/named/x")).isInstanceOf(AdminFailure.class).hasMessage("no connector of that name: x?[31m");
    }

    @Test
    void saysThatTheTokenIsNotAcceptedAndNeverWhichItIs() {
        status = 401;
        assertThatThrownBy(() -> client().get("/connectors")).isInstanceOfSatisfying(AdminFailure.class, failure -> assertThat(failure.exitCode()).isEqualTo(ExitCodes.NO_PERMISSION))
            .hasMessageContaining("does not accept the token").hasMessageNotContaining(TOKEN);
        assertThatThrownBy(() -> new AdminClient(base(), Optional.empty()).get("/connectors")).hasMessageContaining("--token-file");
    }

    @Test
    void followsNobodyElsewhere() {
        status = 302;
        assertThatThrownBy(() -> client().get("/connectors")).hasMessage("the server answered 302");
    }

    @Test
    void anAnswerThatIsNoJsonIsSaidToBeNone() {
        body = "<html>";
        assertThatThrownBy(() -> client().get("/connectors")).hasMessageContaining("no JSON");
    }

    @Test
    void saysThatNoServerAnswers() throws Exception {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        assertThatThrownBy(() -> new AdminClient(URI.create("http://127.0.0.1:" + free), Optional.empty()).get("/connectors"))
            .isInstanceOfSatisfying(AdminFailure.class, failure -> assertThat(failure.exitCode()).isEqualTo(ExitCodes.UNAVAILABLE)).hasMessageContaining("no server answers");
    }

    @Test
    void readsTheTokenFromAFileOrTheEnvironment(@TempDir Path directory) throws Exception {
        Path file = Files.writeString(directory.resolve("token"), TOKEN + "\n");
        options("--url", base().toString(), "--token-file", file.toString()).client(name -> null).get("/connectors");
        options("--url", base().toString()).client(name -> name.equals(ServerOptions.TOKEN) ? TOKEN : null).get("/connectors");
        options("--url", base().toString()).client(name -> null).get("/connectors");

        assertThat(seen).containsExactly("GET /connectors Bearer " + TOKEN + " null", "GET /connectors Bearer " + TOKEN + " null", "GET /connectors null null");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://192.0.2.1:8000", "http://mail.contoso.com", "http://127.0.0.1.contoso.com", "http://[2001:db8::1]:8000"})
    void neverSendsTheTokenInClearToAnotherMachine(String url) throws Exception {
        ServerOptions options = options("--url", url);
        assertThatThrownBy(() -> options.client(name -> TOKEN)).isInstanceOf(AdminFailure.class).hasMessageContaining("in clear").hasMessageNotContaining(TOKEN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1:8000", "http://localhost:8000", "http://[::1]:8000", "https://mail.contoso.com"})
    void sendsItToThisMachineAndOverTls(String url) throws Exception {
        assertThat(options("--url", url).client(name -> TOKEN)).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://127.0.0.1", "mailto:x", "/connectors", "http://127.0.0.1:8000/james", "http://127.0.0.1:8000/?x=y", "https://mail.contoso.com#x"})
    void wantsAnAddressOfTheWeb(String url) throws Exception {
        ServerOptions options = options("--url", url);
        assertThatThrownBy(() -> options.client(name -> null)).hasMessageStartingWith("--url: " + url);
    }

    @Test
    void showsNoPasswordOfAnAddress() throws Exception {
        String password = UsedSecrets.note("password in an address", "5ecret-in-an-address");
        ServerOptions options = options("--url", "http://admin:" + password + "@127.0.0.1:8000");
        assertThatThrownBy(() -> options.client(name -> null)).hasMessageStartingWith("--url: http://…@127.0.0.1:8000 ").hasMessageNotContaining(password);
        assertThat(options("--url", "http://127.0.0.1:8000/").client(name -> null)).isNotNull();
    }

    @Test
    void aTokenOfTwoLinesIsNone() throws Exception {
        ServerOptions options = options();
        assertThatThrownBy(() -> options.client(name -> "one\ntwo")).hasMessageContaining("one line").hasMessageNotContaining("two");
    }

    private AdminClient client() {
        return new AdminClient(base(), Optional.of(TOKEN));
    }

    private URI base() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private static ServerOptions options(String... arguments) {
        Asking asking = new Asking();
        new CommandLine(asking).parseArgs(arguments);
        return asking.server;
    }

    @Command
    private static final class Asking {
        @Mixin
        private ServerOptions server = new ServerOptions();
    }
}
