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
package io.jamesconnectors.it.inbound;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import io.jamesconnectors.it.support.SmtpDialogue;

/**
 * What a gateway answered to a {@link Case}.
 *
 * @param ehlo the lines of the last reply to EHLO
 * @param replies to MAIL when it was refused, else to each RCPT and to the end of the message
 */
record Transaction(List<String> ehlo, List<String> replies) {

    static Transaction of(Case row, InboundGateway gateway, ClientCertificates certificates) throws IOException {
        try (SmtpDialogue dialogue = open(row, gateway, certificates)) {
            dialogue.send("EHLO client.test");
            if (row.tls().isPresent() && !row.client().port().tls()) {
                Client.expect(dialogue.send("STARTTLS"), "220");
                dialogue.startTls(certificates.context(row.certificate()), row.tls().get());
                dialogue.send("EHLO client.test");
            }
            List<String> ehlo = dialogue.lastReply();
            if (row.login()) {
                Client.logIn(dialogue);
            }
            return new Transaction(ehlo, mail(row, dialogue));
        }
    }

    boolean offersXoorg() {
        return ehlo.stream().anyMatch(line -> line.substring(4).equals("XOORG"));
    }

    private static List<String> mail(Case row, SmtpDialogue dialogue) throws IOException {
        String reply = dialogue.send("MAIL FROM:" + row.mailFrom());
        if (!reply.startsWith("250")) {
            return List.of(reply);
        }
        List<String> replies = new ArrayList<>();
        for (String recipient : row.recipients()) {
            replies.add(dialogue.send("RCPT TO:" + recipient));
        }
        if (row.message().isPresent() && replies.stream().anyMatch(r -> r.startsWith("250"))) {
            Client.expect(dialogue.send("DATA"), "354");
            replies.add(dialogue.send(text(row.message().get()) + "\r\n."));
        }
        return replies;
    }

    private static String text(List<String> lines) {
        List<String> header = lines.stream().filter(line -> !line.startsWith("text:")).toList();
        List<String> body = lines.stream().filter(line -> line.startsWith("text:")).map(line -> line.substring("text:".length())).toList();
        return String.join("\r\n", header) + "\r\nMIME-Version: 1.0\r\n\r\n" + String.join("\r\n", body);
    }

    private static SmtpDialogue open(Case row, InboundGateway gateway, ClientCertificates certificates) throws IOException {
        return row.client().port().tls()
            ? row.client().openTls(gateway, certificates, row.certificate(), row.tls().orElseThrow())
            : row.client().open(gateway, row.line() % 2 == 0);
    }
}
