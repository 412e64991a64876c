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

import java.nio.charset.StandardCharsets;
import java.util.Random;

import org.junit.jupiter.api.Test;

import io.jamesconnectors.connectors.DomainName;
import io.jamesconnectors.connectors.inbound.OriginatorOrg;

class OriginatorHeaderTest {
    private static final OriginatorOrg CONTOSO = OriginatorOrg.of(DomainName.parse("contoso.com"));

    @Test
    void readsTheFieldInAnyCaseAndFolding() {
        assertThat(read("Subject: a", "X-ORIGINATORORG:\tCONTOSO.com  ")).isEqualTo(CONTOSO);
        assertThat(read("x-originatororg  :", " ", "\tcontoso.com")).isEqualTo(CONTOSO);
    }

    @Test
    void findsNothingWhereNothingIsSaid() {
        assertThat(read("Subject: a", " X-OriginatorOrg: contoso.com", "X-OriginatorOrg2: contoso.com", "X-OriginatorOrg contoso.com",
            "Y: X-OriginatorOrg: contoso.com"))
            .isEqualTo(OriginatorOrg.NONE);
    }

    @Test
    void endsAtTheFirstEmptyLine() {
        assertThat(read("Subject: a", "", "X-OriginatorOrg: contoso.com")).isEqualTo(OriginatorOrg.NONE);
    }

    @Test
    void wantsAllFieldsToAgree() {
        assertThat(read("X-OriginatorOrg: contoso.com", "X-OriginatorOrg: contoso.com")).isEqualTo(CONTOSO);
        assertThat(read("X-OriginatorOrg: contoso.com", "X-OriginatorOrg: fabrikam.com", "X-OriginatorOrg: contoso.com")).isEqualTo(OriginatorOrg.UNUSABLE);
        assertThat(read("X-OriginatorOrg:", "X-OriginatorOrg: contoso.com")).isEqualTo(OriginatorOrg.UNUSABLE);
    }

    @Test
    void distrustsWhatEndsNobodyKnowsWhere() {
        assertThat(read("Subject: a\rX-OriginatorOrg: fabrikam.com", "X-OriginatorOrg: contoso.com")).isEqualTo(OriginatorOrg.UNUSABLE);
    }

    @Test
    void takesNoPartOfALongFieldForAllOfIt() {
        assertThat(read("X-OriginatorOrg: contoso.com" + " ".repeat(2000) + "fabrikam.com")).isEqualTo(OriginatorOrg.UNUSABLE);
        assertThat(read("X-OriginatorOrg: contoso.com" + " ".repeat(600), " ".repeat(600) + "fabrikam.com")).isEqualTo(OriginatorOrg.UNUSABLE);
    }

    @Test
    void provesNothingBeforeALineHasCome() {
        assertThat(new OriginatorHeader().said()).isEqualTo(OriginatorOrg.UNUSABLE);
    }

    @Test
    void takesNoOtherLettersForADomain() {
        assertThat(read("X-OriginatorOrg: c\u00f6ntoso.com")).isEqualTo(OriginatorOrg.UNUSABLE);
        assertThat(read("X-OriginatorOrg: contoso.com\u0000")).isEqualTo(OriginatorOrg.UNUSABLE);
        assertThat(read("X-OriginatorOrg: " + "a.".repeat(100_000) + "com")).isEqualTo(OriginatorOrg.UNUSABLE);
    }

    @Test
    void survivesAnyBytes() {
        long seed = Long.getLong("seed", 1);
        Random random = new Random(seed);
        for (int message = 0; message < 2_000; message++) {
            OriginatorHeader header = new OriginatorHeader();
            for (int i = 0; i < 20; i++) {
                byte[] line = new byte[random.nextInt(40)];
                random.nextBytes(line);
                header.line(line);
            }
            assertThat(header.said()).as("seed %d", seed).isIn(OriginatorOrg.NONE, OriginatorOrg.UNUSABLE);
        }
    }

    private static OriginatorOrg read(String... lines) {
        OriginatorHeader header = new OriginatorHeader();
        for (String line : lines) {
            header.line((line + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
        }
        return header.said();
    }
}
