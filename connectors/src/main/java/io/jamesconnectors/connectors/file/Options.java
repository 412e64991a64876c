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

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

import com.google.common.net.InetAddresses;

import io.jamesconnectors.connectors.Cidr;
import io.jamesconnectors.connectors.ConnectorName;
import io.jamesconnectors.connectors.DomainName;
import io.jamesconnectors.connectors.DomainPattern;
import io.jamesconnectors.connectors.SmartHost;
import io.jamesconnectors.connectors.diagnostics.Check;

/**
 * Turns values into types. A value that can't be turned is reported once, at its own place, and replaced by what holds when the option
 * is unset, so that the reading goes on; the file is refused in the end.
 */
final class Options {
    private static final int MAX_ENTRIES = 100_000;

    private final Findings findings;

    Options(Findings findings) {
        this.findings = findings;
    }

    /** An entry of a list with the place it stands at. */
    record Entry<T>(T value, Value place) {
    }

    boolean flag(Optional<Value> value, boolean whenUnset) {
        return word(value, Map.of("true", true, "false", false)).orElse(whenUnset);
    }

    <T> Optional<T> word(Optional<Value> value, Map<String, T> words) {
        return usable(value).flatMap(present -> {
            T meaning = words.get(present.text());
            if (meaning == null) {
                List<String> sorted = words.keySet().stream().sorted().toList();
                findings.add(Check.BAD_WORD, present.position(), quoted(present) + " is not known to " + present.option() + " (expected: " + String.join(", ", sorted) + ")",
                    present.variable() ? "use one of the expected words." : Nearest.remedy(Nearest.to(present.text(), sorted), "use one of the expected words."));
            }
            return Optional.ofNullable(meaning);
        });
    }

    int number(Optional<Value> value, int least, int most, int whenUnset) {
        return parsed(value, Check.BAD_NUMBER, text -> {
            if (!text.matches("[0-9]{1,9}") || Integer.parseInt(text) < least || Integer.parseInt(text) > most) {
                throw new IllegalArgumentException("'" + shown(text) + "' is no number within the bounds (expected: " + least + " to " + most + ")");
            }
            return Integer.parseInt(text);
        }).orElse(whenUnset);
    }

    Duration duration(Optional<Value> value, Duration whenUnset) {
        return parsed(value, Check.BAD_DURATION, DurationText::parse).orElse(whenUnset);
    }

    List<Duration> durations(Optional<Value> value, List<Duration> whenUnset) {
        List<Duration> durations = entries(value).stream()
            .flatMap(entry -> parsed(Optional.of(entry), Check.BAD_DURATION, DurationText::parse).stream()).toList();
        return durations.isEmpty() ? whenUnset : durations;
    }

    Optional<ConnectorName> name(Optional<Value> value) {
        return value.filter(present -> !present.broken()).flatMap(present -> parsed(present, Check.BAD_NAME, ConnectorName::parse));
    }

    Optional<DomainName> domain(Optional<Value> value) {
        return parsed(value, Check.BAD_DOMAIN, Options::oneDomain);
    }

    List<Entry<DomainPattern>> domains(Optional<Value> value) {
        return list(value, Check.BAD_DOMAIN, Options::pattern);
    }

    List<Entry<DomainName>> plainDomains(Optional<Value> value) {
        return list(value, Check.BAD_DOMAIN, Options::oneDomain);
    }

    List<SmartHost> nameServers(Optional<Value> value) {
        return list(value, Check.BAD_HOST, HostText::parseNameServer).stream().map(Entry::value).toList();
    }

    /** The entries of a list that {@code parser} takes, each once; it throws {@link IllegalArgumentException} for the others. */
    <T> List<Entry<T>> list(Optional<Value> value, Check check, Function<String, T> parser) {
        List<Entry<T>> parsed = new ArrayList<>();
        for (Value entry : entries(value)) {
            parsed(Optional.of(entry), check, parser).ifPresent(item -> parsed.add(new Entry<>(item, entry)));
        }
        return distinct(parsed);
    }

    List<Value> entries(Optional<Value> value) {
        return usable(value).filter(list -> {
            boolean bounded = list.text().chars().filter(c -> c == ',').limit(MAX_ENTRIES).count() < MAX_ENTRIES;
            if (!bounded) {
                findings.add(Check.TOO_LARGE, list.position(), list.option() + " has more than " + MAX_ENTRIES + " entries");
            }
            return bounded;
        }).map(Value::entries).orElse(List.of());
    }

    <T> List<Entry<T>> distinct(List<Entry<T>> entries) {
        Set<T> seen = new HashSet<>();
        List<Entry<T>> distinct = new ArrayList<>();
        for (Entry<T> entry : entries) {
            if (seen.add(entry.value())) {
                distinct.add(entry);
            } else {
                findings.add(Check.REPEATED_ENTRY, entry.place().position(), quoted(entry.place()) + " stands twice in " + entry.place().option());
            }
        }
        return distinct;
    }

    <T> Optional<T> parsed(Optional<Value> value, Check check, Function<String, T> parser) {
        return usable(value).flatMap(present -> parsed(present, check, parser));
    }

    private <T> Optional<T> parsed(Value value, Check check, Function<String, T> parser) {
        try {
            return Optional.of(parser.apply(value.text()));
        } catch (IllegalArgumentException e) {
            findings.add(check, value.position(), value.variable() ? "what " + quoted(value) + " stands for can't be used as " + value.option() : String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    /** The value, when its variables are known and it is not empty; the one has been reported, the other is now. */
    private Optional<Value> usable(Optional<Value> value) {
        return value.filter(present -> {
            if (!present.broken() && present.text().isEmpty()) {
                findings.add(Check.EMPTY_VALUE, present.position(), present.option() + " has an empty value" + (present.variable() ? ": " + quoted(present) : ""));
                return false;
            }
            return !present.broken();
        });
    }

    static DomainName oneDomain(String text) {
        if (text.indexOf('*') >= 0) {
            throw new IllegalArgumentException("'" + shown(text) + "' has a wildcard (expected: one domain; matchSubDomains=\"true\" takes its subdomains in)");
        }
        return DomainName.parse(noAddress(text));
    }

    static Cidr block(String text) {
        try {
            return Cidr.parse(text);
        } catch (IllegalArgumentException e) {
            String fault = String.valueOf(e.getMessage());
            throw new IllegalArgumentException(fault.contains(text) ? fault : "'" + shown(text) + "' has a bad " + fault, e);
        }
    }

    static DomainPattern pattern(String text) {
        int star = text.lastIndexOf('*');
        if (star > 0 || star == 0 && text.length() > 1 && text.charAt(1) != '.') {
            throw new IllegalArgumentException("'" + shown(text) + "' has its wildcard in the wrong place (expected: *, or *. and a domain, such as *.contoso.com)");
        }
        return DomainPattern.parse(noAddress(text));
    }

    private static String noAddress(String text) {
        if (InetAddresses.isInetAddress(text)) {
            throw new IllegalArgumentException("'" + shown(text) + "' is an IP address (expected: a domain such as contoso.com)");
        }
        return text;
    }

    static String quoted(Value value) {
        return "'" + shown(value.raw()) + "'";
    }

    static String shown(String text) {
        return text.length() > 60 ? text.substring(0, 60) + "…" : text;
    }
}
