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
package io.jamesconnectors.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.apache.james.lifecycle.api.LifecycleUtil;
import org.apache.james.protocols.smtp.SMTPConfigurationImpl;
import org.apache.james.protocols.smtp.SMTPSessionImpl;
import org.apache.james.server.core.MailImpl;
import org.apache.james.server.core.MimeMessageInputStreamSource;
import org.apache.james.server.core.MimeMessageWrapper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.jamesconnectors.connectors.ConnectorName;
import io.jamesconnectors.connectors.ConnectorType;
import io.jamesconnectors.connectors.EnhancedFiltering;
import io.jamesconnectors.connectors.InboundConnector;

class SourceSearchTest {
    private static final EnhancedFiltering LAST = new EnhancedFiltering(true, List.of(), Set.of());
    private static final String GATEWAY = "203.0.113.1";

    private final SMTPSessionImpl session = new SMTPSessionImpl(new FakeTransport(GATEWAY), new SMTPConfigurationImpl());
    /** As James writes it on top of the message. */
    private final String ours = "from gateway.test (EHLO gateway.test) ([" + GATEWAY + "])\r\n          by mx.contoso.com (JAMES SMTP Server ) with ESMTP ID "
        + session.getSessionID() + "\r\n          for <anna@contoso.com>;\r\n          Sun, 22 Nov 2026 10:00:00 +0000 (UTC)";
    private final String gateways =
        "from sender.test (sender.test [198.51.100.7])\r\n\tby gateway.test (Postfix) with ESMTPS id 4XYZ; Sun, 22 Nov 2026 10:00:00 +0000";

    private final List<MailImpl> mails = new ArrayList<>();

    @AfterEach
    void dispose() {
        mails.forEach(LifecycleUtil::dispose);
    }

    @Test
    void looksBelowTheFieldThatJamesHasWritten() throws Exception {
        assertThat(SourceSearch.of(connector(LAST), session, mail(ours, gateways))).contains("198.51.100.7");
    }

    @Test
    void takesTheFieldOfAnotherSessionForAHop() throws Exception {
        String another = ours.replace("ID " + session.getSessionID(), "ID another");
        assertThat(SourceSearch.of(connector(LAST), session, mail(another, gateways))).contains(GATEWAY);
        String longer = ours.replace("ID " + session.getSessionID(), "ID " + session.getSessionID() + "0");
        assertThat(SourceSearch.of(connector(LAST), session, mail(longer, gateways))).contains(GATEWAY);
    }

    @Test
    void findsNothingWhereItCantBeTold() throws Exception {
        assertThat(SourceSearch.of(connector(LAST), session, mail(ours))).isEmpty();
        assertThat(SourceSearch.of(connector(LAST), session, mail())).isEmpty();
        assertThat(SourceSearch.of(connector(LAST), session, mail(ours, "by gateway.test with HTTP; date", gateways))).isEmpty();
    }

    @Test
    void searchesOnlyWhereEnhancedFilteringIsOn() throws Exception {
        assertThat(SourceSearch.of(connector(EnhancedFiltering.OFF), session, mail(ours, gateways))).isEmpty();
    }

    @Test
    void searchesForListedRecipientsOnly() throws Exception {
        EnhancedFiltering anna = new EnhancedFiltering(true, List.of(), Set.of("anna@contoso.com"));
        EnhancedFiltering bert = new EnhancedFiltering(true, List.of(), Set.of("bert@contoso.com"));
        assertThat(SourceSearch.of(connector(anna), session, mail(ours, gateways))).contains("198.51.100.7");
        assertThat(SourceSearch.of(connector(bert), session, mail(ours, gateways))).isEmpty();
    }

    private static InboundConnector connector(EnhancedFiltering filtering) {
        return InboundConnector.of(ConnectorName.parse("Gateway"), ConnectorType.ORGANIZATION).enhancedFiltering(filtering).build();
    }

    private MailImpl mail(String... received) throws Exception {
        StringBuilder text = new StringBuilder();
        for (String field : received) {
            text.append("Received: ").append(field).append("\r\n");
        }
        text.append("Subject: a message\r\n\r\nReceived: from x ([192.0.2.99]) by y\r\n");
        MailImpl mail = MailImpl.builder().name("mail").addRecipient("Anna@contoso.com")
            .mimeMessage(new MimeMessageWrapper(MimeMessageInputStreamSource.create("mail", new ByteArrayInputStream(
                text.toString().getBytes(StandardCharsets.US_ASCII)))))
            .build();
        mails.add(mail);
        return mail;
    }
}
