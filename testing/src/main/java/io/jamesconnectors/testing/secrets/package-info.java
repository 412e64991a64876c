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
 * The promise that no secret is ever shown, kept for a whole test run.
 *
 * <ul>
 *   <li>{@link io.jamesconnectors.testing.secrets.UsedSecrets} is told of each secret that a test uses;</li>
 *   <li>{@link io.jamesconnectors.testing.secrets.KeptOutput} keeps what was said and would be gone with the test: logs, notices, queues;</li>
 *   <li>{@link io.jamesconnectors.testing.secrets.SecretSearch} looks for the one in the other, after the last test.</li>
 * </ul>
 * Both write below the directory that the system property {@code secrets.directory} names, which the build sets; without it they do nothing.
 */
@NullMarked
package io.jamesconnectors.testing.secrets;

import org.jspecify.annotations.NullMarked;
