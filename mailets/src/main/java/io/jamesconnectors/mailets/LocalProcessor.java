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

import javax.mail.MessagingException;

import org.apache.james.lifecycle.api.LifecycleUtil;
import org.apache.james.queue.api.MailQueue.MailQueueException;
import org.apache.james.server.core.MailImpl;
import org.apache.mailet.Attribute;
import org.apache.mailet.AttributeUtils;
import org.apache.mailet.AttributeValue;
import org.apache.mailet.Mail;
import org.apache.mailet.MailetContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands mail to the processor that looks after the server's own users, for recipients that live here: a mailbox may have moved while its mail waited.
 * Mail that it hands back again and again goes to the processor for errors.
 */
final class LocalProcessor implements Dispatch.Home {
    private static final Logger LOGGER = LoggerFactory.getLogger(LocalProcessor.class);
    private static final int MOST_TIMES = 5;

    private final MailetContext context;
    private final Optional<String> processor;

    LocalProcessor(MailetContext context, Optional<String> processor) {
        this.context = context;
        this.processor = processor;
    }

    @Override
    public void deliver(Mail mail) throws MailQueueException {
        String name = processor.orElseThrow(() -> new IllegalStateException("mail " + mail.getName() + ": lives here (expected: only where localProcessor is set)"));
        int times = AttributeUtils.getValueAndCastFromMail(mail, MailAttributes.TIMES_HOME, Integer.class).orElse(0) + 1;
        Mail copy = null;
        try {
            copy = MailImpl.duplicate(mail);
            copy.setName(mail.getName());
            DeliveryProgress.clear(copy);
            copy.setAttribute(new Attribute(MailAttributes.TIMES_HOME, AttributeValue.of(times)));
            if (times > MOST_TIMES) {
                copy.setErrorMessage("came back from the processor " + name + " " + MOST_TIMES + " times (expected: that it delivers mail for the server's own users)");
                LOGGER.error("mail={} recipients={} problem=\"{}\"", copy.getName(), copy.getRecipients(), copy.getErrorMessage());
            }
            context.sendMail(copy, times > MOST_TIMES ? Mail.ERROR : name);
        } catch (MessagingException e) {
            throw new MailQueueException("mail " + mail.getName() + ": the processor " + name + " did not take it", e);
        } finally {
            LifecycleUtil.dispose(copy);
        }
    }
}
