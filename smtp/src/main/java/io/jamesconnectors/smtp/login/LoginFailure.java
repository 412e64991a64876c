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
package io.jamesconnectors.smtp.login;

/** There is nothing to log in with now, or no login is tried now. No connection was made for it. */
public final class LoginFailure extends Exception {
    private static final long serialVersionUID = 1L;

    /** @param reason what is the matter and what helps; without secrets */
    public LoginFailure(String reason) {
        super(reason);
    }

    /** As {@link #LoginFailure(String)}, for the same reason as {@code cause}. */
    public LoginFailure(Exception cause) {
        super(cause.getMessage(), cause);
    }

    /** What is the matter, in a sentence for the log. */
    public String reason() {
        return String.valueOf(getMessage());
    }
}
