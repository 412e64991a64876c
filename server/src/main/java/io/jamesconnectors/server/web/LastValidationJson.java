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

import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.jamesconnectors.server.validation.Validation;

/** What came of a validation: {@code ok}, {@code warnings} or {@code failed}, and a line. */
record LastValidationJson(String at, String outcome, String summary) {

    static @Nullable LastValidationJson of(Optional<Validation> last) {
        return last.map(known -> new LastValidationJson(known.at().toString(), known.outcome(), known.summary())).orElse(null);
    }
}
