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
package io.jamesconnectors.smtp.oauth;

import java.io.IOException;
import java.net.URI;
import java.util.Optional;

/** Carries a question to a token endpoint. */
interface TokenTransport {
    /**
     * What an endpoint said.
     *
     * @param contentType as it said it, in lower case, without parameters; empty when it said none
     * @param body at most {@link HttpTransport#MAX_BODY} octets
     */
    record Answer(int status, String contentType, Optional<String> retryAfter, byte[] body) {
    }

    /**
     * Posts a form.
     *
     * @throws IOException when there is no whole answer in time, or it is too large
     */
    Answer post(URI endpoint, byte[] form) throws IOException;
}
