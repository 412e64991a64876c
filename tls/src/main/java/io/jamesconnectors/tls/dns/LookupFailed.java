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
package io.jamesconnectors.tls.dns;

/**
 * The question found no answer: no name server, a time-out, SERVFAIL, or records that make no sense. Temporary, {@code 450 4.4.312}.
 *
 * @param reason for logs, without control characters, at most {@value #MAX_REASON} characters
 */
public record LookupFailed(String reason) implements MxAnswer, AddressAnswer, TextAnswer {
    static final int MAX_REASON = 300;

    public LookupFailed {
        String cut = reason.length() > MAX_REASON ? reason.substring(0, MAX_REASON - 3) + "..." : reason;
        reason = cut.replaceAll("[^ -~]", "?");
    }
}
