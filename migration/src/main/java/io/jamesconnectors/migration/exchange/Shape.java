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
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The shapes in which {@code ConvertTo-Json} prints the same value: text, an object of Exchange with the text inside, a list with or without PowerShell 5's
 * {@code {"value": [...], "Count": n}} around it, and <code>@{Domain=contoso.com}</code> where {@code -Depth} cut an object.
 */
final class Shape {
    /** Where the text of an object is, the surest first. */
    private static final List<String> TEXTS = List.of("Expression", "HostnameString", "IPAddressToString", "Address", "Domain", "DomainName", "Name",
        "DistinguishedName", "RawIdentity", "Value");
    private static final Pattern CUT_OBJECT = Pattern.compile("@\\{(.*)}", Pattern.DOTALL);
    private static final Pattern CUT_LIST = Pattern.compile("(System\\.(Object|String)\\[]|System\\.Collections\\..*|Microsoft\\.Exchange\\.Data\\..*|Deserialized\\..*)");
    private static final int DEEPEST = 8;

    private Shape() {
    }

    /** A value whose text was cut away. */
    static final class Cut extends Exception {
        private static final long serialVersionUID = 1L;
    }

    /** The entries of a list; a single value is a list of one, and text that stands for a cut list is taken apart at its blanks. */
    static List<Json> entries(Json value) throws Cut {
        if (value instanceof Json.Many many) {
            return many.entries().stream().filter(entry -> !isEmpty(entry)).toList();
        }
        if (value instanceof Json.Thing thing && thing.properties().containsKey("Count") && thing.properties().get("value") instanceof Json.Many inner) {
            return entries(inner);
        }
        return isEmpty(value) ? List.of() : List.of(value);
    }

    /** The texts of a list. */
    static List<String> texts(Json value) throws Cut {
        List<String> texts = new ArrayList<>();
        for (Json entry : entries(value)) {
            String text = text(entry);
            boolean list = !(value instanceof Json.Many) && !text.contains("<");
            for (String part : list ? text.split("[\\s,]+") : new String[] {text.strip()}) {
                if (!part.isEmpty()) {
                    texts.add(part);
                }
            }
        }
        return texts;
    }

    /** The text of a single value; empty for none. */
    static String text(Json value) throws Cut {
        return text(value, 0);
    }

    private static String text(Json value, int depth) throws Cut {
        if (value instanceof Json.Text text) {
            Matcher cut = CUT_OBJECT.matcher(text.text());
            if (cut.matches()) {
                return text(fields(cut.group(1)), depth + 1);
            }
            if (CUT_LIST.matcher(text.text()).matches()) {
                throw new Cut();
            }
            return text.text().strip();
        }
        if (value instanceof Json.Flag flag) {
            return String.valueOf(flag.value());
        }
        if (value instanceof Json.Thing thing && depth < DEEPEST) {
            return text(thing, depth);
        }
        if (value instanceof Json.Nothing || value instanceof Json.Many many && many.entries().isEmpty()) {
            return "";
        }
        throw new Cut();
    }

    private static String text(Json.Thing thing, int depth) throws Cut {
        Map<String, Json> properties = thing.properties();
        if (properties.containsKey("IsSmtpType") || properties.containsKey("Cost") && properties.containsKey("Type")) {
            return text(of(properties, "Type"), depth + 1) + ":" + text(of(properties, "Address"), depth + 1) + ";" + text(of(properties, "Cost"), depth + 1);
        }
        if (properties.containsKey("IsUnlimited")) {
            Json value = properties.getOrDefault("Value", new Json.Nothing());
            return is(properties, "IsUnlimited") ? "unlimited" : text(value, depth + 1);
        }
        if (properties.get("TotalSeconds") instanceof Json.Text seconds && seconds.text().matches("[0-9]{1,9}(\\.[0-9]*)?")) {
            long whole = (long) Double.parseDouble(seconds.text());
            return "%d.%02d:%02d:%02d".formatted(whole / 86_400, whole / 3_600 % 24, whole / 60 % 60, whole % 60);
        }
        if (is(properties, "IsStar")) {
            return "*";
        }
        if (properties.containsKey("IsIPAddress")) {
            String part = is(properties, "IsIPAddress") ? "Address" : "Domain";
            return text(properties.getOrDefault(part, new Json.Nothing()), depth + 1);
        }
        Optional<String> known = TEXTS.stream().filter(name -> !isNumber(of(properties, name)) && !isEmpty(of(properties, name))).findFirst();
        if (known.isEmpty()) {
            throw new Cut();
        }
        String text = text(of(properties, known.get()), depth + 1);
        return is(properties, "IncludeSubDomains") && !text.startsWith("*") ? "*." + text : text;
    }

    /** {@code a=b; c=d}. */
    private static Json.Thing fields(String text) {
        Map<String, Json> fields = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String field : text.split(";")) {
            int equals = field.indexOf('=');
            if (equals > 0) {
                fields.put(field.substring(0, equals).strip(), new Json.Text(field.substring(equals + 1).strip(), false));
            }
        }
        return new Json.Thing(fields);
    }

    private static Json of(Map<String, Json> properties, String name) {
        return properties.getOrDefault(name, new Json.Nothing());
    }

    private static boolean is(Map<String, Json> properties, String name) {
        Json value = of(properties, name);
        return value instanceof Json.Flag flag && flag.value() || value instanceof Json.Text text && text.text().toLowerCase(Locale.ROOT).equals("true");
    }

    private static boolean isNumber(Json value) {
        return value instanceof Json.Text text && text.number();
    }

    /** Whether there is nothing in it. */
    static boolean isEmpty(Json value) {
        return value instanceof Json.Nothing || value instanceof Json.Text text && text.text().isBlank() || value instanceof Json.Many many && many.entries()
            .isEmpty()
            || value instanceof Json.Thing thing && (thing.properties().isEmpty() || thing.properties().containsKey("Count")
                && thing.properties().get("value") instanceof Json.Many inner && inner.entries().isEmpty());
    }
}
