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
package io.jamesconnectors.migration.postfix;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** What Postfix ships as samples, where it is installed: main.cf, tables, and the files that its READMEs show. They are read where they lie, and not part of this project. */
final class Samples {
    private static final Pattern FILE = Pattern.compile("\\s*(?:\\d+ )?\\s*/etc/postfix/([a-z_.]+):\\s*");
    private static final Pattern LINE = Pattern.compile("(?:\\s*\\d+(?: |$))?(.*)");
    private static final Pattern COMMENTED = Pattern.compile("#([a-z0-9_]+ ?= ?\\S.*)");
    private static final Pattern EXAMPLE = Pattern.compile("# {12,16}(\\S+ +\\S.*)");

    private Samples() {
    }

    /**
     * A file that a README shows.
     *
     * @param readme which one
     * @param file its name
     */
    record Shown(String readme, String file, String text) {
    }

    /** The first of these that is there. */
    static Optional<Path> file(String... places) {
        return Stream.of(places).map(Path::of).filter(Files::isRegularFile).findFirst();
    }

    /** The parameters that stand in comments of a main.cf, each as its line. */
    static List<String> commentedParameters(Path main) throws IOException {
        return Files.readAllLines(main).stream().map(COMMENTED::matcher).filter(Matcher::matches).map(line -> line.group(1)).toList();
    }

    /** The entries among the comments of a table's EXAMPLES, each as its line. */
    static List<String> commentedEntries(Path table) throws IOException {
        List<String> lines = Files.readAllLines(table);
        List<String> examples = lines.stream().dropWhile(line -> !line.matches("# EXAMPLES?")).skip(1).takeWhile(line -> !line.matches("# [A-Z].*")).toList();
        return examples.stream().map(EXAMPLE::matcher).filter(Matcher::matches).map(line -> line.group(1)).toList();
    }

    /** What the READMEs show as {@code /etc/postfix/NAME:} and the lines below it that stand further to the right. */
    static List<Shown> inReadmes() {
        Path documents = Path.of("/usr/share/doc/postfix");
        if (!Files.isDirectory(documents)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(documents)) {
            return files.filter(file -> file.getFileName().toString().matches("[A-Z0-9_]+_README(\\.gz)?")).sorted().flatMap(file -> shown(file).stream()).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Shown> shown(Path readme) {
        List<Shown> shown = new ArrayList<>();
        String[] lines = text(readme).split("\n");
        for (int i = 0; i < lines.length; i++) {
            Matcher file = FILE.matcher(lines[i]);
            if (file.matches()) {
                int indent = indent(lines[i]);
                StringBuilder text = new StringBuilder();
                int first = -1;
                for (int j = i + 1; j < lines.length && !lines[j].isBlank() && indent(lines[j]) > indent; j++) {
                    first = first < 0 ? indent(lines[j]) : first;
                    text.append(content(lines[j]).substring(Math.min(Math.max(first, 0), indent(lines[j])))).append('\n');
                }
                shown.add(new Shown(readme.getFileName().toString(), file.group(1), text.toString()));
            }
        }
        return shown;
    }

    /** A line without the number before it. */
    private static String content(String line) {
        Matcher numbered = LINE.matcher(line);
        return numbered.matches() ? numbered.group(1) : line;
    }

    private static int indent(String line) {
        String content = content(line);
        return content.length() - content.stripLeading().length();
    }

    private static String text(Path file) {
        try (InputStream raw = Files.newInputStream(file); InputStream in = file.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
