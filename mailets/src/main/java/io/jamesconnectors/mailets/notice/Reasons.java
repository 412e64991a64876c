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
package io.jamesconnectors.mailets.notice;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.jamesconnectors.connectors.EnhancedCode;
import io.jamesconnectors.connectors.SendingOption;

/** What status codes mean to somebody who writes mail, and what can be done about them (RFC 3463, RFC 7505, and the codes of Exchange Online). */
final class Reasons {
    /**
     * One reason.
     *
     * @param what a sentence
     * @param remedy what the sender can do
     */
    record Reason(String what, String remedy) {
    }

    private static final String CHECK_ADDRESS = "Check the spelling of the address and send the message again. If the address is right, ask the recipient in another way.";
    private static final String LATER = "Send the message again later. If that does not help, ask the administrator of your mail system.";
    private static final String OUR_ADMINISTRATOR = "Ask the administrator of your mail system, and show this notice.";
    private static final String THEIR_ADMINISTRATOR = "Tell the recipient in another way, who can show this notice to the administrator there.";
    private static final String SMALLER = "Send less at once, or hand the attachments over in another way.";

    private static final Reason UNKNOWN_ADDRESS = new Reason("The mail system of the recipient does not know the address.", CHECK_ADDRESS);
    private static final Reason UNKNOWN_DOMAIN = new Reason("There is no mail system for the domain of the address.", CHECK_ADDRESS);
    private static final Reason BAD_SENDER = new Reason("Your own address was not accepted.", OUR_ADMINISTRATOR);
    private static final Reason TOO_LARGE = new Reason("The message is too large.", SMALLER);
    private static final Reason NO_ANSWER = new Reason("The mail system of the recipient could not be reached.", LATER);
    private static final Reason TIME_RAN_OUT = new Reason("The mail system of the recipient did not take the message in the time that is allowed for it.", LATER);
    private static final Reason LOOP = new Reason("The message went round in circles between mail systems.", OUR_ADMINISTRATOR);
    private static final Reason NO_SECURITY = new Reason("The connection to the mail system of the recipient was not as secure as it has to be, so nothing was sent over it.", OUR_ADMINISTRATOR);
    private static final Reason NOT_ALLOWED = new Reason("The mail system of the recipient does not let you send to this address, or did not like the message.", THEIR_ADMINISTRATOR);
    private static final Reason CONTENT = new Reason("The form of the message does not suit the mail system of the recipient.", OUR_ADMINISTRATOR);
    private static final Reason INTERNATIONAL = new Reason("The mail system of the recipient takes no international addresses.", "Ask the recipient for an address in plain Latin letters.");

    private static final Reason FORBIDDEN_HERE = new Reason("Your own mail system may not send the message on, by the way that it is set up.", OUR_ADMINISTRATOR);
    private static final Pattern OUR_REFUSAL = Pattern.compile("550 5\\.7\\.[0-9]{1,3} (?:no mailbox |(?:"
        + Arrays.stream(SendingOption.values()).map(SendingOption::word).collect(Collectors.joining("|")) + "): ).*");

    private static final Reason OTHER = new Reason("The mail system of the recipient did not take the message.", THEIR_ADMINISTRATOR);

    private static final Map<String, Reason> EXACT = exact();
    private static final Map<Integer, Reason> BY_SUBJECT = Map.of(
        1, UNKNOWN_ADDRESS,
        2, new Reason("The mailbox of the recipient could not take the message.", THEIR_ADMINISTRATOR),
        3, new Reason("Something is wrong with a mail system on the way.", LATER),
        4, NO_ANSWER,
        5, new Reason("The mail systems did not understand each other.", OUR_ADMINISTRATOR),
        6, CONTENT,
        7, NOT_ALLOWED);

    private Reasons() {
    }

    /** What a status means in an answer: where our own mail system has refused, nobody there can help. */
    static Reason of(EnhancedCode status, Answer answer) {
        return answer.host().isEmpty() && OUR_REFUSAL.matcher(answer.reply()).matches() ? FORBIDDEN_HERE : of(status);
    }

    private static Reason of(EnhancedCode status) {
        Reason exact = EXACT.get(status.subject() + "." + status.detail());
        return exact != null ? exact : BY_SUBJECT.getOrDefault(status.subject(), OTHER);
    }

    private static Map<String, Reason> exact() {
        Map<String, Reason> reasons = new HashMap<>();
        add(reasons, UNKNOWN_DOMAIN, "1.2", "4.4", "4.312");
        add(reasons, new Reason("The domain of the address takes no mail.", CHECK_ADDRESS), "7.27");
        add(reasons, new Reason("The form of the address is not one that mail systems know.", CHECK_ADDRESS), "1.3");
        add(reasons, BAD_SENDER, "1.7", "1.8");
        add(reasons, new Reason("The mailbox of the recipient is closed.", THEIR_ADMINISTRATOR), "2.1");
        add(reasons, new Reason("The mailbox of the recipient is full.", "Send the message again when the recipient has made room."), "2.2");
        add(reasons, TOO_LARGE, "2.3", "3.4");
        add(reasons, LOOP, "4.6", "4.14");
        add(reasons, TIME_RAN_OUT, "4.7", "4.300");
        add(reasons, NO_SECURITY, "4.317", "7.320", "7.4", "7.5", "7.10", "7.11");
        add(reasons, INTERNATIONAL, "6.7", "6.8", "6.9", "6.10");
        return Map.copyOf(reasons);
    }

    private static void add(Map<String, Reason> reasons, Reason reason, String... codes) {
        for (String code : codes) {
            reasons.put(code, reason);
        }
    }
}
