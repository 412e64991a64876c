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
package io.jamesconnectors.smtp.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import io.jamesconnectors.connectors.ConnectorName;
import io.jamesconnectors.connectors.TlsSettings;
import io.jamesconnectors.smtp.session.Phase;

class AttemptTraceTest {

    private static AttemptTrace trace(String reply, String problem) {
        return new AttemptTrace(ConnectorName.parse("Bank \"out\""), "mx.bank.test", "2001:db8::1", 25, TlsSettings.DOMAIN_VALIDATION,
            Optional.of(TlsSettings.CERTIFICATE_VALIDATION), "TLSv1.3", "TLS_AES_128_GCM_SHA256", List.of("a.bank.test", "b.bank.test"), Optional.of("CN=relay.ours.test"), Optional.of("scanner@ours.test"), "XOAUTH2",
            2, 1, reply, 1234, 7,
            Map.of(Phase.RCPT, Duration.ofMillis(5), Phase.CONNECT, Duration.ofMillis(12)), Optional.of(problem));
    }

    @Test
    void isOneLineOfKeysAndValues() {
        assertThat(trace("250 ok", "none").asLogLine()).isEqualTo("connector=\"Bank 'out'\" host=mx.bank.test address=[2001:db8::1]:25 "
            + "tls=DomainValidation:CertificateValidation protocol=TLSv1.3 cipher=TLS_AES_128_GCM_SHA256 names=a.bank.test,b.bank.test client_certificate=\"CN=relay.ours.test\" login=scanner@ours.test mechanism=XOAUTH2 recipients=1/2 reply=\"250 ok\" "
            + "size=1234 message=7 connect_ms=12 rcpt_ms=5 reason=none");
    }

    @Test
    void holdsNoControlCharacterAndNoNovel() {
        assertThat(trace("", "a\r\nconnector=forged \u001b[0m \u2028" + "x".repeat(10_000)).asLogLine())
            .doesNotContain("\r", "\n", "\u001b", "\u2028").contains("reason=\"a??connector=forged ?[0m ?x").hasSizeLessThan(800);
    }
}
