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
package io.jamesconnectors.migration.postfix;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

import com.google.common.net.InetAddresses;

import io.jamesconnectors.connectors.Cidr;
import io.jamesconnectors.connectors.ConnectorType;
import io.jamesconnectors.connectors.DomainName;
import io.jamesconnectors.connectors.DomainPattern;
import io.jamesconnectors.connectors.Fingerprint;
import io.jamesconnectors.connectors.InboundConnector;
import io.jamesconnectors.connectors.SenderCertificate;
import io.jamesconnectors.connectors.TrustSource;
import io.jamesconnectors.migration.Plain;
import io.jamesconnectors.migration.Report;
import io.jamesconnectors.migration.Unreadable;

/** Whom Postfix relays for: addresses and client certificates. Here the sender's domain must be an accepted one as well. */
final class Clients {
    /** With so many each of the others is compared. */
    private static final int MOST_REFUSED = 1_000;

    private final PostfixFiles files;
    private final Report report;
    private final Report.Of main;
    private final Plain names = new Plain();

    Clients(PostfixFiles files, Report report, Report.Of main) {
        this.files = files;
        this.report = report;
        this.main = main;
    }

    List<InboundConnector> read() throws Unreadable {
        List<InboundConnector> connectors = new ArrayList<>();
        Set<Cidr> blocks = new LinkedHashSet<>(networks());
        for (Table table : files.tables(Parameters.CLIENT_ACCESS)) {
            List<Cidr> refused = new ArrayList<>();
            for (Table.Entry entry : table.entries()) {
                blocks.addAll(client(table, entry, refused));
            }
        }
        for (Table table : files.tables(PostfixExport.OWN_SENDERS)) {
            report.of(table.file(), "the table").nothing(PostfixExport.OWN_SENDERS, "the accepted domains, which have been told already");
        }
        if (!blocks.isEmpty()) {
            connectors.add(InboundConnector.of(names.name("Own networks"), ConnectorType.ORGANIZATION).senderIPAddresses(List.copyOf(blocks)).build());
        }
        for (String parameter : List.of(Parameters.CLIENT_CERTIFICATES, Parameters.CERTIFICATE_ACCESS)) {
            for (Table table : files.tables(parameter)) {
                for (Table.Entry entry : table.entries()) {
                    certificate(report.of(table.file(), "line " + entry.line()), entry).ifPresent(connectors::add);
                }
            }
            main.carried(parameter, "inbound connectors with tlsSenderCertificate");
        }
        return connectors;
    }

    private List<Cidr> networks() throws Unreadable {
        List<Cidr> blocks = new ArrayList<>();
        String value = files.value(Parameters.NETWORKS, "");
        main.changed(Parameters.NETWORKS, "an inbound connector of type organization: it relays only for senders in accepted domains");
        for (String word : value.split("[\\s,]+")) {
            if (!word.isEmpty()) {
                Optional<Cidr> block = block(word);
                block.ifPresent(blocks::add);
                if (block.isEmpty()) {
                    main.changed(Parameters.NETWORKS, Plain.shown(word) + " is left out: neither an address nor a block");
                    if (word.startsWith("!")) {
                        throw new Unreadable(files.main().map(MainCf::file).orElse("main.cf"), files.line(Parameters.NETWORKS),
                            "takes " + Plain.shown(word) + " out of mynetworks, which can't be said here (expected: blocks that do not hold it)");
                    }
                }
            }
        }
        return blocks;
    }

    /** @param refused the blocks of earlier entries that may not relay, which come first in Postfix too */
    private List<Cidr> client(Table table, Table.Entry entry, List<Cidr> refused) throws Unreadable {
        Report.Of about = report.of(table.file(), "line " + entry.line());
        String action = entry.value().split("\\s+", 2)[0].toLowerCase(Locale.ROOT);
        Optional<Cidr> block = block(entry.key());
        if (block.isEmpty() || entry.key().equalsIgnoreCase("if") || entry.key().equalsIgnoreCase("endif")) {
            about.dropped(Plain.shown(entry.key()), "neither an address nor a block");
            return List.of();
        }
        if (!action.equals("ok") && !action.equals("permit") && !action.equals(PostfixExport.OWN_SENDERS)) {
            refused.add(block.get());
            about.dropped(Plain.shown(entry.key()), "the action " + Plain.shown(action) + ": refuse clients in James (expected: OK, permit or "
                + PostfixExport.OWN_SENDERS + ")");
            return List.of();
        }
        if (refused.size() > MOST_REFUSED) {
            throw new Unreadable(table.file(), entry.line(), "comes after " + refused.size() + " that may not relay (expected: at most " + MOST_REFUSED + ")");
        }
        Optional<Cidr> hole = refused.stream().filter(before -> before.contains(block.get().network()) || block.get().contains(before.network())).findFirst();
        if (hole.isPresent()) {
            throw new Unreadable(table.file(), entry.line(),
                "lets " + Plain.shown(entry.key()) + " relay without " + hole.get() + ", which can't be said here (expected: blocks that do not hold it)");
        }
        if (action.equals(PostfixExport.OWN_SENDERS)) {
            about.carried(Plain.shown(entry.key()), "senderIPAddresses of an inbound connector of type organization");
        } else {
            about.changed(Plain.shown(entry.key()), "senderIPAddresses of an inbound connector of type organization, which relays only for senders in "
                + "accepted domains");
        }
        return List.of(block.get());
    }

    /** {@code 192.0.2.0/24}, {@code [2001:db8::]/32}. */
    private static Optional<Cidr> block(String word) {
        String plain = word.replaceAll("^\\[(.*)](/[0-9]+)?$", "$1$2");
        try {
            int slash = plain.indexOf('/');
            String literal = slash < 0 ? plain : plain.substring(0, slash);
            return InetAddresses.isInetAddress(literal) ? Optional.of(Cidr.parse(plain)) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private Optional<InboundConnector> certificate(Report.Of about, Table.Entry entry) {
        String hex = entry.key().toLowerCase(Locale.ROOT).replace(":", "");
        String setting = Plain.shown(entry.key());
        Optional<DomainName> name = DomainName.tryParse(entry.value().split("\\s+", 2)[0]).filter(domain -> domain.parent().isPresent());
        if (!hex.matches("[0-9a-f]{64}")) {
            about.dropped(setting, "no SHA-256 fingerprint (expected: 64 hexadecimal digits, as with smtpd_tls_fingerprint_digest = sha256)");
            return Optional.empty();
        }
        if (name.isEmpty()) {
            about.dropped(setting, "a connector needs a name of the certificate too: add an inbound connector with tlsSenderCertificateName and this sha256");
            return Optional.empty();
        }
        about.changed(setting, "an inbound connector: the certificate must also carry the name " + name.get() + " and be issued by somebody trusted");
        return Optional.of(InboundConnector.of(names.name("Certificate " + name.get()), ConnectorType.ORGANIZATION)
            .certificate(Optional.of(new SenderCertificate(List.of(new DomainPattern.Exactly(name.get())), Optional.empty(),
                Set.of(new Fingerprint(Fingerprint.Subject.CERTIFICATE, hex), new Fingerprint(Fingerprint.Subject.PUBLIC_KEY, hex)), false, TrustSource.JAVA)))
            .build());
    }
}
