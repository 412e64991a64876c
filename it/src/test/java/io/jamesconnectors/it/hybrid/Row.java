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
package io.jamesconnectors.it.hybrid;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.jamesconnectors.testing.tenant.TenantEvent;
import io.jamesconnectors.testing.tenant.TenantEvent.Kind;

/**
 * What became of one message.
 *
 * @param reply what its sender was told when he handed it in
 * @param ends the copies of it, and the reports about it
 */
record Row(Direction direction, String reply, List<Arrived> ends) {
    static final String HEAD = """
        | From | To | Way | Ends | `RCPT TO` | Sender is | Crossings |
        |---|---|---|---|---|---|---|
        """;

    boolean isTaken() {
        return reply.startsWith("2");
    }

    /** A line of the table. */
    String asText(Scenario scenario, JamesLog log, List<TenantEvent> events) {
        return "| " + Stream.of(direction.from().word(), direction.to().word(), way(scenario, log, events), outcome(), recipient(), judgement(), crossings())
            .collect(Collectors.joining(" | ")) + " |\n";
    }

    private String outcome() {
        if (!isTaken()) {
            return "`" + code(reply) + "`";
        }
        return ends.stream().map(end -> end.isReport() ? "returned: `" + end.reportedReply() + "`" : end.where()).collect(Collectors.joining(", "));
    }

    private String recipient() {
        return copies().map(Arrived::recipient).findFirst().orElse("");
    }

    private String judgement() {
        return copies().flatMap(end -> end.header("X-MS-Exchange-Organization-AuthAs").stream()).findFirst().orElse("");
    }

    private String crossings() {
        return copies().flatMap(end -> end.header("X-James-Connectors-Crossings").stream()).map(mark -> mark.replaceFirst("n=(\\d+);.*", "$1")).findFirst()
            .orElse("");
    }

    private Stream<Arrived> copies() {
        return ends.stream().filter(end -> !end.isReport());
    }

    private String way(Scenario scenario, JamesLog log, List<TenantEvent> events) {
        boolean firstThere = direction.from() == Place.THERE || direction.from() != Place.HERE && scenario.mxAtOffice365();
        if (!isTaken()) {
            return firstThere ? "tenant" : "James";
        }
        Optional<String> there = throughTenant(events);
        Optional<String> here = log.took(direction) ? Optional.of(throughJames(log, there.isPresent() && firstThere)) : Optional.empty();
        return (firstThere ? Stream.of(there, here) : Stream.of(here, there)).flatMap(Optional::stream).collect(Collectors.joining("; "));
    }

    private String throughJames(JamesLog log, boolean fromTenant) {
        String cameBy = log.cameBy(fromTenant ? Place.THERE.address() : direction.from().address(),
            Place.domain(direction.from().sender()), Place.domain(direction.to().recipient()));
        String in = direction.from() == Place.HERE && cameBy.equals("-") ? "login" : cameBy.equals("-") ? "internet" : cameBy;
        return step("James", in, log.leftBy(direction));
    }

    private Optional<String> throughTenant(List<TenantEvent> events) {
        List<TenantEvent> ours = events.stream().filter(event -> event.messageId().equals(direction.messageId())).toList();
        return ours.stream().filter(event -> event.kind() == Kind.TAKEN || event.kind() == Kind.SUBMITTED).findFirst().map(first -> step("tenant",
            first.kind() == Kind.SUBMITTED ? "mailbox" : first.why().equals("no connector") ? "internet" : first.why().replaceFirst("^connector ", ""),
            ours.stream().filter(event -> (event.kind() == Kind.SENT || event.kind() == Kind.RETURNED) && event.why().contains(" to "))
                .map(event -> event.why().replaceFirst(" to [^ ]*$", "").replace("no connector", "MX")).toList()));
    }

    private static String step(String who, String in, List<String> out) {
        return who + ": " + in + out.stream().map(connector -> " → " + connector).collect(Collectors.joining());
    }

    private static String code(String reply) {
        return reply.replaceFirst("^(\\d{3} \\d\\.\\d+\\.\\d+).*", "$1");
    }
}
