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
package io.jamesconnectors.connectors.explain;

import java.util.Optional;

import io.jamesconnectors.connectors.hybrid.RecipientPlace;

/** What RCPT is answered on account of where a recipient lives. */
final class Replies {

    private Replies() {
    }

    /** The refusal; empty for a recipient that is taken. */
    static Optional<String> of(RecipientPlace place) {
        if (place instanceof RecipientPlace.Refused refused) {
            return Optional.of(refused.reply().toString());
        }
        if (place instanceof RecipientPlace.Deferred deferred) {
            return Optional.of(deferred.reply().toString());
        }
        return place instanceof RecipientPlace.Looping looping ? Optional.of(looping.reply().toString()) : Optional.empty();
    }
}
