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

import java.time.Duration;
import java.util.Collection;

import org.apache.james.core.MailAddress;

import io.jamesconnectors.connectors.EnhancedCode;
import io.jamesconnectors.smtp.delivery.Failure;

/**
 * Why mail is given up.
 *
 * @param last the failure that decided
 * @param expired whether the failure was temporary, but has lasted too long
 * @param isTold whether the sender wants to hear of it
 */
record GivenUp(Failure last, boolean expired, boolean isTold) {
    private static final EnhancedCode NO_ROUTE = new EnhancedCode(4, 4, 4);

    /** One line for {@code delivery-error}: the reply, behind the code of Exchange Online for expired mail where it has expired. */
    String error() {
        return oneLine(expired ? "550 " + expiredCode() + " Message expired: " + last.asReply() : last.asReply());
    }

    /** The text for the sender: who was not reached, and what the other side or we have to say. No secrets, no addresses of our network. */
    String notice(Collection<MailAddress> recipients, Duration expireAfter) {
        StringBuilder text = new StringBuilder(512);
        text.append("Your message could not be delivered to:\r\n\r\n");
        recipients.forEach(recipient -> text.append("    ").append(oneLine(recipient.asString())).append("\r\n"));
        text.append("\r\n").append(expired
            ? "It was tried again and again for " + words(expireAfter) + " and is now given up. The last error was:\r\n\r\n"
            : "The error is permanent; it will not be tried again:\r\n\r\n");
        text.append("    ").append(oneLine(last.asReply())).append("\r\n");
        if (!last.host().isEmpty()) {
            text.append("    Host: ").append(oneLine(last.host())).append("\r\n");
        }
        if (expired) {
            text.append("    Status: " + expiredCode() + " (message expired)\r\n");
        }
        return text.toString();
    }

    private String expiredCode() {
        return last.enhanced().equals(NO_ROUTE) ? "5.4.4" : "5.4.300";
    }

    private static String words(Duration time) {
        return time.toHours() >= 1 && time.toMinutesPart() == 0 ? time.toHours() + " hours" : time.toMinutes() >= 1 ? time.toMinutes() + " minutes" : time.toSeconds() + " seconds";
    }

    static String oneLine(String text) {
        return text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
    }
}
