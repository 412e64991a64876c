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
package io.jamesconnectors.bench.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

class RelayCommandTest {

    @Test
    void comparesEverythingUnlessToldOtherwise() {
        RelayOptions options = options();

        assertThat(options.contenders()).containsExactly(Contender.STOCK, Contender.OURS_MEMORY, Contender.OURS_DURABLE, Contender.REMOTE_DURABLE, Contender.POSTFIX);
        assertThat(options.securities()).containsExactly(Security.TLS, Security.PLAIN);
        assertThat(options.sizes()).extracting(BodySize::octets).containsExactly(4_000, 10_000, 5_000_000);
        assertThat(List.of(options.messages(), options.runs(), options.warmUp(), options.sessions())).containsExactly(4_000, 3, 30_000, 20);
        assertThat(options.java()).isEmpty();
    }

    @Test
    void takesASubset() {
        RelayOptions options = options("--sizes", "10k", "--tls-only", "--contenders", "ours-durable,stock", "--messages", "500", "--runs", "1",
            "--java", "-Xint", "--java", "-ea");

        assertThat(options.contenders()).containsExactly(Contender.OURS_DURABLE, Contender.STOCK);
        assertThat(options.securities()).containsExactly(Security.TLS);
        assertThat(options.sizes()).containsExactly(new BodySize(10_000));
        assertThat(List.of(options.messages(), options.runs())).containsExactly(500, 1);
        assertThat(options.java()).containsExactly("-Xint", "-ea");
    }

    @Test
    void isQuickExceptWhereToldOtherwise() {
        RelayOptions options = options("--quick", "--sizes", "4k", "--plain-only", "--runs", "2");

        assertThat(options.contenders()).containsExactly(Contender.STOCK, Contender.OURS_MEMORY, Contender.OURS_DURABLE, Contender.POSTFIX);
        assertThat(options.securities()).containsExactly(Security.PLAIN);
        assertThat(options.sizes()).containsExactly(new BodySize(4_000));
        assertThat(List.of(options.messages(), options.runs(), options.warmUp())).containsExactly(1_000, 2, 2_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--sizes=4g", "--contenders=exim", "--messages=0", "--runs=-1", "--warm-up=x", "--sessions=0",
        "--tls-only --plain-only", "--slow", "10k"})
    void refusesWhatItDoesNotUnderstand(String line) {
        assertThatThrownBy(() -> options(line.split(" "))).isInstanceOf(ParameterException.class);
    }

    @Test
    void givesOurOwnLittleHeapForLargeBodies() {
        RelayOptions options = options("--java", "-ea");

        assertThat(options.javaOptions(Contender.OURS_MEMORY, true)).containsExactly("-Xmx256m", "-ea");
        assertThat(options.javaOptions(Contender.OURS_MEMORY, false)).containsExactly("-Xms512m", "-Xmx1g", "-ea");
        assertThat(options.javaOptions(Contender.STOCK, true)).containsExactly("-Xms512m", "-Xmx1g", "-ea");
    }

    private static RelayOptions options(String... arguments) {
        RelayCommand command = new RelayCommand();
        new CommandLine(command).parseArgs(arguments);
        return command.options(Path.of("work"));
    }
}
