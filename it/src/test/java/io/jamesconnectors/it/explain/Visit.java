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
package io.jamesconnectors.it.explain;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Random;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.jamesconnectors.it.inbound.Client;
import io.jamesconnectors.it.inbound.ClientCertificates;
import io.jamesconnectors.it.inbound.InboundGateway;
import io.jamesconnectors.it.support.SmtpDialogue;

/**
 * A client that connects, made at random.
 *
 * @param client from where, to where
 * @param tls such as {@code TLSv1.3}; empty in clear
 * @param certificate the name of what it shows
 * @param login whether it logs in
 */
record Visit(Client client, Optional<String> tls, Optional<String> certificate, boolean login) {
    private static final ObjectMapper JSON = new ObjectMapper();

    static Visit next(Random random) {
        String address = RandomSite.pick(random, RandomSite.ADDRESSES);
        boolean direct = address.startsWith("127.");
        String listener = direct ? RandomSite.pick(random, List.of("mx", "submission", "smtps", "trusted")) : RandomSite.pick(random, List.of("mx", "submission"));
        boolean secured = listener.equals("smtps") || random.nextInt(3) > 0;
        Optional<String> tls = secured ? Optional.of(random.nextInt(3) == 0 ? "TLSv1.2" : "TLSv1.3") : Optional.empty();
        Optional<String> certificate = tls.filter(version -> random.nextInt(4) > 0).map(version -> RandomSite.pick(random, RandomSite.CERTIFICATES));
        return new Visit(new Client(address, listener), tls, certificate, listener.equals("submission") && random.nextInt(4) == 0);
    }

    /** Connects; not greeted where the first reply is no 220. */
    SmtpDialogue open(InboundGateway gateway, ClientCertificates certificates, boolean text) throws IOException {
        return client.port().tls() ? client.openTls(gateway, certificates, certificate, tls.orElseThrow()) : client.open(gateway, text);
    }

    /** Gets ready for MAIL, after the greeting. */
    void begin(SmtpDialogue dialogue, ClientCertificates certificates) throws IOException {
        dialogue.send("EHLO client.test");
        if (tls.isPresent() && !client.port().tls()) {
            Client.expect(dialogue.send("STARTTLS"), "220");
            dialogue.startTls(certificates.context(certificate), tls.get());
            dialogue.send("EHLO client.test");
        }
        if (login) {
            Client.logIn(dialogue);
        }
    }

    /** What is asked about this client, without sender and recipients. */
    ObjectNode request(ClientCertificates certificates) {
        ObjectNode request = JSON.createObjectNode()
            .put("listener", client.listener().equals("smtps") ? "mx" : client.listener())
            .put("address", client.address())
            .put("tls", tls.map(version -> version.substring("TLSv".length())).orElse("none"));
        certificate.ifPresent(name -> request.put("certificate", certificates.get(name).chainPem()));
        if (login) {
            request.put("login", InboundGateway.USER);
        }
        return request;
    }
}
