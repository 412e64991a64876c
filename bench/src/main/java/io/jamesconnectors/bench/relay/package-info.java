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
 * The relay comparison: {@link io.jamesconnectors.bench.relay.RelayCommand} reads what to compare,
 * {@link io.jamesconnectors.bench.relay.RelayComparison} does it.
 * A {@link io.jamesconnectors.bench.relay.Contender} becomes a {@link io.jamesconnectors.bench.relay.RunningRelay}, which a
 * {@link io.jamesconnectors.bench.relay.LoadedRelay} puts between source and sink; each batch gives a {@link io.jamesconnectors.bench.relay.Measurement}.
 */
@NullMarked
package io.jamesconnectors.bench.relay;

import org.jspecify.annotations.NullMarked;
