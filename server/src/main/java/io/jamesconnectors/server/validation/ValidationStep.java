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
package io.jamesconnectors.server.validation;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

import io.jamesconnectors.smtp.validate.Step;

/**
 * A step that is over, as it is shown and kept.
 *
 * @param index 1 for the first
 * @param name what was tried, such as {@code connect}
 * @param target where, or for whom; empty where it concerns the whole connector
 * @param outcome {@code ok}, {@code warning}, {@code failed} or {@code skipped}
 * @param detail what was found
 * @param remedy what to do about it; empty where nothing is to be done
 * @param at when it ended
 */
public record ValidationStep(int index, String name, String target, String outcome, String detail, String remedy, long tookMillis, Instant at) {

    public ValidationStep {
        at = at.truncatedTo(ChronoUnit.SECONDS);
    }

    static ValidationStep of(int index, Step step, Instant at) {
        return new ValidationStep(index, step.kind().word(), step.where(), step.outcome().word(), step.what(), step.remedy(), step.took().toMillis(), at);
    }
}
