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

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The manual page of a command, in the macros of man(7), made of what {@code --help} says. */
final class ManPage {
    private final CommandSpec command;
    private final StringBuilder page = new StringBuilder();

    private ManPage(CommandSpec command) {
        this.command = command;
    }

    /** The page of {@code command}. */
    static String of(CommandSpec command) {
        return new ManPage(command).write();
    }

    /** Under which name the page is installed: {@code james-connectors-check}. */
    static String name(CommandSpec command) {
        return command.qualifiedName("-");
    }

    private String write() {
        page.append(".\\\" Licensed under the Apache License, Version 2.0; see http://www.apache.org/licenses/LICENSE-2.0\n");
        macro("TH", name(command).toUpperCase(Locale.ROOT), "1", "", "James Connectors", "");
        macro("SH", "NAME");
        String[] words = command.usageMessage().description();
        text(name(command) + " - " + firstSentence(words));
        macro("SH", "SYNOPSIS");
        synopsis();
        if (words.length > 0) {
            macro("SH", "DESCRIPTION");
            Stream.of(words).forEach(this::text);
        }
        parameters();
        commands();
        exitStatus();
        seeAlso();
        return page.toString();
    }

    private void synopsis() {
        page.append(".nf\n");
        Ansi plain = Ansi.OFF;
        String synopsis = new CommandLine.Help(command, CommandLine.Help.defaultColorScheme(plain)).detailedSynopsis(0, CommandLine.Help.createShortOptionArityAndNameComparator(), true);
        synopsis.strip().lines().forEach(this::text);
        page.append(".fi\n");
    }

    private void parameters() {
        List<PositionalParamSpec> positions = command.positionalParameters().stream().filter(position -> !position.hidden()).toList();
        List<OptionSpec> options = command.options().stream().filter(option -> !option.hidden()).toList();
        if (!positions.isEmpty() || !options.isEmpty()) {
            macro("SH", "OPTIONS");
        }
        positions.forEach(position -> entry(position.paramLabel(), String.join(" ", position.renderedDescription())));
        options.forEach(option -> entry(Stream.of(option.names()).collect(Collectors.joining(", ")) + (option.arity().max() > 0 ? "=" + option.paramLabel() : ""),
            String.join(" ", option.renderedDescription())));
    }

    private void commands() {
        if (command.subcommands().isEmpty()) {
            return;
        }
        macro("SH", "COMMANDS");
        command.subcommands().forEach((name, subcommand) -> entry(name, firstSentence(subcommand.getCommandSpec().usageMessage().description())));
    }

    private void exitStatus() {
        if (command.usageMessage().exitCodeList().isEmpty()) {
            return;
        }
        macro("SH", "EXIT STATUS");
        command.usageMessage().exitCodeList().forEach((status, meaning) -> entry(status.strip(), meaning));
    }

    private void seeAlso() {
        CommandSpec parent = command.parent();
        if (parent != null) {
            macro("SH", "SEE ALSO");
            text(name(parent) + "(1)");
        }
    }

    private void entry(String term, String meaning) {
        page.append(".TP\n.B ").append(escaped(term)).append('\n');
        text(meaning);
    }

    private void text(String line) {
        String clean = escaped(line.strip());
        page.append(clean.startsWith(".") || clean.startsWith("'") ? "\\&" : "").append(clean).append('\n');
    }

    private void macro(String name, String... arguments) {
        page.append('.').append(name);
        for (String argument : arguments) {
            page.append(" \"").append(escaped(argument).replace("\"", "\\(dq")).append('"');
        }
        page.append('\n');
    }

    private static String firstSentence(String... words) {
        String all = words.length == 0 ? "" : words[0];
        int end = all.indexOf(". ");
        return all.substring(0, end < 0 ? all.length() : end).replaceAll("\\.$", "");
    }

    /** Hyphens are minus signs, so that options can be copied from the page. */
    private static String escaped(String text) {
        return text.replace("\\", "\\e").replace("-", "\\-").replace("\n", " ").replace("…", "...");
    }
}
