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

import java.util.Optional;

import org.apache.mailet.Attribute;
import org.apache.mailet.AttributeName;
import org.apache.mailet.AttributeUtils;
import org.apache.mailet.AttributeValue;
import org.apache.mailet.Mail;

import io.jamesconnectors.smtp.delivery.Failure;

/**
 * Why a mail waits: the failure of its last attempt, of several recipients that of the first. Kept in the attributes of the mail, for whoever looks at its queue.
 *
 * @param reason what happened, for an administrator
 * @param host the server that was tried; empty when none was
 * @param reply its reply, or ours: {@code 450 4.4.316 Connection refused}
 */
public record LastFailure(String reason, String host, String reply) {
    private static final int LONGEST = 1_000;

    static LastFailure of(Failure failure) {
        return new LastFailure(cut(failure.reason()), cut(failure.host()), cut(failure.asReply()));
    }

    /** What {@code mail} says of itself; empty before its first failure. */
    public static Optional<LastFailure> of(Mail mail) {
        return text(mail, MailAttributes.LAST_REPLY)
            .map(reply -> new LastFailure(text(mail, MailAttributes.LAST_REASON).orElse(""), text(mail, MailAttributes.LAST_HOST).orElse(""), reply));
    }

    void noteOn(Mail mail) {
        mail.setAttribute(new Attribute(MailAttributes.LAST_REASON, AttributeValue.of(reason)));
        mail.setAttribute(new Attribute(MailAttributes.LAST_HOST, AttributeValue.of(host)));
        mail.setAttribute(new Attribute(MailAttributes.LAST_REPLY, AttributeValue.of(reply)));
    }

    static void clear(Mail mail) {
        mail.removeAttribute(MailAttributes.LAST_REASON);
        mail.removeAttribute(MailAttributes.LAST_HOST);
        mail.removeAttribute(MailAttributes.LAST_REPLY);
    }

    private static Optional<String> text(Mail mail, AttributeName name) {
        return AttributeUtils.getValueAndCastFromMail(mail, name, String.class);
    }

    private static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }
}
