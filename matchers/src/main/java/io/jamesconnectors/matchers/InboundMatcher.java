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
package io.jamesconnectors.matchers;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.mail.MessagingException;

import org.apache.james.core.MailAddress;
import org.apache.mailet.AttributeName;
import org.apache.mailet.AttributeUtils;
import org.apache.mailet.Mail;
import org.apache.mailet.base.GenericMatcher;

/**
 * Matches all recipients of a mail or none, by how the mail came in. A parameter that makes no sense stops James at its start: a matcher that never
 * matches would go unnoticed.
 */
abstract class InboundMatcher extends GenericMatcher {
    private static final Pattern ITEM = Pattern.compile("\\s*(?:\"([^\"]*)\"|([^\",]+))\\s*(,|$)");

    @Override
    public final void init() throws MessagingException {
        try {
            read(Optional.ofNullable(getCondition()).map(String::strip).filter(condition -> !condition.isEmpty()));
        } catch (IllegalArgumentException e) {
            throw new MessagingException(getClass().getSimpleName() + ": " + e.getMessage(), e);
        }
    }

    @Override
    public final Collection<MailAddress> match(Mail mail) {
        return matches(mail) ? mail.getRecipients() : List.of();
    }

    @Override
    public final String getMatcherInfo() {
        return getClass().getSimpleName();
    }

    /**
     * Takes the parameter over.
     *
     * @param condition what stands to the right of the equals sign; empty where nothing does
     * @throws IllegalArgumentException when it makes no sense; the message is for the administrator
     */
    abstract void read(Optional<String> condition);

    abstract boolean matches(Mail mail);

    static Optional<String> attribute(Mail mail, AttributeName name) {
        return AttributeUtils.getValueAndCastFromMail(mail, name, String.class);
    }

    /**
     * The items of a list that is separated by commas, none of them empty. One that holds a comma stands in quotation marks.
     *
     * @param expected what to say when there is none, or the list can't be read
     */
    static List<String> items(Optional<String> condition, String expected) {
        String text = condition.orElseThrow(() -> new IllegalArgumentException("nothing (expected: " + expected + ")"));
        List<String> items = new ArrayList<>();
        Matcher item = ITEM.matcher(text);
        int from = 0;
        boolean more = true;
        while (more) {
            if (!item.find(from) || item.start() != from) {
                throw new IllegalArgumentException("'" + text + "' is no list (expected: " + expected + ")");
            }
            String found = (item.group(1) == null ? item.group(2) : item.group(1)).strip();
            if (found.isEmpty()) {
                throw new IllegalArgumentException("'" + text + "' has an empty item (expected: " + expected + ")");
            }
            items.add(found);
            from = item.end();
            more = !item.group(3).isEmpty();
        }
        return items;
    }
}
