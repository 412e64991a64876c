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
package io.jamesconnectors.smtp.delivery;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.jamesconnectors.smtp.mime.NotConvertible;
import io.jamesconnectors.smtp.mime.SevenBit;
import io.jamesconnectors.smtp.session.BodySource;
import io.jamesconnectors.smtp.session.Message;
import io.jamesconnectors.smtp.session.Phase;
import io.jamesconnectors.smtp.session.Recipient;
import io.jamesconnectors.smtp.wire.Capabilities;
import io.jamesconnectors.smtp.wire.MailAddress;

/**
 * A message as one server can take it. What the server does not offer is made good where nothing is lost by that: international domains become A-labels,
 * 8-bit parts are re-encoded. Whoever can't be served so is left out; nothing is ever mangled.
 *
 * @param recipients who are served, in their order
 * @param message for them; empty when there are none
 * @param leftOut who are not, with the reason; another host may serve them
 */
record Fitted(List<EnvelopeRecipient> recipients, Optional<Message> message, Map<EnvelopeRecipient, Failure> leftOut) {

    /**
     * Fits the message of {@code attempt} to a server.
     *
     * @throws IOException when the message can't be read
     */
    static Fitted to(Capabilities offered, Attempt attempt, List<EnvelopeRecipient> candidates, String host, String peer) throws IOException {
        Envelope envelope = attempt.envelope();
        MailAddress sender = new MailAddress(envelope.sender());
        boolean international = envelope.smtpUtf8() || sender.inAscii().isEmpty();
        if (international && !offered.smtpUtf8()) {
            return nobody(candidates, sender.inAscii().isEmpty() ? internationalAddress(host, peer)
                : OwnFailures.of(Phase.EHLO, OwnFailures.NEEDS_UTF8_HEADER, host, peer, host + " takes no international header",
                    "SMTPUTF8: not offered (expected: offered, since the header holds UTF-8)"));
        }
        Map<EnvelopeRecipient, Failure> leftOut = new LinkedHashMap<>();
        List<EnvelopeRecipient> served = new ArrayList<>(candidates.size());
        for (EnvelopeRecipient candidate : candidates) {
            boolean needsUtf8 = new MailAddress(candidate.address()).inAscii().isEmpty();
            if (needsUtf8 && !offered.smtpUtf8()) {
                leftOut.put(candidate, internationalAddress(host, peer));
            } else {
                served.add(candidate);
                international |= needsUtf8;
            }
        }
        if (served.isEmpty()) {
            return new Fitted(served, Optional.empty(), leftOut);
        }
        boolean inUtf8 = international;
        List<Recipient> recipients = served.stream()
            .map(recipient -> new Recipient(spelled(new MailAddress(recipient.address()), inUtf8), recipient.dsn())).toList();
        long size = attempt.body().size();
        BodySource body = attempt.body()::open;
        boolean eightBit = envelope.eightBitMime();
        if (eightBit && !offered.eightBitMime()) {
            try {
                SevenBit converted = attempt.sevenBit();
                size = converted.size();
                body = () -> converted.convert(attempt.body().open());
                eightBit = false;
            } catch (NotConvertible e) {
                return nobody(candidates, OwnFailures.of(Phase.EHLO, OwnFailures.NEEDS_EIGHT_BIT, host, peer, host + " takes no 8-bit message",
                    "8BITMIME: not offered (expected: offered, since the message can't be re-encoded: " + e.reason() + ")"));
            }
        }
        return new Fitted(served, Optional.of(new Message(spelled(sender, inUtf8), recipients, envelope.dsn(), size, eightBit, inUtf8, body)), leftOut);
    }

    private static MailAddress spelled(MailAddress address, boolean inUtf8) {
        return inUtf8 ? address : address.inAscii().orElse(address);
    }

    private static Failure internationalAddress(String host, String peer) {
        return OwnFailures.of(Phase.EHLO, OwnFailures.NEEDS_UTF8, host, peer, host + " takes no international address",
            "SMTPUTF8: not offered (expected: offered, for an address)");
    }

    private static Fitted nobody(List<EnvelopeRecipient> candidates, Failure failure) {
        Map<EnvelopeRecipient, Failure> all = new LinkedHashMap<>();
        candidates.forEach(candidate -> all.put(candidate, failure));
        return new Fitted(List.of(), Optional.empty(), all);
    }
}
