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
package io.jamesconnectors.gateway.queue;

import java.util.Arrays;
import java.util.function.Predicate;

import javax.jms.JMSException;
import javax.jms.Message;

import org.apache.james.queue.api.ManageableMailQueue;
import org.apache.james.queue.jms.JMSSupport;
import org.jspecify.annotations.Nullable;

/** Which stored mails an administrator means: those of a name, a sender or a recipient. Compared as text, not as a query. */
record MailFilter(ManageableMailQueue.Type type, String value) implements Predicate<Message> {
    @Override
    public boolean test(Message message) {
        try {
            return switch (type) {
                case Name -> value.equals(message.getStringProperty(JMSSupport.JAMES_MAIL_NAME));
                case Sender -> value.equals(message.getStringProperty(JMSSupport.JAMES_MAIL_SENDER));
                case Recipient -> lists(message.getStringProperty(JMSSupport.JAMES_MAIL_RECIPIENTS), JMSSupport.JAMES_MAIL_SEPARATOR)
                        || lists(message.getStringProperty(DurableMailQueue.RECIPIENTS_WITH_SEPARATOR), "\n");
            };
        } catch (JMSException e) {
            throw new IllegalStateException("a stored mail can't be read", e);
        }
    }

    private boolean lists(@Nullable String list, String separator) {
        return list != null && Arrays.asList(list.split(separator, -1)).contains(value);
    }
}
