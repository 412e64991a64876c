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
 * The commands that need no running server.
 *
 * <ul>
 *   <li>{@link io.jamesconnectors.cli.CheckCommand}: {@code check FILE}, and {@code check --explain ID};</li>
 *   <li>{@link io.jamesconnectors.cli.ValidateCommand}: {@code validate CONNECTOR};</li>
 *   <li>{@link io.jamesconnectors.cli.RepliesCommand}: {@code replies}, and {@code replies CODE}.</li>
 * </ul>
 * Each command writes to the streams of its command line and answers with an exit code; none ends the process.
 */
@NullMarked
package io.jamesconnectors.cli;

import org.jspecify.annotations.NullMarked;
