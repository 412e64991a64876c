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
package io.jamesconnectors.smtp.wire;

import io.netty.handler.codec.DecoderException;

/** What a server said is no reply (RFC 5321 §4.2): the conversation can't go on. */
public final class ReplySyntaxException extends DecoderException {
    private static final long serialVersionUID = 1L;

    ReplySyntaxException(String message) {
        super(message);
    }

    /** Where octets of strangers decide, the place that noticed says nothing. */
    @Override
    public Throwable fillInStackTrace() {
        return this;
    }
}
