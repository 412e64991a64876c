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
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import io.jamesconnectors.connectors.ConnectorName;
import io.jamesconnectors.connectors.Connectors;
import io.jamesconnectors.connectors.OutboundConnector;
import io.jamesconnectors.connectors.file.ConnectorsFile;
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
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code validate CONNECTOR}: tries an outbound connector out, step by step, without a running server. */
@Command(name = "validate", mixinStandardHelpOptions = true,
    description = "Tries an outbound connector out, as its mail would go: finds its hosts, connects to each address, compares the certificate with the floor, logs in; and, where asked to, "
        + "names a sender and a recipient and sends a test message. Needs no running server. Nothing is sent below the floor of the connector.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
        " 0:all is well, perhaps with warnings",
        " 2:a step failed, or the file has errors",
        "64:the command line was not understood, or names no outbound connector"},
    exitCodeOnInvalidInput = ExitCodes.USAGE,
    exitCodeOnExecutionException = ExitCodes.ERRORS)
public final class ValidateCommand implements Callable<Integer> {
    private static final int MOST_NAMES = 10;

    private final Function<String, @Nullable String> environment;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before the call
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "CONNECTOR", description = "the name of an outbound connector, switched on or off")
    private String name = "";

    @Option(names = "--config", paramLabel = "FILE", defaultValue = "${env:JAMES_CONNECTORS_CONF:-${sys:gateway.home:-.}/conf}/connectors.xml",
        description = "the connectors.xml (default: ${DEFAULT-VALUE})")
    private Path file = Path.of("connectors.xml");

    @Option(names = "--base", paramLabel = "DIRECTORY",
        description = "where relative paths in the file start (default: the folder above the file's own, as for a server with this file in its conf/)")
    private @Nullable Path base;

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
        Reading reading = ConnectorsFile.read(file, base == null ? CheckCommand.aboveTheFolderOf(file) : base, environment);
        if (reading instanceof Reading.Refused refused) {
            refused.diagnostics().forEach(diagnostic -> out.println(diagnostic.asText()));
            out.println(file + ": nothing is validated before these are mended");
            out.flush();
            return ExitCodes.ERRORS;
        }
        Connectors connectors = ((Reading.Accepted) reading).connectors();
        OutboundConnector connector = connector(connectors);
        List<Step> steps = run(connectors, connector, new ValidationRequest(sender, recipient, heloName(connectors)), out);
        return steps.stream().anyMatch(step -> step.outcome() == Step.Outcome.FAILED) ? ExitCodes.ERRORS : ExitCodes.CLEAN;
    }

    private List<Step> run(Connectors connectors, OutboundConnector connector, ValidationRequest request, PrintWriter out) throws InterruptedException {
        InstantSource clock = InstantSource.system();
        Secrets secrets = new Secrets(environment);
        Random random = new Random();
        Duration patience = Duration.ofSeconds(timeout);
        StepReport report = StepReport.to(out, format, connector.name());
        try (SenderDns dns = DnsjavaMailDns.of(connectors.dnsServers(), patience);
                ConnectorValidation validation = new ConnectorValidation(dns, Timeouts.of(patience), clock,
                    new Logins(clock, secrets, TokenCache.open(clock, secrets, random)), environment, random)) {
            List<Step> steps = validation.run(connectors, connector, request, report);
            report.finish(file, steps);
            return steps;
        }
    }

    private OutboundConnector connector(Connectors connectors) {
        Optional<ConnectorName> wanted = named(name);
        Optional<OutboundConnector> found = wanted.flatMap(connectors::outbound);
        if (found.isPresent()) {
            return found.get();
        }
        if (wanted.filter(known -> connectors.inbound().stream().anyMatch(connector -> connector.name().equals(known))).isPresent()) {
            throw wrong("'" + wanted.get() + "' is an inbound connector: only outbound connectors are validated, since inbound ones are waited at and not gone to");
        }
        List<String> names = connectors.outbound().stream().map(connector -> "'" + connector.name() + "'").toList();
        throw wrong(file + " has no outbound connector of that name (expected: " + (names.isEmpty() ? "one with outbound connectors" : names.stream().limit(MOST_NAMES)
            .collect(Collectors.joining(", "))) + (names.size() > MOST_NAMES ? " or one of " + (names.size() - MOST_NAMES) + " more" : "") + ")");
    }

    private static Optional<ConnectorName> named(String text) {
        try {
            return Optional.of(ConnectorName.parse(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
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
