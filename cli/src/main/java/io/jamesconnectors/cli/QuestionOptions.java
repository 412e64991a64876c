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

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.jamesconnectors.connectors.explain.ExplainRequest;
import io.jamesconnectors.connectors.header.HeaderBlock;
import io.jamesconnectors.connectors.pem.PemFile;

import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What {@code explain} is asked: a client, an envelope, a message. */
final class QuestionOptions {
    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli sets it before the call
    private CommandSpec spec;
    @Option(names = {"--client", "--from-address"}, paramLabel = "ADDRESS", description = "where the client is, such as 192.0.2.7")
    private @Nullable String client;
    @Option(names = "--listener", paramLabel = "NAME", description = "the listener that it connects to (default: smtp)")
    private @Nullable String listener;
    @Option(names = "--tls", paramLabel = "none|1.2|1.3", description = "the version of TLS (default: none, or 1.3 with a certificate)")
    private @Nullable String tls;
    @Option(names = "--certificate", paramLabel = "FILE", description = "what the client shows, in PEM: its own certificate, then its issuers; it is verified as a server does")
    private @Nullable Path certificate;
    @Option(names = "--certificate-name", paramLabel = "NAME", description = "instead of a file: a name of a certificate that is taken to be good; may be given several times")
    private List<String> certificateNames = new ArrayList<>();
    @Option(names = "--login", paramLabel = "USER", description = "the user who has logged in")
    private @Nullable String login;
    @Option(names = "--server-relays", description = "the server relays for this client by itself, without connectors (James's authorizedAddresses); a running server knows")
    private boolean serverRelays;
    @Option(names = "--xoorg", paramLabel = "DOMAIN", description = "what the parameter XOORG of MAIL says")
    private @Nullable String xoorg;
    @Option(names = "--from", paramLabel = "ADDRESS", description = "MAIL FROM; <> for mail without a sender")
    private @Nullable String from;
    @Option(names = "--to", paramLabel = "ADDRESS", description = "RCPT TO; may be given several times")
    private List<String> to = new ArrayList<>();
    @Option(names = "--message", paramLabel = "FILE",
        description = "a saved message: client, TLS, sender and recipients are taken from its header where no option says them, and the answer says so")
    private @Nullable Path message;
    @Option(names = "--online", description = "also ask the DNS for MX records and the addresses of hosts, in the order in which they would be tried; without it nobody is asked")
    private boolean online;
    @Option(names = "--trace", paramLabel = "ID", description = "with --live: a message that the server has traced, of which the rest is taken")
    private @Nullable String trace;

    /** As a request, with the files that it names. */
    ExplainRequest request() {
        return new ExplainRequest(Optional.ofNullable(listener), Optional.ofNullable(client), Optional.ofNullable(tls),
            Optional.ofNullable(certificate).map(pem -> read("--certificate", pem, PemFile.MAX_BYTES)), certificateNames, Optional.ofNullable(login),
            Optional.ofNullable(xoorg), serverRelays, Optional.ofNullable(from), to, Optional.ofNullable(message).map(this::header), Optional.ofNullable(trace), online);
    }

    /** The header of a saved message, without what follows it. */
    private String header(Path saved) {
        String start = read("--message", saved, HeaderBlock.MAX_OCTETS + 1);
        byte[] octets = start.getBytes(StandardCharsets.ISO_8859_1);
        try {
            int length = HeaderBlock.read(new ByteArrayInputStream(octets)).map(HeaderBlock::octets).orElse(octets.length);
            return new String(octets, 0, length, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("bytes in memory can't fail to be read", e);
        }
    }

    /** The first bytes of a file, a character each. */
    private String read(String option, Path path, int most) {
        try (InputStream in = Files.newInputStream(path)) {
            return new String(in.readNBytes(most), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new CommandLine.ParameterException(spec.commandLine(), option + ": " + path + " can't be read (" + e.getClass().getSimpleName() + ")");
        }
    }
}
