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
package io.jamesconnectors.smtp.spf;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

import com.google.common.net.InetAddresses;

import io.jamesconnectors.connectors.AcceptedDomain;
import io.jamesconnectors.connectors.Connectors;
import io.jamesconnectors.connectors.DomainName;
import io.jamesconnectors.connectors.DomainPattern;
import io.jamesconnectors.connectors.OutboundConnector;
import io.jamesconnectors.connectors.SendingOption;
import io.jamesconnectors.connectors.diagnostics.Check;
import io.jamesconnectors.smtp.wire.Printable;
import io.jamesconnectors.tls.dns.LookupFailed;
import io.jamesconnectors.tls.dns.SenderDns;
import io.jamesconnectors.tls.dns.TextAnswer;
import io.jamesconnectors.tls.dns.Texts;

/**
 * Looks whether the sender domains of a connector with option {@code directSend} or {@code smtpRelay} let our address send, and says what to publish where they
 * don't. Used by one thread. Asks the DNS until its patience is over; what is left then counts as unanswered.
 */
public final class SpfAdvice {
    /** So many domains of a connector are looked at. */
    public static final int MOST_DOMAINS = 50;
    /** More look-ups than this are an error (RFC 7208 §4.6.4). */
    static final int MOST_LOOKUPS = 10;
    /** For use in documents (RFC 5737): no record names it but by mistake. It stands for an address that nobody knows. */
    private static final InetAddress NOBODY = InetAddresses.forString("192.0.2.1");
    private static final int LONGEST_SHOWN = 600;

    private final PatientDns dns;

    /**
     * @param dns remains the caller's to close
     * @param patience for all questions together; one that is under way then is waited for
     * @param nanoTime as {@link System#nanoTime}
     */
    public SpfAdvice(SenderDns dns, Duration patience, LongSupplier nanoTime) {
        this.dns = new PatientDns(dns, patience, nanoTime);
    }

    /** Whether SPF matters for a connector: Office 365 signs and sends what is submitted to it as a mailbox, from its own addresses. */
    public static boolean concerns(OutboundConnector connector) {
        return connector.submission().option().filter(option -> option != SendingOption.CLIENT_SUBMISSION).isPresent();
    }

    /**
     * The domains that a connector sends for, as far as the file names them: accepted domains, and of {@code senderDomains} the exact ones that are accepted.
     */
    public static List<DomainName> domains(Connectors connectors, OutboundConnector connector) {
        List<DomainPattern> senders = connector.addressSpace().senderDomains();
        Set<DomainName> domains = connectors.acceptedDomains().stream().map(AcceptedDomain::name)
            .filter(domain -> senders.isEmpty() || senders.stream().anyMatch(pattern -> pattern.covers(domain)))
                .collect(Collectors.toCollection(LinkedHashSet::new));
        senders.stream().filter(DomainPattern.Exactly.class::isInstance).map(pattern -> ((DomainPattern.Exactly) pattern).domain())
            .filter(domain -> connectors.acceptedDomain(domain).isPresent()).forEach(domains::add);
        return List.copyOf(domains);
    }

    /** What can be said of a connector before any domain is looked at. Asks nothing. */
    public static List<SpfFinding> beforehand(Connectors connectors, OutboundConnector connector) {
        List<SpfFinding> findings = new ArrayList<>();
        String called = called(connector);
        if (connector.seenFrom().isEmpty()) {
            findings.add(new SpfFinding(Check.SPF_ADDRESS_UNKNOWN, called + " has neither a staticAddress nor a public sourceAddress"));
        }
        int domains = domains(connectors, connector).size();
        if (domains > MOST_DOMAINS) {
            findings.add(new SpfFinding(Check.SPF_UNANSWERED, called + " sends for " + domains + " accepted domains (looked up: the first " + MOST_DOMAINS
                + ")",
                "name the domains that it sends for as <senderDomains>, or look the others up by other means."));
        }
        return findings;
    }

    /** What is to be said of one domain that a connector sends for. */
    public SpfDomain look(OutboundConnector connector, DomainName domain) {
        TextAnswer answer = dns.texts(domain);
        if (answer instanceof LookupFailed failed) {
            return unanswered(connector, domain, failed.reason());
        }
        List<String> texts = answer instanceof Texts found ? found.texts().stream().filter(SpfRecord::isOne).sorted().toList() : List.of();
        List<SpfRecord> records = texts.stream().filter(SpfRecord::isBounded).map(SpfRecord::of).toList();
        SpfPublication publication = new SpfPublication(domain, connector);
        if (texts.isEmpty()) {
            return new SpfDomain(domain, "no SPF record", List.of(new SpfFinding(Check.SPF_MISSING, "the domain " + domain + ", which " + called(connector)
                + " sends for, has no SPF record", publication.insteadOfNone())));
        }
        if (texts.size() > 1) {
            return new SpfDomain(domain, texts.size() + " SPF records", List.of(new SpfFinding(Check.SPF_TWO_RECORDS, "the domain " + domain + ", which "
                + called(connector)
                + " sends for, has " + texts.size() + " SPF records: " + texts.stream().map(SpfAdvice::shown).collect(Collectors.joining(", ")),
                    publication.insteadOf(records, Set.of()))));
        }
        if (records.isEmpty()) {
            return new SpfDomain(domain, "too long", List.of(new SpfFinding(Check.SPF_BROKEN, "the SPF record of " + domain + " is too long: "
                + shown(texts.get(0))
                + " (expected: at most " + SpfRecord.LONGEST + " characters, and " + SpfRecord.LONGEST_TERM + " in a term)")));
        }
        return judged(connector, domain, texts.get(0), records.get(0), publication);
    }

    private record Judged(InetAddress address, SpfVerdict verdict) {
    }

    private SpfDomain judged(OutboundConnector connector, DomainName domain, String text, SpfRecord record, SpfPublication publication) {
        LookupCount lookups = LookupCount.of(record, dns::texts);
        List<InetAddress> ours = connector.seenFrom();
        List<Judged> judged = (ours.isEmpty() ? List.of(NOBODY) : ours).stream()
            .map(address -> new Judged(address, SpfJudge.judge(domain, address, new JspfDns(dns, address)))).toList();
        List<SpfFinding> findings = new ArrayList<>();
        String published = "the SPF record of " + domain + " " + shown(text);
        if (lookups.count() >= MOST_LOOKUPS) {
            findings.add(new SpfFinding(Check.SPF_LOOKUPS, published + " needs " + (lookups.count() < LookupCount.ENOUGH ? "" : "more than ") + lookups.count()
                + " look-ups (expected: fewer than " + MOST_LOOKUPS + ")"));
        }
        String silent = lookups.unanswered().or(() -> reason(judged, SpfVerdict.Result.TEMPERROR)).orElse("");
        String broken = reason(judged, SpfVerdict.Result.PERMERROR).orElse("");
        if (!silent.isEmpty()) {
            findings.addAll(unanswered(connector, domain, silent).findings());
        } else if (!broken.isEmpty() && lookups.count() <= MOST_LOOKUPS) {
            findings.add(new SpfFinding(Check.SPF_BROKEN, published + " can't be evaluated: " + broken));
        }
        List<Judged> refused = judged.stream().filter(each -> !ours.isEmpty() && isRefusal(each.verdict())).toList();
        if (!refused.isEmpty()) {
            findings.add(new SpfFinding(Check.SPF_REFUSES_US, published + " does not let us send: " + found(refused) + " (expected: pass)",
                publication.insteadOf(List.of(record), lookups.included())));
        }
        boolean relay = connector.submission().option().filter(SendingOption.SMTP_RELAY::equals).isPresent();
        if (relay && silent.isEmpty() && !lookups.included().contains(publication.office365())) {
            findings.add(new SpfFinding(Check.SPF_WITHOUT_OFFICE365, published + " does not include " + publication.office365(),
                publication.insteadOf(List.of(record), lookups.included())));
        }
        return new SpfDomain(domain, (ours.isEmpty() ? "our address is unknown" : found(judged)) + ", " + lookups.count() + " of " + MOST_LOOKUPS + " look-ups",
            findings);
    }

    private static SpfDomain unanswered(OutboundConnector connector, DomainName domain, String reason) {
        return new SpfDomain(domain, "no answer", List.of(new SpfFinding(Check.SPF_UNANSWERED, "the SPF record of " + domain + ", which " + called(connector)
            + " sends for, is unknown: " + Printable.ascii(reason))));
    }

    private static boolean isRefusal(SpfVerdict verdict) {
        return switch (verdict.result()) {
            case FAIL, SOFTFAIL, NEUTRAL, NONE -> true;
            case PASS, TEMPERROR, PERMERROR -> false;
        };
    }

    private static Optional<String> reason(List<Judged> judged, SpfVerdict.Result result) {
        return judged.stream().map(Judged::verdict).filter(verdict -> verdict.result() == result)
            .map(verdict -> verdict.reason().isEmpty() ? result.word() : verdict.reason()).findFirst();
    }

    private static String found(List<Judged> judged) {
        return judged.stream().map(each -> InetAddresses.toAddrString(each.address()) + " " + each.verdict().result().word()).collect(Collectors.joining(", "));
    }

    private static String called(OutboundConnector connector) {
        return "the outbound connector '" + connector.name() + "'";
    }

    private static String shown(String text) {
        return "'" + Printable.ascii(Printable.bounded(text, LONGEST_SHOWN)) + "'";
    }
}
