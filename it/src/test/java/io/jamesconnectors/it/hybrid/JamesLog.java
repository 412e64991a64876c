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

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What James and the connectors have logged of messages.
 *
 * @param lines all that there are
 */
record JamesLog(List<String> lines) {

    /** By which connector, login or else James took messages from there for recipients of that domain; several when the lines disagree. */
    String cameBy(String address, String senderDomain, String recipientDomain) {
        return String.join(" or ", found("inbound (?!.* reply=451).* connector=(\"[^\"]*\"|-) .* address=" + Pattern.quote(address) + " tls=TLSv1.3 .* login=(?:yes|no) sender="
            + Pattern.quote(senderDomain) + " recipient=" + Pattern.quote(recipientDomain) + "( .*)?").distinct().toList());
    }

    /** Whether James took this message. */
    boolean took(Direction direction) {
        return mail(direction).isPresent();
    }

    /** By which connectors James sent this message on; empty when it stayed. */
    List<String> leftBy(Direction direction) {
        return mail(direction).stream()
            .flatMap(mail -> found(".*delivery mail=" + Pattern.quote(mail) + "\\S* attempt=\\d+ connector=\"([^\"]*)\" .* protocol=TLSv1.3 .*")).distinct().toList();
    }

    /** The names of all mails that James has taken by SMTP. */
    Set<String> taken() {
        return found(".*Successfully spooled mail (\\S+) with messageId .*").collect(Collectors.toSet());
    }

    /** What was said of the mails that were taken, but are in no mailbox yet, and no other server has been asked to take them. */
    List<String> unfinished() {
        Set<String> open = new HashSet<>(taken());
        found(".*Local delivered mail (\\S+) with messageId .*").forEach(open::remove);
        found(".*delivery mail=(\\S+) attempt=\\d+ .*").forEach(open::remove);
        return lines.stream().filter(line -> open.stream().anyMatch(line::contains)).toList();
    }

    private Optional<String> mail(Direction direction) {
        return found(".*Successfully spooled mail (\\S+) with messageId " + Pattern.quote(direction.messageId()) + " .*").findFirst();
    }

    private Stream<String> found(String pattern) {
        Pattern compiled = Pattern.compile(pattern);
        return lines.stream().map(compiled::matcher).filter(Matcher::find).map(found -> found.group(1).replace("\"", ""));
    }
}
