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
package io.jamesconnectors.smtp.spf;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import io.jamesconnectors.connectors.DomainName;
import io.jamesconnectors.tls.dns.LookupFailed;
import io.jamesconnectors.tls.dns.TextAnswer;
import io.jamesconnectors.tls.dns.Texts;

/**
 * Counts what evaluating a record costs at most (RFC 7208 §4.6.4): its terms {@code include}, {@code a}, {@code mx}, {@code ptr}, {@code exists} and
 * {@code redirect}, and those of the records that it includes, as if nothing matched before the end. An evaluation that ends early costs less, which is how a
 * record can be broken for some senders only. Of a domain that is made of macros nobody knows the record beforehand: it counts as one.
 */
final class LookupCount {
    /** So many are enough to know that it is far too much. */
    static final int ENOUGH = 40;
    private static final int DEEPEST = 12;
    private static final Pattern COSTS_ONE = Pattern.compile("(?:include|a|mx|ptr|exists)(?:[:/].*)?");

    private final Function<DomainName, TextAnswer> dns;
    private final Set<DomainName> included = new HashSet<>();
    private int count;
    private @Nullable String unanswered;

    private LookupCount(Function<DomainName, TextAnswer> dns) {
        this.dns = dns;
    }

    /** What a record costs. Asks at most {@value #ENOUGH} questions. */
    static LookupCount of(SpfRecord record, Function<DomainName, TextAnswer> dns) {
        LookupCount all = new LookupCount(dns);
        all.walk(record, 0);
        return all;
    }

    /** At most {@value #ENOUGH}, which means that there may be more. */
    int count() {
        return count;
    }

    /** Whose records it includes, or refers to, at any depth. */
    Set<DomainName> included() {
        return Set.copyOf(included);
    }

    /** Why it may be more than was counted. */
    Optional<String> unanswered() {
        return Optional.ofNullable(unanswered);
    }

    private void walk(SpfRecord record, int depth) {
        List<String> terms = record.terms().stream().map(SpfRecord::unqualified).toList();
        for (String term : terms) {
            if (term.equals("all")) {
                return;
            }
            if (COSTS_ONE.matcher(term).matches()) {
                step(term.startsWith("include:") ? term.substring("include:".length()) : "", depth);
            }
        }
        terms.stream().filter(term -> term.startsWith("redirect=")).findFirst().ifPresent(term -> step(term.substring("redirect=".length()), depth));
    }

    private void step(String domain, int depth) {
        if (count >= ENOUGH) {
            return;
        }
        count++;
        Optional<DomainName> name = domain.isEmpty() || domain.length() > SpfRecord.LONGEST_TERM ? Optional.empty() : DomainName.tryParse(domain);
        if (name.isEmpty() || depth >= DEEPEST) {
            return;
        }
        included.add(name.get());
        TextAnswer answer = dns.apply(name.get());
        if (answer instanceof Texts texts) {
            texts.texts().stream().filter(SpfRecord::isOne).filter(SpfRecord::isBounded).findFirst().ifPresent(text -> walk(SpfRecord.of(text), depth + 1));
        } else if (answer instanceof LookupFailed failed && unanswered == null) {
            unanswered = failed.reason();
        }
    }
}
