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
package io.jamesconnectors.smtp.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.jamesconnectors.connectors.TlsSettings;
import io.jamesconnectors.testing.SinkSmtpServer;
import io.jamesconnectors.testing.TestCa;

/** A message of any size takes a few blocks of memory: 50 MB leave a process that has 32 MB for everything. */
class LargeMessageTest {
    private static final int LINE = 1_000;
    private static final int LINES = 50_000;
    private static final String HEAP = "-Xmx32m";
    private static final TestCa CA = TestCa.create();

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void leavesASmallHeap(boolean tls, @TempDir Path directory) throws Exception {
        try (SinkSmtpServer sink = (tls ? SinkSmtpServer.that().startTls(CA.server("mx.partner.test").sslContext()) : SinkSmtpServer.that()).start()) {
            Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), HEAP, "-cp", System.getProperty("java.class.path"),
                    Sender.class.getName(), String.valueOf(sink.port()), tls ? CA.writeRoot(directory.resolve("root.pem")).toString() : "")
                .redirectErrorStream(true).redirectOutput(directory.resolve("output.txt").toFile()).start();
            try {
                assertThat(process.waitFor(180, TimeUnit.SECONDS)).isTrue();
                assertThat(directory.resolve("output.txt")).content(StandardCharsets.UTF_8).endsWith("Delivered\n");
            } finally {
                process.destroyForcibly();
            }
            assertThat(sink.messages()).isEqualTo(1);
            assertThat(sink.bytes()).isGreaterThanOrEqualTo((long) LINE * LINES);
        }
    }

    /** The process that sends it. */
    static final class Sender {
        private Sender() {
        }

        public static void main(String[] arguments) throws Exception {
            try (Workbench bench = new Workbench().to("127.0.0.1", Integer.parseInt(arguments[0]))) {
                if (!arguments[1].isEmpty()) {
                    bench.floor(TlsSettings.DOMAIN_VALIDATION).names("mx.partner.test").trusting(Path.of(arguments[1]));
                }
                RecipientOutcome outcome = Workbench.outcomeOf(bench.send(Envelope.of(Workbench.SENDER, List.of(Workbench.RECIPIENT)), new Lines()));
                System.out.println(outcome.getClass().getSimpleName());
            }
        }
    }

    /** Lines of letters without end, or nearly. */
    private static final class Lines implements Body {
        private static final byte[] TEXT = ("Subject: large\r\n\r\n" + ("x".repeat(LINE - 2) + "\r\n")).getBytes(StandardCharsets.US_ASCII);
        private static final int HEADER = TEXT.length - LINE;

        @Override
        public long size() {
            return HEADER + (long) LINE * LINES;
        }

        @Override
        public InputStream open() {
            return new InputStream() {
                private long at;

                @Override
                public int read() {
                    if (at == size()) {
                        return -1;
                    }
                    int index = at < TEXT.length ? (int) at : HEADER + (int) ((at - HEADER) % LINE);
                    at++;
                    return TEXT[index];
                }
            };
        }
    }
}
