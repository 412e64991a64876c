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

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

class DemoCommandTest {
    @Test
    void showsEveryCaseAndThatAllIsAsExpected() throws Exception {
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx512m",
                "-cp", System.getProperty("java.class.path"), GatewayMain.class.getName(), "demo").redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(output).contains("550 5.7.64", "530 5.7.0", "550 5.7.51", "NAME_MISMATCH", "EXPIRED", "SELF_SIGNED", "STARTTLS not offered", "stand-ins",
                "by password", "by XOAUTH2", "returned: 550 5.7.60 clientSubmission", "returned: 550 5.7.1 directSend", "by client certificate",
                "returned: 550 5.7.64 smtpRelay", "554 5.7.1 Access denied", "waits: 451 4.7.4 mail of the legacy listener",
                "All as expected");
        assertThat(process.exitValue()).isZero();
    }
}
