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
package io.jamesconnectors.connectors.inbound.received;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads the address of the client from a {@code Received} header field (RFC 5321 §4.4), as Postfix, Exim, Sendmail, Exchange, James, qmail and others
 * write it.
 *
 * <p>The server that writes the field knows the address of its client and takes the HELO name from it. So:
 * <ul>
 *   <li>only comments of the from-clause are read; after {@code by} nothing, and nothing that follows the HELO name in a comment;</li>
 *   <li>two addresses that differ, a second {@code from} or {@code by}, more than one word before {@code by}, parentheses that don't match: some
 *       client may have written into the field what it liked, and no address is read;</li>
 *   <li>{@code from [192.0.2.1] by} is no address, as it may be the HELO name; {@code from [192.0.2.1] (helo=name) by} is one, as that name is
 *       the other.</li>
 * </ul>
 */
public final class ReceivedField {
    /** The longest field that is read, in characters. */
    public static final int MAX_LENGTH = 4096;

    private ReceivedField() {
    }

    /**
     * The address of the client that handed the mail over; empty when it can't be told for certain.
     *
     * @param body what stands behind the colon, folded or not
     */
    public static Optional<InetAddress> client(String body) {
        return body.length() > MAX_LENGTH ? Optional.empty() : Clause.cut(body).map(Clause::parts).flatMap(ReceivedField::client);
    }

    private static Optional<InetAddress> client(List<Clause.Part> parts) {
        int by = only("by", parts);
        if (by < 2 || only("from", parts) != 0 || !(parts.get(1) instanceof Clause.Word name)) {
            return Optional.empty();
        }
        List<Clause.Part> rest = parts.subList(2, by);
        if (!rest.stream().allMatch(Clause.Comment.class::isInstance)) {
            return Optional.empty();
        }
        List<TcpInfo> told = rest.stream().map(Clause.Comment.class::cast).map(comment -> TcpInfo.of(comment.words())).toList();
        Stream<InetAddress> addresses = told.stream().flatMap(info -> info.addresses().stream());
        if (told.stream().anyMatch(TcpInfo::namesHelo)) {
            addresses = Stream.concat(addresses, AddressText.bracketed(name.text()).stream());
        }
        List<InetAddress> distinct = addresses.distinct().toList();
        return distinct.size() == 1 ? Optional.of(distinct.get(0)) : Optional.empty();
    }

    /** Where that word stands outside comments; -1 when it does nowhere or more than once. */
    private static int only(String keyword, List<Clause.Part> parts) {
        int found = -1;
        for (int i = 0; i < parts.size(); i++) {
            if (parts.get(i) instanceof Clause.Word word && word.text().equalsIgnoreCase(keyword)) {
                if (found >= 0) {
                    return -1;
                }
                found = i;
            }
        }
        return found;
    }
}
