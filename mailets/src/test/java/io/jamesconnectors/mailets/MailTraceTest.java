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

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.apache.james.core.MailAddress;
import org.apache.james.server.core.MailImpl;
import org.apache.mailet.Attribute;
import org.apache.mailet.AttributeValue;
import org.apache.mailet.base.test.FakeMailContext.SentMail;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.jamesconnectors.connectors.ConnectorName;
import io.jamesconnectors.connectors.TlsSettings;
import io.jamesconnectors.matchers.InboundAttributes;
import io.jamesconnectors.smtp.delivery.AttemptTrace;
import io.jamesconnectors.smtp.delivery.RecipientOutcome;
import io.jamesconnectors.smtp.wire.Reply;
import io.jamesconnectors.testing.MutableClock;
import io.jamesconnectors.trace.TraceEvent;
import io.jamesconnectors.trace.TraceEvent.Kind;
import io.jamesconnectors.trace.TraceId;
import io.jamesconnectors.trace.TraceNote;
import io.jamesconnectors.trace.TraceTls;

class MailTraceTest {
    private static final String ID = "0".repeat(27);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void notesWhatBecameOfEachRecipient() throws Exception {
        WorkerBench bench = new WorkerBench(folder, OutboundSamples.smartHost("Bank", "bank.test"));
        bench.delivery.answer("b@bank.test", ScriptedDelivery.DEFERRED).answer("c@bank.test", ScriptedDelivery.REFUSED);

        bench.process(traced("a@bank.test", "b@bank.test", "c@bank.test"));

        assertThat(events(bench.noted)).extracting(TraceEvent::id, TraceEvent::kind, TraceEvent::recipient, TraceEvent::connector, TraceEvent::reply).containsExactly(
            tuple(Kind.DELIVER, "a@bank.test", "250 2.0.0 Ok"),
            tuple(Kind.FAIL, "c@bank.test", "550 5.1.1 No such user"),
            tuple(Kind.DEFER, "b@bank.test", "450 4.4.316 Connection refused"));
        assertThat(bench.noted).as("the mail had an id").noneMatch(TraceNote.Arrival.class::isInstance);
        assertThat(bench.storedLast().getAttribute(InboundAttributes.TRACE)).isPresent();
    }

    @Test
    void mailWithoutAnIdGetsOneAndItsArrivalIsNoted() throws Exception {
        WorkerBench bench = new WorkerBench(folder, OutboundSamples.smartHost("Bank", "bank.test"));

        bench.process(Mails.mail("a@bank.test"));

        TraceNote.Arrival arrival = (TraceNote.Arrival) bench.noted.get(0);
        assertThat(arrival.id()).matches(TraceId.FORM);
        assertThat(arrival.recipients()).containsExactly("a@bank.test");
        assertThat(events(bench.noted)).extracting(TraceEvent::id).containsOnly(arrival.id());
    }

    @Test
    void notesTheReasonOfARouteAndThatOneMailBecomesSeveral() throws Exception {
        MutableRouteTable table = new MutableRouteTable(OutboundSamples.smartHost("Bank", "bank.test"));
        List<TraceNote> noted = new ArrayList<>();
        MailTrace trace = new MailTrace(noted::add, MutableClock.at(WorkerBench.NOW));
        Dispatch dispatch = new Dispatch(new Ways(table, Placing.inOnePlace(table)), (queue, mail) -> { }, mail -> { }, (connector, mail, refused) -> { }, trace,
            MutableClock.at(WorkerBench.NOW));

        dispatch.enqueue(traced("a@bank.test", "b@else.test"));

        assertThat(events(noted)).extracting(TraceEvent::kind).containsExactly(Kind.ROUTE, Kind.ROUTE, Kind.EXPAND);
        assertThat(events(noted)).extracting(TraceEvent::connector).containsExactly("Bank", "mx", "");
        assertThat(events(noted).get(0).reason()).contains("[").contains("Bank");
        assertThat(events(noted).get(2).reason()).isEqualTo("into 2 mails: connector-bank, else.test");
        MailImpl ruled = WorkerBench.ruled("Missing", "a@bank.test");
        dispatch.enqueue(ruled);
        assertThat(events(noted).get(3).connector()).isEqualTo("Missing");
        assertThat(events(noted).get(3).reason()).startsWith("held: connector of a rule: Missing");
    }

    @Test
    void aNoticeIsAMailOfItsOwn() throws Exception {
        WorkerBench bench = new WorkerBench(folder, OutboundSamples.smartHost("Bank", "bank.test"));
        bench.delivery.answer("c@bank.test", ScriptedDelivery.REFUSED);

        bench.process(traced("c@bank.test"));

        assertThat(bench.context.getSentMails()).hasSize(1);
        SentMail notice = bench.context.getSentMails().get(0);
        assertThat(notice.getAttributes()).doesNotContainKey(InboundAttributes.TRACE);
    }

    @Test
    void notesTheSecurityThatWasReached() throws Exception {
        List<TraceNote> noted = new ArrayList<>();
        MailTrace trace = new MailTrace(noted::add, MutableClock.at(WorkerBench.NOW));
        AttemptTrace failed = attempt("mx1.bank.test", Optional.empty(), "", "", 0, "", Optional.of("Connection refused"));
        AttemptTrace taken = attempt("mx2.bank.test", Optional.of(TlsSettings.DOMAIN_VALIDATION), "TLSv1.3", "TLS_AES_256_GCM_SHA384", 1, "250 2.0.0 Ok", Optional.empty());
        MailAddress anna = new MailAddress("anna@bank.test");

        trace.tried(ID, 2, List.of(anna), failed);
        trace.tried(ID, 2, List.of(anna, new MailAddress("b@bank.test")), taken);
        trace.delivered(ID, OutboundSamples.smartHost("Bank", "bank.test"), anna, new RecipientOutcome.Delivered(Reply.of(250, List.of("2.0.0 Ok")), "mx2.bank.test", false),
            List.of(failed, taken));

        TraceTls tls = new TraceTls("TLSv1.3", "TLS_AES_256_GCM_SHA384", true);
        assertThat(noted).containsExactly(
            new TraceEvent(ID, WorkerBench.NOW, Kind.ATTEMPT, "anna@bank.test", "Bank", "attempt 2: 0 of 2 recipients taken; DomainValidation wanted, no TLS reached; Connection refused",
                new TraceTls("", "", true), "", "mx1.bank.test[192.0.2.25]:25", 0),
            new TraceEvent(ID, WorkerBench.NOW, Kind.ATTEMPT, "", "Bank", "attempt 2: 1 of 2 recipients taken; DomainValidation wanted, DomainValidation reached", tls, "250 2.0.0 Ok",
                "mx2.bank.test[192.0.2.25]:25", 1),
            new TraceEvent(ID, WorkerBench.NOW, Kind.DELIVER, "anna@bank.test", "Bank", "", tls, "250 2.0.0 Ok", "mx2.bank.test[192.0.2.25]:25", 0));
    }

    private static AttemptTrace attempt(String host, Optional<TlsSettings> reached, String protocol, String cipher, int accepted, String reply, Optional<String> problem) {
        return new AttemptTrace(ConnectorName.parse("Bank"), host, "192.0.2.25", 25, TlsSettings.DOMAIN_VALIDATION, reached, protocol, cipher, List.of(), Optional.empty(),
            Optional.empty(), "", 2, accepted, reply, 100, 1, Map.of(), problem);
    }

    private static MailImpl traced(String... recipients) {
        MailImpl mail = Mails.mail(recipients);
        mail.setAttribute(new Attribute(InboundAttributes.TRACE, AttributeValue.of(ID)));
        return mail;
    }

    private static List<TraceEvent> events(List<TraceNote> noted) {
        return noted.stream().filter(TraceEvent.class::isInstance).map(TraceEvent.class::cast).toList();
    }

    private static Tuple tuple(Kind kind, String recipient, String reply) {
        return Tuple.tuple(ID, kind, recipient, "Bank", reply);
    }
}
