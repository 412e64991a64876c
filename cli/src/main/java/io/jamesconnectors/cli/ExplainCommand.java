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
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.jamesconnectors.connectors.ClientCertificate;
import io.jamesconnectors.connectors.Hybrid;
import io.jamesconnectors.connectors.SenderCertificate;
import io.jamesconnectors.connectors.explain.BadRequest;
import io.jamesconnectors.connectors.explain.CertificateJudge;
import io.jamesconnectors.connectors.explain.ExplainRequest;
import io.jamesconnectors.connectors.explain.Explainer;
import io.jamesconnectors.connectors.explain.Explanation;
import io.jamesconnectors.connectors.explain.ExplanationJson;
import io.jamesconnectors.connectors.explain.ExplanationText;
import io.jamesconnectors.connectors.explain.RequestJson;
import io.jamesconnectors.connectors.explain.WithoutServer;
import io.jamesconnectors.connectors.file.ActiveConnectors;
import io.jamesconnectors.connectors.header.HeaderBlock;
import io.jamesconnectors.connectors.hybrid.RoutingTable;
import io.jamesconnectors.connectors.pem.PemFile;
import io.jamesconnectors.tls.inbound.ClientCertificates;
import io.jamesconnectors.tls.inbound.PemJudge;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code explain}: says what would become of a message, and why, by a {@code connectors.xml} or by a running server. */
@Command(name = "explain", mixinStandardHelpOptions = true,
    description = "Says what would become of a message and why: whether it is let in, by which connector each recipient's mail leaves, over which security, and why every other "
        + "connector was passed over. By the file, without a server; with --live, by the running server, which knows its users and what of the limits is used.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
        " 0:the message was explained, whatever becomes of it",
        " 2:the file has errors, or the server did not explain it",
        "64:the command line was not understood, or something is missing",
        "69:with --live, no server answers",
        "77:with --live, the server does not accept the token"},
    exitCodeOnInvalidInput = ExitCodes.USAGE,
    exitCodeOnExecutionException = ExitCodes.ERRORS)
public final class ExplainCommand implements Callable<Integer> {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String PATH = "/connectors/explain";
    private final Function<String, @Nullable String> environment;
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before the call
    private CommandSpec spec;
    @Mixin
    private ConfigOptions config = new ConfigOptions();
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
    @Option(names = "--trace", paramLabel = "ID", description = "with --live: a message that the server has traced, of which the rest is taken")
    private @Nullable String trace;
    @Option(names = "--live", description = "ask the running server")
    private boolean live;
    @Option(names = "--format", paramLabel = "text|json", defaultValue = "text", description = "how to print the explanation (default: ${DEFAULT-VALUE})")
    private CheckCommand.Format format = CheckCommand.Format.text;
    @Mixin
    private ServerOptions server = new ServerOptions();

    /** With the environment of this process. */
    public ExplainCommand() {
        this(System::getenv);
    }

    /** With another environment. */
    public ExplainCommand(Function<String, @Nullable String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (trace != null && !live) {
            throw wrong("--trace: only a running server has traces (expected: --live too)");
        }
        ExplainRequest request = new ExplainRequest(Optional.ofNullable(listener), Optional.ofNullable(client), Optional.ofNullable(tls),
            Optional.ofNullable(certificate).map(pem -> read("--certificate", pem, PemFile.MAX_BYTES)), certificateNames, Optional.ofNullable(login),
            Optional.ofNullable(xoorg), serverRelays, Optional.ofNullable(from), to, Optional.ofNullable(message).map(this::header), Optional.ofNullable(trace));
        return live ? live(request) : byFile(request);
    }

    private int byFile(ExplainRequest request) {
        PrintWriter out = spec.commandLine().getOut();
        Optional<ActiveConnectors> read = config.readOrTell(environment, out, "explained").map(ActiveConnectors::of);
        if (read.isEmpty()) {
            return ExitCodes.ERRORS;
        }
        ActiveConnectors active = read.get();
        Instant now = Instant.now();
        try (ClientCertificates certificates = ClientCertificates.start()) {
            if (request.certificate().isPresent()) {
                certificates.prepare(active.connectors().inbound().stream().flatMap(connector -> connector.certificate().stream()).map(SenderCertificate::trust)
                    .collect(Collectors.toSet()));
            }
            Explanation explanation = new Explainer(active, new WithoutServer(active, active.connectors().hybrid().routingTable().flatMap(ExplainCommand::table),
                CertificateJudge.by(new PemJudge(certificates, active.inbound()::trustSources, InstantSource.system())::judge), ExplainCommand::subject, now), now).explain(request);
            out.print(format == CheckCommand.Format.json ? ExplanationJson.of(explanation, true) + System.lineSeparator() : ExplanationText.of(explanation));
            out.flush();
            return ExitCodes.CLEAN;
        } catch (BadRequest e) {
            throw wrong(String.valueOf(e.getMessage()));
        }
    }

    private int live(ExplainRequest request) throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        try {
            AdminClient.Answer answer = server.client(environment).ask("POST", PATH + "?format=" + (format == CheckCommand.Format.json ? "prettyJson" : "text"),
                Optional.of(MAPPER.readTree(RequestJson.write(request))));
            if (answer.isGood()) {
                out.println(answer.body().stripTrailing());
                out.flush();
                return ExitCodes.CLEAN;
            }
            throw new AdminFailure(answer.status() == 400 ? ExitCodes.USAGE : ExitCodes.ERRORS, "the server answered " + answer.status() + ": "
                + AdminClient.shown(answer.json().path("message").asText("no reason")));
        } catch (AdminFailure e) {
            spec.commandLine().getErr().println("explain: " + e.getMessage());
            return e.exitCode();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("JSON that was just written", e);
        }
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
            throw wrong(option + ": " + path + " can't be read (" + e.getClass().getSimpleName() + ")");
        }
    }

    private static Optional<RoutingTable> table(Hybrid.RoutingTableFile wanted) {
        try {
            return Optional.of(RoutingTable.parse(Files.readString(wanted.path())));
        } catch (IOException | RoutingTable.UnusableLine e) {
            return Optional.empty();
        }
    }

    /** Of a PEM file; a key store would need its password. */
    private static Optional<String> subject(ClientCertificate shown) {
        try {
            return shown.key().isEmpty() ? Optional.empty() : Optional.of(PemFile.read(shown.chain()).certificate(0).getSubjectX500Principal().getName());
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }

    private CommandLine.ParameterException wrong(String text) {
        return new CommandLine.ParameterException(spec.commandLine(), text);
    }
}
