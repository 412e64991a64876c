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
package io.jamesconnectors.gateway;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code james-connectors run}: a gateway in the foreground, until SIGTERM or SIGINT. */
@Command(name = "run", mixinStandardHelpOptions = true, description = "Runs the gateway in the foreground, until SIGTERM or Ctrl-C.",
        footerHeading = "%nExit status:%n",
        footer = {"  0   stopped as asked", "  64  wrong usage", "  69  an address to listen on is taken", "  70  an error inside, see var/log",
                "  73  the working data can't be written", "  74  the mail store failed while running",
                "  75  another gateway runs with the same working data", "  78  the configuration is wrong"})
final class RunCommand implements Callable<Integer> {
    private static final int STORE_FAILED = 74;

    @Spec
    private CommandSpec spec;

    @Option(names = "--conf", paramLabel = "DIR", defaultValue = "${env:JAMES_CONNECTORS_CONF:-${sys:gateway.home:-.}/conf}",
            description = "Holds connectors.xml, and in gateway/ the files of James (environment: JAMES_CONNECTORS_CONF; default: ${DEFAULT-VALUE}).")
    private Path conf;

    @Option(names = "--var", paramLabel = "DIR", defaultValue = "${env:JAMES_CONNECTORS_VAR:-${sys:gateway.home:-.}/var}",
            description = "Takes mail, keys and logs (environment: JAMES_CONNECTORS_VAR; default: ${DEFAULT-VALUE}).")
    private Path var;

    @Option(names = "--smtp", paramLabel = "HOST:PORT", defaultValue = "${env:JAMES_CONNECTORS_SMTP:-" + GatewayOptions.DEFAULT_SMTP + "}",
            description = "Where SMTP listens (environment: JAMES_CONNECTORS_SMTP; default: ${DEFAULT-VALUE}).")
    private ListenAddress smtp;

    @Option(names = "--web", paramLabel = "HOST:PORT", defaultValue = "${env:JAMES_CONNECTORS_WEB:-" + GatewayOptions.DEFAULT_WEB + "}",
            description = "Where the web administration listens (environment: JAMES_CONNECTORS_WEB; default: ${DEFAULT-VALUE}).")
    private ListenAddress web;

    @Option(names = "--legacy-smtp", paramLabel = "HOST:PORT", defaultValue = "${env:JAMES_CONNECTORS_LEGACY_SMTP}",
            description = "Where SMTP for devices with old TLS or none listens; connectors.xml must name their networks in <legacyListener name=\"legacy\"> "
                + "(environment: JAMES_CONNECTORS_LEGACY_SMTP; default: nowhere).")
    private @Nullable ListenAddress legacy;

    @Option(names = "--watch", defaultValue = "${env:JAMES_CONNECTORS_WATCH:-false}",
            description = "Takes a changed connectors.xml by itself, when it is good (environment: JAMES_CONNECTORS_WATCH; default: ${DEFAULT-VALUE}).")
    private boolean watch;

    @SuppressWarnings("NullAway.Init")
    RunCommand() {
    }

    @Override
    public Integer call() throws Exception {
        long start = System.nanoTime();
        PrintWriter out = spec.commandLine().getOut();
        GatewayOptions options = new GatewayOptions(conf, var, smtp, web, Optional.ofNullable(legacy), System.getenv(), watch);
        Gateway gateway;
        try {
            GatewayLog.open(options);
            gateway = Gateway.start(options);
        } catch (StartFailure e) {
            PrintWriter err = spec.commandLine().getErr();
            err.println("james-connectors: " + e.getMessage());
            e.details().forEach(err::println);
            return e.kind().exitStatus();
        }
        Thread stop = new Thread(() -> stop(gateway, out), "stop");
        Runtime.getRuntime().addShutdownHook(stop);
        out.println("SMTP with STARTTLS listens on " + gateway.smtp());
        gateway.legacy().ifPresent(address -> {
            out.println("SMTP for old devices listens on " + address);
            out.println("TLS 1.0 and 1.1 for old devices: " + (OldTls.isSpoken() ? "on" : "off in this Java (conf/legacy-tls.security)"));
        });
        out.println("web administration listens on http://" + gateway.web());
        gateway.newToken().ifPresent(token -> out.println("token of the web administration, shown only this once: " + token));
        out.println("configuration: " + options.connectorsFile());
        out.println("working data: " + options.var());
        out.printf("started in %.1f s%n", (System.nanoTime() - start) / 1e9);
        out.flush();
        if (gateway.awaitEnd()) {
            return 0;
        }
        gateway.close();
        return STORE_FAILED;
    }

    private static void stop(Gateway gateway, PrintWriter out) {
        out.println("stopping");
        out.flush();
        gateway.close();
        out.println("stopped");
        out.flush();
        // Being told to stop is no failure; without this Java would leave with 143.
        Runtime.getRuntime().halt(0);
    }
}
