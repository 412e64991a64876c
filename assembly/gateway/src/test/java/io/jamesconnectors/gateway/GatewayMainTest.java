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
package io.jamesconnectors.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.jamesconnectors.connectors.ProjectVersion;

import picocli.CommandLine;

class GatewayMainTest {

    @ParameterizedTest
    @ValueSource(strings = {"--version", "status --version", "run --version"})
    void everyCommandSaysItsVersion(String arguments) {
        StringWriter out = new StringWriter();
        CommandLine commandLine = GatewayMain.commandLine().setOut(new PrintWriter(out));
        assertThat(commandLine.execute(arguments.split(" "))).isZero();
        assertThat(out.toString().strip()).isEqualTo("james-connectors " + ProjectVersion.TEXT);
    }
}
