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
package io.jamesconnectors.it.hybrid;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.jamesconnectors.testing.SinkSmtpServer;
import io.jamesconnectors.testing.tenant.StoredMessage;

/** Everything that has arrived anywhere. */
record Ends(List<Arrived> arrived) {
    private static final Pattern FOR = Pattern.compile("\\n\\s+for <([^>]*)>;");
    private static final Pattern RETURN_PATH = Pattern.compile("Return-Path: <([^>]*)>");

    static Ends of(TwoSides sides) {
        List<Arrived> all = new ArrayList<>();
        for (Place place : new Place[] {Place.HERE, Place.THERE}) {
            for (String mailbox : new String[] {place.sender(), place.recipient()}) {
                if (place == Place.HERE || sides.scenario().sharesDirectory()) {
                    sides.james().mailboxes().messages(mailbox).forEach(text -> all.add(here(text)));
                }
                sides.tenant().messages(mailbox).forEach(message -> all.add(there(message)));
            }
        }
        all.addAll(outside("fabrikam.com", sides.internet().fabrikam()));
        all.addAll(outside("contosobank.com", sides.internet().bank()));
        all.addAll(outside("inspection.contoso.com", sides.internet().inspection()));
        return new Ends(all);
    }

    List<Arrived> of(Direction direction) {
        return arrived.stream().filter(each -> each.concerns(direction)).toList();
    }

    /** The listener wants no TLS of local clients, so how James was handed a message stands in its log: {@link JamesLog}. */
    private static Arrived here(String text) {
        return new Arrived("mailbox here", first(RETURN_PATH, text), first(FOR, text), text, true);
    }

    private static Arrived there(StoredMessage message) {
        boolean secured = message.arrival().peer().map(peer -> peer.tlsProtocol().equals(Optional.of("TLSv1.3"))).orElse(true);
        return new Arrived("mailbox there", message.sender(), message.recipient(), message.text(), secured);
    }

    private static List<Arrived> outside(String name, SinkSmtpServer server) {
        return server.received().stream().map(message -> new Arrived(name, message.sender(), String.join(",", message.recipients()),
            new String(message.content(), StandardCharsets.ISO_8859_1), message.tlsProtocol().equals(Optional.of("TLSv1.3")))).toList();
    }

    private static String first(Pattern pattern, String text) {
        Matcher found = pattern.matcher(text);
        return found.find() ? found.group(1) : "-";
    }
}
