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

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.jamesconnectors.migration.Input;
import io.jamesconnectors.migration.Plain;
import io.jamesconnectors.migration.Unreadable;

/** {@code main.cf}: parameters, the last of a name counts, and {@code $name}, {@code ${name}} and {@code $(name)} stand for the value of another. */
final class MainCf {
    private static final Pattern PARAMETER = Pattern.compile("([^\\s=]{1,200})\\s*=\\s*(.*)", Pattern.DOTALL);
    private static final Pattern REFERENCE = Pattern.compile("\\$(?:\\$|([A-Za-z0-9_]+)|\\{([A-Za-z0-9_]+)}|\\(([A-Za-z0-9_]+)\\))");
    private static final Set<String> OF_THIS_MACHINE = Set.of("myhostname", "mydomain", "myorigin", "mydestination", "mynetworks");
    private static final int MAX_DEPTH = 20;
    private static final int MAX_LENGTH = 1024 * 1024;

    private final String file;
    private final Map<String, Parameter> parameters = new LinkedHashMap<>();

    /** A parameter as it is written, and where. */
    record Parameter(String value, int line) {
    }

    private MainCf(String file) {
        this.file = file;
    }

    static MainCf of(Input input) throws Unreadable {
        MainCf main = new MainCf(input.name());
        for (LogicalLines.Line line : LogicalLines.of(input)) {
            Matcher parameter = PARAMETER.matcher(line.text());
            if (!parameter.matches()) {
                throw new Unreadable(input.name(), line.number(), "is no parameter (expected: name = value)");
            }
            main.parameters.remove(parameter.group(1));
            main.parameters.put(parameter.group(1), new Parameter(parameter.group(2).strip(), line.number()));
        }
        return main;
    }

    String file() {
        return file;
    }

    Map<String, Parameter> parameters() {
        return parameters;
    }

    /**
     * The value of a parameter with all references replaced.
     *
     * @param fallback the value of one that is not there
     * @throws Unreadable when references go round in a circle, or are of the conditional kind
     */
    String value(String name, String fallback) throws Unreadable {
        Parameter parameter = parameters.get(name);
        if (parameter == null) {
            return fallback;
        }
        return expanded(parameter.value(), parameter.line(), 0, name.equals(Parameters.PASSWORDS));
    }

    /** What Postfix takes from the name of the machine where main.cf does not say it: by {@code myhostname} if that is there, else the reference stays. */
    private String ofThisMachine(String name, int depth) throws Unreadable {
        Parameter host = parameters.get("myhostname");
        if (host != null && (name.equals("mydomain") || name.equals("myorigin"))) {
            String full = expanded(host.value(), host.line(), depth + 1, false);
            return name.equals("myorigin") ? full : full.substring(full.indexOf('.') + 1);
        }
        return OF_THIS_MACHINE.contains(name) ? "$" + name : "";
    }

    /** @param secret whether nothing of it may be shown */
    private String expanded(String value, int line, int depth, boolean secret) throws Unreadable {
        if (depth > MAX_DEPTH) {
            throw new Unreadable(file, line, "refers to itself, through other parameters");
        }
        StringBuilder result = new StringBuilder();
        Matcher reference = REFERENCE.matcher(value);
        int from = 0;
        for (int at = value.indexOf('$'); at >= 0; at = value.indexOf('$', from)) {
            if (!reference.region(at, value.length()).lookingAt()) {
                String what = secret ? "a dollar sign that is no reference" : "'" + Plain.shown(value.substring(at, Math.min(value.length(), at + 30))) + "'";
                throw new Unreadable(file, line, "has " + what + " (expected: $name, ${name} or $(name))");
            }
            result.append(value, from, at);
            String name = reference.group(1) != null ? reference.group(1) : reference.group(2) != null ? reference.group(2) : reference.group(3);
            if (name == null) {
                result.append('$');
            } else {
                Parameter other = parameters.get(name);
                result.append(other == null ? ofThisMachine(name, depth) : expanded(other.value(), other.line(), depth + 1, secret));
            }
            if (result.length() > MAX_LENGTH) {
                throw new Unreadable(file, line, "becomes longer than " + MAX_LENGTH + " characters");
            }
            from = reference.end();
        }
        return result.append(value, from, value.length()).toString().strip();
    }
}
