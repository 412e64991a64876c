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
package io.jamesconnectors.connectors.file;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.jamesconnectors.connectors.Cloud;
import io.jamesconnectors.connectors.Login;
import io.jamesconnectors.connectors.SecretSource;
import io.jamesconnectors.connectors.diagnostics.Check;

/** Reads with what a mailbox proves itself: a password, or {@code oauth}. */
final class LoginReader {
    private static final Map<String, Cloud> CLOUDS = Arrays.stream(Cloud.values()).collect(Collectors.toMap(Cloud::word, Function.identity()));

    private final Findings findings;
    private final Options options;
    private final SecretReader secrets;
    private final ClientCertificateReader certificates;

    LoginReader(Findings findings, SecretReader secrets, ClientCertificateReader certificates) {
        this.findings = findings;
        this.options = new Options(findings);
        this.secrets = secrets;
        this.certificates = certificates;
    }

    /** Empty where there is none or several, or it can't be used, which has been reported. */
    Optional<Login> read(Node mailbox) {
        Optional<Node> oauth = mailbox.child("oauth");
        boolean password = SecretReader.names(mailbox, "password");
        if (password == oauth.isPresent()) {
            if (password || !mailbox.misspelt().contains("oauth")) {
                findings.add(Check.BAD_LOGIN, mailbox.position(), "<mailbox> has " + (password ? "a password and" : "neither a password nor")
                    + " <oauth> (expected: passwordVariable, passwordFile or <oauth>)");
            }
            return Optional.empty();
        }
        return password ? secrets.read(mailbox, "password").map(Login.Password::new) : oauth(oauth.orElseThrow()).map(known -> known);
    }

    private Optional<Login.OAuth> oauth(Node node) {
        Cloud cloud = options.word(node.attribute("cloud"), CLOUDS).orElse(Cloud.WORLDWIDE);
        Optional<String> tenant = options.parsed(node.attribute("tenant"), Check.BAD_LOGIN, text -> shaped(text, "[A-Za-z0-9.-]{1,253}", "tenant",
            "the directory (tenant) id, or a domain such as contoso.onmicrosoft.com"));
        Optional<String> clientId = options.parsed(node.attribute("clientId"), Check.BAD_LOGIN, text -> shaped(text, "[A-Za-z0-9-]{1,100}", "clientId",
            "the application (client) id of the app registration"));
        Optional<URI> endpoint = options.parsed(node.attribute("tokenEndpoint"), Check.BAD_LOGIN, LoginReader::endpoint);
        Optional<Login.Grant> grant = grant(node);
        boolean sound = grant.isPresent() && endpoint.isPresent() != node.lacks("tokenEndpoint");
        return sound && tenant.isPresent() && clientId.isPresent()
            ? Optional.of(new Login.OAuth(cloud, tenant.get(), clientId.get(), grant.get(), endpoint)) : Optional.empty();
    }

    private Optional<Login.Grant> grant(Node node) {
        boolean secret = SecretReader.names(node, "clientSecret");
        List<String> named = new ArrayList<>();
        if (secret && node.lacks("refreshTokenFile")) {
            named.add("a clientSecret");
        }
        if (!node.lacks("refreshTokenFile")) {
            named.add("a refreshTokenFile");
        }
        if (!node.lacks("clientCertificate")) {
            named.add("a <clientCertificate>");
        }
        if (named.size() != 1) {
            findings.add(Check.BAD_LOGIN, node.position(), "<oauth> has " + (named.isEmpty() ? "nothing to ask for a token with" : String.join(" and ", named))
                + " (expected: clientSecretVariable or clientSecretFile, <clientCertificate>, or refreshTokenFile)");
            return Optional.empty();
        }
        if (!node.lacks("clientCertificate")) {
            return certificates.read(node).map(Login.Grant.ClientAssertion::new);
        }
        Optional<SecretSource> clientSecret = secrets.read(node, "clientSecret");
        if (clientSecret.isPresent() != secret) {
            return Optional.empty();
        }
        return node.lacks("refreshTokenFile") ? clientSecret.map(Login.Grant.ClientSecret::new)
            : node.attribute("refreshTokenFile").flatMap(secrets::file).map(file -> new Login.Grant.RefreshToken(file, clientSecret));
    }

    private static String shaped(String text, String shape, String option, String expected) {
        if (!text.matches(shape)) {
            throw new IllegalArgumentException(option + " is not of its form (expected: " + expected + ")");
        }
        return text;
    }

    /** Whoever can read a request on its way has the secret in it. */
    private static URI endpoint(String text) {
        try {
            URI uri = new URI(text);
            boolean sound = "https".equals(uri.getScheme()) && uri.getHost() != null && uri.getUserInfo() == null && uri.getFragment() == null;
            if (sound) {
                return uri;
            }
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("tokenEndpoint is no web address (expected: https:// and a host)", e);
        }
        throw new IllegalArgumentException("tokenEndpoint is not of its form (expected: https:// and a host, without user and fragment)");
    }
}
