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

import io.jamesconnectors.connectors.Login;
import io.jamesconnectors.connectors.replies.ReplyCatalogue;
import io.jamesconnectors.smtp.wire.Reply;

/** What a refused login means and what an administrator can do: from {@link ReplyCatalogue} what Exchange Online says, else by RFC 4954 §6. */
public final class LoginRemedy {
    private LoginRemedy() {
    }

    /** Meaning and remedy, in sentences. */
    public static String of(Reply reply, Account account) {
        return ReplyCatalogue.find(reply.asString()).map(entry -> entry.meaning() + " " + entry.remedy().replace("USER", account.user()))
            .orElseGet(() -> ofAnyServer(reply, account.login() instanceof Login.OAuth));
    }

    private static String ofAnyServer(Reply reply, boolean oauth) {
        if (reply.code() == 432) {
            return "The server wants the password set anew. Log in once by other means, or have it reset.";
        }
        if (reply.isTransient()) {
            return "The server can't judge logins at the moment. When that lasts, ask its administrator.";
        }
        if (reply.code() == 534) {
            return "The server wants another way to log in. Use <oauth>, or an app password.";
        }
        if (reply.code() == 530) {
            return "The server wants something else first. Check host and port: submission is at 587.";
        }
        return oauth ? "The server does not take the token. Check user, application and its permissions." : "The server does not take user and password. Check both, and whether it takes passwords at all.";
    }
}
