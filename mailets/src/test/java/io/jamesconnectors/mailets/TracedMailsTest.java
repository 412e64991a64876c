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

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.apache.james.core.Domain;
import org.apache.james.domainlist.api.DomainList;
import org.apache.james.rrt.api.RecipientRewriteTable;
import org.apache.james.rrt.api.RecipientRewriteTableException;
import org.apache.james.rrt.lib.Mapping;
import org.apache.james.rrt.lib.Mappings;
import org.apache.james.rrt.lib.MappingsImpl;
import org.apache.james.server.core.MailImpl;
import org.apache.mailet.Attribute;
import org.apache.mailet.AttributeValue;
import org.apache.mailet.Mail;
import org.junit.jupiter.api.Test;

import io.jamesconnectors.matchers.InboundAttributes;
import io.jamesconnectors.testing.MutableClock;
import io.jamesconnectors.trace.TraceEvent;
import io.jamesconnectors.trace.TraceEvent.Kind;
import io.jamesconnectors.trace.TraceNote;
import io.jamesconnectors.trace.TraceSink;

/** What the mailets before James's own table and delivery tell the trace. */
class TracedMailsTest {
    private static final String ID = "01934c5c8d20123456789abcdef";

    private final List<TraceNote> noted = new ArrayList<>();
    private final MutableClock clock = MutableClock.at(WorkerBench.NOW);

    @Test
    void tellsWhomMappingsPutInThePlaceOfARecipient() throws Exception {
        Mail mail = traced("group@ours.test", "anna@ours.test", "itself@ours.test", "kept@ours.test", "short@ours.test");

        new TraceMappings(table(Map.of(
            "group", MappingsImpl.fromMappings(Mapping.group("anna@ours.test"), Mapping.forward("bob@bank.test")),
            "itself", MappingsImpl.fromMappings(Mapping.forward("itself@ours.test")),
            "kept", MappingsImpl.fromMappings(Mapping.forward("kept@ours.test"), Mapping.forward("away@bank.test")),
            "short", MappingsImpl.fromMappings(Mapping.alias("long")))), domains(), noted::add, clock).service(mail);

        assertThat(noted).containsExactly(
            expanded("group@ours.test", "by James's mappings into anna@ours.test, bob@bank.test"),
            expanded("kept@ours.test", "by James's mappings into away@bank.test, kept@ours.test"),
            expanded("short@ours.test", "by James's mappings into long@default.test"));
        assertThat(mail.getRecipients()).as("the mail is as it was").hasSize(5);
    }

    @Test
    void namesTenOfALargeGroup() throws Exception {
        MappingsImpl.Builder members = MappingsImpl.builder();
        for (int i = 0; i < 1_000; i++) {
            members.add(Mapping.group("member" + i + "@ours.test"));
        }

        new TraceMappings(table(Map.of("all", members.build())), domains(), noted::add, clock).service(traced("all@ours.test"));

        assertThat(noted).singleElement().isInstanceOfSatisfying(TraceEvent.class, event -> assertThat(event.reason()).hasSizeLessThan(400).endsWith(" and 990 more"));
    }

    @Test
    void tellsNothingWhereTheTableDoesNotAnswer() throws Exception {
        RecipientRewriteTable broken = (RecipientRewriteTable) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {RecipientRewriteTable.class}, (self, method, values) -> {
            throw new RecipientRewriteTableException("no database");
        });

        new TraceMappings(broken, domains(), noted::add, clock).service(traced("anna@ours.test"));

        assertThat(noted).isEmpty();
    }

    @Test
    void tellsThatMailboxesHereGetTheMail() throws Exception {
        new TraceLocalDelivery(noted::add, clock).service(traced("anna@ours.test", "bob@ours.test"));

        assertThat(noted).containsExactly(
            TraceEvent.of(ID, WorkerBench.NOW, Kind.DELIVER, "anna@ours.test", "", "given to this server's own delivery to mailboxes"),
            TraceEvent.of(ID, WorkerBench.NOW, Kind.DELIVER, "bob@ours.test", "", "given to this server's own delivery to mailboxes"));
    }

    @Test
    void mailThatCameByAnotherDoorGetsAnId() throws Exception {
        MailImpl mail = Mails.mail("anna@ours.test");

        new TraceLocalDelivery(noted::add, clock).service(mail);

        assertThat(noted).hasSize(2).first().isInstanceOf(TraceNote.Arrival.class);
        assertThat(mail.getAttribute(InboundAttributes.TRACE)).isPresent();
    }

    @Test
    void nothingIsAskedOrMarkedWhileNoTraceIsKept() throws Exception {
        RecipientRewriteTable unasked = (RecipientRewriteTable) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {RecipientRewriteTable.class}, (self, method, values) -> {
            throw new AssertionError("asked");
        });
        MailImpl mail = Mails.mail("anna@ours.test");

        new TraceMappings(unasked, domains(), TraceSink.NONE, clock).service(mail);
        new TraceLocalDelivery(TraceSink.NONE, clock).service(mail);

        assertThat(mail.getAttribute(InboundAttributes.TRACE)).isEmpty();
    }

    private static TraceEvent expanded(String recipient, String reason) {
        return TraceEvent.of(ID, WorkerBench.NOW, Kind.EXPAND, recipient, "", reason);
    }

    private static MailImpl traced(String... recipients) {
        MailImpl mail = Mails.mail(recipients);
        mail.setAttribute(new Attribute(InboundAttributes.TRACE, AttributeValue.of(ID)));
        return mail;
    }

    /** A table of James that answers by local part; all else that it is asked is a mistake of the test. */
    private static RecipientRewriteTable table(Map<String, Mappings> mappings) {
        return (RecipientRewriteTable) Proxy.newProxyInstance(TracedMailsTest.class.getClassLoader(), new Class<?>[] {RecipientRewriteTable.class},
            (self, method, values) -> {
                assertThat(method.getName()).isEqualTo("getResolvedMappings");
                return mappings.getOrDefault(String.valueOf(values[0]), MappingsImpl.empty());
            });
    }

    private static DomainList domains() {
        return (DomainList) Proxy.newProxyInstance(TracedMailsTest.class.getClassLoader(), new Class<?>[] {DomainList.class}, (self, method, values) -> Domain.of("default.test"));
    }
}
