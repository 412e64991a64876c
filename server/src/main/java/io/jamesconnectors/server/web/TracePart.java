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

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.apache.james.webadmin.Constants;
import org.apache.james.webadmin.utils.JsonTransformer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.google.inject.Inject;

import io.jamesconnectors.trace.TraceId;
import io.jamesconnectors.trace.TraceStatus;
import io.jamesconnectors.trace.store.ReportKind;
import io.jamesconnectors.trace.store.TraceJournal;
import io.jamesconnectors.trace.store.TraceQuery;
import io.jamesconnectors.trace.store.TraceUnavailable;
import io.jamesconnectors.trace.store.TracedMessage;

import spark.Request;
import spark.Response;
import spark.Service;

/** Where messages went, and reports of that; as JSON, and as CSV for spreadsheets. */
public final class TracePart implements WebPart {
    private static final String CSV = "text/csv; charset=utf-8";
    private static final int LONGEST = 1_000;
    private static final String[] FORMATS = {"json", "csv"};

    private final TraceJournal journal;
    private final JsonTransformer json;

    @Inject
    public TracePart(TraceJournal journal, JsonTransformer json) {
        this.journal = journal;
        this.json = json;
    }

    @Override
    public void define(Service service) {
        service.get(BASE_PATH + "/trace", this::find);
        service.get(BASE_PATH + "/trace/:id", this::message, json);
        service.get(BASE_PATH + "/reports/:report", this::report);
    }

    private String find(Request request, Response response) throws JsonProcessingException {
        Paging paging = Paging.of(request);
        if (paging.offset() > TraceQuery.MOST) {
            throw WebError.badRequest("offset: " + paging.offset() + " (expected: 0 to " + TraceQuery.MOST + "; narrow the search down)");
        }
        TraceQuery query = new TraceQuery(text(request, "messageId"), text(request, "sender"), text(request, "recipient"), text(request, "connector"),
            Parameter.word(request, "status", TraceStatus.values(), TraceStatus::word), time(request, "from", 0), time(request, "to", 1), paging.offset(), paging.limit());
        TracedMessage.Page page = asked(() -> journal.find(query));
        List<TraceMessageJson> items = page.messages().stream().map(TraceMessageJson::of).toList();
        return isCsv(request) ? csv(response, "trace", TraceMessageJson.csv(items)) : json(response, new PageJson<>(page.total(), paging.offset(), items));
    }

    private TraceMessageJson.WithEvents message(Request request, Response response) {
        response.type(Constants.JSON_CONTENT_TYPE);
        String id = request.params("id");
        Optional<TracedMessage.WithSteps> found = id.matches(TraceId.FORM) ? asked(() -> journal.message(id)) : Optional.empty();
        return TraceMessageJson.of(found.orElseThrow(() -> WebError.notFound("trace: no message " + Shown.of(id) + " (expected: the id of one that is kept)")));
    }

    private String report(Request request, Response response) throws JsonProcessingException {
        String name = request.params("report");
        ReportKind kind = ReportKind.of(name).orElseThrow(() -> WebError.notFound("report: " + Shown.of(name) + " (expected: volume, tls, failures, nonAcceptedDomains)"));
        int days = Parameter.number(request, "days", 7, 1, 90);
        String connector = text(request, "connector");
        List<Map<String, Object>> rows = ReportRows.of(kind, asked(() -> journal.report(kind, days, connector)));
        return isCsv(request) ? csv(response, name, CsvText.of(ReportRows.columns(kind), rows)) : json(response, new ReportJson(name, days, rows));
    }

    /**
     * A report.
     *
     * @param days how many days it is about, with this one
     * @param items its rows, each with the same fields
     */
    record ReportJson(String report, int days, List<Map<String, Object>> items) {
    }

    private String json(Response response, Object answer) throws JsonProcessingException {
        response.type(Constants.JSON_CONTENT_TYPE);
        return json.render(answer);
    }

    private static String csv(Response response, String name, String text) {
        response.type(CSV);
        response.header("Content-Disposition", "attachment; filename=\"" + name + ".csv\"");
        return text;
    }

    private static boolean isCsv(Request request) {
        return Parameter.word(request, "format", FORMATS, word -> word).filter("csv"::equals).isPresent();
    }

    private static String text(Request request, String parameter) {
        return Parameter.text(request, parameter, LONGEST).orElse("");
    }

    /** @param daysAfter what a day means: its begin, or the begin of the day after */
    private static Optional<Instant> time(Request request, String parameter, int daysAfter) {
        return Parameter.text(request, parameter, 40).map(text -> {
            try {
                Instant time = text.length() == 10 ? LocalDate.parse(text).plusDays(daysAfter).atStartOfDay(ZoneOffset.UTC).toInstant() : Instant.parse(text);
                return Instant.ofEpochMilli(time.toEpochMilli());
            } catch (DateTimeException | ArithmeticException e) {
                throw WebError.badRequest(parameter + ": " + Shown.of(text) + " (expected: a time such as 2026-11-22T11:42:05Z, or a day such as 2026-11-22)");
            }
        });
    }

    /** Asks the trace something. */
    @FunctionalInterface
    private interface Question<T> {
        T ask() throws TraceUnavailable;
    }

    private static <T> T asked(Question<T> question) {
        try {
            return question.ask();
        } catch (TraceUnavailable e) {
            throw WebError.unavailable(String.valueOf(e.getMessage()));
        }
    }
}
