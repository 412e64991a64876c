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
import java.util.EnumSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/** The parameters of RFC 3461. */
class DsnTest {
    private static final MailAddress BOB = new MailAddress("bob@partner.test");

    private static String wire(Command command) {
        ByteBuf out = Unpooled.buffer();
        CommandEncoder.encode(command, out);
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void mailCarriesWhatConcernsTheMessage() {
        MessageDsn dsn = new MessageDsn(Optional.of(ReturnContent.HDRS), Optional.of(Xtext.of("QQ314159")));
        assertThat(wire(new Command.Mail(BOB, OptionalLong.of(4), false, false, dsn))).isEqualTo("MAIL FROM:<bob@partner.test> SIZE=4 RET=HDRS ENVID=QQ314159\r\n");
    }

    @Test
    void rcptCarriesWhatConcernsTheRecipientInTheOrderOfTheRfc() {
        RecipientDsn dsn = new RecipientDsn(EnumSet.of(Notify.DELAY, Notify.SUCCESS), Optional.of(Xtext.of("Bob+2Btag@Ourdomain.test")));
        assertThat(wire(new Command.Rcpt(BOB, dsn))).isEqualTo("RCPT TO:<bob@partner.test> NOTIFY=SUCCESS,DELAY ORCPT=rfc822;Bob+2Btag@Ourdomain.test\r\n");
    }

    @Test
    void neverStandsAlone() {
        assertThat(wire(new Command.Rcpt(BOB, new RecipientDsn(Set.of(Notify.NEVER), Optional.empty())))).isEqualTo("RCPT TO:<bob@partner.test> NOTIFY=NEVER\r\n");
        assertThatThrownBy(() -> new RecipientDsn(Set.of(Notify.NEVER, Notify.DELAY), Optional.empty())).hasMessageStartingWith("NOTIFY: [NEVER, DELAY]");
    }

    @Test
    void whoSaysNothingHearsOfFailuresAndMayHearOfDelays() {
        assertThat(RecipientDsn.NONE.wantsFailure()).isTrue();
        assertThat(RecipientDsn.NONE.allowsDelay()).isTrue();
        assertThat(RecipientDsn.NONE.wantsSuccess()).isFalse();
        RecipientDsn success = new RecipientDsn(Set.of(Notify.SUCCESS), Optional.empty());
        assertThat(success.wantsSuccess()).isTrue();
        assertThat(success.wantsFailure()).isFalse();
        assertThat(success.allowsDelay()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"bob@a.test, bob@a.test", "bob+tag@a.test, bob+2Btag@a.test", "bob+2Btag@a.test, bob+2Btag@a.test", "a=b@c.test, a+3Db@c.test",
        "'\"a b\"@c.test', '\"a+20b\"@c.test'", "ö@a.test, +C3+B6@a.test"})
    void whatIsNoXtextIsEncoded(String text, String encoded) {
        assertThat(Xtext.of(text).encoded()).isEqualTo(encoded);
    }

    @ParameterizedTest
    @CsvSource({"QQ314159, QQ314159", "a+2Bb+3Dc, a+b=c", "+C3+A4, \u00e4", "+41+42, AB"})
    void xtextIsReadAsWhatItStandsFor(String encoded, String text) {
        assertThat(new Xtext(encoded).decoded()).isEqualTo(text);
    }

    @Test
    void xtextMayStandForAnything() {
        assertThat(new Xtext("+0D+0A.+FF").decoded()).isEqualTo("\r\n.\ufffd");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a=b", "a+b", "a+2b", "a\r\nRCPT TO:<x@y>", "ä"})
    void whatIsNoXtextIsRefused(String text) {
        assertThatThrownBy(() -> new Xtext(text)).isInstanceOf(IllegalArgumentException.class).hasMessageStartingWith("xtext: ");
    }

    @Test
    void anEnvelopeIdHasItsLimit() {
        assertThatThrownBy(() -> new MessageDsn(Optional.empty(), Optional.of(Xtext.of("x".repeat(101))))).hasMessageStartingWith("ENVID: ");
    }

    @Test
    void noParameterEverEndsItsCommand() {
        long seed = Long.getLong("seed", 1);
        Random random = new Random(seed);
        for (int round = 0; round < 20_000; round++) {
            StringBuilder text = new StringBuilder("x");
            for (int i = random.nextInt(12); i > 0; i--) {
                text.append("ab+=2BF \r\n\0\t\u0085\u2028é".charAt(random.nextInt(15)));
            }
            String line = wire(new Command.Rcpt(BOB, new RecipientDsn(Set.of(), Optional.of(Xtext.of(text.toString())))));
            assertThat(line).as("seed " + seed).matches("RCPT TO:<bob@partner.test> ORCPT=rfc822;[!-<>-~]+\r\n");
        }
    }
}
