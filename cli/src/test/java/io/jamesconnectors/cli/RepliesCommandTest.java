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

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.jamesconnectors.connectors.replies.LoginTroubles;
import io.jamesconnectors.connectors.replies.ReplyCatalogue;
import picocli.CommandLine;

class RepliesCommandTest {
    private final StringWriter out = new StringWriter();

    @Test
    void explainsAReply() {
        assertThat(replies("550", "5.7.64")).isZero();
        assertThat(out.toString().lines()).hasSize(3)
            .anySatisfy(line -> assertThat(line).isEqualTo("550, 554 5.7.64 (configuration)"))
            .anySatisfy(line -> assertThat(line).startsWith("    Remedy: Compare address and certificate"));
    }

    @Test
    void showsTheLikeliestMeaningFirst() {
        assertThat(replies("450 4.4.317 Cannot connect to remote server [Message=UntrustedRoot]")).isZero();
        assertThat(out.toString()).startsWith("4yz 4.4.317 … UntrustedRoot (configuration)").contains("4yz 4.4.317 (configuration)");
    }

    @Test
    void explainsAnErrorOfTheIdentityPlatform() {
        assertThat(replies("AADSTS7000222:", "The", "provided", "keys", "are", "expired")).isZero();
        assertThat(out.toString()).startsWith("AADSTS7000222 (configuration)").contains("Make a new one");
    }

    @Test
    void saysSoWhenItDoesNotKnow() {
        assertThat(replies("550 5.9.9")).isEqualTo(1);
        assertThat(out.toString()).startsWith("not known (expected: ");
    }

    @Test
    void listsAll() {
        assertThat(replies()).isZero();
        assertThat(out.toString().lines()).hasSize(3 * (ReplyCatalogue.all().size() + LoginTroubles.all().size()));
    }

    @Test
    void printsJson() throws JsonProcessingException {
        assertThat(replies("--format", "json", "535 5.7.3")).isZero();

        JsonNode report = new ObjectMapper().readTree(out.toString());
        assertThat(report.get("replies")).hasSize(1);
        assertThat(report.get("replies").get(0).get("enhanced").asText()).isEqualTo("5.7.3");
        assertThat(report.get("replies").get(0).get("class").asText()).isEqualTo("configuration");
        assertThat(report.get("logins")).isEmpty();
    }

    @Test
    void printsAllAsJson() throws JsonProcessingException {
        assertThat(replies("--format=json")).isZero();

        JsonNode report = new ObjectMapper().readTree(out.toString());
        assertThat(report.get("replies")).hasSize(ReplyCatalogue.all().size());
        assertThat(report.get("logins")).hasSize(LoginTroubles.all().size());
    }

    @Test
    void unknownOptionsAreMistakesOfTheCommandLine() {
        assertThat(replies("--frobnicate")).isEqualTo(64);
    }

    private int replies(String... arguments) {
        return new CommandLine(new RepliesCommand()).setOut(new PrintWriter(out, true)).setErr(new PrintWriter(new StringWriter())).execute(arguments);
    }
}
