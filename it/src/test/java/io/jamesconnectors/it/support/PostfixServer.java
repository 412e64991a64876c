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

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Postfix of our own that takes mail. It delivers nothing further: each message that it has answered for lies in its queue {@code hold} as one file,
 * synced before the answer, whatever happens to its processes. So what was accepted, and how often, can be counted exactly, which no mailbox
 * behind a queue could tell after a crash.
 */
public final class PostfixServer implements AutoCloseable {
    /** Puts every message on hold; belongs at the end of {@code smtpd_end_of_data_restrictions} where a listener has others there. */
    public static final String HOLD = "check_client_access static:HOLD";

    private static final Pattern MESSAGE_ID = Pattern.compile("Message-ID: (<[^>]+>)", Pattern.CASE_INSENSITIVE);

    private final Path home;
    private final PostfixProcess process;

    /**
     * A message that it has.
     *
     * @param queueId the name that Postfix gave it, and told the client in its answer
     * @param text envelope, header and body as Postfix keeps them, one character a byte
     */
    public record Held(String queueId, String text) {
        /** Brackets included; empty when there is none. */
        public String messageId() {
            Matcher matcher = MESSAGE_ID.matcher(text);
            return matcher.find() ? matcher.group(1) : "";
        }
    }

    private PostfixServer(Path home, PostfixProcess process) {
        this.home = home;
        this.process = process;
    }

    /**
     * Starts one, or starts it again where it was killed.
     *
     * @param home an empty directory, or that of one that ran before
     * @param listeners port of 127.0.0.1 to the options of the SMTP server there, such as {@code smtpd_tls_security_level=encrypt}
     */
    public static PostfixServer start(Path home, Map<Integer, List<String>> listeners) throws IOException, InterruptedException {
        String main = """
            myhostname = mx.partner.test
            mynetworks = 127.0.0.0/8
            smtpd_peername_lookup = no
            smtpd_relay_restrictions = permit_mynetworks, reject
            smtpd_end_of_data_restrictions = %s
            smtpd_tls_received_header = yes
            smtpd_tls_loglevel = 1
            notify_classes =
            """.formatted(HOLD);
        String services = listeners.entrySet().stream().map(listener -> "127.0.0.1:" + listener.getKey() + " inet n - n - - smtpd"
            + listener.getValue().stream().map(option -> " -o { " + option.replaceFirst("=", " = ") + " }").collect(joining())).collect(joining("\n", "", "\n"));
        return new PostfixServer(home, PostfixProcess.start(home, main, "anvil unix - - n - 1 anvil\n" + services));
    }

    /** The messages that it has, in no order. */
    public List<Held> messages() throws IOException {
        List<Held> messages = new ArrayList<>();
        try (var files = Files.newDirectoryStream(home.resolve("queue/hold"))) {
            for (Path file : files) {
                // Postfix makes a queue file executable when it is complete.
                if (Files.getPosixFilePermissions(file).contains(PosixFilePermission.OWNER_EXECUTE)) {
                    messages.add(new Held(file.getFileName().toString(), Files.readString(file, StandardCharsets.ISO_8859_1)));
                }
            }
        }
        return messages;
    }

    /** What it has logged so far, in all its lives. */
    public List<String> log() throws IOException {
        return process.log();
    }

    /** SIGKILL for all of its processes at once. */
    public void kill() throws IOException, InterruptedException {
        process.kill();
    }

    @Override
    public void close() throws InterruptedException, IOException {
        process.close();
    }
}
