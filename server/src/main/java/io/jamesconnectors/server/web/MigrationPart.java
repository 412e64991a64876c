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
package io.jamesconnectors.server.web;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.apache.james.webadmin.Constants;
import org.apache.james.webadmin.utils.JsonTransformer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.inject.Inject;

import io.jamesconnectors.connectors.Connectors;
import io.jamesconnectors.connectors.file.ConnectorsWriter;
import io.jamesconnectors.connectors.file.LiveConnectors;
import io.jamesconnectors.migration.Exported;
import io.jamesconnectors.migration.Imported;
import io.jamesconnectors.migration.Input;
import io.jamesconnectors.migration.ReportLine;
import io.jamesconnectors.migration.Unreadable;
import io.jamesconnectors.migration.exchange.CertificateNames;
import io.jamesconnectors.migration.exchange.ExchangeExport;
import io.jamesconnectors.migration.exchange.ExchangeImport;
import io.jamesconnectors.migration.postfix.PostfixExport;
import io.jamesconnectors.migration.postfix.PostfixImport;
import io.jamesconnectors.migration.postfix.PostfixSource;

import spark.Request;
import spark.Response;
import spark.Service;

/**
 * The configuration in force for others to read, and theirs as a connectors.xml. An import applies nothing, writes nothing, and takes no passwords: whoever
 * sends a
 * sasl_passwd gets its logins named as left out.
 */
public final class MigrationPart implements WebPart {
    private static final int MAX_BYTES = 1024 * 1024;
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final LiveConnectors connectors;
    private final JsonTransformer json;

    @Inject
    public MigrationPart(LiveConnectors connectors, JsonTransformer json) {
        this.connectors = connectors;
        this.json = json;
    }

    /** For whom, or whose. */
    private enum Format { xml, powershell, postfix, exchange }

    /** Files of Postfix. */
    private record FilesJson(Map<String, String> files) {
    }

    /** What came of an import. */
    private record ImportJson(String xml, List<LineJson> report) {
    }

    private record LineJson(String from, String object, String setting, String outcome, String text) {
        static LineJson of(ReportLine line) {
            return new LineJson(line.from(), line.object(), line.setting(), line.outcome().word(), line.text());
        }
    }

    @Override
    public void define(Service service) {
        service.get(BASE_PATH + "/export", this::export, answer -> answer instanceof String text ? text : json.render(answer));
        service.post(BASE_PATH + "/import", this::imported, json);
    }

    private Object export(Request request, Response response) {
        Format format = format(request, Format.xml, Format.powershell, Format.postfix);
        Connectors current = connectors.current().connectors();
        if (format == Format.xml) {
            response.type("application/xml; charset=utf-8");
            return ConnectorsWriter.write(current, base());
        }
        if (format == Format.powershell) {
            response.type("text/plain; charset=utf-8");
            Exported exported = ExchangeExport.of(current, CertificateNames::first);
            return String.join("", exported.files().values());
        }
        response.type(Constants.JSON_CONTENT_TYPE);
        return new FilesJson(PostfixExport.of(current).files());
    }

    private ImportJson imported(Request request, Response response) {
        Format format = format(request, Format.exchange, Format.postfix);
        byte[] body = body(request);
        response.type(Constants.JSON_CONTENT_TYPE);
        try {
            Imported imported = format == Format.exchange ? ExchangeImport.read(List.of(new Input("body", body)))
                : PostfixImport.read(sources(body), Optional.empty(), base());
            return new ImportJson(ConnectorsWriter.write(imported.connectors(), base()), imported.report().stream().map(LineJson::of).toList());
        } catch (Unreadable e) {
            throw WebError.badRequest(String.valueOf(e.getMessage()));
        }
    }

    private static Format format(Request request, Format... formats) {
        return Parameter.word(request, "format", formats, Format::name)
            .orElseThrow(() -> WebError.badRequest("format: none (expected: " + words(formats) + ")"));
    }

    private static String words(Format... formats) {
        return String.join(", ", List.of(formats).stream().map(Format::name).toList());
    }

    private static byte[] body(Request request) {
        try (InputStream in = request.raw().getInputStream()) {
            byte[] body = in.readNBytes(MAX_BYTES + 1);
            if (body.length > MAX_BYTES) {
                throw WebError.tooLarge("the body is larger than 1 MiB: use the command james-connectors import");
            }
            return body;
        } catch (IOException e) {
            throw WebError.badRequest("the body can't be read");
        }
    }

    /** <code>{"files": {"main.cf": "…", "transport": "…"}}</code>, as an export answers it. */
    private static List<PostfixSource> sources(byte[] body) throws Unreadable {
        List<PostfixSource> sources = new ArrayList<>();
        JsonNode files;
        try {
            files = MAPPER.readTree(body).path("files");
        } catch (JsonProcessingException e) {
            throw new Unreadable("body", 0, "is no JSON (expected: {\"files\": {\"main.cf\": \"...\"}})");
        } catch (IOException e) {
            throw new Unreadable("body", 0, "can't be read");
        }
        for (Iterator<Map.Entry<String, JsonNode>> all = files.fields(); all.hasNext();) {
            Map.Entry<String, JsonNode> file = all.next();
            if (!file.getValue().isTextual()) {
                throw new Unreadable("body", 0, "has a file that is no text");
            }
            sources.add(PostfixSource.named(new Input(file.getKey(), file.getValue().textValue().getBytes(StandardCharsets.UTF_8))));
        }
        if (sources.isEmpty()) {
            throw new Unreadable("body", 0, "names no file (expected: {\"files\": {\"main.cf\": \"...\"}})");
        }
        return sources;
    }

    /** Where relative paths of the configuration start. */
    private Path base() {
        return connectors.baseDirectory().toAbsolutePath();
    }
}
