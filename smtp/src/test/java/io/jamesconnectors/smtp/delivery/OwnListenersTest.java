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

import java.net.InetSocketAddress;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OwnListenersTest {

    @ParameterizedTest
    @CsvSource({
        "192.0.2.1,   25, 192.0.2.1,    25, true",
        "192.0.2.1,   25, 192.0.2.1,   587, false",
        "192.0.2.1,   25, 192.0.2.2,    25, false",
        "0.0.0.0,     25, 192.0.2.1,    25, true",
        "0.0.0.0,     25, 192.0.2.1,   587, false",
        "0.0.0.0,     25, 198.51.100.1, 25, false",
        "::,          25, 192.0.2.1,    25, true",
        "127.0.0.1,   25, 0.0.0.0,      25, true",
        "192.0.2.1,   25, ::ffff:192.0.2.1, 25, true",
    })
    void mailIsOurOwnWhereAddressAndPortAreThoseOfAListener(String listener, int port, String target, int targetPort, boolean ours) {
        OwnListeners listeners = new OwnListeners(() -> Set.of(new InetSocketAddress(listener, port)), address -> Set.of("192.0.2.1", "0.0.0.0").contains(address.getHostAddress()));
        assertThat(listeners.include(new InetSocketAddress(target, targetPort))).isEqualTo(ours);
    }

    @Test
    void loopbackBelongsToThisMachineAndDocumentationAddressesDoNot() {
        OwnListeners listeners = new OwnListeners(() -> Set.of(new InetSocketAddress("0.0.0.0", 25)));
        assertThat(listeners.include(new InetSocketAddress("127.0.0.2", 25))).isTrue();
        assertThat(listeners.include(new InetSocketAddress("192.0.2.1", 25))).isFalse();
    }
}
