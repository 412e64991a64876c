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

import java.net.InetAddress;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

import com.google.common.net.InetAddresses;

import io.jamesconnectors.connectors.FromRewrite;
import io.jamesconnectors.connectors.PublicAddress;
import io.jamesconnectors.connectors.SendingOption;
import io.jamesconnectors.connectors.Submission;
import io.jamesconnectors.connectors.WarmUp;
import io.jamesconnectors.connectors.diagnostics.Check;

/** Reads as whom a connector sends: {@code option}, {@code fromRewrite}, {@code warmUp} and {@code staticAddress}, and has {@code credentials} read. */
final class SubmissionReader {
    private static final Map<String, SendingOption> OPTIONS = Arrays.stream(SendingOption.values())
        .collect(Collectors.toMap(SendingOption::word, Function.identity()));
    private static final Map<String, FromRewrite.Original> ORIGINALS = Arrays.stream(FromRewrite.Original.values())
        .collect(Collectors.toMap(FromRewrite.Original::word, Function.identity()));
    private static final int MOST_DAYS = 90;

    private final Findings findings;
    private final Options options;
    private final MailboxReader mailboxes;
    private final LocalDate today;

    SubmissionReader(Findings findings, MailboxReader mailboxes, Instant now) {
        this.findings = findings;
        this.options = new Options(findings);
        this.mailboxes = mailboxes;
        this.today = now.atOffset(ZoneOffset.UTC).toLocalDate();
    }

    Submission read(Node connector) {
        return new Submission(options.word(connector.attribute("option"), OPTIONS), mailboxes.read(connector),
            connector.child("fromRewrite").flatMap(this::fromRewrite), connector.child("warmUp").flatMap(this::warmUp),
            options.list(connector.attribute("staticAddress"), Check.BAD_STATIC_ADDRESS, SubmissionReader::publicAddress).stream().map(Options.Entry::value).toList());
    }

    private Optional<FromRewrite> fromRewrite(Node node) {
        FromRewrite.Original original = options.word(node.attribute("original"), ORIGINALS).orElse(FromRewrite.Original.REPLY_TO);
        return options.parsed(node.attribute("sender"), Check.BAD_MAILBOX, MailboxReader::address).map(sender -> new FromRewrite(sender, original));
    }

    private Optional<WarmUp> warmUp(Node node) {
        Optional<LocalDate> start = options.parsed(node.attribute("start"), Check.BAD_WARM_UP, SubmissionReader::day);
        List<Value> entries = options.entries(Optional.of(node.value()));
        if (entries.size() > MOST_DAYS) {
            findings.add(Check.BAD_WARM_UP, node.value().position(), "<warmUp> has " + entries.size() + " days (expected: 1 to " + MOST_DAYS + ")");
            return Optional.empty();
        }
        List<Long> amounts = entries.stream().flatMap(entry -> options.parsed(Optional.of(entry), Check.BAD_WARM_UP, SubmissionReader::amount).stream()).toList();
        if (start.isEmpty() || amounts.isEmpty() || amounts.size() != entries.size()) {
            return Optional.empty();
        }
        if (!today.isBefore(start.get().plusDays(amounts.size()))) {
            findings.add(Check.WARM_UP_OVER, node.position(), "the last day of <warmUp> was " + start.get().plusDays(amounts.size() - 1L));
        }
        return Optional.of(new WarmUp(start.get(), amounts));
    }

    private static LocalDate day(String text) {
        try {
            LocalDate day = LocalDate.parse(text);
            if (day.getYear() >= 2000 && day.getYear() < 3000) {
                return day;
            }
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("'" + Options.shown(text) + "' is no day (expected: such as 2026-11-22)", e);
        }
        throw new IllegalArgumentException("'" + Options.shown(text) + "' is far away (expected: such as 2026-11-22)");
    }

    private static long amount(String text) {
        if (!text.matches("[0-9]{1,9}") || Long.parseLong(text) < 1) {
            throw new IllegalArgumentException("'" + Options.shown(text) + "' is no number of messages (expected: 1 to 999999999)");
        }
        return Long.parseLong(text);
    }

    /** The address that Microsoft sees; what is used here only is none. */
    private static InetAddress publicAddress(String text) {
        if (!InetAddresses.isInetAddress(text) || text.indexOf('%') >= 0) {
            throw new IllegalArgumentException("'" + Options.shown(text) + "' is no IP address (expected: the public one that Microsoft sees, such as 203.0.113.25)");
        }
        InetAddress address = InetAddresses.forString(text);
        if (!PublicAddress.is(address)) {
            throw new IllegalArgumentException("'" + Options.shown(text) + "' is used in private networks (expected: the public address that Microsoft sees)");
        }
        return address;
    }
}
