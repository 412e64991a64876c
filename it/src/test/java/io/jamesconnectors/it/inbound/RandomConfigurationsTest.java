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
package io.jamesconnectors.it.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.jamesconnectors.connectors.file.ConnectorsFile;
import io.jamesconnectors.connectors.file.Reading;
import io.jamesconnectors.connectors.inbound.ConnectionFacts;
import io.jamesconnectors.connectors.inbound.Decision;
import io.jamesconnectors.connectors.inbound.InboundRules;
import io.jamesconnectors.connectors.inbound.OriginatorOrg;
import io.jamesconnectors.connectors.inbound.Verdict;

/**
 * For 10,000 random configurations, written as files and read as files are read: no request without login, without a certificate that counts and from
 * an address outside every grant reaches a recipient outside, unless James alone would let it.
 */
class RandomConfigurationsTest {
    private static final int CONFIGURATIONS = 10_000;
    private static final int REQUESTS = 20;

    @TempDir
    Path directory;

    @Test
    void noneRelaysForAStranger() throws Exception {
        long seed = Long.getLong("seed", 1);
        System.out.println("random configurations: seed " + seed);
        Random random = new Random(seed);
        Files.writeString(directory.resolve("exchange-online.json"), Resource.text("exchange-online.json"));
        int written = 0;
        int taken = 0;
        int relayed = 0;
        while (taken < CONFIGURATIONS) {
            assertThat(++written).as("files written for %d that are taken", taken).isLessThan(4 * CONFIGURATIONS);
            RandomConfiguration configuration = RandomConfiguration.next(random);
            if (read(configuration) instanceof Reading.Accepted accepted) {
                taken++;
                InboundRules rules = InboundRules.of(accepted.connectors());
                for (int i = 0; i < REQUESTS; i++) {
                    refusesOutside(rules, configuration, configuration.stranger(random, rules));
                }
                relayed += configuration.relaysForAMember(random, rules) ? 1 : 0;
            }
        }
        System.out.println("random configurations: " + taken + " taken of " + written + ", " + taken * REQUESTS + " strangers refused, "
            + relayed + " configurations relay for a member");
        assertThat(relayed).as("configurations that relay for somebody at all").isGreaterThan(CONFIGURATIONS / 20);
    }

    private static void refusesOutside(InboundRules rules, RandomConfiguration configuration, ConnectionFacts facts) {
        Decision decision = rules.decide(facts);
        assertThat(decision.verdict()).as(() -> facts + " → " + decision + "\n" + configuration.xml()).isEqualTo(
            facts.serverAllowsRelaying() ? Verdict.ORDINARY : Verdict.REFUSE);
        Decision atTheEnd = rules.decide(facts.with(OriginatorOrg.of(RandomConfiguration.OURS)));
        assertThat(atTheEnd.verdict()).as(() -> facts + " → " + atTheEnd + "\n" + configuration.xml()).isEqualTo(
            facts.serverAllowsRelaying() ? Verdict.ORDINARY : Verdict.REFUSE);
    }

    private Reading read(RandomConfiguration configuration) throws Exception {
        Path file = Files.writeString(directory.resolve("connectors.xml"), configuration.xml());
        return ConnectorsFile.read(file, directory, name -> null);
    }
}
