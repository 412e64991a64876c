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
package io.jamesconnectors.testing.tenant;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The senders under which mail of others leaves the tenant (reference §5.9): the long form for mail that a mail user here forwards, the short one where that is
 * longer than 64 characters, and for mail that own servers relay. Mail to own servers keeps its sender, unless the connector is told otherwise. What makes up
 * hash and timestamp is not published; only their places are Microsoft's. Bounces come to the mailbox before {@code +SRS=}, and are taken no further.
 */
final class SenderRewriting {
    private static final int LONGEST_LOCAL_PART = 64;
    private static final int HASH_LENGTH = 5;
    private static final String DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final String MARK = "+srs=";

    private final Routing routing;
    private final TenantSwitches switches;
    private final SecretKeySpec key;

    SenderRewriting(Routing routing, TenantSwitches switches) {
        this.routing = routing;
        this.switches = switches;
        byte[] secret = new byte[32];
        new SecureRandom().nextBytes(secret);
        this.key = new SecretKeySpec(secret, "HmacSHA256");
    }

    /** What MAIL says for this recipient. */
    String sender(Letter letter, Hop.Relay relay, String recipient) {
        String sender = letter.sender();
        boolean foreign = !sender.isEmpty() && !routing.isAccepted(Address.domain(sender));
        boolean toOwnServers = relay.connector().map(connector -> connector.onPremises() && !connector.senderRewritingEnabled()).orElse(false);
        if (!foreign || toOwnServers || !switches.rewritesSenders()) {
            return sender;
        }
        String mark = "+SRS=" + hash(sender) + "=" + timestamp(Instant.now());
        String longForm = Address.localPart(recipient) + mark + "=" + Address.domain(sender) + "=" + Address.localPart(sender);
        boolean shortForm = letter.arrival().source() == Source.ON_PREMISES || longForm.length() > LONGEST_LOCAL_PART;
        return shortForm ? "bounces" + mark + "@" + routing.defaultDomain() : longForm + "@" + Address.domain(recipient);
    }

    /** The address whose mailbox gets bounces to {@code address}; itself where it is none of ours. */
    static String mailbox(String address) {
        int mark = address.toLowerCase(Locale.ROOT).indexOf(MARK);
        return mark < 0 ? address : address.substring(0, mark) + "@" + Address.domain(address);
    }

    private String hash(String sender) {
        try {
            Mac mac = Mac.getInstance(key.getAlgorithm());
            mac.init(key);
            byte[] bytes = mac.doFinal(Address.canonical(sender).getBytes(StandardCharsets.UTF_8));
            StringBuilder hash = new StringBuilder();
            for (int i = 0; i < HASH_LENGTH; i++) {
                hash.append(DIGITS.charAt(bytes[i] & 31));
            }
            return hash.toString();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("hash", e);
        }
    }

    /** Days, in two characters. */
    private static String timestamp(Instant now) {
        long days = Duration.between(Instant.EPOCH, now).toDays();
        return "" + DIGITS.charAt((int) (days >> 5 & 31)) + DIGITS.charAt((int) (days & 31));
    }
}
