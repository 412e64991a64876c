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
package io.jamesconnectors.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import org.apache.james.protocols.smtp.SMTPConfigurationImpl;
import org.apache.james.protocols.smtp.SMTPSessionImpl;
import org.junit.jupiter.api.Test;

import io.jamesconnectors.connectors.Connectors;
import io.jamesconnectors.connectors.TrustSource;
import io.jamesconnectors.connectors.inbound.CertificateFacts;
import io.jamesconnectors.connectors.inbound.InboundRules;
import io.jamesconnectors.connectors.inbound.Trust;

class SessionTlsTest {
    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);
    private final AtomicInteger judgements = new AtomicInteger();
    private Trust trust = Trust.TRUSTED;
    private final SessionTls tls = new SessionTls((session, sources) -> {
        judgements.incrementAndGet();
        return Optional.of(new CertificateFacts(List.of(), "cn=ca", Set.of(), true, true, Map.of(TrustSource.JAVA, trust)));
    }, now::get);
    private final InboundRules rules = InboundRules.of(Connectors.NONE);
    private final FakeTransport transport = new FakeTransport("192.0.2.7");
    private final SMTPSessionImpl session = new SMTPSessionImpl(transport, new SMTPConfigurationImpl());

    SessionTlsTest() {
        transport.startTls("TLSv1.3", "TLS_AES_128_GCM_SHA256");
    }

    @Test
    void judgesOnceForTheTransactionsOfAMinute() {
        tls.again(session, rules);
        tls.of(session, rules);
        now.addAndGet(TimeUnit.SECONDS.toNanos(59));
        tls.again(session, rules);
        assertThat(judgements).hasValue(1);
    }

    @Test
    void judgesAnewOnAConnectionThatLasts() {
        tls.again(session, rules);
        now.addAndGet(TimeUnit.SECONDS.toNanos(60));
        tls.of(session, rules);
        assertThat(judgements).as("in the middle of a transaction").hasValue(1);
        tls.again(session, rules);
        assertThat(judgements).hasValue(2);
    }

    @Test
    void judgesAnewAtTheNextTransactionWhileAStatusIsPending() {
        trust = Trust.PENDING;
        tls.again(session, rules);
        tls.again(session, rules);
        assertThat(judgements).hasValue(2);
    }

    @Test
    void judgesAnewForAnotherConfigurationAndAnotherHandshake() {
        tls.of(session, rules);
        tls.of(session, InboundRules.of(Connectors.NONE));
        assertThat(judgements).hasValue(2);
        transport.startTls("TLSv1.3", "TLS_AES_128_GCM_SHA256");
        tls.of(session, rules);
        assertThat(judgements).hasValue(3);
    }
}
