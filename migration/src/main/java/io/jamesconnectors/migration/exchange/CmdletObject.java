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
package io.jamesconnectors.migration.exchange;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import io.jamesconnectors.migration.Input;
import io.jamesconnectors.migration.Plain;
import io.jamesconnectors.migration.Report;
import io.jamesconnectors.migration.Unreadable;

/**
 * An object that a cmdlet printed, and the part of the report that is about it. What is asked of it must be reported by whoever asks; {@link #finish} names the
 * rest.
 */
final class CmdletObject {
    private final String file;
    private final int line;
    private final Cmdlet cmdlet;
    private final Map<String, Json> properties;
    private final Report.Of report;

    private CmdletObject(String file, int line, Cmdlet cmdlet, Map<String, Json> properties, Report report) throws Unreadable {
        this.file = file;
        this.line = line;
        this.cmdlet = cmdlet;
        this.properties = properties;
        this.report = report.of(file, cmdlet.command() + " \"" + (properties.containsKey("Name") ? words("Name") : words("Identity")) + "\"",
            properties::containsKey);
    }

    /**
     * The objects of a file.
     *
     * @throws Unreadable when it is no JSON, holds none, or another one's
     */
    static List<CmdletObject> of(Input input, Report report) throws Unreadable {
        List<CmdletObject> objects = new ArrayList<>();
        for (JsonText.Found found : JsonText.objects(input)) {
            Map<String, Json> properties = found.object().properties();
            Optional<Cmdlet> cmdlet = Cmdlet.of(properties.keySet());
            if (cmdlet.isEmpty()) {
                String some = String.join(", ", properties.keySet().stream().limit(4).map(Plain::shown).toList());
                throw new Unreadable(input.name(), found.line(), "holds an object of another cmdlet, with the properties " + (some.isEmpty() ? "none" : some)
                    + " (expected: " + Cmdlet.ALL + ")");
            }
            objects.add(new CmdletObject(input.name(), found.line(), cmdlet.get(), properties, report));
        }
        if (objects.isEmpty()) {
            throw new Unreadable(input.name(), 0, "holds no object (expected: " + Cmdlet.ALL + ", through ConvertTo-Json)");
        }
        return objects;
    }

    Cmdlet cmdlet() {
        return cmdlet;
    }

    Report.Of report() {
        return report;
    }

    String file() {
        return file;
    }

    int line() {
        return line;
    }

    boolean isSet(String property) {
        return !Shape.isEmpty(value(property));
    }

    private Json value(String property) {
        return properties.getOrDefault(property, new Json.Nothing());
    }

    /** Free text, which is never taken for the rest of a cut object; empty where there is none. */
    String words(String property) throws Unreadable {
        return value(property) instanceof Json.Text text ? text.text().strip() : text(property);
    }

    /** The text of a property, empty where there is none. */
    String text(String property) throws Unreadable {
        try {
            return Shape.text(value(property));
        } catch (Shape.Cut e) {
            throw cut(property);
        }
    }

    /** The texts of a list, empty where there is none. */
    List<String> list(String property) throws Unreadable {
        try {
            return Shape.texts(value(property));
        } catch (Shape.Cut e) {
            throw cut(property);
        }
    }

    boolean flag(String property, boolean unset) throws Unreadable {
        String text = text(property).toLowerCase(Locale.ROOT);
        return switch (text) {
            case "" -> unset;
            case "true", "1" -> true;
            case "false", "0" -> false;
            default -> throw fault(property, "is '" + Plain.shown(text) + "' (expected: true or false)");
        };
    }

    /**
     * A word of an enumeration, or its number.
     *
     * @param words by number; an empty one for a number that means nothing
     */
    Optional<String> word(String property, List<String> words) throws Unreadable {
        String text = text(property);
        if (text.isEmpty() || text.equals("0") && words.get(0).isEmpty()) {
            return Optional.empty();
        }
        if (text.matches("[0-9]{1,3}") && Integer.parseInt(text) < words.size() && !words.get(Integer.parseInt(text)).isEmpty()) {
            return Optional.of(words.get(Integer.parseInt(text)));
        }
        return Optional.of(words.stream().filter(word -> !word.isEmpty() && word.equalsIgnoreCase(text)).findFirst()
            .orElseThrow(() -> fault(property, "is '" + Plain.shown(text) + "' (expected: " + String.join(", ", words.stream().filter(word -> !word.isEmpty())
                .toList()) + ")")));
    }

    /** The words of an enumeration of flags: {@code "Tls, BasicAuth"}, a list, or the sum of their numbers 1, 2, 4 and so on. */
    List<String> words(String property, List<String> flags) throws Unreadable {
        List<String> texts = list(property);
        if (texts.size() == 1 && texts.get(0).matches("[0-9]{1,4}")) {
            int sum = Integer.parseInt(texts.get(0));
            return flags.stream().filter(flag -> (sum & 1 << flags.indexOf(flag)) != 0).toList();
        }
        return texts;
    }

    /** Reads a value of which one needs to be sure. */
    <T> T parsed(String property, String text, Parser<T> parser) throws Unreadable {
        try {
            return parser.parse(text);
        } catch (IllegalArgumentException e) {
            throw fault(property, "holds a bad " + Plain.shown(String.valueOf(e.getMessage())));
        }
    }

    /** Makes a value of text. */
    interface Parser<T> {
        /**
         * Reads it.
         *
         * @throws IllegalArgumentException when it is none; the message says why
         */
        T parse(String text);
    }

    /** Something that can't be imported without changing what it means. */
    Unreadable fault(String property, String what) {
        return new Unreadable(file, line, property + " of " + cmdlet.command() + " " + what);
    }

    private Unreadable cut(String property) {
        return fault(property, "was cut by ConvertTo-Json (expected: ConvertTo-Json -Depth 8)");
    }

    /** Names every property that nobody has reported yet, with the reason that the reference gives. */
    void finish(Map<String, String> reasons) {
        for (Map.Entry<String, Json> property : properties.entrySet()) {
            String name = property.getKey();
            if (!report.tells(name)) {
                Optional<String> reason = Reasons.of(name, reasons);
                if (Reasons.isBookkeeping(name)) {
                    report.nothing(name, "Exchange's own bookkeeping");
                } else if (Reasons.isUnset(property.getValue())) {
                    report.nothing(name, "not set");
                } else {
                    report.dropped(Plain.shown(name), reason.orElse("not known here"));
                }
            }
        }
    }
}
