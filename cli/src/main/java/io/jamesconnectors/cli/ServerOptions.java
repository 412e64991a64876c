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
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Option;

/** Which running server is asked, and by whom: the options of every command that asks one. */
final class ServerOptions {
    /** The environment variable that holds the token. */
    static final String TOKEN = "JAMES_CONNECTORS_TOKEN";

    private static final Pattern FIT_FOR_A_HEADER = Pattern.compile("[!-~]{1,8192}");
    private static final int MOST_BYTES = 8192;

    @Option(names = "--url", paramLabel = "URL", defaultValue = "${env:JAMES_CONNECTORS_URL:-http://127.0.0.1:8000}",
        description = "the web administration of the running server (environment: JAMES_CONNECTORS_URL; default: http://127.0.0.1:8000); anything but a loopback address needs https")
    private URI url = URI.create("http://127.0.0.1:8000");

    @Option(names = "--token-file", paramLabel = "FILE",
        description = "holds the token of the web administration; without it, the environment variable " + TOKEN + " does")
    private @Nullable Path tokenFile;

    /**
     * The server that is meant.
     *
     * @throws AdminFailure when the token can't be read, or would go in clear
     */
    AdminClient client(Function<String, @Nullable String> environment) throws AdminFailure {
        return client(environment, false);
    }

    /**
     * The server that is meant.
     *
     * @param secret whether it will be told a secret beside the token
     * @throws AdminFailure when the token can't be read, or a secret would go in clear
     */
    AdminClient client(Function<String, @Nullable String> environment, boolean secret) throws AdminFailure {
        String scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
        if (url.getHost() == null || !scheme.equals("http") && !scheme.equals("https") || url.getRawUserInfo() != null || !isAlone(url)) {
            throw new AdminFailure(ExitCodes.USAGE, "--url: " + shown(url) + " (expected: such as http://127.0.0.1:8000, without a path, and without a user and a password)");
        }
        Optional<String> token = token(environment);
        if (secret && scheme.equals("http") && !isLoopback(url.getHost())) {
            throw new AdminFailure(ExitCodes.USAGE, "--url: the key would go in clear to " + url.getHost() + " (expected: https, or a loopback address)");
        }
        if (token.isPresent() && scheme.equals("http") && !isLoopback(url.getHost())) {
            throw new AdminFailure(ExitCodes.USAGE, "--url: the token would go in clear to " + url.getHost() + " (expected: https, or a loopback address)");
        }
        return new AdminClient(url, token);
    }

    /** Where the server is, as given; fit for a terminal. */
    String url() {
        return AdminClient.shown(url.toString());
    }

    private Optional<String> token(Function<String, @Nullable String> environment) throws AdminFailure {
        String found = tokenFile == null ? environment.apply(TOKEN) : content(tokenFile);
        if (found == null || found.isBlank()) {
            return Optional.empty();
        }
        if (!FIT_FOR_A_HEADER.matcher(found.strip()).matches()) {
            throw new AdminFailure(ExitCodes.USAGE, "the token is not one line of ASCII characters (expected: as the gateway showed it at its first start)");
        }
        return Optional.of(found.strip());
    }

    private static String content(Path file) throws AdminFailure {
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw new AdminFailure(ExitCodes.USAGE, "--token-file: " + file + " is larger than " + MOST_BYTES + " bytes");
            }
            return Files.readString(file);
        } catch (IOException e) {
            throw new AdminFailure(ExitCodes.USAGE, "--token-file: " + file + " can't be read (" + e.getClass().getSimpleName() + ")");
        }
    }

    /** Whether nothing stands behind the port: the paths of the web administration are all at the root, and the token is for nobody else. */
    private static boolean isAlone(URI url) {
        return (url.getRawPath().isEmpty() || url.getRawPath().equals("/")) && url.getRawQuery() == null && url.getRawFragment() == null;
    }

    /** Without a password. */
    private static String shown(URI url) {
        return AdminClient.shown(url.getRawUserInfo() == null ? url.toString() : url.toString().replace(url.getRawUserInfo() + '@', "…@"));
    }

    private static boolean isLoopback(String host) {
        String name = host.replaceAll("^\\[|]$", "");
        boolean isLiteral = name.indexOf(':') >= 0 || name.matches("[0-9.]+");
        try {
            // Only what can't be looked up elsewhere: a name is in the hands of whoever answers for it.
            return name.equalsIgnoreCase("localhost") || isLiteral && InetAddress.getByName(name).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
