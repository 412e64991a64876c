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
package io.jamesconnectors.testing.office365;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.jamesconnectors.testing.MutableClock;
import io.jamesconnectors.testing.RawClient;
import io.jamesconnectors.testing.SmtpDialogue;

/** Whatever a client sends, it is answered or cut off, nothing hangs, and the next client is served. */
@Timeout(300)
class FuzzTest {
    private static final int ROUNDS = 300;
    private static final List<String> WORDS = List.of("EHLO a", "HELO", "STARTTLS", "AUTH", "AUTH LOGIN", "AUTH LOGIN =", "AUTH XOAUTH2 dXNlcj0B",
        "AUTH PLAIN *", "MAIL FROM:<printer@contoso.com>", "MAIL FROM:<>", "MAIL FROM:<a@b> SIZE=999999999999999999",
        "MAIL FROM:<a@b> SIZE=9999999999999999999",
        "RCPT TO:<a@b>", "RCPT TO:<>", "RCPT TO:<printer@contoso.com>", "RCPT TO:<<@>>", "DATA", ".", "..", "", "BDAT", "BDAT 3", "BDAT 0 LAST",
        "BDAT 999999999999999999 LAST",
        "RSET", "NOOP", "QUIT", "From: (", "From: \"", "*", "=", "\0", "250 x", "MAIL", "RCPT TO:<a@b> NOTIFY", "\u00ff\u00fe");
    private static final List<String> PIECES = List.of("grant_type=", "client_credentials", "refresh_token", "&", "=", "%", "%zz", "%C3%28", "client_id=",
        "client_secret=", "client_assertion=", "a.b.c", "e30.e30.", "scope=", "/.default", "\u0000", "{", "}", "[", "client_assertion_type=",
        "urn%3Aietf%3Aparams%3Aoauth%3Aclient-assertion-type%3Ajwt-bearer", "+", "11111111-2222-3333-4444-555555555555");

    private final Queue<Throwable> uncaught = new ConcurrentLinkedQueue<>();
    private Thread.UncaughtExceptionHandler before;

    @BeforeEach
    void watchThreads() {
        before = Thread.getDefaultUncaughtExceptionHandler();
        Thread.setDefaultUncaughtExceptionHandler((thread, problem) -> uncaught.add(problem));
    }

    @AfterEach
    void watchNoLonger() {
        Thread.setDefaultUncaughtExceptionHandler(before);
    }

    @Test
    void survivesAnySequenceOfCommands() throws Exception {
        Random random = seeded();
        try (Office office = new Office()) {
            for (int i = 0; i < ROUNDS; i++) {
                SmtpEndpoint endpoint = random.nextBoolean() ? office.simulator.submission() : office.simulator.mx();
                try (Socket socket = new Socket(endpoint.host(), endpoint.port())) {
                    RawClient.exchange(socket, commands(random));
                }
            }
            try (SmtpDialogue client = office.loggedIn(office.printer)) {
                fuzzLoggedIn(client, random);
            }
            assertThat(office.login()).startsWith("235 ");
        }
        assertThat(uncaught).isEmpty();
    }

    @Test
    void survivesAnyForm() throws Exception {
        Random random = seeded();
        MutableClock clock = MutableClock.at(Instant.EPOCH);
        try (Office365Simulator simulator = Office365Simulator.startWithPlainHttp(Office.CA, clock)) {
            simulator.tenant("contoso").app("11111111-2222-3333-4444-555555555555").secret(Office.SECRET, clock.instant().plus(Duration.ofDays(1)));
            for (int i = 0; i < ROUNDS; i++) {
                byte[] form = form(random).getBytes(StandardCharsets.ISO_8859_1);
                String head = (random.nextInt(8) == 0 ? "GET" : "POST") + " /"
                    + (random.nextInt(4) == 0 ? "x%2fy" : "contoso") + "/oauth2/v2.0/token HTTP/1.1\r\n"
                    + "Host: localhost\r\nConnection: close\r\nContent-Length: " + (form.length + (random.nextInt(16) == 0 ? 5 : 0)) + "\r\n\r\n";
                try (Socket socket = new Socket("127.0.0.1", simulator.tokens().uri("contoso").getPort())) {
                    RawClient.exchange(socket, concatenated(head.getBytes(StandardCharsets.ISO_8859_1), form));
                }
            }
            assertThat(Office.post(simulator, "contoso", "grant_type", "client_credentials", "client_id", "11111111-2222-3333-4444-555555555555",
                "client_secret", Office.SECRET, "scope", "https://outlook.office.com/.default").statusCode()).isEqualTo(200);
        }
        assertThat(uncaught).isEmpty();
    }

    @Test
    void closesWhileRequestsAreHalfSent() throws Exception {
        List<Socket> sockets = new ArrayList<>();
        try (Office365Simulator simulator = Office365Simulator.start(Office.CA, MutableClock.at(Instant.EPOCH))) {
            for (int port : List.of(simulator.submission().port(), simulator.mx().port(), simulator.tokens().uri("x").getPort())) {
                Socket socket = new Socket("127.0.0.1", port);
                socket.getOutputStream().write("POST /x".getBytes(StandardCharsets.US_ASCII));
                sockets.add(socket);
            }
            Socket halfHello = new Socket("127.0.0.1", simulator.tokens().uri("x").getPort());
            halfHello.getOutputStream().write(new byte[] {22, 3, 1, 1, 0, 1});
            sockets.add(halfHello);
        }
        for (Socket socket : sockets) {
            socket.close();
        }
        assertThat(uncaught).isEmpty();
    }

    private static void fuzzLoggedIn(SmtpDialogue client, Random random) throws IOException {
        for (int i = 0; i < ROUNDS; i++) {
            String word = WORDS.get(random.nextInt(WORDS.size()));
            if (word.equals("DATA") || word.startsWith("BDAT") || word.equals("QUIT")) {
                continue;
            }
            String reply = client.say(word);
            if (reply.startsWith("334")) {
                client.say("*");
            }
        }
    }

    private static Random seeded() {
        long seed = Long.getLong("seed", 1);
        System.out.println("seed of the stand-in's fuzz test: " + seed);
        return new Random(seed);
    }

    private static byte[] commands(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(20); i >= 0; i--) {
            String word = WORDS.get(random.nextInt(WORDS.size()));
            text.append(random.nextInt(16) == 0 ? word.repeat(random.nextInt(50)) : word);
            text.append(random.nextInt(16) == 0 ? "\n" : random.nextInt(64) == 0 ? "x".repeat(9_000) : "\r\n");
        }
        return text.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String form(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(20); i >= 0; i--) {
            text.append(PIECES.get(random.nextInt(PIECES.size())));
        }
        return text.toString();
    }

    private static byte[] concatenated(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
