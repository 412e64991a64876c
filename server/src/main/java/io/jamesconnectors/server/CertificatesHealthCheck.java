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
package io.jamesconnectors.server;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import org.apache.james.core.healthcheck.ComponentName;
import org.apache.james.core.healthcheck.Result;

import com.google.inject.Inject;

import io.jamesconnectors.server.CertificateDates.End;

/**
 * Whether our own certificates hold for a while. In {@code healthcheck.properties}:
 * {@code additional.healthchecks=io.jamesconnectors.server.CertificatesHealthCheck}.
 *
 * <ul>
 *   <li>Degraded: one that a connector or a listener shows ends within 30 days, or has ended.</li>
 *   <li>Healthy: all else.</li>
 * </ul>
 */
public final class CertificatesHealthCheck extends NamedHealthCheck {
    /** As {@code check} says it of a file. */
    static final Duration SOON = Duration.ofDays(30);

    private static final ComponentName NAME = new ComponentName("Certificates");
    private static final int SHOWN = 20;

    private final Supplier<List<End>> dates;
    private final InstantSource clock;

    @Inject
    public CertificatesHealthCheck(CertificateDates dates) {
        this(dates::all, InstantSource.system());
    }

    CertificatesHealthCheck(Supplier<List<End>> dates, InstantSource clock) {
        super(NAME);
        this.dates = dates;
        this.clock = clock;
    }

    @Override
    Result result() {
        Instant now = clock.instant();
        String ending = dates.get().stream().filter(end -> end.notAfter().isBefore(now.plus(SOON))).limit(SHOWN)
            .map(end -> end.shownBy() + ": " + (end.notAfter().isAfter(now) ? "ends in " + Duration.between(now, end.notAfter()).toDays() + " days" : "has ended")
                + " (" + end.subject() + ", " + end.notAfter() + ")")
            .collect(Collectors.joining("; "));
        return ending.isEmpty() ? Result.healthy(NAME) : Result.degraded(NAME, ending);
    }
}
