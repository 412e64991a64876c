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

import java.util.ArrayList;
import java.util.List;

import javax.mail.MessagingException;

import org.apache.james.server.core.MailImpl;
import org.apache.mailet.base.test.FakeMailetConfig;
import org.junit.jupiter.api.Test;

import io.jamesconnectors.testing.MutableClock;

class RouteToConnectorTest {
    private final MutableRouteTable table = new MutableRouteTable(
        OutboundSamples.smartHost("Bank", "bank.test"), OutboundSamples.ruleScoped(OutboundSamples.mx("Archive, old", "*")));
    private final List<String> stored = new ArrayList<>();
    private final Dispatch dispatch = new Dispatch(new Ways(table, Placing.inOnePlace(table)), (queue, mail) -> stored.add(queue.asString() + " " + mail.getName() + " " + Mails.recipients(mail)),
        mail -> stored.add("home"), (connector, mail, refused) -> stored.add("refused"), MailTrace.NONE, MutableClock.at(WorkerBench.NOW));

    @Test
    void namesTheConnectorOfAllRecipients() throws Exception {
        route("archive, OLD", Mails.mail("a@bank.test", "b@bank.test", "c@else.test"));

        assertThat(stored).containsExactly("connector-archive_2c_20old mail-1-to-bank.test [a@bank.test, b@bank.test]", "connector-archive_2c_20old mail-1-to-else.test [c@else.test]");
    }

    @Test
    void namesOrdinaryDelivery() throws Exception {
        route("mx", Mails.mail("a@bank.test"));

        assertThat(stored).containsExactly("connector-mx mail-1 [a@bank.test]");
    }

    @Test
    void letsMailWaitUnderANameThatNoConnectorHas() throws Exception {
        route("Missing", Mails.mail("a@bank.test", "b@else.test"));

        assertThat(stored).containsExactly("connector-missing mail-1 [a@bank.test, b@else.test]");
    }

    @Test
    void replacesTheNameOfAnEarlierRule() throws Exception {
        MailImpl mail = WorkerBench.ruled("Missing", "a@bank.test");
        route("Bank", mail);

        assertThat(stored).containsExactly("connector-bank mail-1 [a@bank.test]");
    }

    @Test
    void doesNotStartWithoutAName() {
        assertThatThrownBy(() -> new RouteToConnector(table).init(FakeMailetConfig.builder().build()))
            .isInstanceOf(MessagingException.class).hasMessageContaining("expected: <connector>");
    }

    @Test
    void doesNotStartWithANameThatIsNone() {
        assertThatThrownBy(() -> mailet("x".repeat(65))).isInstanceOf(MessagingException.class).hasMessageContaining("expected: 1 to 64");
    }

    @Test
    void doesNotStartWithAParameterThatItDoesNotKnow() {
        assertThatThrownBy(() -> new RouteToConnector(table).init(FakeMailetConfig.builder().setProperty("connector", "Bank").setProperty("conector", "Bank").build()))
            .isInstanceOf(MessagingException.class);
    }

    private void route(String connector, MailImpl mail) throws Exception {
        mailet(connector).service(mail);
        dispatch.enqueue(mail);
    }

    private RouteToConnector mailet(String connector) throws MessagingException {
        RouteToConnector mailet = new RouteToConnector(table);
        mailet.init(FakeMailetConfig.builder().setProperty("connector", connector).build());
        return mailet;
    }
}
