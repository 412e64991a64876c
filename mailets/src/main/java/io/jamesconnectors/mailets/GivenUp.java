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

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.apache.james.core.MailAddress;

import com.google.common.collect.ImmutableMap;

import io.jamesconnectors.connectors.EnhancedCode;
import io.jamesconnectors.mailets.notice.Answer;
import io.jamesconnectors.smtp.delivery.Failure;
import io.jamesconnectors.smtp.wire.Printable;

/**
 * Why a mail is given up for some of its recipients.
 *
 * @param failures the failure that decided of each of them; at least one, all with the same codes
 * @param expired whether the failures were temporary, but have lasted too long
 */
record GivenUp(Map<MailAddress, Failure> failures, boolean expired) {
    private static final EnhancedCode NO_ROUTE = new EnhancedCode(4, 4, 4);

    GivenUp {
        failures = ImmutableMap.copyOf(failures);
    }

    /** The three-digit code. */
    int code() {
        return first().code();
    }

    /** One line for {@code delivery-error}; of several recipients, the reply for the first. */
    String error() {
        return error(first());
    }

    /** What was said of each recipient. */
    Map<MailAddress, Answer> answers() {
        Map<MailAddress, Answer> answers = new LinkedHashMap<>();
        failures.forEach((recipient, failure) -> answers.put(recipient, new Answer(error(failure), failure.host())));
        return answers;
    }

    /** Who failed with the very same words. */
    Map<Failure, List<MailAddress>> byFailure() {
        Map<Failure, List<MailAddress>> found = new LinkedHashMap<>();
        failures.forEach((recipient, failure) -> found.computeIfAbsent(failure, key -> new ArrayList<>()).add(recipient));
        return found;
    }

    /** The reply, behind the code of Exchange Online for expired mail where it has expired. */
    private String error(Failure failure) {
        String code = failure.enhanced().equals(NO_ROUTE) ? "5.4.4" : "5.4.300";
        return Printable.line(expired ? "550 " + code + " Message expired: " + failure.asReply() : failure.asReply());
    }

    private Failure first() {
        return failures.values().iterator().next();
    }
}
