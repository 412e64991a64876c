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

import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.JsonNode;

import io.jamesconnectors.connectors.ConnectorName;
import io.jamesconnectors.connectors.Connectors;
import io.jamesconnectors.connectors.Direction;
import io.jamesconnectors.connectors.OutboundConnector;
import io.jamesconnectors.connectors.file.Reading;
import io.jamesconnectors.smtp.login.Logins;
import io.jamesconnectors.smtp.oauth.TokenCache;
import io.jamesconnectors.smtp.secret.Secrets;
import io.jamesconnectors.smtp.session.Timeouts;
import io.jamesconnectors.smtp.validate.ConnectorValidation;
import io.jamesconnectors.smtp.validate.Step;
import io.jamesconnectors.smtp.validate.ValidationRequest;
import io.jamesconnectors.smtp.wire.MailAddress;
import io.jamesconnectors.tls.dns.DnsjavaMailDns;
import io.jamesconnectors.tls.dns.SenderDns;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code validate CONNECTOR}: tries a connector out, step by step; an outbound one from here, an inbound one in the running server. */
@Command(name = "validate", mixinStandardHelpOptions = true,
    description = "Tries a connector out. An outbound one as its mail would go: finds its hosts, connects to each address, compares the certificate with the floor, logs in; and, where asked to, "
        + "names a sender and a recipient and sends a test message. That needs no running server, and nothing is sent below the floor of the connector. For an inbound one the running server "
        + "plays a peer at each of its listeners, and says which connector takes it in, and by what; no message is sent unless asked for.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
        " 0:all is well, perhaps with warnings",
        " 2:a step failed, or the file has errors",
        "64:the command line was not understood, or names no connector",
        "69:no server answers",
        "77:the server does not accept the token"},
    exitCodeOnInvalidInput = ExitCodes.USAGE,
    exitCodeOnExecutionException = ExitCodes.ERRORS)
public final class ValidateCommand implements Callable<Integer> {
    private final Function<String, @Nullable String> environment;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before the call
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "CONNECTOR", description = "its name; it may be switched off")
    private String name = "";

    @Mixin
    private ConfigOptions config = new ConfigOptions();

    @Option(names = "--from", paramLabel = "ADDRESS", description = "a sender to try with MAIL FROM; of several mailboxes only the one that sends for it logs in")
    private @Nullable String from;

    @Option(names = "--send-to", paramLabel = "ADDRESS", description = "a recipient to try with RCPT TO, and to send a test message to")
    private @Nullable String sendTo;

    @Option(names = "--helo", paramLabel = "NAME", description = "what we call ourselves in EHLO (default: the name of this host)")
    private @Nullable String helo;

    @Option(names = "--timeout", paramLabel = "SECONDS", defaultValue = "30", description = "how long a server, or all name servers together, may keep silent, 1 to 600 (default: ${DEFAULT-VALUE})")
    private int timeout = 30;

    @Option(names = "--format", paramLabel = "text|json", defaultValue = "text", description = "how to print the steps: text while they happen, or json at the end (default: ${DEFAULT-VALUE})")
    private CheckCommand.Format format = CheckCommand.Format.text;

    @Option(names = "--direction", paramLabel = "inbound|outbound", description = "which one is meant where an inbound and an outbound connector have that name (default: the outbound one)")
    private @Nullable String directionWord;

    @Option(names = "--live", description = "has the running server try an outbound connector out too, from its machine, with its configuration, name and secrets; what comes of it is kept there")
    private boolean live;

    @Option(names = "--address", paramLabel = "ADDRESS", description = "inbound: where the peer is that is played (default: at an address of the connector)")
    private @Nullable String address;

    @Option(names = "--certificate", paramLabel = "FILE", description = "inbound: the certificate that the peer shows, with its intermediates, in PEM")
    private @Nullable Path certificate;

    @Option(names = "--key", paramLabel = "FILE", description = "inbound: the key of that certificate, in PEM; it is kept nowhere")
    private @Nullable Path key;

    @Mixin
    private ServerOptions server = new ServerOptions();

    /** With the environment of this process. */
    public ValidateCommand() {
        this(System::getenv);
    }

    /** With another environment. */
    public ValidateCommand(Function<String, @Nullable String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        Optional<MailAddress> sender = address("--from", from);
        Optional<MailAddress> recipient = address("--send-to", sendTo);
        if (timeout < 1 || timeout > 600) {
            throw wrong("--timeout: " + timeout + " (expected: 1 to 600)");
        }
        if ((certificate == null) != (key == null)) {
            throw wrong("--certificate and --key: one without the other (expected: both or neither)");
        }
        Optional<Direction> direction = direction();
        boolean peer = address != null || certificate != null;
        if (live) {
            return inServer(name, direction, sender, recipient, out);
        }
        Optional<Connectors> read = config.readOrTell(environment, out, "validated").map(Reading.Accepted::connectors);
        if (read.isEmpty()) {
            return ExitCodes.ERRORS;
        }
        Connectors connectors = read.get();
        ConnectorChoice chosen = chosen(connectors, direction);
        if (chosen.inbound().isPresent()) {
            return inServer(chosen.inbound().get().name().asString(), Optional.of(Direction.INBOUND), sender, recipient, out);
        }
        OutboundConnector connector = chosen.outbound().orElseThrow();
        if (peer) {
            throw wrong("--address, --certificate, --key: of a peer of an inbound connector ('" + connector.name() + "' is an outbound one)");
        }
        List<Step> steps = run(connectors, connector, new ValidationRequest(sender, recipient, heloName(connectors)), out);
        return status(steps);
    }

    /** The steps happen in the server, and are told here. */
    private int inServer(String connector, Optional<Direction> wantedDirection, Optional<MailAddress> sender, Optional<MailAddress> recipient, PrintWriter out)
            throws InterruptedException {
        try (LiveLine line = LiveLine.of(out, environment)) {
            LiveValidation.Wanted wanted = LiveValidation.Wanted.nothing();
            sender.ifPresent(found -> wanted.body().put("from", found.asString()));
            recipient.ifPresent(found -> wanted.body().put("sendTo", found.asString()));
            if (address != null) {
                wanted.body().put("address", address);
            }
            LiveValidation validation = new LiveValidation(server.client(environment, key != null));
            String id = validation.start(connector, wantedDirection, certificate != null && key != null ? wanted.with(certificate, key) : wanted);
            JsonNode started = validation.look(id, Integer.MAX_VALUE / 4);
            Direction known = started.path("direction").asText().equals(Direction.INBOUND.word()) ? Direction.INBOUND : Direction.OUTBOUND;
            StepReport report = StepReport.to(out, format, known, ConnectorName.parse(started.path("connector").asText()), line, Table.terminalWidth());
            List<Step> steps = validation.follow(id, report);
            report.finish("server", server.url(), steps);
            return status(steps);
        } catch (AdminFailure e) {
            spec.commandLine().getErr().println("james-connectors: " + e.getMessage());
            return e.exitCode();
        } catch (IOException e) {
            throw wrong("--certificate, --key: " + e.getMessage());
        } finally {
            out.flush();
        }
    }

    private static int status(List<Step> steps) {
        return steps.stream().anyMatch(step -> step.outcome() == Step.Outcome.FAILED) ? ExitCodes.ERRORS : ExitCodes.CLEAN;
    }

    private List<Step> run(Connectors connectors, OutboundConnector connector, ValidationRequest request, PrintWriter out) throws InterruptedException {
        InstantSource clock = InstantSource.system();
        Secrets secrets = new Secrets(environment);
        Random random = new Random();
        Duration patience = Duration.ofSeconds(timeout);
        try (LiveLine line = LiveLine.of(out, environment);
                SenderDns dns = DnsjavaMailDns.of(connectors.dnsServers(), patience);
                ConnectorValidation validation = new ConnectorValidation(dns, Timeouts.of(patience), clock,
                    new Logins(clock, secrets, TokenCache.open(clock, secrets, random)), environment, random)) {
            StepReport report = StepReport.to(out, format, Direction.OUTBOUND, connector.name(), line, Table.terminalWidth());
            List<Step> steps = validation.run(connectors, connector, request, report);
            report.finish("file", config.file().toString(), steps);
            return steps;
        }
    }

    private Optional<Direction> direction() {
        try {
            return Optional.ofNullable(directionWord).map(ConnectorChoice::direction);
        } catch (IllegalArgumentException e) {
            throw wrong(String.valueOf(e.getMessage()));
        }
    }

    private ConnectorChoice chosen(Connectors connectors, Optional<Direction> direction) {
        try {
            return ConnectorChoice.of(connectors, name, direction, config.file());
        } catch (IllegalArgumentException e) {
            throw wrong(String.valueOf(e.getMessage()));
        }
    }

    private Optional<MailAddress> address(String option, @Nullable String text) {
        if (text == null) {
            return Optional.empty();
        }
        try {
            boolean complete = text.isEmpty() && option.equals("--from") || text.indexOf('@') > 0;
            return Optional.of(new MailAddress(text).inAscii().filter(address -> complete).orElseThrow(() -> new IllegalArgumentException("address: " + text)));
        } catch (IllegalArgumentException e) {
            throw wrong(option + ": no address that can be tried (expected: such as scanner@contoso.com, in ASCII)");
        }
    }

    /** The name of this host; where that is no domain name, the first domain that is ours, as a server has it that sends as its postmaster. */
    private String heloName(Connectors connectors) {
        String known = helo;
        if (known == null) {
            try {
                known = InetAddress.getLocalHost().getHostName();
            } catch (UnknownHostException e) {
                known = "localhost";
            }
            if (known.indexOf('.') <= 0 && !connectors.acceptedDomains().isEmpty()) {
                known = connectors.acceptedDomains().get(0).name().asString();
            }
        }
        try {
            return new ValidationRequest(Optional.empty(), Optional.empty(), known).ehloName();
        } catch (IllegalArgumentException e) {
            throw wrong("--helo: " + known + " (expected: a host name of ASCII characters)");
        }
    }

    private CommandLine.ParameterException wrong(String message) {
        return new CommandLine.ParameterException(spec.commandLine(), message);
    }
}
