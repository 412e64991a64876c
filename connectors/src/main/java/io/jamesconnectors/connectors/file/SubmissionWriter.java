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
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import io.jamesconnectors.connectors.ClientCertificate;
import io.jamesconnectors.connectors.Cloud;
import io.jamesconnectors.connectors.FromRewrite;
import io.jamesconnectors.connectors.Login;
import io.jamesconnectors.connectors.Mailbox;
import io.jamesconnectors.connectors.Submission;

/** Writes as whom an outbound connector sends. Secrets are named by where they are, as in the model; there is nothing else that could be written. */
final class SubmissionWriter {
    private final XmlText xml;
    private final Path base;

    SubmissionWriter(XmlText xml, Path base) {
        this.xml = xml;
        this.base = base;
    }

    void write(Submission submission) {
        if (!submission.mailboxes().isEmpty()) {
            xml.element("credentials").end(() -> submission.mailboxes().forEach(this::mailbox));
        }
        submission.fromRewrite().ifPresent(rewrite -> xml.element("fromRewrite").attribute("sender", rewrite.sender())
            .attribute("original", Optional.of(rewrite.original()).filter(original -> original != FromRewrite.Original.REPLY_TO)
                .map(FromRewrite.Original::word)).end());
        submission.warmUp().ifPresent(warmUp -> xml.element("warmUp").attribute("start", warmUp.start().toString())
            .end(ConnectorsWriter.list(warmUp.messagesPerDay())));
    }

    private void mailbox(Mailbox mailbox) {
        XmlText.Element element = xml.element("mailbox").attribute("user", mailbox.user()).attribute("senders", senders(mailbox.senders()));
        if (mailbox.login() instanceof Login.Password password) {
            ConnectorsWriter.secret(element, "password", password.source(), base).end();
        } else if (mailbox.login() instanceof Login.OAuth oauth) {
            element.end(() -> oauth(oauth));
        }
    }

    private static Optional<String> senders(List<Mailbox.Sender> senders) {
        return Optional.of(ConnectorsWriter.list(senders.stream().map(sender -> sender instanceof Mailbox.Sender.Domain domain ? domain.pattern().asString()
            : ((Mailbox.Sender.Address) sender).address()))).filter(list -> !list.isEmpty());
    }

    private void oauth(Login.OAuth oauth) {
        XmlText.Element element = xml.element("oauth").attribute("cloud", Optional.of(oauth.cloud()).filter(cloud -> cloud != Cloud.WORLDWIDE).map(Cloud::word))
            .attribute("tenant", oauth.tenant()).attribute("clientId", oauth.clientId()).attribute("tokenEndpoint", oauth.tokenEndpoint().map(URI::toString));
        if (oauth.grant() instanceof Login.Grant.ClientSecret secret) {
            ConnectorsWriter.secret(element, "clientSecret", secret.source(), base).end();
        } else if (oauth.grant() instanceof Login.Grant.RefreshToken token) {
            token.clientSecret().ifPresent(secret -> ConnectorsWriter.secret(element, "clientSecret", secret, base));
            ConnectorsWriter.secret(element, "refreshToken", token.file(), base).end();
        } else if (oauth.grant() instanceof Login.Grant.ClientAssertion assertion) {
            element.end(() -> clientCertificate(assertion.certificate()));
        }
    }

    void clientCertificate(ClientCertificate certificate) {
        xml.element("clientCertificate").attribute("chain", FileReference.text(base, certificate.chain()))
            .attribute("key", certificate.key().map(key -> FileReference.text(base, key)))
            .attribute("passwordVariable", certificate.password()).end();
    }
}
