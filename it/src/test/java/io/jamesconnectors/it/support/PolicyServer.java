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
package io.jamesconnectors.it.support;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** Whom Postfix asks before it takes mail ({@code check_policy_service}, SMTPD_POLICY_README): greylisting, and whatever else a test wants to happen there. */
public final class PolicyServer implements AutoCloseable {
    private final ServerSocket listener;
    private final Function<Map<String, String>, String> policy;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

    private PolicyServer(ServerSocket listener, Function<Map<String, String>, String> policy) {
        this.listener = listener;
        this.policy = policy;
    }

    /**
     * Starts one.
     *
     * @param policy the attributes of a request, such as {@code recipient}, to the action, such as {@code DUNNO} or {@code 451 4.7.1 Greylisted}; called by many threads
     */
    public static PolicyServer start(Function<Map<String, String>, String> policy) throws IOException {
        PolicyServer server = new PolicyServer(new ServerSocket(0, 200, InetAddress.getLoopbackAddress()), policy);
        run("policy", server::accept);
        return server;
    }

    /** As Postfix wants it in its configuration. */
    public String restriction() {
        return "check_policy_service inet:127.0.0.1:" + listener.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    private void accept() throws IOException {
        while (true) {
            Socket socket = listener.accept();
            sockets.add(socket);
            if (listener.isClosed()) {
                socket.close();
            }
            run("policy-" + socket.getPort(), () -> answer(socket));
        }
    }

    private void answer(Socket socket) throws IOException {
        try (socket; BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
            Map<String, String> request = new HashMap<>();
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (line.isEmpty()) {
                    socket.getOutputStream().write(("action=" + policy.apply(Map.copyOf(request)) + "\n\n").getBytes(StandardCharsets.UTF_8));
                    request.clear();
                } else {
                    request.put(line.substring(0, line.indexOf('=')), line.substring(line.indexOf('=') + 1));
                }
            }
        } finally {
            sockets.remove(socket);
        }
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void run(String name, Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException e) {
                // Postfix or close() has ended the connection.
            }
        }, name);
        thread.setDaemon(true);
        thread.start();
    }
}
