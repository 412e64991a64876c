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
package io.jamesconnectors.connectors.replies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReplyCatalogueTest {

    @ParameterizedTest(name = "[{index}] {0} is {1}: {2}")
    @CsvSource(quoteCharacter = '"', value = {
        "550 5.7.51 TenantInboundAttribution; There is a partner connector configured, configuration, partner connector",
        "550 5.7.64 TenantAttribution; Relay Access Denied ATTR36, configuration, does not recognise us",
        "550 5.7.68 TenantInboundAttribution; Direct Send not allowed for this organization, configuration, direct send",
        "550 5.7.711 Access denied bad inbound connector AS(2204), configuration, blocked",
        "550 5.7.750 Service unavailable, configuration, not registered",
        "550 5.4.1 Relay Access Denied, configuration, not accepted at this endpoint",
        "550 5.4.1 Recipient address rejected: Access denied AS(201806281), permanent, unknown in the tenant",
        "550 5.4.1 something else, permanent, not accepted here",
        "451 5.7.3 STARTTLS is required to send mail, configuration, TLS only",
        "530 5.7.0 Must issue a STARTTLS command first, configuration, TLS only",
        "451 4.4.62 Mail sent to the wrong Office 365 region. ATTR35, configuration, another region",
        "451 4.4.3 Temporary server error. Please try again later ATTR55.1, transient, whose mail this is",
        "451 4.3.2 Temporary server error, transient, does not work at the moment",
        "451 4.7.500 Server busy. Please try again later from [192.0.2.1]. (S77719), throttling, sends more than it used to",
        "451 4.7.650 rate limited, throttling, sends more than it used to",
        "451 4.7.851 Access denied, throttling, suspicious",
        "450 4.7.26 Service does not accept messages sent over IPv6, configuration, SPF or DKIM",
        "550 5.7.25 no PTR, configuration, no name in DNS",
        "550 5.7.606 Access denied banned sending IP, configuration, banned",
        "550 5.7.501 spam, permanent, spam",
        "550 5.7.506 Bad HELO, configuration, EHLO",
        "550 5.7.23 SPF, configuration, SPF",
        "550 5.6.11 bare LF, permanent, line feeds",
        "450 4.4.312 DNS query failed, transient, DNS",
        "450 4.4.315 Connection timed out, transient, timed out",
        "450 4.4.316 Connection refused [Message=Socket error code 10061], transient, refused",
        "450 4.4.317 Cannot connect to remote server [Message=UntrustedRoot], configuration, no root",
        "450 4.4.317 Cannot connect to remote server [Message=SubjectMismatch Expected Subject], configuration, another name",
        "450 4.4.317 Cannot connect to remote server, configuration, condition",
        "450 4.4.318 closed, transient, closed in the middle",
        "450 4.7.320 Certificate validation failed, configuration, not valid",
        "451 5.7.3 STARTTLS is required to send mail, configuration, over TLS only",
        "451 4.0.0 5.7.3 STARTTLS is required to send mail, configuration, over TLS only",
        "450 4.7.321 starttls-not-supported, configuration, not offered",
        "550 5.7.322 certificate-expired, configuration, expired",
        "550 5.7.323 tlsa-invalid, configuration, TLSA",
        "450 4.7.324 dnssec-invalid, configuration, DNSSEC",
        "450 4.7.325 certificate-host-mismatch, configuration, another name",
        "550 5.4.300 Message expired, permanent, in time",
        "550 5.0.350 Remote server returned an error, permanent, without saying more",
        "554 5.4.14 Hop count exceeded - possible mail loop ATTR34, configuration, circles",
        "454 4.7.5 Certificate unusable, configuration, can't be used",
        "530 5.7.57 Client not authenticated to send mail, configuration, logged in",
        "535 5.7.3 Authentication unsuccessful, configuration, token are wrong",
        "\"535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant. Visit\", configuration, whole organization",
        "\"535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Mailbox. Visit\", configuration, this mailbox",
        "\"535 5.7.139 Authentication unsuccessful, the user credentials were incorrect.\", configuration, password is wrong",
        "\"535 5.7.139 Authentication unsuccessful, user is locked by your organization's security defaults policy.\", configuration, security defaults",
        "554 5.7.60 SMTP; Client does not have permissions to send as this sender, configuration, may not send as",
        "554 SendAsDenied, configuration, may not send as",
        "554 5.2.252 SendAsDenied; scanner@contoso.com not allowed to send as, permanent, held back",
        "432 4.3.2 Concurrent connections limit exceeded, throttling, for one mailbox",
        "432 4.3.2 limit exceeded, throttling, three",
        "432 4.3.2 STOREDRV.ClientSubmit; sender thread limit exceeded, throttling, for one mailbox",
        "452 4.5.3 Too many recipients, transient, More than 200",
        "550 5.1.8 Access denied bad outbound sender, configuration, blocked",
        "550 5.1.90 daily limit, permanent, in a day",
        "550 5.2.2 Submission quota exceeded, permanent, quota of submission",
        "554 5.2.2 mailbox full, permanent, mailbox is full",
        "550 5.2.121 limit, permanent, from this sender",
        "550 5.2.122 limit, permanent, too much in an hour",
        "550 5.7.232 limit, permanent, trial",
        "550 5.7.233 limit, permanent, tenant has reached",
        "550 5.7.236 limit, permanent, onmicrosoft",
        "550 5.7.520 Access denied AS(7550), configuration, forwarding",
        "550 5.7.705 Access denied tenant has exceeded threshold, configuration, misused",
        "550 5.7.708 Service unavailable, configuration, not accepted",
        "550 5.7.703 blocked, configuration, block list",
        "550 5.7.1 denied, permanent, may not write",
        "550 5.7.12 denied, permanent, logged-in",
        "550 5.7.124 denied, permanent, group",
        "550 5.7.134 denied, permanent, inside the organization",
        "550 5.1.10 RESOLVER.ADR.RecipientNotFound, permanent, does not exist",
        "451 server busy, throttling, Too much at once",
        "421 4.7.0 Too many connections, throttling, Too much at once",
        "450 4.2.1 The user is receiving mail at a rate that, throttling, recipient gets too much"
    })
    void knowsWhatExchangeOnlineSays(String reply, String kind, String meaning) {
        assertThat(ReplyCatalogue.find(reply)).hasValueSatisfying(entry -> {
            assertThat(entry.kind().word()).isEqualTo(kind);
            assertThat(entry.meaning()).contains(meaning);
            assertThat(entry.remedy()).endsWith(".");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "hello 550 5.7.64", "250 2.0.0 OK", "550 5.9.9", "5.7.999", "5.7.1641", "550 5.7", "999 5.7.64", "451 4.7.5001 ", "550 5.7.64.1", "5", "550"})
    void saysNothingAboutOthers(String reply) {
        assertThat(ReplyCatalogue.find(reply)).isEmpty();
    }

    @Test
    void findsAnEnhancedCodeAloneAndEveryMeaningOfIt() {
        assertThat(ReplyCatalogue.find("5.7.64")).isPresent();
        assertThat(ReplyCatalogue.findAll("535 5.7.139")).hasSize(1);
        assertThat(ReplyCatalogue.findAll("550-5.7.64 Relay access denied")).first().extracting(ReplyEntry::enhanced).isEqualTo("5.7.64");
        assertThat(ReplyCatalogue.findAll("451 4.7.500 server busy")).extracting(ReplyEntry::enhanced).containsExactly("4.7.500-699", "any");
    }

    @ParameterizedTest
    @ValueSource(strings = {"550 5.2.251 throttled", "4.7.500", "451 4.3.2 Please try again later", "250 2.6.0 server busy", "452 4.2.2 Mailbox full", "550 server busy"})
    void isNoThrottlingWherePermanentOrUnknown(String reply) {
        assertThat(ReplyCatalogue.isThrottling(reply)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"432 4.3.2", "451 4.7.500", "451 4.7.699 x", "450 4.7.320 server busy", "421 Too many connections from you", "450 4.2.1 throttled", "451 4.3.2 Concurrent"})
    void isThrottlingWhereAnyRowSaysSo(String reply) {
        assertThat(ReplyCatalogue.isThrottling(reply)).isTrue();
    }

    @Test
    void everyRowIsFoundByItsOwnCode() {
        assertThat(ReplyCatalogue.all()).hasSizeGreaterThan(70).allSatisfy(entry -> {
            String code = entry.codes().substring(0, 3).replace("yz", "50");
            String enhanced = entry.enhanced().equals("any") ? "" : " " + entry.enhanced().replaceAll("[,-].*", "");
            enhanced = enhanced.isEmpty() || code.startsWith(enhanced.substring(1, 2)) || !entry.codes().contains("yz") ? enhanced : enhanced.replace(" 5.", " 4.");
            String text = entry.text().equals("any") ? "" : " " + entry.text().replaceAll(" or .*", "");
            assertThat(ReplyCatalogue.find(code + enhanced + text)).as(code + enhanced + text).contains(entry);
        });
    }

    @Test
    void survivesAnyText() {
        long seed = Long.getLong("seed", 1);
        Random random = new Random(seed);
        String letters = "0123456789. -4.7.500abc\u0000\n\u202e…|or ATTR";
        for (int i = 0; i < 20_000; i++) {
            StringBuilder reply = new StringBuilder(random.nextBoolean() ? "451 4.7." : "");
            for (int length = random.nextInt(600); length > 0; length--) {
                reply.append(letters.charAt(random.nextInt(letters.length())));
            }
            assertThatCode(() -> assertThat(ReplyCatalogue.find(reply.toString()).isPresent() || !ReplyCatalogue.isThrottling(reply.toString())).isTrue())
                .as("seed %d: %s", seed, reply).doesNotThrowAnyException();
        }
    }
}
