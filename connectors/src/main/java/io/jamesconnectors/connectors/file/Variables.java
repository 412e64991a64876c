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
package io.jamesconnectors.connectors.file;

import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.apache.commons.configuration2.interpol.ConfigurationInterpolator;
import org.jspecify.annotations.Nullable;

import io.jamesconnectors.connectors.diagnostics.Check;
import io.jamesconnectors.connectors.diagnostics.Position;

/**
 * Replaces {@code ${env:NAME}}, and nothing else. Commons Configuration would run scripts, fetch URLs and read files
 * (CVE-2022-33980), so its interpolator gets just the one look-up; whatever else looks like a variable is reported before it gets there.
 * A replaced value is not looked at again.
 */
final class Variables {
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{env:([A-Za-z_][A-Za-z0-9_]*)}");

    private static final int MAX_SHOWN = 60;
    private static final int MAX_VARIABLES = 100;

    private final Function<String, @Nullable String> environment;
    private final Findings findings;
    private final ConfigurationInterpolator interpolator = new ConfigurationInterpolator();

    Variables(Function<String, @Nullable String> environment, Findings findings) {
        this.environment = environment;
        this.findings = findings;
        interpolator.registerLookup("env", environment::apply);
    }

    Value resolve(String option, SourceText source, int start, int end, String raw) {
        if (!raw.contains("${")) {
            return new Value(option, source, start, end, raw, raw, false, false);
        }
        boolean sound = isSound(raw, source.position(start));
        String text = sound ? String.valueOf(interpolator.interpolate(raw)) : raw;
        return new Value(option, source, start, end, raw, text.strip(), true, !sound);
    }

    private boolean isSound(String raw, Position position) {
        Matcher reference = REFERENCE.matcher(raw);
        boolean sound = true;
        int from = 0;
        int count = 0;
        for (int opening = raw.indexOf("${"); opening >= 0; opening = raw.indexOf("${", from)) {
            count++;
            if (count > MAX_VARIABLES) {
                findings.add(Check.TOO_LARGE, position, "a value has more than " + MAX_VARIABLES + " variables");
                return false;
            }
            boolean known = reference.region(opening, raw.length()).lookingAt() && (opening == 0 || raw.charAt(opening - 1) != '$');
            from = known ? reference.end() : opening + 2;
            sound &= known ? isDefined(reference.group(1), position) : refuse(raw.substring(opening, Math.min(raw.length(), opening + MAX_SHOWN)), position);
        }
        return sound;
    }

    private boolean isDefined(String name, Position position) {
        String value = environment.apply(name);
        if (value == null) {
            findings.add(Check.UNDEFINED_VARIABLE, position, "the environment variable " + name + " is not defined");
            return false;
        }
        if (value.contains("${")) {
            findings.add(Check.FORBIDDEN_VARIABLE, position, "the environment variable " + name + " itself refers to a variable");
            return false;
        }
        return true;
    }

    private boolean refuse(String from, Position position) {
        int close = from.indexOf('}');
        String shown = close < 0 ? from : from.substring(0, close + 1);
        findings.add(Check.FORBIDDEN_VARIABLE, position,
            "'" + shown + "' is no variable of the environment (expected: ${env:NAME})");
        return false;
    }
}
