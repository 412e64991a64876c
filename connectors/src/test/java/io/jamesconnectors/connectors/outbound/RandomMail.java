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
package io.jamesconnectors.connectors.outbound;

import java.util.List;
import java.util.Random;

import io.jamesconnectors.connectors.SendingOption;

/** Mail and connectors drawn from few words, so that all kinds of them meet. */
final class RandomMail {
    private static final List<String> ADDRESSES = List.of("", "root", "root@localhost", "root@host.local", "root@[192.0.2.1]", "@contoso.com", "scanner@contoso.com",
        "anna@contoso.com", "anna@it.contoso.com", "bert@fabrikam.com", "bert@it.fabrikam.com", "someone@example.org", "\u202ex\r\n@\u202eexample.org", "x\u0000@host.lan");
    private static final List<String> MAILBOXES = List.of("scanner@contoso.com", "scanner@contoso.com=contoso.com", "anna@contoso.com=*.fabrikam.com", "bert@fabrikam.com=*",
        "bert@fabrikam.com=someone@example.org");

    private RandomMail() {
    }

    static Submitter submitter(Random random) {
        int option = random.nextInt(4);
        return new Submitter(option == 3 ? null : SendingOption.values()[option], random.nextBoolean(),
            random.ints(random.nextInt(3), 0, MAILBOXES.size()).mapToObj(MAILBOXES::get).toList(),
            random.nextBoolean() ? null : pick(List.of("scanner@contoso.com", "bert@it.fabrikam.com", "someone@example.org"), random));
    }

    static String address(Random random) {
        return pick(ADDRESSES, random);
    }

    private static String pick(List<String> words, Random random) {
        return words.get(random.nextInt(words.size()));
    }
}
