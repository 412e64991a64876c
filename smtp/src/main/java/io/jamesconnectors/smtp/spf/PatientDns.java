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
package io.jamesconnectors.smtp.spf;

import java.net.InetAddress;
import java.time.Duration;
import java.util.function.LongSupplier;

import io.jamesconnectors.connectors.DomainName;
import io.jamesconnectors.tls.dns.AddressAnswer;
import io.jamesconnectors.tls.dns.LookupFailed;
import io.jamesconnectors.tls.dns.MxAnswer;
import io.jamesconnectors.tls.dns.SenderDns;
import io.jamesconnectors.tls.dns.TextAnswer;

/** Asks another DNS until its patience is over; from then on every question fails at once. */
final class PatientDns implements SenderDns {
    private final SenderDns dns;
    private final Duration patience;
    private final LongSupplier nanoTime;
    private final long start;

    /** Its time begins now. */
    PatientDns(SenderDns dns, Duration patience, LongSupplier nanoTime) {
        this.dns = dns;
        this.patience = patience;
        this.nanoTime = nanoTime;
        this.start = nanoTime.getAsLong();
    }

    @Override
    public MxAnswer mx(DomainName domain) {
        return isOver() ? tooLate() : dns.mx(domain);
    }

    @Override
    public AddressAnswer addresses(String host) {
        return isOver() ? tooLate() : dns.addresses(host);
    }

    @Override
    public TextAnswer texts(DomainName domain) {
        return isOver() ? tooLate() : dns.texts(domain);
    }

    @Override
    public TextAnswer names(InetAddress address) {
        return isOver() ? tooLate() : dns.names(address);
    }

    private boolean isOver() {
        return nanoTime.getAsLong() - start > patience.toNanos();
    }

    private LookupFailed tooLate() {
        return new LookupFailed("not asked, since the questions before took more than " + patience.toSeconds() + " s");
    }
}
