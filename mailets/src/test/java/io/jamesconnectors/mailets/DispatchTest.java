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

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.apache.james.queue.api.MailQueue.MailQueueException;
import org.apache.james.server.core.MailImpl;
import org.junit.jupiter.api.Test;

import io.jamesconnectors.testing.MutableClock;

class DispatchTest {
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

    private final List<String> stored = new ArrayList<>();
    private final MutableRouteTable table = new MutableRouteTable(OutboundSamples.smartHost("Relay", "cloud.test", "*.cloud.test"), OutboundSamples.mx("Bank", "bank.test", "bank2.test"));
    private int storesUntilFailure = Integer.MAX_VALUE;
    private final Dispatch dispatch = new Dispatch(new Ways(table, Placing.inOnePlace(table)), (queue, mail) -> {
        if (storesUntilFailure-- == 0) {
            throw new MailQueueException("full");
        }
        stored.add(queue.asString() + " " + mail.getName() + " " + Mails.recipients(mail));
    }, mail -> stored.add("home " + mail.getName() + " " + Mails.recipients(mail)), (connector, mail, refused) -> stored.add("refused"), MailTrace.NONE, MutableClock.at(NOW));

    @Test
    void storesTheMailOfSmartHostsOnceForAllDomains() throws Exception {
        dispatch.enqueue(Mails.mail("a@cloud.test", "b@eu.cloud.test"));

        assertThat(stored).containsExactly("connector-relay mail-1 [a@cloud.test, b@eu.cloud.test]");
    }

    @Test
    void storesTheMailOfAnMxRouteOncePerDomain() throws Exception {
        dispatch.enqueue(Mails.mail("a@bank.test", "b@bank2.test", "c@bank.test"));

        assertThat(stored).containsExactly("connector-bank mail-1-to-bank.test [a@bank.test, c@bank.test]", "connector-bank mail-1-to-bank2.test [b@bank2.test]");
    }

    @Test
    void givesTheRestToTheDefaultRoute() throws Exception {
        dispatch.enqueue(Mails.mail("a@cloud.test", "b@elsewhere.test"));

        assertThat(stored).containsExactly("connector-relay mail-1-to-connector-relay [a@cloud.test]", "connector-mx mail-1-to-elsewhere.test [b@elsewhere.test]");
    }

    @Test
    void givesAnAddressLiteralToTheDefaultRoute() throws Exception {
        dispatch.enqueue(Mails.mail("a@[192.0.2.1]"));

        assertThat(stored).containsExactly("connector-mx mail-1 [a@192.0.2.1]");
    }

    @Test
    void leavesNoRecipientWhenAllIsStored() throws Exception {
        MailImpl mail = Mails.mail("a@cloud.test", "b@bank.test");
        dispatch.enqueue(mail);

        assertThat(mail.getRecipients()).isEmpty();
        assertThat(mail.getName()).isEqualTo("mail-1");
    }

    @Test
    void leavesJustTheRecipientsThatAreNotStoredWhenAQueueFails() {
        storesUntilFailure = 1;
        MailImpl mail = Mails.mail("a@cloud.test", "b@bank.test", "c@bank2.test");

        assertThatThrownBy(() -> dispatch.enqueue(mail)).isInstanceOf(MailQueueException.class);
        assertThat(Mails.recipients(mail)).containsExactly("b@bank.test", "c@bank2.test");
        assertThat(mail.getName()).isEqualTo("mail-1");
    }

    @Test
    void storesEachRecipientOnceWhenTheRestIsRepeated() throws Exception {
        storesUntilFailure = 1;
        MailImpl mail = Mails.mail("a@cloud.test", "b@bank.test");
        assertThatThrownBy(() -> dispatch.enqueue(mail)).isInstanceOf(MailQueueException.class);
        dispatch.enqueue(mail);

        assertThat(stored).containsExactly("connector-relay mail-1-to-connector-relay [a@cloud.test]", "connector-bank mail-1 [b@bank.test]");
    }

    @Test
    void notesTheTimeOfAcceptanceOnce() throws Exception {
        MailImpl mail = Mails.mail("a@cloud.test");
        DeliveryProgress.startingAt(NOW.minusSeconds(60)).noteOn(mail);
        dispatch.enqueue(mail);
        MailImpl fresh = Mails.mail("a@cloud.test");
        dispatch.enqueue(fresh);

        assertThat(DeliveryProgress.of(mail, NOW).acceptedAt()).isEqualTo(NOW.minusSeconds(60));
        assertThat(DeliveryProgress.of(fresh, NOW.plusSeconds(9)).acceptedAt()).isEqualTo(NOW);
    }
}
