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
package io.jamesconnectors.gateway;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

import io.jamesconnectors.testing.office365.Office365Message;

/** Sending through Office 365 in the demonstration: the three options, what each of them forbids, and devices that can't send there themselves. */
final class DemoSubmission {
    private static final String DEVICE = "127.0.0.1";
    private static final String SERVER_ROOM = "127.0.0.5";
    private static final String OLD_DEVICE = "127.0.0.6";
    private static final String STRANGER = "127.0.0.2";

    private final Gateway gateway;
    private final DemoStage stage;
    private final DemoOffice365 office;
    private final DeliveryLog log;
    private final List<DemoRow> rows = new ArrayList<>();

    DemoSubmission(Gateway gateway, DemoStage stage, DeliveryLog log) {
        this.gateway = gateway;
        this.stage = stage;
        this.office = stage.office();
        this.log = log;
    }

    List<DemoRow> play() throws IOException, InterruptedException {
        device(DemoOffice365.SCANNER, "eve@customer.test");
        device(DemoOffice365.ALERTS, "fay@customer.test");
        device("nobody@contoso.test", "gil@customer.test");
        device(DemoOffice365.SCANNER, "dan@cloud.test");
        device(DemoOffice365.SCANNER, "hal@" + DemoOffice365.OUTSIDE);
        device(DemoOffice365.SCANNER, "ivy@supplier.test");
        handOver(new SmtpTalk.Client(SERVER_ROOM, true, stage.serverRoom()), gateway.smtp(), "someone@fabrikam.test", "jan@supplier.test");

        sent("Client submission", "out as " + DemoOffice365.SCANNER + " by password", "eve@customer.test", byLogin(DemoOffice365.SCANNER, "LOGIN"),
                taken -> taken.mailbox().equals(Optional.of(DemoOffice365.SCANNER)));
        sent("Client submission", "out as " + DemoOffice365.ALERTS + " by XOAUTH2", "fay@customer.test", byLogin(DemoOffice365.ALERTS, "XOAUTH2"),
                taken -> taken.mailbox().equals(Optional.of(DemoOffice365.ALERTS)));
        returned("Client submission", "out from nobody@contoso.test", "gil@customer.test", "550 5.7.60 clientSubmission: ");
        sent("Direct send", "out to our own cloud.test", "dan@cloud.test", line -> true, taken -> taken.mailbox().isEmpty());
        returned("Direct send", "out to outside.test, by a rule", "hal@" + DemoOffice365.OUTSIDE, "550 5.7.1 directSend: ");
        sent("Relay", "out to supplier.test by client certificate", "ivy@supplier.test", line -> !DeliveryLog.value(line, "client_certificate").isEmpty(),
                taken -> taken.connector().equals(Optional.of("From James")));
        returned("Relay", "out from someone@fabrikam.test", "jan@supplier.test", "550 5.7.64 smtpRelay: ");
        indirect();
        return rows;
    }

    private void indirect() throws IOException, InterruptedException {
        ListenAddress legacy = gateway.legacy().orElseThrow();
        for (String recipient : List.of("kim@customer.test", "dan2@cloud.test")) {
            SmtpTalk.Sent in = handOver(new SmtpTalk.Client(OLD_DEVICE, false), legacy, DemoOffice365.SCANNER, recipient);
            rows.add(new DemoRow("Old devices", "in from " + OLD_DEVICE + " at the legacy listener", "none", "", in.reply(), in.reply().startsWith("250 ")));
        }
        SmtpTalk.Sent away = SmtpTalk.send(new SmtpTalk.Client(STRANGER, false), legacy, "<" + DemoOffice365.SCANNER + ">", "kim@customer.test", "Demonstration");
        rows.add(new DemoRow("-", "in from " + STRANGER + " at the legacy listener", "none", "", away.reply(), away.reply().equals("554 5.7.1 Access denied")));
        sent("Client submission", "out, from the old device, as " + DemoOffice365.SCANNER, "kim@customer.test", byLogin(DemoOffice365.SCANNER, "LOGIN"),
                taken -> taken.message().tlsProtocol().filter(version -> version.equals("TLSv1.3") || version.equals("TLSv1.2")).isPresent());
        String line = log.await(found -> DeliveryLog.value(found, "connector").equals("Direct send") && DeliveryLog.value(found, "outcome").equals("deferred"));
        String reply = DeliveryLog.value(line, "reply");
        rows.add(new DemoRow("Direct send", "out, from the old device", "none", "", Demo.brief("waits: " + reply),
                reply.startsWith("451 4.7.4 mail of the legacy listener legacy ") && office.messageFor("dan2@cloud.test").isEmpty()));
    }

    private void device(String sender, String recipient) throws IOException {
        handOver(new SmtpTalk.Client(DEVICE, true), gateway.smtp(), sender, recipient);
    }

    /** What the gateway does not take is a row of its own; the others are told by what becomes of them. */
    private SmtpTalk.Sent handOver(SmtpTalk.Client client, ListenAddress listener, String sender, String recipient) throws IOException {
        SmtpTalk.Sent in = SmtpTalk.send(client, listener, "<" + sender + ">", recipient, "Demonstration");
        if (!in.reply().startsWith("250 ")) {
            rows.add(new DemoRow("-", "in from " + client.address() + " to " + recipient, "", "", Demo.brief(in.reply()), false));
        }
        return in;
    }

    private static Predicate<String> byLogin(String user, String mechanism) {
        return line -> DeliveryLog.value(line, "login").equals(user) && DeliveryLog.value(line, "mechanism").equals(mechanism);
    }

    private void sent(String connector, String route, String recipient, Predicate<String> attempt, Predicate<Office365Message> expected) throws InterruptedException {
        boolean came = Demo.until(() -> office.messageFor(recipient).filter(expected).isPresent());
        String line = log.await(found -> DeliveryLog.value(found, "connector").equals(connector) && !DeliveryLog.value(found, "address").isEmpty() && attempt.test(found));
        rows.add(Demo.row(connector, route, line, DeliveryLog.value(line, "reply"), came && DeliveryLog.value(line, "reply").startsWith("250")));
    }

    private void returned(String connector, String route, String recipient, String reply) throws InterruptedException {
        String line = log.await(found -> DeliveryLog.value(found, "connector").equals(connector) && DeliveryLog.value(found, "outcome").equals("refused"));
        String told = DeliveryLog.value(line, "reply");
        rows.add(new DemoRow(connector, route, "none", "", Demo.brief("returned: " + told), told.startsWith(reply) && office.messageFor(recipient).isEmpty()));
    }
}
