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
package io.jamesconnectors.testing.tenant;

import java.io.IOException;
import java.time.Duration;

import io.jamesconnectors.testing.SmtpDialogue;
import io.jamesconnectors.testing.TestCa;
import io.jamesconnectors.testing.TestCertificate;
import io.jamesconnectors.testing.office365.InboundConnector;

/** What the tests of the tenant have in common: contoso.test in the cloud, a gateway on premises by certificate, and clients of the MX endpoint. */
final class Cloud {
    static final TestCa CA = TestCa.create();
    static final TestCertificate GATEWAY = CA.client("mail.contoso.test");
    static final TestCertificate STRANGER = CA.client("mail.fabrikam.test");
    static final Duration PATIENCE = Duration.ofSeconds(90);

    private Cloud() {
    }

    /** An internalRelay domain, its routing domain, and the inbound connector of a hybrid. */
    static TenantSetup contoso() {
        return TenantSimulator.with(CA).internalRelay("contoso.test").routingDomain("contoso.mail.onmicrosoft.test")
            .inbound(InboundConnector.ownServersByCertificate("From gateway", "*.contoso.test"), HeaderTerms.CLOUD_SERVICES_MAIL);
    }

    /** Connected to the MX endpoint, up to EHLO, in clear. */
    static SmtpDialogue plain(TenantSimulator tenant) throws IOException {
        SmtpDialogue client = new SmtpDialogue(tenant.mx().host(), tenant.mx().port());
        client.reply();
        client.say("EHLO gateway.test");
        return client;
    }

    /** Connected to the MX endpoint, up to EHLO over TLS. */
    static SmtpDialogue secured(TenantSimulator tenant, TestCertificate certificate) throws IOException {
        SmtpDialogue client = plain(tenant);
        client.say("STARTTLS");
        client.startTls(certificate.sslContextForAnyPeer());
        client.say("EHLO gateway.test");
        return client;
    }

    /** Sends a message in one go and returns the reply to its end, or the first refusal before. */
    static String send(SmtpDialogue client, String sender, String recipient, String... header) throws IOException {
        String reply = client.say("MAIL FROM:<" + sender + ">");
        reply = reply.startsWith("2") ? client.say("RCPT TO:<" + recipient + ">") : reply;
        if (!reply.startsWith("2")) {
            client.say("RSET");
            return reply;
        }
        client.say("DATA");
        client.send(header);
        return client.send("Subject: s", "", "Hello", ".").reply();
    }
}
