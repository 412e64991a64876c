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

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;

import org.apache.james.core.healthcheck.Result;
import org.junit.jupiter.api.Test;

import io.jamesconnectors.server.published.Freshness;

import reactor.core.publisher.Mono;

class PublishedAddressesHealthCheckTest {
    private static final long NOW = Duration.ofDays(10_000).toMillis();

    @Test
    void isHealthyWhereNothingIsKeptUpToDate() {
        assertThat(check().isHealthy()).isTrue();
    }

    @Test
    void isHealthyForSevenDaysAfterAConfirmation() {
        assertThat(check(new Freshness("a", true, NOW - Duration.ofDays(7).toMillis())).isHealthy()).isTrue();
    }

    @Test
    void isDegradedWhenAListIsOlder() {
        Result result = check(new Freshness("a", true, NOW), new Freshness("b", true, NOW - Duration.ofDays(9).toMillis()));
        assertThat(result.isDegraded()).isTrue();
        assertThat(result.getCause()).contains("Not confirmed for 9 days: b");
    }

    @Test
    void isDegradedWhileThereIsNoList() {
        assertThat(check(new Freshness("a", false, 0)).getCause()).contains("No list yet: a");
        assertThat(check(new Freshness("a", true, 0)).getCause()).contains("Never confirmed: a");
    }

    private static Result check(Freshness... lists) {
        return Mono.from(new PublishedAddressesHealthCheck(() -> List.of(lists), () -> NOW).check()).blockOptional().orElseThrow();
    }
}
