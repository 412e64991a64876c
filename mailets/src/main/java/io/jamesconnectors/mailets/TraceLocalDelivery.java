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

import java.time.Clock;

import org.apache.mailet.Mail;
import org.apache.mailet.base.GenericMailet;

import com.google.inject.Inject;

import io.jamesconnectors.trace.TraceSink;

/**
 * Tells the trace that mail goes to mailboxes of this server; stands directly before {@code LocalDelivery}, with the same matcher.
 *
 * <pre>{@code
 * <mailet match="RecipientIsLocal" class="io.jamesconnectors.mailets.TraceLocalDelivery"/>
 * <mailet match="RecipientIsLocal" class="LocalDelivery"/>
 * }</pre>
 *
 * <p>Each recipient is {@code Delivered} then, and the event says that James's own delivery was given the mail: whether a mailbox took it James tells nobody but
 * its log, and the error processor where none did. It changes nothing of the mail but for the id that the trace knows it by, where it has none.
 */
public final class TraceLocalDelivery extends GenericMailet {
    private final MailTrace trace;

    @Inject
    public TraceLocalDelivery(TraceSink sink, Clock clock) {
        this.trace = new MailTrace(sink, clock);
    }

    @Override
    public void service(Mail mail) {
        trace.givenToMailboxes(mail);
    }

    @Override
    public String getMailetInfo() {
        return "Tells the trace of mail for mailboxes of this server";
    }
}
