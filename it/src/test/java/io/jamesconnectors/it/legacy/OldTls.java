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
package io.jamesconnectors.it.legacy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;

import io.jamesconnectors.it.support.Program;
import io.jamesconnectors.testing.AnyPeer;
import io.jamesconnectors.testing.TestCa;
import io.jamesconnectors.tls.http.BoundedHttp;

/**
 * The other end of a connection, in a Java of its own that speaks old TLS, since that of the tests doesn't. It says on standard output what came of each connection:
 * {@code handshake TLSv1} or {@code refused: …}.
 */
final class OldTls {
    private static final Path SWITCH = Path.of("..", "conf", "legacy-tls.security");
    private static final int TIMEOUT_MILLIS = 60_000;

    private OldTls() {
    }

    /** The option that has Java speak old TLS: the file that we ship. */
    static String javaOption() throws IOException {
        return "-Djava.security.properties=" + SWITCH.toRealPath();
    }

    /** A device that says STARTTLS at that port, and knows that version alone. */
    static Program device(Path directory, int port, String version) throws IOException {
        return start(directory, "device", Integer.toString(port), version);
    }

    /** A mail server that offers STARTTLS, and knows that version alone. */
    static Program mailServer(Path directory, String version) throws IOException {
        return start(directory, "mail-server", version);
    }

    /** A server of TLS from the first byte, that version alone. */
    static Program webServer(Path directory, String version) throws IOException {
        return start(directory, "web-server", version);
    }

    /** Our own client of the web, which asks that port. */
    static Program webClient(Path directory, int port) throws IOException {
        return start(directory, "web-client", Integer.toString(port));
    }

    /** The port that a server has said. */
    static int port(Program server) throws InterruptedException {
        String line = server.awaitLine(said -> said.startsWith("listens on "), Duration.ofSeconds(60));
        return Integer.parseInt(line.substring("listens on ".length()));
    }

    /** What came of a connection. */
    static String outcome(Program program) throws InterruptedException {
        return program.awaitLine(said -> said.startsWith("handshake ") || said.startsWith("refused: "), Duration.ofSeconds(60));
    }

    public static void main(String[] arguments) throws Exception {
        switch (arguments[0]) {
            case "device" -> attempt(device(Integer.parseInt(arguments[1])), arguments[2], true);
            case "mail-server" -> serve(arguments[1], true);
            case "web-server" -> serve(arguments[1], false);
            case "web-client" -> fetch(Integer.parseInt(arguments[1]));
            default -> throw new IllegalArgumentException(arguments[0]);
        }
    }

    private static Program start(Path directory, String... words) throws IOException {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1",
            javaOption(), "-cp", System.getProperty("java.class.path"), OldTls.class.getName()));
        command.addAll(List.of(words));
        return Program.start(directory, command);
    }

    private static Socket device(int port) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        BufferedReader replies = reader(socket);
        last(replies);
        write(socket, "EHLO device.test");
        last(replies);
        write(socket, "STARTTLS");
        last(replies);
        return socket;
    }

    private static void serve(String version, boolean mail) throws IOException, GeneralSecurityException {
        SSLContext context = TestCa.create().server("localhost").sslContext();
        try (ServerSocket listener = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            System.out.println("listens on " + listener.getLocalPort());
            while (!listener.isClosed()) {
                try (Socket socket = listener.accept()) {
                    socket.setSoTimeout(TIMEOUT_MILLIS);
                    if (!mail || offersTls(socket)) {
                        attempt(context, socket, version, false);
                    }
                }
            }
        }
    }

    /** Whether the client wants it. */
    private static boolean offersTls(Socket socket) throws IOException {
        BufferedReader commands = reader(socket);
        write(socket, "220 old.test");
        for (String command = commands.readLine(); command != null; command = commands.readLine()) {
            if (command.equals("STARTTLS")) {
                write(socket, "220 go ahead");
                return true;
            }
            write(socket, command.startsWith("EHLO") ? "250-old.test\r\n250 STARTTLS" : "221 bye");
        }
        return false;
    }

    private static void attempt(Socket socket, String version, boolean client) throws GeneralSecurityException {
        attempt(anyPeer(), socket, version, client);
    }

    private static void attempt(SSLContext context, Socket socket, String version, boolean client) {
        try (SSLSocket tls = (SSLSocket) context.getSocketFactory().createSocket(socket, "localhost", socket.getPort(), true)) {
            tls.setUseClientMode(client);
            tls.setEnabledProtocols(new String[] {version});
            tls.startHandshake();
            System.out.println("handshake " + tls.getSession().getProtocol());
        } catch (IOException e) {
            System.out.println("refused: " + e);
        }
    }

    private static void fetch(int port) throws GeneralSecurityException {
        try {
            new BoundedHttp(Duration.ofSeconds(30), anyPeer()).get(URI.create("https://localhost:" + port + "/"), 100);
            System.out.println("handshake of some version");
        } catch (IOException e) {
            System.out.println("refused: " + e);
        }
    }

    private static SSLContext anyPeer() throws GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(new KeyManager[0], new TrustManager[] {new AnyPeer()}, null);
        return context;
    }

    private static void write(Socket socket, String line) throws IOException {
        socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
    }

    private static void last(BufferedReader replies) throws IOException {
        String line = replies.readLine();
        while (line != null && line.length() > 3 && line.charAt(3) == '-') {
            line = replies.readLine();
        }
    }

    private static BufferedReader reader(Socket socket) throws IOException {
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII), 1);
    }
}
