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
/**
 * Says what would become of a message, and why: by the same {@code decide} and {@code route} that let mail in and out. Pure; what only a running server knows is
 * given by whoever asks.
 *
 * <ul>
 *   <li>{@link io.jamesconnectors.connectors.explain.ExplainRequest} is what somebody asks, in their words; {@link io.jamesconnectors.connectors.explain.RequestJson}
 *       reads and writes it;</li>
 *   <li>{@link io.jamesconnectors.connectors.explain.Question} is the same in ours, with what had to be assumed;
 *       {@link io.jamesconnectors.connectors.explain.SavedMessage} gives what a message tells of its way;</li>
 *   <li>{@link io.jamesconnectors.connectors.explain.Surroundings} is what the configuration alone does not say;</li>
 *   <li>{@link io.jamesconnectors.connectors.explain.Explainer} answers with an {@link io.jamesconnectors.connectors.explain.Explanation}, of which
 *       {@link io.jamesconnectors.connectors.explain.ExplanationText} makes text and {@link io.jamesconnectors.connectors.explain.ExplanationJson} JSON.</li>
 * </ul>
 */
@NullMarked
package io.jamesconnectors.connectors.explain;

import org.jspecify.annotations.NullMarked;
