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
package io.jamesconnectors.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A gateway in a process of its own, so that its memory and processor time are its own too. */
final class GatewayUnderLoad implements AutoCloseable {
    private static final String MAIN = "io.jamesconnectors.gateway.GatewayMain";
    /**
     * RemoteDelivery has 256 mails in hand at once and, by default, ten threads for each processor. One of them gets stuck fetching the next mail, and the mails
     * that were handed to it wait until more mail comes: with fewer threads than mails the last few of a batch never arrive.
     */
    private static final int REMOTE_DELIVERY_THREADS = 300;
    private static final Pattern COLLECTION = Pattern.compile(" (\\d+)M->\\d+M\\(\\d+M\\)");

    private final Process process;
    private final Path garbageLog;
    private final InetSocketAddress smtp;

    private GatewayUnderLoad(Process process, Path garbageLog, InetSocketAddress smtp) {
        this.process = process;
        this.garbageLog = garbageLog;
        this.smtp = smtp;
    }

    /** Starts it on {@code home/conf} and {@code home/var}, with 1 GB of heap. */
    static GatewayUnderLoad start(Path home, Path trustStore, String trustStorePassword) throws IOException {
        Path garbageLog = home.resolve("gc.log");
        Process process = new ProcessBuilder(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xms512m", "-Xmx1g", "-Xlog:gc:file=" + garbageLog + "::filecount=0",
                "-Dreactor.schedulers.defaultBoundedElasticSize=" + REMOTE_DELIVERY_THREADS, "-Djavax.net.ssl.trustStore=" + trustStore, "-Djavax.net.ssl.trustStorePassword=" + trustStorePassword,
                "-cp", System.getProperty("java.class.path"), MAIN, "run", "--conf", home.resolve("conf").toString(), "--var", home.resolve("var").toString(),
                "--smtp", "127.0.0.1:0", "--web", "127.0.0.1:0"))
            .redirectErrorStream(true).start();
        BufferedReader output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        StringBuilder said = new StringBuilder();
        InetSocketAddress smtp = null;
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            said.append(line).append('\n');
            if (line.startsWith("SMTP with STARTTLS listens on ")) {
                int colon = line.lastIndexOf(':');
                smtp = new InetSocketAddress("127.0.0.1", Integer.parseInt(line.substring(colon + 1)));
            }
            if (line.startsWith("started in ") && smtp != null) {
                Thread drain = new Thread(() -> drain(output), "output of the gateway");
                drain.setDaemon(true);
                drain.start();
                return new GatewayUnderLoad(process, garbageLog, smtp);
            }
        }
        process.destroyForcibly();
        throw new IOException("the gateway did not start:\n" + said);
    }

    /** What it says from now on is not needed, but a full pipe would stop it. */
    private static void drain(BufferedReader output) {
        try {
            output.transferTo(Writer.nullWriter());
        } catch (IOException e) {
            // It has ended.
        }
    }

    InetSocketAddress smtp() {
        return smtp;
    }

    /** Processor time of the process so far, in seconds; 0 where the system does not tell. */
    double processorSeconds() {
        return process.info().totalCpuDuration().map(time -> time.toMillis() / 1000.0).orElse(0.0);
    }

    /** The fullest heap that a collection has found, in MB. */
    long peakHeapMegabytes() throws IOException {
        long peak = 0;
        for (String line : Files.readAllLines(garbageLog)) {
            Matcher collection = COLLECTION.matcher(line);
            if (collection.find()) {
                peak = Math.max(peak, Long.parseLong(collection.group(1)));
            }
        }
        return peak;
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }
}
