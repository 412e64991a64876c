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

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

import io.jamesconnectors.migration.Input;
import io.jamesconnectors.migration.Plain;
import io.jamesconnectors.migration.Report;
import io.jamesconnectors.migration.Unreadable;

/** main.cf and the tables that it names, as far as they were given. */
final class PostfixFiles {
    /** Tables whose text postmap reads; {@code cidr} has the same outer form. */
    private static final Set<String> TEXTUAL = Set.of("hash", "btree", "lmdb", "cdb", "dbm", "sdbm", "texthash", "cidr");
    private static final Pattern TABLE = Pattern.compile("(?:[a-z]+:)?/?[^{}]*");

    private final List<PostfixSource> sources;
    private final Optional<MainCf> main;
    private final Report.Of about;
    private final Set<PostfixSource> used = new HashSet<>();

    PostfixFiles(List<PostfixSource> sources, Report report) throws Unreadable {
        this.sources = sources;
        List<Input> mains = sources.stream().filter(source -> source.parameter().isEmpty()).map(PostfixSource::input).toList();
        if (mains.size() > 1) {
            throw new Unreadable(mains.get(1).name(), 0, "is a second main.cf");
        }
        this.main = mains.isEmpty() ? Optional.empty() : Optional.of(MainCf.of(mains.get(0)));
        this.about = report.of(main.map(MainCf::file).orElse("main.cf"), "main.cf", name -> main.map(MainCf::parameters)
            .filter(parameters -> parameters.containsKey(name)).isPresent());
    }

    Optional<MainCf> main() {
        return main;
    }

    String value(String parameter, String fallback) throws Unreadable {
        return main.isEmpty() ? fallback : main.get().value(parameter, fallback);
    }

    /** The part of the report about main.cf. */
    Report.Of aboutMain() {
        return about;
    }

    /** The line of a parameter, for messages. */
    int line(String parameter) {
        return main.map(known -> known.parameters().get(parameter)).map(MainCf.Parameter::line).orElse(0);
    }

    /** The tables of a parameter: those that were given under its name, and those that main.cf names. */
    List<Table> tables(String parameter) throws Unreadable {
        List<Table> tables = new ArrayList<>();
        for (PostfixSource source : sources) {
            if (source.parameter().filter(parameter::equals).isPresent() && used.add(source)) {
                tables.add(Table.of(source.input()));
            }
        }
        for (String word : value(parameter, "").split("[\\s,]+")) {
            if (word.indexOf(':') > 0 && !word.startsWith("[")) {
                named(parameter, word).ifPresent(tables::add);
            }
        }
        return tables;
    }

    /** {@code hash:/etc/postfix/transport}, where a file of that name was given. */
    Optional<Table> named(String parameter, String word) throws Unreadable {
        int colon = word.indexOf(':');
        String type = word.substring(0, colon);
        String name = PostfixSource.fileName(word.substring(colon + 1));
        if (!TEXTUAL.contains(type) || !TABLE.matcher(word).matches()) {
            String table = parameter.equals(Parameters.PASSWORDS) ? "that is no file (not shown: it may hold a password)" : Plain.shown(word);
            String how = "the table " + table + " is left out: what is looked up in it can't be told (expected: one of the types "
                + String.join(", ", TEXTUAL.stream().sorted().toList()) + ")";
            if (Parameters.OUTBOUND.contains(parameter)) {
                about.weaker(parameter, how);
            } else {
                about.changed(parameter, how);
            }
            return Optional.empty();
        }
        Optional<PostfixSource> source = sources.stream().filter(given -> PostfixSource.fileName(given.input().name()).equals(name)).findFirst();
        if (source.isEmpty()) {
            throw new Unreadable(main.map(MainCf::file).orElse("main.cf"), line(parameter), "names the table " + Plain.shown(word) + ", which was not given");
        }
        return used.add(source.get()) ? Optional.of(Table.of(source.get().input())) : Optional.empty();
    }

    /** @throws Unreadable when a file was given that nothing asked for */
    void finish() throws Unreadable {
        for (PostfixSource source : sources) {
            if (source.parameter().isPresent() && !used.contains(source)) {
                throw new Unreadable(source.input().name(), 0, "is a table that nothing uses");
            }
        }
    }
}
