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
package io.jamesconnectors.smtp.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

class CommandTest {

    private static String wire(Command command) {
        ByteBuf out = Unpooled.buffer();
        CommandEncoder.encode(command, out);
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void writesMailWithWhatTheServerOffers() {
        Command mail = new Command.Mail(new MailAddress("alice@contoso.test"), OptionalLong.of(42), true, true, MessageDsn.NONE);
        assertThat(wire(mail)).isEqualTo("MAIL FROM:<alice@contoso.test> SIZE=42 BODY=8BITMIME SMTPUTF8\r\n");
    }

    @Test
    void writesTheNullSender() {
        assertThat(wire(new Command.Mail(MailAddress.NULL_SENDER, OptionalLong.empty(), false, false, MessageDsn.NONE))).isEqualTo("MAIL FROM:<>\r\n");
    }

    @Test
    void writesInternationalAddressesAsUtf8() {
        assertThat(wire(new Command.Rcpt(new MailAddress("jörg@contoso.test"), RecipientDsn.NONE))).isEqualTo("RCPT TO:<jörg@contoso.test>\r\n");
    }

    @Test
    void writesTheOthers() {
        assertThat(wire(new Command.Ehlo("me.test")) + wire(new Command.Helo("[192.0.2.1]")) + wire(new Command.StartTls()) + wire(new Command.Data())
            + wire(new Command.Rset()) + wire(new Command.Quit())).isEqualTo("EHLO me.test\r\nHELO [192.0.2.1]\r\nSTARTTLS\r\nDATA\r\nRSET\r\nQUIT\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a@b\r\nRCPT TO:<x@y", "a@b\n", "a\r@b", "a@b\0", "a@b>", "<a@b", "a b@c", "\"a\r\nb\"@c", "\"a\\\rb\"@c", "\"a@b", "a@b\u0085", "a\ud800@b", "a@b\udc00"})
    void refusesAddressesThatCouldEndACommand(String address) {
        assertThatThrownBy(() -> new MailAddress(address)).isInstanceOf(IllegalArgumentException.class).hasMessageStartingWith("address: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a@b", "\"a b\"@c", "\"a>b\"@c", "\"a\\\"b\"@c", "a+b@c", "用户@例子.test", "postmaster"})
    void takesAddresses(String address) {
        assertThat(new MailAddress(address).asString()).isEqualTo(address);
    }

    @Test
    void charactersThatAreTruncatedElsewhereStayThemselves() {
        assertThat(wire(new Command.Rcpt(new MailAddress("a\u760d\u760a@b"), RecipientDsn.NONE))).isEqualTo("RCPT TO:<a\u760d\u760a@b>\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a\r\nMAIL", "ä.test"})
    void refusesEhloNamesThatAreNone(String name) {
        assertThatThrownBy(() -> new Command.Ehlo(name)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Command.Helo(name)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void noAddressThatIsTakenHoldsMoreThanOneLine() {
        long seed = Long.getLong("seed", 1);
        Random random = new Random(seed);
        String alphabet = "ab@.\"\\ <>\r\n\0\t\u0085\u2028\ud83d\ude00é";
        for (int round = 0; round < 50_000; round++) {
            StringBuilder text = new StringBuilder("x");
            for (int i = random.nextInt(8); i > 0; i--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            try {
                String line = wire(new Command.Rcpt(new MailAddress(text.toString()), RecipientDsn.NONE));
                assertThat(line.substring(0, line.length() - 2)).as("seed " + seed).doesNotContain("\r", "\n", "\0");
            } catch (IllegalArgumentException e) {
                assertThat(e.getMessage()).as("seed " + seed).doesNotContain("\r", "\n", "\0");
            }
        }
    }
}
