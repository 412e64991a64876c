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
package io.jamesconnectors.connectors.inbound.received;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.Random;

import org.junit.jupiter.api.Test;

import com.google.common.net.InetAddresses;

class ReceivedFieldFuzzTest {
    private static final int ROUNDS = 100_000;
    private static final InetAddress REAL = InetAddresses.forString("192.0.2.1");

    /** What servers write; {@code $} stands for the HELO name. */
    private static final List<String> SERVERS = List.of(
        "from $ (host.test [192.0.2.1])\r\n\tby mx.test (Postfix) with ESMTPS id 4XYZ\r\n\tfor <anna@contoso.com>; 22 Nov 2026 10:00:00 +0000 (UTC)",
        "from $ (unknown [192.0.2.1]) (using TLSv1.3 (256/256)) (Client CN \"x\", Issuer \"y\" (verified OK)) by mx.test; 22 Nov 2026 10:00:00 +0000",
        "from host.test ([192.0.2.1] helo=$)\r\n\tby mx.test with esmtp (Exim 4.96)\r\n\t(envelope-from <bert@fabrikam.com>) id 1a; 22 Nov 2026 10:00:00 +0000",
        "from [192.0.2.1] (helo=$)\r\n\tby mx.test with esmtp (Exim 4.96) id 1a; 22 Nov 2026 10:00:00 +0000",
        "from $ (IDENT:root@host.test [192.0.2.1] (may be forged)) by mx.test (8.17.1/8.17.1) with ESMTP id 2AM1; 22 Nov 2026 10:00:00 GMT",
        "from $ (192.0.2.1) by mx.test (10.1.2.3) with Microsoft SMTP Server (version=TLS1_2, cipher=x) id 15.20; 22 Nov 2026 10:00:00 +0000",
        "from host.test (EHLO $) ([192.0.2.1])\r\n          by mx.test (JAMES SMTP Server ) with ESMTP ID 1a2b; 22 Nov 2026 10:00:00 +0000 (UTC)",
        "from unknown (HELO $) (192.0.2.1) by mx.test with SMTP; 22 Nov 2026 10:00:00 -0000",
        "from $ ([IPv6:::ffff:192.0.2.1]) by mx.test with ESMTP; 22 Nov 2026 10:00:00 +0000");

    /** What hostile names are made of. */
    private static final List<String> CHIPS = List.of("[198.51.100.6]", "198.51.100.6", "[IPv6:2001:db8::6]", "(198.51.100.6)", "([198.51.100.6])",
        " ", " ", " ", "(", ")", "(", ")",
        "\"", "\\", ";", "by", "from", " by ", " from ", "x", "helo=", "HELO ", "EHLO ", "@", ":25", "\r\n\t", "\0", "é", "=", "host.test", "[", "]", "%", ",");

    private final long seed = Long.getLong("seed", 1);
    private final Random random = new Random(seed);

    @Test
    void noHeloNameIsEverTakenForTheAddressThatTheServerSaw() {
        int told = 0;
        for (int round = 0; round < ROUNDS; round++) {
            String field = pick(SERVERS).replace("$", name());
            Optional<InetAddress> client = ReceivedField.client(field);
            told += client.isPresent() ? 1 : 0;
            if (!client.orElse(REAL).equals(REAL)) {
                fail("seed " + seed + ": " + client + " is read from " + field);
            }
        }
        assertThat(told).as("seed %d: there are harmless names too", seed).isGreaterThan(ROUNDS / 100);
    }

    @Test
    void noMutationThrows() {
        for (int round = 0; round < ROUNDS; round++) {
            StringBuilder field = new StringBuilder(pick(SERVERS).replace("$", "helo.test"));
            for (int i = random.nextInt(8); i >= 0 && field.length() > 0; i--) {
                mutate(field);
            }
            String mutated = field.toString();
            try {
                ReceivedField.client(mutated);
            } catch (RuntimeException e) {
                fail("seed " + seed + ": " + mutated, e);
            }
        }
    }

    private void mutate(StringBuilder field) {
        int at = random.nextInt(field.length());
        switch (random.nextInt(5)) {
            case 0 -> field.deleteCharAt(at);
            case 1 -> field.setCharAt(at, (char) random.nextInt(0x180));
            case 2 -> field.insert(at, pick(CHIPS));
            case 3 -> field.insert(at, field.substring(random.nextInt(at + 1), at));
            default -> field.setLength(at);
        }
    }

    private String name() {
        StringBuilder name = new StringBuilder();
        for (int chips = 1 + random.nextInt(10); chips > 0; chips--) {
            name.append(pick(CHIPS));
        }
        return name.toString();
    }

    private <T> T pick(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
