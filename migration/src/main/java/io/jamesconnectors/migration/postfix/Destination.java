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

import java.util.List;
import java.util.Locale;
import java.util.Set;

import io.jamesconnectors.migration.Plain;

/**
 * {@code transport:nexthop}, as transport_maps, default_transport and their like say it.
 *
 * @param transport empty for the one that is usual for the recipient
 * @param hops none for the usual ones
 * @param held as Postfix has it, where mail is not to be sent by SMTP: it must not take another route instead; empty for SMTP
 */
record Destination(String transport, List<NextHop> hops, String held) {
    private static final Set<String> SMTP = Set.of("smtp", "relay", "");
    private static final Set<String> MAILBOXES = Set.of("local", "virtual", "lmtp");
    private static final int SHOWN = 200;

    /**
     * Reads one.
     *
     * @throws IllegalArgumentException when a next hop is none; the message says which
     */
    static Destination parse(String text) {
        int colon = text.indexOf(':');
        String transport = (colon < 0 ? text : text.substring(0, colon)).strip().toLowerCase(Locale.ROOT);
        if (!SMTP.contains(transport)) {
            String shown = Plain.comment(text);
            return new Destination(transport, List.of(), shown.length() > SHOWN ? Plain.comment(shown.substring(0, SHOWN)) : shown);
        }
        List<NextHop> hops = colon < 0 ? List.of() : NextHop.all(text.substring(colon + 1));
        boolean nowhere = !hops.isEmpty() && hops.stream().allMatch(hop -> NextHop.isNowhere(hop.host()));
        return nowhere ? new Destination(transport, List.of(), Plain.comment(text)) : new Destination(transport, hops, "");
    }

    /** By SMTP to these, or to the mail exchangers of the recipient's domain where there are none. */
    static Destination to(List<NextHop> hops) {
        return new Destination("smtp", hops, "");
    }

    boolean isHeld() {
        return !held.isEmpty();
    }

    /** Whether mail goes into mailboxes by it, and not to another server. */
    boolean isToMailboxes() {
        return MAILBOXES.contains(transport);
    }

    /** {@code :}, which means that nothing is to change. */
    boolean isUnchanged() {
        return transport.isEmpty() && hops.isEmpty() && !isHeld();
    }

    /** Why mail is held. */
    String why() {
        return switch (transport) {
            case "local", "virtual" -> "mailboxes that are not of a domain here";
            case "lmtp" -> "LMTP is not spoken here";
            case "error", "retry" -> "it was refused or put off";
            case "discard" -> "James discards by a mailet (Null)";
            case "smtp", "relay", "" -> "its next hop never exists";
            default -> "the transport " + Plain.shown(transport) + " is defined in master.cf";
        };
    }
}
