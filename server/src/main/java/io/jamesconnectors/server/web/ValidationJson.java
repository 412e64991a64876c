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

import java.util.List;

import org.jspecify.annotations.Nullable;

import io.jamesconnectors.server.validation.Progress;
import io.jamesconnectors.server.validation.Validation;
import io.jamesconnectors.server.validation.ValidationStep;

/**
 * A validation, while it runs or afterwards.
 *
 * @param id null for one that is only remembered
 * @param direction {@code inbound} or {@code outbound}
 * @param under what is tried at this moment; null between steps and afterwards
 * @param outcome {@code ok}, {@code warnings} or {@code failed}; null while it runs
 * @param summary what came of it, in a line; null while it runs
 * @param at when it ended; null while it runs
 */
record ValidationJson(@Nullable String id, String connector, String direction, boolean running, Progress.@Nullable Under under, @Nullable String outcome,
        @Nullable String summary, @Nullable String at, List<StepJson> steps) {

    /** A step that is over; {@code target} and {@code remedy} may be empty. */
    record StepJson(int index, String name, String target, String outcome, String detail, String remedy, long tookMillis, String at) {
        static StepJson of(ValidationStep step) {
            return new StepJson(step.index(), step.name(), step.target(), step.outcome(), step.detail(), step.remedy(), step.tookMillis(), step.at().toString());
        }
    }

    static ValidationJson of(Progress progress) {
        Validation result = progress.result().orElse(null);
        return new ValidationJson(progress.id(), progress.connector().asString(), progress.direction().word(), result == null, progress.under().orElse(null),
            result == null ? null : result.outcome(), result == null ? null : result.summary(), result == null ? null : result.at().toString(),
            progress.steps().stream().map(StepJson::of).toList());
    }

    static ValidationJson of(Validation validation) {
        return new ValidationJson(null, validation.connector().asString(), validation.direction().word(), false, null, validation.outcome(), validation.summary(),
            validation.at().toString(), validation.steps().stream().map(StepJson::of).toList());
    }
}
