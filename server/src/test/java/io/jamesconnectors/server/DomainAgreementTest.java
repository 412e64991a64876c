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

import java.util.Optional;

import org.junit.jupiter.api.Test;

import io.jamesconnectors.connectors.Connectors;
import io.jamesconnectors.connectors.Reason;

class DomainAgreementTest {
    private static final Connectors CONNECTORS = TwoPlaces.with(Optional.empty());

    @Test
    void findsNothingWhereBothListsSayTheSame() throws Exception {
        assertThat(new DomainAgreement(KnownDomains.of("moved.example", "local.example", "localhost")).differences(CONNECTORS)).isEmpty();
    }

    @Test
    void findsWhatOnlyOneOfThemHas() throws Exception {
        assertThat(new DomainAgreement(KnownDomains.of("local.example", "lists.example")).differences(CONNECTORS)).extracting(Reason::code)
            .containsExactly("accepted-but-not-the-servers", "servers-but-not-accepted");
    }
}
