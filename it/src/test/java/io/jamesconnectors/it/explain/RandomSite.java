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

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * A {@code connectors.xml} made at random, in which much competes: addresses within addresses, names beside wildcards, and outbound connectors that cover the same
 * recipients.
 *
 * @param xml the file
 * @param outbound the outbound connectors, by their names
 * @param inbound the names of the inbound connectors
 * @param table what the routing table says
 */
record RandomSite(String xml, Map<String, RandomOutbound> outbound, List<String> inbound, String table) {
    static final List<String> ADDRESSES = List.of("10.0.0.1", "10.0.0.77", "10.0.1.5", "10.1.2.3", "192.0.2.9", "203.0.113.200", "2001:db8:1::5", "127.0.0.5", "127.0.0.9",
        "127.0.7.7");
    static final List<String> CERTIFICATES = List.of("relay", "mail", "bank", "microsoft", "fabrikam", "wildcard-certificate", "untrusted", "bank-untrusted", "expired",
        "self-signed", "server-only", "other-name", "both-names");
    static final List<String> SENDERS = List.of("contoso.test", "contoso.test", "contoso.test", "fabrikam.test", "adatum.test", "bank.test", "a.bank.test", "outside.test",
        "sub.contoso.test", "printer.local", "localhost", "localhost");
    private static final List<String> RECIPIENTS = List.of("contoso.test", "contoso.test", "contoso.test", "sub.contoso.test", "fabrikam.test", "adatum.test", "bank.test",
        "a.bank.test", "outside.test", "deep.outside.test", "tenant.test", "a.mx.test", "b.mx.test", "c.mx.test");
    private static final List<String> BLOCKS = List.of("10.0.0.0/24", "10.0.0.64/26", "10.0.0.77", "10.0.1.0/24", "10.1.0.0/16", "192.0.2.0/24", "2001:db8:1::/64",
        "127.0.0.0/28", "127.0.7.7");
    private static final List<String> NAMES = List.of("relay.contoso.test", "mail.contoso.test", "*.contoso.test", "mx.bank.test", "mail.protection.outlook.com",
        "mail.fabrikam.test");
    private static final int MOST_RECIPIENTS = 3;

    /**
     * The next one.
     *
     * @param number of the site, which the names of its connectors bear: what was switched off in one has no part in another
     * @param legacy whether the listener {@code trusted} may be one for old devices
     * @param world has a server for each outbound connector at most
     * @param from the number of its first transaction, {@code to} that of its last
     */
    static RandomSite next(Random random, int number, boolean legacy, World world, int from, int to) {
        StringBuilder xml = new StringBuilder("<connectors>\n").append(world.xml()).append("  <acceptedDomains>\n    <domain name=\"contoso.test\" type=\"")
            .append(random.nextInt(4) > 0 ? "internalRelay" : "authoritative").append("\" matchSubDomains=\"").append(random.nextBoolean()).append("\"/>\n");
        for (String domain : List.of("fabrikam.test", "adatum.test")) {
            if (random.nextInt(3) > 0) {
                xml.append("    <domain name=\"").append(domain).append("\" type=\"").append(random.nextBoolean() ? "authoritative" : "internalRelay").append("\"/>\n");
            }
        }
        xml.append("  </acceptedDomains>\n  <senderRewriting domain=\"contoso.test\"/>\n");
        option(xml, random.nextInt(3) == 0, "rejectDirectSend", "true");
        if (legacy && random.nextInt(3) > 0) {
            xml.append("  <legacyListener name=\"trusted\"><networks>127.0.0.0/28</networks></legacyListener>\n");
        }
        String table = random.nextBoolean() ? table(random, from, to) : "";
        if (!table.isEmpty()) {
            xml.append("  <routingTable file=\"file://conf/routing-").append(number).append(".txt\" overridesUsers=\"").append(random.nextBoolean()).append("\"/>\n");
        }
        List<String> inbound = IntStream.range(0, 3 + random.nextInt(5)).mapToObj(i -> "In " + number + "-" + i).toList();
        inbound.forEach(name -> inbound(random, name, xml));
        Map<String, RandomOutbound> outbound = new LinkedHashMap<>();
        List<Integer> ports = world.ports();
        for (int i = 0; i < 2 + random.nextInt(ports.size() - 1); i++) {
            String name = (random.nextInt(3) == 0 ? "In " : "Out ") + number + "-" + i;
            RandomOutbound.Kind kind = RandomOutbound.Kind.dealt(3 * number + i);
            outbound.put(name, RandomOutbound.next(random, name, kind, i == 0 && kind != RandomOutbound.Kind.MX && random.nextInt(4) > 0, ports.get(i), xml));
        }
        return new RandomSite(xml.append("</connectors>\n").toString(), outbound, inbound, table);
    }

    /** A recipient whom no other transaction has. */
    static String recipient(Random random, int transaction, int number) {
        String domain = random.nextInt(6) == 0 ? pick(random, World.UNREACHED) : pick(random, RECIPIENTS);
        return (random.nextInt(10) == 0 ? "R" : "r") + transaction + "-" + number + "@" + domain;
    }

    private static String table(Random random, int from, int to) {
        StringBuilder table = new StringBuilder();
        for (int transaction = from; transaction <= to; transaction++) {
            for (int i = 0; i < MOST_RECIPIENTS; i++) {
                if (random.nextInt(3) == 0) {
                    String name = transaction + "-" + i;
                    table.append('r').append(name).append('@').append(pick(random, List.of("contoso.test", "contoso.test", "fabrikam.test"))).append(' ')
                        .append(pick(random, List.of("", "moved" + name + "@tenant.test", "moved" + name + "@outside.test", "moved" + name + "@a.mx.test"))).append('\n');
                }
            }
        }
        return table.toString();
    }

    private static void inbound(Random random, String name, StringBuilder xml) {
        String type = pick(random, List.of("organization", "organization", "office365", "partner"));
        boolean partner = type.equals("partner");
        boolean certificate = random.nextBoolean();
        boolean addresses = !certificate || !partner && random.nextInt(4) == 0;
        xml.append("  <inbound name=\"%s\" type=\"%s\" enabled=\"%s\">\n".formatted(name, type, random.nextInt(8) != 0));
        option(xml, random.nextInt(5) == 0, "listeners", pick(random, List.of("mx", "submission", "trusted, mx")));
        option(xml, partner, "senderDomains", pick(random, List.of("bank.test", "*.bank.test", "*", "contoso.test", "*.test")));
        option(xml, addresses, "senderIPAddresses", String.join(", ", some(random, BLOCKS)));
        boolean tls = certificate && partner || random.nextInt(3) == 0;
        xml.append("    <requireTls%s>%s</requireTls>\n".formatted(tls && random.nextInt(3) == 0 ? " minimumVersion=\"TLSv1.3\"" : "", tls));
        option(xml, certificate, "tlsSenderCertificateName", pick(random, NAMES));
        if (certificate) {
            xml.append("    <tlsSenderCertificate trustedCertificates=\"file://conf/roots.pem\" use=\"").append(pick(random, List.of("client", "clientOrServer"))).append("\"/>\n");
        }
        option(xml, partner && addresses && random.nextBoolean(), "restrictDomainsToIPAddresses", "true");
        option(xml, partner && certificate && random.nextBoolean(), "restrictDomainsToCertificate", "true");
        option(xml, random.nextInt(6) == 0, "associatedAcceptedDomains", "contoso.test");
        xml.append("  </inbound>\n");
    }

    static <T> T pick(Random random, List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    static List<String> some(Random random, List<String> from) {
        List<String> some = new ArrayList<>();
        for (int i = 1 + random.nextInt(2); i > 0; i--) {
            some.add(pick(random, from));
        }
        return some.stream().distinct().toList();
    }

    static void option(StringBuilder xml, boolean given, String name, String value) {
        if (given) {
            xml.append("    <").append(name).append('>').append(value).append("</").append(name).append(">\n");
        }
    }
}
