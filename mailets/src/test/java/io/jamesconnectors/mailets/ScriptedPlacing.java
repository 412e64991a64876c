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
package io.jamesconnectors.mailets;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

import org.apache.james.core.MailAddress;
import org.apache.mailet.Mail;

import io.jamesconnectors.connectors.OutboundConnector;
import io.jamesconnectors.connectors.header.HeaderEdit;
import io.jamesconnectors.connectors.hybrid.RecipientPlace;

/** Recipients live where the test says, else where the routes lead. Mail that crosses is marked with a field. */
final class ScriptedPlacing implements Placing {
    private final Placing others;
    private final Map<String, Function<String, RecipientPlace>> places = new HashMap<>();
    Optional<String> sender = Optional.empty();

    ScriptedPlacing(RouteTable table) {
        this.others = Placing.inOnePlace(table);
    }

    /** @param place of the recipient, whose address it gets */
    ScriptedPlacing lives(String recipient, Function<String, RecipientPlace> place) {
        places.put(recipient, place);
        return this;
    }

    @Override
    public RecipientPlace place(Mail mail, MailAddress recipient) {
        return places.getOrDefault(recipient.asString(), address -> others.place(mail, recipient)).apply(recipient.asString());
    }

    @Override
    public Optional<String> rewrittenSender(OutboundConnector connector, String original) {
        return sender;
    }

    @Override
    public HeaderEdit departing(OutboundConnector connector, Mail mail, boolean crosses) {
        return crosses ? HeaderEdit.NONE.adding("X-Crossed", "1") : HeaderEdit.NONE;
    }
}
