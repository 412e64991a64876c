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

import java.io.PrintWriter;
import java.util.List;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.base.Splitter;

import io.jamesconnectors.connectors.ConnectorName;
import io.jamesconnectors.connectors.Direction;
import io.jamesconnectors.smtp.validate.Step;
import io.jamesconnectors.smtp.validate.Step.Outcome;
import io.jamesconnectors.smtp.validate.StepListener;

/** Prints the steps of a validation: as text while they happen, or as one JSON object, its members never renamed, at the end. */
abstract class StepReport implements StepListener {

    /**
     * A report of that form.
     *
     * @param line shows the step under way; one that shows nothing where nobody looks at it while it happens
     * @param width of the terminal in characters, into which text is fitted; 0 for a line for each text
     */
    static StepReport to(PrintWriter out, CheckCommand.Format format, Direction direction, ConnectorName connector, LiveLine line, int width) {
        return format == CheckCommand.Format.json ? new Json(out, direction, connector) : new Text(out, direction, connector, line, width);
    }

    /**
     * All steps are over.
     *
     * @param source what the connector was read from: {@code file} or {@code server}, and which
     */
    abstract void finish(String source, String which, List<Step> steps);

    private static long count(List<Step> steps, Outcome outcome) {
        return steps.stream().filter(step -> step.outcome() == outcome).count();
    }

    private static final class Text extends StepReport {
        private final PrintWriter out;
        private final Direction direction;
        private final ConnectorName connector;
        private static final String INDENT = " ".repeat(14);

        private final LiveLine line;
        private final int width;
        private String place = "";

        Text(PrintWriter out, Direction direction, ConnectorName connector, LiveLine line, int width) {
            this.width = width;
            this.out = out;
            this.direction = direction;
            this.connector = connector;
            this.line = line;
        }

        /** The step is named before it ends, so that one sees what is waited for, and on a terminal for how long. */
        @Override
        public void begun(Step.Kind kind, String where) {
            if (!where.equals(place)) {
                place = where;
                out.println(fitted(where, 0));
            }
            line.begin(String.format("  %-12s", kind.word()));
        }

        @Override
        public void ended(Step step) {
            line.end();
            String start = String.format("%-8s%6d ms  ", step.outcome().word(), step.took().toMillis());
            out.println((start + fitted(step.what(), INDENT.length() + start.length())).stripTrailing());
            if (!step.remedy().isEmpty()) {
                out.println(INDENT + fitted("Remedy: " + step.remedy(), INDENT.length()));
            }
            out.flush();
        }

        /** In lines of the terminal's width, where {@code before} characters stand on the first already; no word is cut. */
        private String fitted(String text, int before) {
            if (width == 0) {
                return text;
            }
            StringBuilder lines = new StringBuilder();
            int at = before;
            for (String word : Splitter.on(' ').split(text)) {
                int length = word.codePointCount(0, word.length());
                int gap = lines.length() == 0 ? 0 : 1;
                if (at + gap + length > width && at > INDENT.length()) {
                    lines.append(System.lineSeparator()).append(INDENT);
                    at = INDENT.length();
                    gap = 0;
                }
                lines.append(" ".repeat(gap)).append(word);
                at += gap + length;
            }
            return lines.toString();
        }

        @Override
        void finish(String source, String which, List<Step> steps) {
            long failed = count(steps, Outcome.FAILED);
            long warnings = count(steps, Outcome.WARNING);
            long skipped = count(steps, Outcome.SKIPPED);
            out.println(fitted(direction.word() + " connector '" + connector + "': " + (failed == 0 ? "good" : failed + " of " + steps.size() + " steps failed")
                + (warnings == 0 ? "" : ", " + warnings + (warnings == 1 ? " warning" : " warnings"))
                + (skipped == 0 ? "" : ", " + skipped + (skipped == 1 ? " step was not tried" : " steps were not tried")), 0));
            out.flush();
        }
    }

    private static final class Json extends StepReport {
        private static final ObjectMapper MAPPER = new ObjectMapper();

        private final PrintWriter out;
        private final Direction direction;
        private final ConnectorName connector;

        Json(PrintWriter out, Direction direction, ConnectorName connector) {
            this.out = out;
            this.direction = direction;
            this.connector = connector;
        }

        @Override
        public void begun(Step.Kind kind, String where) {
            // Told at the end.
        }

        @Override
        public void ended(Step step) {
            // Told at the end.
        }

        @Override
        void finish(String source, String which, List<Step> steps) {
            ObjectNode report = MAPPER.createObjectNode();
            report.put(source, which).put("direction", direction.word()).put("connector", connector.asString()).put("good", count(steps, Outcome.FAILED) == 0)
                .put("failed", count(steps, Outcome.FAILED)).put("warnings", count(steps, Outcome.WARNING)).put("skipped", count(steps, Outcome.SKIPPED));
            ArrayNode all = report.putArray("steps");
            steps.forEach(step -> all.addObject().put("step", step.kind().word()).put("where", step.where()).put("outcome", step.outcome().word())
                .put("ms", step.took().toMillis()).put("what", step.what()).put("remedy", step.remedy()));
            try {
                out.println(MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(report));
                out.flush();
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("a tree in memory can't fail to be written", e);
            }
        }
    }
}
