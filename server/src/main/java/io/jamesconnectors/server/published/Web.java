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
package io.jamesconnectors.server.published;

import java.io.IOException;
import java.net.URI;

/** Fetches from a web service. */
interface Web {

    /**
     * Fetches {@code address} whole.
     *
     * @throws IOException when no answer came, or none that is whole; the message is for the log
     */
    Answer get(URI address) throws IOException, InterruptedException;

    /**
     * What the service answered.
     *
     * @param status the HTTP status
     * @param retryAfter what the header field {@code Retry-After} asks for, in seconds; 0 where it asks for nothing, or for a date
     * @param body at most {@link HttpWeb#MAX_BYTES}
     */
    record Answer(int status, long retryAfter, byte[] body) {
    }
}
