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

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;

/**
 * Reads our PowerShell as PowerShell would, as far as we write it, and answers what the Get- cmdlets would print afterwards. Whatever is no literal is an
 * error.
 */
final class ScriptReader {
    private static final String QUOTED = "'(?:[ -&(-~]|'')*'";
    private static final String PIECES = "\\(" + QUOTED + "(?: \\+ \\[char]0x[0-9A-F]{4} \\+ " + QUOTED + ")+\\)";
    private static final String TEXT = "(?:" + QUOTED + "|" + PIECES + ")";
    private static final String LITERAL = "(?:\\$true|\\$false|\\$null|\\$SmartHosts|\\$TlsDomain|\\$CertificateName|" + TEXT + "|@\\((?:" + TEXT + "(?:, "
        + TEXT + ")*)?\\))";
    private static final Pattern CALL = Pattern.compile("(Set-Our[A-Za-z]+) (" + TEXT + ") @\\{");
    private static final Pattern PARAMETER = Pattern.compile("    ([A-Za-z]+) = (" + LITERAL + ")");
    private static final Pattern COMMENT = Pattern.compile("# [ -~]*");
    private static final Pattern PIECE = Pattern.compile("'((?:[ -&(-~]|'')*)'|\\[char]0x([0-9A-F]{4})");
    private static final Pattern ITEM = Pattern.compile(TEXT);
    private static final Map<String, String> VARIABLES = Map.of("$SmartHosts", "mail.contoso.com", "$TlsDomain", "mail.contoso.com", "$CertificateName",
        "mail.contoso.com");

    private ScriptReader() {
    }

    /** What follows the functions, line by line, as JSON. */
    static String json(String script) {
        String body = script.substring(script.lastIndexOf("\n}\n", script.indexOf("\nSet-Our") < 0 ? script.length() : script.indexOf("\nSet-Our")) + 3);
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            json.writeStartArray();
            boolean open = false;
            for (String line : body.split("\n")) {
                Matcher call = CALL.matcher(line);
                Matcher parameter = PARAMETER.matcher(line);
                if (open && line.equals("}")) {
                    json.writeEndObject();
                    open = false;
                } else if (open && parameter.matches()) {
                    value(json, parameter.group(1), parameter.group(2));
                } else if (!open && call.matches()) {
                    json.writeStartObject();
                    json.writeStringField(call.group(1).endsWith("AcceptedDomain") ? "DomainName" : "Name", unquoted(call.group(2)));
                    open = true;
                } else if (open || !line.isEmpty() && !COMMENT.matcher(line).matches()) {
                    throw new AssertionError("no line of ours: " + line);
                }
            }
            json.writeEndArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static void value(JsonGenerator json, String name, String literal) throws IOException {
        json.writeFieldName(name);
        if (literal.equals("$true") || literal.equals("$false")) {
            json.writeBoolean(literal.equals("$true"));
        } else if (literal.equals("$null")) {
            json.writeNull();
        } else if (literal.startsWith("$")) {
            json.writeString(VARIABLES.get(literal));
        } else if (literal.startsWith("@(")) {
            json.writeStartArray();
            for (String item : items(literal)) {
                json.writeString(item);
            }
            json.writeEndArray();
        } else {
            json.writeString(unquoted(literal));
        }
    }

    private static List<String> items(String list) {
        List<String> items = new ArrayList<>();
        Matcher item = ITEM.matcher(list.substring(2));
        while (item.find()) {
            items.add(unquoted(item.group()));
        }
        return items;
    }

    static String unquoted(String literal) {
        StringBuilder text = new StringBuilder();
        Matcher piece = PIECE.matcher(literal);
        while (piece.find()) {
            text.append(piece.group(2) == null ? piece.group(1).replace("''", "'") : String.valueOf((char) Integer.parseInt(piece.group(2), 16)));
        }
        return text.toString();
    }
}
