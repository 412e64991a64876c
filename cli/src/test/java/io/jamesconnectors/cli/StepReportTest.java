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
package io.jamesconnectors.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.jamesconnectors.connectors.ConnectorName;
import io.jamesconnectors.connectors.Direction;
import io.jamesconnectors.smtp.validate.Step;
import io.jamesconnectors.smtp.validate.Step.Kind;
import io.jamesconnectors.smtp.validate.Step.Outcome;

/** How the steps of a validation look on a terminal, in a pipe, and to a program. */
class StepReportTest {
    private static final List<Step> STEPS = List.of(
        step(Kind.RESOLVE, "relay.contoso.com", Outcome.OK, "198.51.100.25, 2001:db8::25", ""),
        step(Kind.CERTIFICATE, "relay.contoso.com at 198.51.100.25:25", Outcome.WARNING,
            "DomainValidation of *.contoso.com met; TLSv1.3 TLS_AES_256_GCM_SHA384; certificate 'CN=relay' for relay.contoso.com, until 2026-12-01",
            "A certificate that the server sends ends within 30 days: ask whether it is being renewed."),
        step(Kind.RCPT, "relay.contoso.com at 198.51.100.25:25", Outcome.FAILED, "550 5.1.1 " + "x".repeat(80) + " is nobody", ""),
        step(Kind.LOGIN, "a-very-long-name-of-a-host.somewhere.contoso.com at [2001:db8:1234:5678::25]:25 as scanner@contoso.com", Outcome.SKIPPED, "refused before", ""));

    private final StringWriter out = new StringWriter();

    private static Step step(Kind kind, String where, Outcome outcome, String what, String remedy) {
        return new Step(kind, where, outcome, Duration.ofMillis(42), what, remedy);
    }

    private String report(CheckCommand.Format format, int width) {
        PrintWriter printer = new PrintWriter(out);
        StepReport report = StepReport.to(printer, format, Direction.OUTBOUND, ConnectorName.parse("To contoso"), LiveLine.still(printer), width);
        STEPS.forEach(step -> {
            report.begun(step.kind(), step.where());
            report.ended(step);
        });
        report.finish("file", "conf/connectors.xml", STEPS);
        return out.toString();
    }

    @Test
    void onATerminalLinesAreAsLongAsItIsWideAndNoWordIsCut() {
        assertThat(report(CheckCommand.Format.text, 80).lines()).containsExactly(
            "relay.contoso.com",
            "  resolve     ok          42 ms  198.51.100.25, 2001:db8::25",
            "relay.contoso.com at 198.51.100.25:25",
            "  certificate warning     42 ms  DomainValidation of *.contoso.com met; TLSv1.3",
            "              TLS_AES_256_GCM_SHA384; certificate 'CN=relay' for",
            "              relay.contoso.com, until 2026-12-01",
            "              Remedy: A certificate that the server sends ends within 30 days:",
            "              ask whether it is being renewed.",
            "  rcpt        failed      42 ms  550 5.1.1",
            "              " + "x".repeat(80),
            "              is nobody",
            "a-very-long-name-of-a-host.somewhere.contoso.com at [2001:db8:1234:5678::25]:25",
            "              as scanner@contoso.com",
            "  login       skipped     42 ms  refused before",
            "outbound connector 'To contoso': 1 of 4 steps failed, 1 warning, 1 step was not",
            "              tried");
    }

    @Test
    void inAPipeEachStepIsOneLine() {
        assertThat(report(CheckCommand.Format.text, 0).lines()).hasSize(9).contains(
            "  certificate warning     42 ms  " + STEPS.get(1).what(), "              Remedy: " + STEPS.get(1).remedy(),
            "outbound connector 'To contoso': 1 of 4 steps failed, 1 warning, 1 step was not tried");
    }

    @Test
    void toAProgramItIsOneObject() throws Exception {
        JsonNode report = new ObjectMapper().readTree(report(CheckCommand.Format.json, 80));

        assertThat(report.fieldNames()).toIterable().containsExactly("file", "direction", "connector", "good", "failed", "warnings", "skipped", "steps");
        assertThat(report.get("good").asBoolean()).isFalse();
        assertThat(List.of(report.get("failed").asInt(), report.get("warnings").asInt(), report.get("skipped").asInt())).containsExactly(1, 1, 1);
        assertThat(report.get("steps").get(1).toString()).isEqualTo("{\"step\":\"certificate\",\"where\":\"relay.contoso.com at 198.51.100.25:25\",\"outcome\":\"warning\",\"ms\":42,\"what\":\""
            + STEPS.get(1).what() + "\",\"remedy\":\"" + STEPS.get(1).remedy() + "\"}");
    }
}
