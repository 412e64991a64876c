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

import static io.jamesconnectors.it.explain.RandomSite.option;
import static io.jamesconnectors.it.explain.RandomSite.pick;
import static io.jamesconnectors.it.explain.RandomSite.some;

import java.util.List;
import java.util.Random;

/**
 * An outbound connector made at random, to one port.
 *
 * @param name its name
 * @param kind how it sends
 * @param port where it sends to
 */
record RandomOutbound(String name, Kind kind, int port) {
    private static final List<String> PATTERNS = List.of("bank.test", "*.bank.test", "outside.test", "*.outside.test", "*.test", "contoso.test", "*.contoso.test", "fabrikam.test",
        "tenant.test", "*.mx.test", "a.mx.test", "*");
    private static final List<Kind> DECK = List.of(Kind.NAME, Kind.CLIENT_SUBMISSION, Kind.MX, Kind.ADDRESS, Kind.LOGIN, Kind.DIRECT_SEND, Kind.MX, Kind.NAME, Kind.SMTP_RELAY, Kind.CLIENT_SUBMISSION);
    private static final List<String> BY_MX = List.of("*.mx.test", "a.mx.test", "b.mx.test, c.mx.test", "*.mx.test, outside.test", "*.mx.test, contoso.test");
    private static final List<String> SENDERS_OF_A_MAILBOX = List.of("contoso.test", "*", "", "fabrikam.test, *.contoso.test", "bank.test, contoso.test");

    /** How a connector sends. */
    enum Kind {
        ADDRESS, NAME, MX, LOGIN, CLIENT_SUBMISSION("clientSubmission"), DIRECT_SEND("directSend"), SMTP_RELAY("smtpRelay");

        private final String option;

        Kind() {
            this("");
        }

        Kind(String option) {
            this.option = option;
        }

        /** Each in its turn, some twice. */
        static Kind dealt(int turn) {
            return DECK.get(turn % DECK.size());
        }

        /** Whether mailboxes send. */
        boolean logsIn() {
            return this == LOGIN || this == CLIENT_SUBMISSION;
        }
    }

    /**
     * The next one.
     *
     * @param kind how it sends; one by MX is for domains that have MX records, or might have
     * @param all whether it is for all that no other one is for, and on
     * @param xml gets its element
     */
    static RandomOutbound next(Random random, String name, Kind kind, boolean all, int port, StringBuilder xml) {
        String type = kind.option.isEmpty() ? pick(random, List.of("partner", "organization", "office365")) : "office365";
        xml.append("  <outbound name=\"%s\" type=\"%s\"%s%s enabled=\"%s\">\n".formatted(name, type, kind.option.isEmpty() ? "" : " option=\"" + kind.option + "\"",
            kind == Kind.SMTP_RELAY ? " staticAddress=\"203.0.113.25\"" : "", all || random.nextInt(5) != 0));
        option(xml, true, "recipientDomains", all ? "*" : String.join(", ", some(random, kind == Kind.MX ? BY_MX : PATTERNS)));
        option(xml, !all && random.nextInt(4) == 0, "senderDomains", pick(random, List.of("contoso.test", "*.test", "bank.test")));
        option(xml, random.nextInt(3) == 0, "cost", String.valueOf(1 + random.nextInt(9)));
        option(xml, !all && random.nextInt(10) == 0, "isTransportRuleScoped", "true");
        option(xml, !all && random.nextInt(7) == 0, "testMode", "true");
        route(random, kind, port, xml);
        boolean rewrites = random.nextInt(4) >= (kind.option.isEmpty() ? 3 : 1);
        if (rewrites) {
            xml.append("    <fromRewrite sender=\"scanner@contoso.test\"/>\n");
        }
        option(xml, !type.equals("partner") && random.nextInt(3) > 0, "targetDeliveryDomain", "tenant.test");
        option(xml, random.nextInt(5) < 2, "senderRewritingEnabled", "true");
        if (kind.logsIn()) {
            xml.append("    <limits maxConnections=\"3\" messagesPerMinute=\"100000\" recipientsPerDay=\"100000\"/>\n");
        }
        xml.append("  </outbound>\n");
        return new RandomOutbound(name, kind, port);
    }

    private static void route(Random random, Kind kind, int port, StringBuilder xml) {
        if (kind == Kind.MX) {
            xml.append("    <useMxRecord port=\"").append(port).append("\">true</useMxRecord>\n");
        } else {
            xml.append("    <smartHosts><smartHost>").append(kind == Kind.ADDRESS ? "127.0.0.1" : World.HOST).append(':').append(port).append("</smartHost></smartHosts>\n");
        }
        String floor = kind == Kind.ADDRESS ? "opportunistic" : pick(random, List.of("opportunistic", "EncryptionOnly", "CertificateValidation", "DomainValidation"));
        floor = kind == Kind.LOGIN && !floor.equals("DomainValidation") ? "CertificateValidation" : floor;
        boolean byDefault = !kind.option.isEmpty() && (kind == Kind.CLIENT_SUBMISSION || random.nextBoolean());
        option(xml, !byDefault, "tlsSettings", floor);
        option(xml, !byDefault && floor.equals("DomainValidation") || byDefault && kind == Kind.SMTP_RELAY, "tlsDomain", kind == Kind.MX ? "*.sink.test, c.mx.test" : World.HOST);
        if (kind.logsIn()) {
            xml.append("    <credentials>\n");
            for (int i = 0; i < 1 + random.nextInt(2); i++) {
                String senders = pick(random, SENDERS_OF_A_MAILBOX);
                xml.append("      <mailbox user=\"box").append(i).append("@contoso.test\"").append(senders.isEmpty() ? "" : " senders=\"" + senders + "\"")
                    .append(" passwordFile=\"file://conf/password\"/>\n");
            }
            xml.append("    </credentials>\n");
        }
    }
}
