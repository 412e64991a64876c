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

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.JsonNode;

/** How often each kind of thing came up. */
final class Seen {
    /** What comes up in a run, but for a few with some seeds. */
    private static final List<String> KINDS = List.of("grantRelay", "awaitMessage", "ordinary", "refuse", "refused at the end of DATA", "deliver", "fail", "defer",
        "by address", "by name", "by mx", "by login", "by client_submission", "by direct_send", "by smtp_relay", "ordinary delivery",
        "sender rewritten (SRS)", "sender replaced (fromRewrite)", "as a mailbox", "refused by a sending option", "bounce to a rewritten sender", "mail to a rewritten sender refused",
        "in the routing table", "under another name on the other side", "loop", "in test mode", "switched off in the file", "switched off beside the file", "recipient of an authoritative domain",
        "domain does not exist", "null MX", "DNS fails", "exchanger without address", "domain itself is the host", "mail without a sender");

    private final Map<String, Integer> counts = new TreeMap<>();
    private final Set<String> switchedOff = new HashSet<>();

    void switchedOff(String connector) {
        switchedOff.add(connector);
    }

    void add(String kind) {
        counts.merge(kind, 1, Integer::sum);
    }

    /** What was answered to RCPT. */
    void atRcpt(JsonNode recipient) {
        add(recipient.path("inbound").path("verdict").asText());
        if (recipient.path("recipient").asText().contains("+SRS=") && recipient.path("place").path("code").asText().equals("no-bounce")) {
            add("mail to a rewritten sender refused");
        }
        if (recipient.path("place").path("where").asText().equals("looping")) {
            add("loop");
        }
        if (recipient.path("place").path("code").asText().equals("leads-nowhere")) {
            add("recipient of an authoritative domain");
        }
        for (JsonNode candidate : recipient.path("route").path("candidates")) {
            boolean off = candidate.path("code").asText().equals("switched-off");
            if (off) {
                add(switchedOff.contains(candidate.path("connector").asText()) ? "switched off beside the file" : "switched off in the file");
            } else if (candidate.path("code").asText().equals("test-mode")) {
                add("in test mode");
            }
        }
    }

    /** A recipient of a message that was taken. */
    void taken(JsonNode recipient, String sender, Foretold foretold, RandomSite site) {
        add(foretold.event().toLowerCase(Locale.ROOT));
        RandomOutbound by = site.outbound().get(foretold.connector());
        add(by == null ? "ordinary delivery" : "by " + by.kind().name().toLowerCase(Locale.ROOT));
        String from = Foretold.path(recipient, "MAIL FROM:");
        if (sender.isEmpty()) {
            add("mail without a sender");
        }
        if (!foretold.mail().isEmpty() && !from.equals(sender)) {
            add(from.contains("+SRS=") ? "sender rewritten (SRS)" : "sender replaced (fromRewrite)");
        }
        if (recipient.has("credentials")) {
            add("as a mailbox");
        }
        if (recipient.path("recipient").asText().contains("+SRS=")) {
            add("bounce to a rewritten sender");
        }
        if (recipient.path("place").path("code").asText().equals("in-routing-table")) {
            add("in the routing table");
        }
        if (foretold.mail().endsWith("@tenant.test>") && !recipient.path("recipient").asText().endsWith("@tenant.test")) {
            add("under another name on the other side");
        }
        String code = foretold.code();
        if (by != null && foretold.event().equals("Fail") && (code.startsWith("5.7.") || code.equals("5.1.8"))) {
            add("refused by a sending option");
        }
        String domain = recipient.path("recipient").asText().replaceFirst(".*@", "");
        switch (domain + " " + code) {
            case "gone.mx.test 5.1.2" -> add("domain does not exist");
            case "null.mx.test 5.1.10" -> add("null MX");
            case "broken.mx.test 4.4.312" -> add("DNS fails");
            case "lost.mx.test 4.4.312" -> add("exchanger without address");
            case "c.mx.test " -> add("domain itself is the host");
            default -> { }
        }
    }

    /** What has not come up. */
    List<String> missing() {
        return KINDS.stream().filter(kind -> !counts.containsKey(kind)).toList();
    }

    @Override
    public String toString() {
        return counts.toString();
    }
}
