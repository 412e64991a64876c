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

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

import javax.net.ssl.SSLSession;

import org.apache.james.protocols.api.ProtocolSession.AttachmentKey;
import org.apache.james.protocols.api.ProtocolSession.State;
import org.apache.james.protocols.smtp.SMTPSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.jamesconnectors.connectors.TlsVersion;
import io.jamesconnectors.connectors.inbound.CertificateFacts;
import io.jamesconnectors.connectors.inbound.InboundRules;
import io.jamesconnectors.connectors.inbound.TlsFacts;
import io.jamesconnectors.connectors.inbound.Trust;

/**
 * The security of a session with the client's certificate, judged once for a TLS session and a configuration: what is kept counts only for that very pair,
 * so neither STARTTLS nor a reload can leave an old judgement behind. On a connection that lasts, a certificate may expire or be revoked: a transaction
 * never begins with a judgement older than a minute. A certificate that can't be read is none.
 */
final class SessionTls {
    private static final Logger LOGGER = LoggerFactory.getLogger(SessionTls.class);
    private static final AttachmentKey<Known> KNOWN = AttachmentKey.of("io.jamesconnectors.inbound.tls", Known.class);

    private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);

    private final CertificateReader certificates;
    private final LongSupplier nanoTime;

    SessionTls(CertificateReader certificates, LongSupplier nanoTime) {
        this.certificates = certificates;
        this.nanoTime = nanoTime;
    }

    /** As it is known; a handshake that is not finished is no security. */
    Optional<TlsFacts> of(SMTPSession session, InboundRules rules) {
        return session.getSSLSession().filter(SessionTls::secured).flatMap(ssl -> session.getAttachment(KNOWN, State.Connection)
            .filter(known -> known.isOf(ssl, rules))
            .map(Known::facts)
            .or(() -> judged(session, ssl, rules)));
    }

    /** The same at the start of a transaction: judged anew when that was a minute ago, or when a revocation status was not there yet. */
    Optional<TlsFacts> again(SMTPSession session, InboundRules rules) {
        if (session.getAttachment(KNOWN, State.Connection).filter(known -> known.isPending() || nanoTime.getAsLong() - known.judgedAt >= MINUTE).isPresent()) {
            session.removeAttachment(KNOWN, State.Connection);
        }
        return of(session, rules);
    }

    /** As it was judged last in this session; without the certificate where nobody has asked for it. */
    @SuppressWarnings("ReferenceEquality")
    static Optional<TlsFacts> asJudged(SMTPSession session) {
        return session.getSSLSession().filter(SessionTls::secured).flatMap(ssl -> session.getAttachment(KNOWN, State.Connection).filter(known -> known.ssl() == ssl).map(Known::facts)
            .or(() -> facts(ssl, Optional.empty())));
    }

    /** Version and cipher alone. */
    static Optional<TlsFacts> withoutCertificate(SMTPSession session) {
        return session.getSSLSession().filter(SessionTls::secured).flatMap(ssl -> facts(ssl, Optional.empty()));
    }

    private Optional<TlsFacts> judged(SMTPSession session, SSLSession ssl, InboundRules rules) {
        Optional<TlsFacts> facts = facts(ssl, certificate(ssl, rules));
        facts.ifPresent(found -> session.setAttachment(KNOWN, new Known(ssl, rules, found, nanoTime.getAsLong()), State.Connection));
        return facts;
    }

    private Optional<CertificateFacts> certificate(SSLSession ssl, InboundRules rules) {
        try {
            return certificates.facts(ssl, rules::trustSources);
        } catch (RuntimeException e) {
            LOGGER.warn("A client's certificate can't be judged; it counts as none", e);
            return Optional.empty();
        }
    }

    private static Optional<TlsFacts> facts(SSLSession ssl, Optional<CertificateFacts> certificate) {
        return TlsVersion.of(ssl.getProtocol()).map(version -> new TlsFacts(version, ssl.getCipherSuite(), certificate));
    }

    private static boolean secured(SSLSession session) {
        return !session.getCipherSuite().startsWith("SSL_NULL") && !session.getCipherSuite().contains("_NULL_");
    }

    private record Known(SSLSession ssl, InboundRules rules, TlsFacts facts, long judgedAt) {
        @SuppressWarnings("ReferenceEquality")
        boolean isOf(SSLSession otherSsl, InboundRules otherRules) {
            return ssl == otherSsl && rules == otherRules;
        }

        boolean isPending() {
            return facts.certificate().filter(certificate -> certificate.trust().containsValue(Trust.PENDING)).isPresent();
        }
    }
}
