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
package io.jamesconnectors.mailets.pace;

import java.util.Optional;

import io.jamesconnectors.connectors.Pace;
import io.jamesconnectors.connectors.WarmUp;

/**
 * What somebody may send, and under which name it is counted.
 *
 * @param name in the ledger: no blanks
 * @param warmUp limits the messages of a day (UTC) beside {@code limits}; empty for none
 */
public record Allowance(String name, Pace limits, Optional<WarmUp> warmUp) {

    boolean isUnlimited() {
        return limits.equals(Pace.UNLIMITED) && warmUp.isEmpty();
    }
}
