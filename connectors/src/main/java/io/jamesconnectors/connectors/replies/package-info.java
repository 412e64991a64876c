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
 * What others say when they don't do what we ask, and what to do about it. Tables that people read too: {@code docs/reference/replies.md} and
 * {@code docs/reference/loginTroubles.md}, which travel in the JAR.
 *
 * <ul>
 *   <li>{@link io.jamesconnectors.connectors.replies.ReplyCatalogue} knows the replies of mail servers;</li>
 *   <li>{@link io.jamesconnectors.connectors.replies.LoginTroubles} knows the errors of token endpoints.</li>
 * </ul>
 */
@NullMarked
package io.jamesconnectors.connectors.replies;

import org.jspecify.annotations.NullMarked;
