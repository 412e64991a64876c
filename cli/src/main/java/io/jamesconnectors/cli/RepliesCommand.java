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

import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.jamesconnectors.connectors.replies.LoginTroubles;
import io.jamesconnectors.connectors.replies.LoginTroubles.LoginTrouble;
import io.jamesconnectors.connectors.replies.ReplyCatalogue;
import io.jamesconnectors.connectors.replies.ReplyEntry;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code replies CODE}: says what a reply of a mail server, or an error of Microsoft's identity platform, means, and what to do. */
@Command(name = "replies", mixinStandardHelpOptions = true,
    description = "Says what a reply of a mail server, or an error of Microsoft's identity platform, means, and what to do. Without CODE, lists all that are known.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
        " 0:known, or listed",
        " 1:not known",
        "64:the command line was not understood"},
    exitCodeOnInvalidInput = ExitCodes.USAGE,
    exitCodeOnExecutionException = ExitCodes.ERRORS)
public final class RepliesCommand implements Callable<Integer> {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before the call
    private CommandSpec spec;

    @Parameters(arity = "0..*", paramLabel = "CODE",
        description = "5.7.64, 550 5.7.64, a whole reply, AADSTS7000222, or a whole error; of replies, the likeliest meaning comes first")
    private List<String> words = List.of();

    @Option(names = "--format", paramLabel = "text|json", defaultValue = "text", description = "how to print them (default: ${DEFAULT-VALUE})")
    private CheckCommand.Format format = CheckCommand.Format.text;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        String wanted = String.join(" ", words).strip();
        List<ReplyEntry> replies = wanted.isEmpty() ? ReplyCatalogue.all() : ReplyCatalogue.findAll(wanted);
        List<LoginTrouble> logins = wanted.isEmpty() ? LoginTroubles.all() : LoginTroubles.of(wanted).stream().toList();
        if (format == CheckCommand.Format.json) {
            out.println(json(replies, logins));
        } else {
            replies.forEach(entry -> print(out, shown(entry), entry.kind().word(), entry.meaning(), entry.remedy()));
            logins.forEach(trouble -> print(out, String.join(", ", trouble.codes()), trouble.kind().word(), trouble.meaning(), trouble.remedy()));
            if (replies.isEmpty() && logins.isEmpty()) {
                out.println("not known (expected: such as 5.7.64, 550 5.7.64, or AADSTS7000222); a reply 4yz is tried again, 5yz is returned to the sender");
            }
        }
        out.flush();
        return replies.isEmpty() && logins.isEmpty() ? ExitCodes.WARNINGS : ExitCodes.CLEAN;
    }

    private static void print(PrintWriter out, String what, String kind, String meaning, String remedy) {
        out.println(what + " (" + kind + ")");
        out.println("    " + meaning);
        out.println("    Remedy: " + remedy);
    }

    private static String shown(ReplyEntry entry) {
        return entry.codes() + stated(" ", entry.enhanced()).orElse("") + stated(" … ", entry.text()).orElse("");
    }

    private static Optional<String> stated(String before, String cell) {
        return cell.equals("any") ? Optional.empty() : Optional.of(before + cell);
    }

    private static String json(List<ReplyEntry> replies, List<LoginTrouble> logins) {
        ObjectNode report = MAPPER.createObjectNode();
        ArrayNode entries = report.putArray("replies");
        for (ReplyEntry entry : replies) {
            entries.addObject().put("reply", entry.codes()).put("enhanced", entry.enhanced()).put("text", entry.text())
                .put("class", entry.kind().word()).put("meaning", entry.meaning()).put("remedy", entry.remedy());
        }
        ArrayNode troubles = report.putArray("logins");
        for (LoginTrouble trouble : logins) {
            ObjectNode node = troubles.addObject();
            trouble.codes().forEach(node.putArray("codes")::add);
            node.put("class", trouble.kind().word()).put("meaning", trouble.meaning()).put("remedy", trouble.remedy());
        }
        try {
            return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(report);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree in memory can't fail to be written", e);
        }
    }
}
