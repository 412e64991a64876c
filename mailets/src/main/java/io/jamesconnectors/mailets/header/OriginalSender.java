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
package io.jamesconnectors.mailets.header;

import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

import javax.mail.internet.AddressException;
import javax.mail.internet.InternetAddress;
import javax.mail.internet.MimeUtility;

import io.jamesconnectors.connectors.DomainName;
import io.jamesconnectors.connectors.header.HeaderBlock;
import io.jamesconnectors.connectors.outbound.PrivateDomains;
import io.jamesconnectors.smtp.wire.Printable;

/**
 * Who a message was from before its sender was replaced.
 *
 * @param text as the message wrote it, on one line; empty when it did not say
 * @param addresses read from it; empty when none can be replied to
 */
record OriginalSender(String text, List<InternetAddress> addresses) {
    private static final int LONGEST = 500;
    private static final int MOST_ADDRESSES = 5;
    private static final Pattern LOCAL_PART = Pattern.compile("[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*");

    OriginalSender {
        addresses = List.copyOf(addresses);
    }

    /** The From fields of {@code header}; without one, MAIL FROM. */
    static OriginalSender of(HeaderBlock header, String envelopeSender) {
        List<String> values = header.all("from").map(HeaderBlock.Field::value).filter(value -> !value.isEmpty()).toList();
        String text = values.isEmpty() ? envelopeSender : String.join(", ", values);
        return new OriginalSender(Printable.bounded(Printable.line(text), LONGEST), text.length() > LONGEST ? List.of() : addresses(text));
    }

    /** The field that makes answers go to the original sender; empty when they would reach nobody. */
    Optional<String> asReplyTo() {
        if (addresses.isEmpty()) {
            return Optional.empty();
        }
        List<String> written = new ArrayList<>();
        for (InternetAddress address : addresses) {
            try {
                String name = address.getPersonal();
                written.add(name == null || name.isBlank() ? address.getAddress()
                    : new InternetAddress(address.getAddress(), Printable.line(name), StandardCharsets.UTF_8.name()).toString());
            } catch (UnsupportedEncodingException e) {
                throw new IllegalStateException("UTF-8 is in every Java", e);
            }
        }
        return Optional.of("Reply-To: " + String.join(",\r\n ", written));
    }

    /** The field that only tells; empty when there is nothing to tell. */
    Optional<String> asHeader() {
        try {
            String encoded = MimeUtility.encodeText(text, StandardCharsets.UTF_8.name(), null);
            String field = "X-Original-From: " + encoded;
            return text.isEmpty() ? Optional.empty() : Optional.of(encoded.equals(text) ? MimeUtility.fold(0, field) : field);
        } catch (UnsupportedEncodingException e) {
            throw new IllegalStateException("UTF-8 is in every Java", e);
        }
    }

    private static List<InternetAddress> addresses(String text) {
        try {
            InternetAddress[] found = InternetAddress.parseHeader(text, true);
            boolean all = found.length > 0 && found.length <= MOST_ADDRESSES && Arrays.stream(found).allMatch(OriginalSender::canBeRepliedTo);
            return all ? List.of(found) : List.of();
        } catch (AddressException | RuntimeException e) {
            // A stranger's words need not be addresses.
            return List.of();
        }
    }

    private static boolean canBeRepliedTo(InternetAddress address) {
        String spelling = address.getAddress() == null ? "" : address.getAddress();
        int at = spelling.lastIndexOf('@');
        return at > 0 && LOCAL_PART.matcher(spelling.substring(0, at)).matches()
            && spelling.chars().allMatch(c -> c < 0x7f)
            && DomainName.tryParse(spelling.substring(at + 1)).filter(domain -> !PrivateDomains.hold(domain)).isPresent();
    }
}
