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
import java.util.Set;

import javax.mail.MessagingException;

import org.apache.mailet.Mail;
import org.apache.mailet.base.GenericMailet;
import org.jspecify.annotations.Nullable;

import com.google.inject.Inject;

import io.jamesconnectors.mailets.notice.Notice;

/**
 * Tells the sender of a mail what has become of its recipients, by a notice after RFC 3464: in the processors that {@link ConnectorDelivery} names for returned,
 * late and relayed mail, each of which knows from the mail what it is about. After James's {@code RemoteDelivery} it writes of failures.
 *
 * <pre>{@code
 * <processor state="bounces">
 *   <mailet match="All" class="io.jamesconnectors.mailets.DeliveryStatusNotification"/>
 *   <mailet match="All" class="ToRepository">
 *     <repositoryPath>file://var/mail/undeliverable/</repositoryPath>
 *   </mailet>
 * </processor>
 * }</pre>
 *
 * <ul>
 *   <li>{@code largestReturned}: the octets of a failed message that is returned as a whole; of a larger one its header is. 1048576.</li>
 *   <li>{@code heloName}: what we call ourselves in notices of mail that does not come from {@code ConnectorDelivery}, which says it; the name of this host, else the
 *       domain of the postmaster.</li>
 * </ul>
 *
 * <p>The mail ends here when its sender has been told, or wants to hear nothing ({@code NOTIFY}). A mail that has no sender, or is a notice itself, goes on to the
 * next mailet, since nobody is told of it.
 */
public final class DeliveryStatusNotification extends GenericMailet {
    private static final String LARGEST_RETURNED = "largestReturned";
    private static final String HELO_NAME = "heloName";

    private final Clock clock;
    private @Nullable NoticeWriter writer;

    @Inject
    public DeliveryStatusNotification(Clock clock) {
        this.clock = clock;
    }

    @Override
    public void init() throws MessagingException {
        checkInitParameters(Set.of(LARGEST_RETURNED, HELO_NAME));
        String largest = getInitParameterAsOptional(LARGEST_RETURNED).orElse(Long.toString(Notice.LARGEST_RETURNED));
        writer = new NoticeWriter(getMailetContext(), getInitParameterAsOptional(HELO_NAME).orElseGet(() -> HeloName.of(getMailetContext())), octets(largest), clock);
    }

    @Override
    public void service(Mail mail) throws MessagingException {
        if (writer == null) {
            throw new IllegalStateException("DeliveryStatusNotification: not initialised (expected: init before service)");
        }
        if (writer.tell(mail) != NoticeWriter.Told.NOT_POSSIBLE) {
            mail.setState(Mail.GHOST);
        }
    }

    @Override
    public String getMailetInfo() {
        return "Tells senders what has become of their mail";
    }

    private static long octets(String text) throws MessagingException {
        try {
            long octets = Long.parseLong(text);
            if (octets >= 0) {
                return octets;
            }
        } catch (NumberFormatException e) {
            throw new MessagingException("DeliveryStatusNotification: " + LARGEST_RETURNED + ": " + text + " (expected: a number of octets)", e);
        }
        throw new MessagingException("DeliveryStatusNotification: " + LARGEST_RETURNED + ": " + text + " (expected: a number of octets)");
    }
}
