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

import java.util.Optional;

import org.apache.mailet.Mail;

/**
 * Mail of a connector that treats its messages as internal ({@code treatMessagesAsInternal}), sent by an accepted domain:
 *
 * <pre>{@code
 * <mailet match="io.jamesconnectors.matchers.InboundIsInternal" class="ToProcessor">
 *   <processor>unfiltered</processor>
 * </mailet>
 * }</pre>
 */
public final class InboundIsInternal extends InboundMatcher {

    @Override
    void read(Optional<String> condition) {
        if (condition.isPresent()) {
            throw new IllegalArgumentException("'" + condition.get() + "' (expected: no parameter)");
        }
    }

    @Override
    boolean matches(Mail mail) {
        return attribute(mail, InboundAttributes.INTERNAL).filter("true"::equals).isPresent();
    }
}
