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
package io.jamesconnectors.connectors.explain;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.jamesconnectors.connectors.DomainName;
import io.jamesconnectors.connectors.header.HeaderBlock;
import io.jamesconnectors.connectors.inbound.OriginatorOrg;
import io.jamesconnectors.connectors.inbound.received.ReceivedField;
import io.jamesconnectors.connectors.inbound.received.TrueSource;

/**
 * What the header of a saved message tells of its way. The topmost {@code Received} field is taken for that of this server, which saw the client; whether it is, nobody
 * can tell from the message.
 *
 * @param header all of it
 * @param topmost what the topmost {@code Received} field says
 * @param received the other ones, the topmost first
 */
record SavedMessage(HeaderBlock header, Optional<String> topmost, List<String> received) {
    private static final Pattern WITH = Pattern.compile("\\swith\\s+([A-Za-z0-9]{1,20})", Pattern.CASE_INSENSITIVE);
    private static final Pattern VERSION = Pattern.compile("TLSv?1[._]?([0-3])", Pattern.CASE_INSENSITIVE);
    private static final Pattern FOR = Pattern.compile("\\sfor\\s+<([^<>\\s]{1,320})>", Pattern.CASE_INSENSITIVE);
    private static final Pattern ADDRESS = Pattern.compile("<([^<>\\s]{1,320})>|([^<>\\s,;:()\"]{1,200}@[^<>\\s,;:()\"]{1,200})");
    private static final Set<String> OVER_TLS = Set.of("esmtps", "esmtpsa", "utf8smtps", "utf8smtpsa", "lmtps", "lmtpsa", "smtps");
    private static final int MOST_SHOWN = 4_096;

    /** @throws BadRequest for a header that is too large to be looked at, or none */
    static SavedMessage read(String text) throws BadRequest {
        try {
            HeaderBlock header = HeaderBlock.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)))
                .orElseThrow(() -> new BadRequest("message: a header of more than " + HeaderBlock.MAX_OCTETS + " octets or " + HeaderBlock.MAX_FIELDS
                    + " fields (expected: at most so much)"));
            if (header.fields().stream().allMatch(field -> field.name().isEmpty())) {
                throw new BadRequest("message: no header field (expected: a message, or its header, with at least one)");
            }
            List<String> received = header.all("received").map(HeaderBlock.Field::value).limit(TrueSource.MAX_FIELDS + 2L).toList();
            return new SavedMessage(header, received.stream().findFirst(), received.stream().skip(1).toList());
        } catch (IOException e) {
            throw new IllegalStateException("bytes in memory can't fail to be read", e);
        }
    }

    /** Where the client was. */
    Optional<InetAddress> client() {
        return topmost.flatMap(ReceivedField::client);
    }

    /** The version of TLS, {@code none}, or empty where nothing is said. */
    Optional<String> tls() {
        Optional<String> protocol = topmost().flatMap(field -> found(WITH, field)).map(word -> word.toLowerCase(Locale.ROOT));
        Optional<String> version = topmost().flatMap(field -> found(VERSION, field)).map(digit -> "1." + digit);
        return version.isPresent() ? version : protocol.filter(word -> word.contains("mtp")).map(word -> OVER_TLS.contains(word) ? "1.2" : "none");
    }

    /** Whether the version is a guess: only that there was TLS is said. */
    boolean guessesTls() {
        return tls().filter("1.2"::equals).isPresent() && topmost().flatMap(field -> found(VERSION, field)).isEmpty();
    }

    /** Whether the client had logged in (RFC 3848). */
    boolean loggedIn() {
        return topmost().flatMap(field -> found(WITH, field)).map(word -> word.toLowerCase(Locale.ROOT)).filter(word -> word.matches("(e|utf8)smtps?a")).isPresent();
    }

    /** MAIL FROM as the server that delivered the message wrote it down (RFC 5321 §4.4). */
    Optional<String> returnPath() {
        return header.all("return-path").map(HeaderBlock.Field::value).findFirst();
    }

    /** Who the message says that it is from. */
    Optional<String> from() {
        return header.all("from").map(HeaderBlock.Field::value).map(SavedMessage::addresses).flatMap(List::stream).findFirst();
    }

    /** RCPT TO as a server wrote it down. */
    List<String> deliveredTo() {
        List<String> noted = Stream.of("delivered-to", "x-original-to", "x-envelope-to").flatMap(header::all).map(HeaderBlock.Field::value)
            .map(SavedMessage::addresses).flatMap(List::stream).distinct().limit(1).toList();
        return noted.isEmpty() ? topmost().flatMap(field -> found(FOR, field)).map(List::of).orElse(List.of()) : noted;
    }

    /** Whom the message says that it is for. */
    List<String> to() {
        return Stream.of("to", "cc").flatMap(header::all).map(HeaderBlock.Field::value).map(SavedMessage::addresses).flatMap(List::stream).distinct()
            .limit(ExplainRequest.MAX_RECIPIENTS).toList();
    }

    /** What {@code X-OriginatorOrg} says: all fields of that name must name one domain. */
    static OriginatorOrg originatorOrg(HeaderBlock header) {
        List<String> named = header.all("x-originatororg").map(HeaderBlock.Field::value).distinct().limit(2).toList();
        return named.isEmpty() ? OriginatorOrg.NONE
            : named.size() > 1 ? OriginatorOrg.UNUSABLE : DomainName.tryParse(named.get(0)).map(OriginatorOrg::of).orElse(OriginatorOrg.UNUSABLE);
    }

    private static List<String> addresses(String value) {
        return ADDRESS.matcher(shortened(value)).results().map(found -> found.group(1) == null ? found.group(2) : found.group(1))
            .filter(address -> address.indexOf('@') > 0).toList();
    }

    private static Optional<String> found(Pattern pattern, String field) {
        Matcher matcher = pattern.matcher(shortened(field));
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    private static String shortened(String value) {
        return value.length() > MOST_SHOWN ? value.substring(0, MOST_SHOWN) : value;
    }
}
