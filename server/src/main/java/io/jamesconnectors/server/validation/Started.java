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

/** What came of the wish to begin a validation. */
public sealed interface Started {

    /** It runs. */
    record Running(String id) implements Started {
    }

    /** One of the same connector runs already; whoever wants to can look on. */
    record Already(String id) implements Started {
    }

    /** As many run as may at once. */
    record TooMany(int most) implements Started {
    }
}
