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
package io.jamesconnectors.server.dsn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import java.util.Random;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.jamesconnectors.smtp.wire.MessageDsn;
import io.jamesconnectors.smtp.wire.Notify;
import io.jamesconnectors.smtp.wire.RecipientDsn;
import io.jamesconnectors.smtp.wire.ReturnContent;
import io.jamesconnectors.smtp.wire.Xtext;

class DsnArgumentsTest {
    @Test
    void readsWhatMailSaysInAnyCaseAndAmongOtherParameters() throws Exception {
        assertThat(DsnArguments.ofMail("FROM:<a@example.org> SIZE=100 ret=hdrs BODY=8BITMIME EnvId=QQ+2B314>159"))
            .isEqualTo(new MessageDsn(Optional.of(ReturnContent.HDRS), Optional.of(new Xtext("QQ+2B314>159"))));
        assertThat(DsnArguments.ofMail("FROM:<> RET=FULL").content()).contains(ReturnContent.FULL);
    }

    @Test
    void readsWhatRcptSays() throws Exception {
        assertThat(DsnArguments.ofRecipient("TO:<b@example.org> NOTIFY=success,Delay ORCPT=rfc822;Bob+2Bx@example.org"))
            .isEqualTo(new RecipientDsn(Set.of(Notify.SUCCESS, Notify.DELAY), Optional.of(new Xtext("Bob+2Bx@example.org"))));
    }

    @Test
    void takesAnOriginalRecipientOfAnotherKindOfMailWithoutKeepingIt() throws Exception {
        assertThat(DsnArguments.ofRecipient("TO:<b@example.org> ORCPT=x400;/G+3DBob/").originalRecipient()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"FROM:<a@example.org>", "FROM:a@example.org", "", "FROM:<a@example.org", "FROM:<a@example.org> ", "FROM:<a@example.org>  X"})
    void findsNothingWhereNothingIsSaid(String argument) throws Exception {
        assertThat(DsnArguments.ofMail(argument)).isEqualTo(MessageDsn.NONE);
        assertThat(DsnArguments.ofRecipient(argument)).isEqualTo(RecipientDsn.NONE);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "RET=SOME|RET (expected: FULL or HDRS)",
        "RET=|RET (expected: FULL or HDRS)",
        "RET|RET (expected: FULL or HDRS)",
        "ENVID=|ENVID (expected: printable characters, others as +XX)",
        "ENVID=a=b|ENVID (expected: printable characters, others as +XX)",
        "ENVID=+2b|ENVID (expected: printable characters, others as +XX)",
        "ENVID=a+2|ENVID (expected: printable characters, others as +XX)",
        "RET=FULL ret=HDRS|a parameter stands twice"})
    void refusesAMalformedParameterOfMail(String parameters, String why) {
        assertThatThrownBy(() -> DsnArguments.ofMail("FROM:<a@example.org> " + parameters)).isInstanceOf(MalformedDsn.class).hasMessage(why);
    }

    @Test
    void refusesAnEnvelopeIdOfMoreThanAHundredCharacters() throws Exception {
        assertThat(DsnArguments.ofMail("FROM:<> ENVID=" + "x".repeat(100)).envelopeId()).isPresent();
        assertThatThrownBy(() -> DsnArguments.ofMail("FROM:<> ENVID=" + "x".repeat(101))).hasMessage("ENVID (expected: at most 100 characters)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"NOTIFY=", "NOTIFY", "NOTIFY=NEVER,SUCCESS", "NOTIFY=ALWAYS", "NOTIFY=SUCCESS,", "NOTIFY=NEVER NOTIFY=NEVER",
        "ORCPT=", "ORCPT=bob@example.org", "ORCPT=rfc822;", "ORCPT=;bob", "ORCPT=rfc 822;bob", "ORCPT=rfc822;a=b", "ORCPT=rfc822;a+0", "ORCPT=rfc822;\u00e4"})
    void refusesAMalformedParameterOfRcpt(String parameters) {
        assertThatThrownBy(() -> DsnArguments.ofRecipient("TO:<b@example.org> " + parameters)).isInstanceOf(MalformedDsn.class);
    }

    @Test
    void readsOrRefusesWhateverComes() {
        long seed = Long.getLong("seed", 1);
        Random random = new Random(seed);
        String alphabet = "<>=+;, aARETNOVIDYFULCP822rfc@.\u0000\r\n\u00e4\"";
        for (int i = 0; i < 100_000; i++) {
            StringBuilder argument = new StringBuilder("TO:<b@example.org> ");
            for (int length = random.nextInt(60); length > 0; length--) {
                argument.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            try {
                DsnArguments.ofMail(argument.toString());
                DsnArguments.ofRecipient(argument.toString());
            } catch (MalformedDsn expected) {
                assertThat(expected.getMessage()).as("seed %s: %s", seed, argument).matches("[ -~]{1,150}");
            }
        }
    }
}
