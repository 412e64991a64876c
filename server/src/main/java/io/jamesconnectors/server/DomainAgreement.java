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

import java.util.List;
import java.util.Optional;

import org.apache.james.core.Domain;
import org.apache.james.domainlist.api.DomainList;
import org.apache.james.domainlist.api.DomainListException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import com.google.inject.Inject;
import com.google.inject.Singleton;

import io.jamesconnectors.connectors.Connectors;
import io.jamesconnectors.connectors.DomainName;
import io.jamesconnectors.connectors.Reason;
import io.jamesconnectors.connectors.file.LiveConnectors;
import io.jamesconnectors.connectors.hybrid.DomainLists;

/**
 * Says in the log where the accepted domains of {@code connectors.xml} and James's own list of domains differ ({@link DomainLists}): when James starts and at
 * each reload.
 */
@Singleton
final class DomainAgreement {
    private static final Logger LOGGER = LoggerFactory.getLogger(DomainAgreement.class);

    private final DomainList james;
    private boolean watching;

    @Inject
    DomainAgreement(DomainList james) {
        this.james = james;
    }

    /** Compares now and after each reload; a second call does nothing. */
    synchronized void watch(LiveConnectors live) {
        if (!watching) {
            watching = true;
            live.onSwap(active -> compare(active.connectors()));
            compare(live.current().connectors());
        }
    }

    private void compare(Connectors connectors) {
        try {
            differences(connectors).forEach(difference -> LOGGER.warn("domains reason={} {}", difference.code(), difference.sentence()));
        } catch (DomainListException | RuntimeException e) {
            LOGGER.warn("domains reason=unavailable James's own list can't be asked", e);
        }
    }

    List<Reason> differences(Connectors connectors) throws DomainListException {
        List<DomainName> own = james.getDomains().stream().map(Domain::asString).map(DomainName::tryParse).flatMap(Optional::stream).toList();
        return DomainLists.between(connectors, own).reasons();
    }
}
