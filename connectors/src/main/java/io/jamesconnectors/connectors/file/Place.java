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

import java.util.List;
import java.util.Map;

/**
 * Where an element stands in the text, in offsets.
 *
 * @param start at its {@code <}
 * @param textStart after the {@code >} of its start tag
 * @param end after its last {@code >}
 * @param attributes by name, where each name starts
 * @param children in their order
 */
record Place(int start, int textStart, int end, Map<String, Span> attributes, List<Place> children) {

    /**
     * Where an attribute stands.
     *
     * @param start of its name
     * @param valueStart after the opening quote
     * @param end at the closing quote
     */
    record Span(int start, int valueStart, int end) {
    }
}
