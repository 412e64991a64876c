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
package io.jamesconnectors.server;

import org.apache.james.protocols.smtp.hook.HookResult;
import org.apache.james.protocols.smtp.hook.HookReturnCode;

import io.jamesconnectors.connectors.inbound.SmtpReply;

/** Refusals as James's hooks give them. */
final class Replies {
    private static final int CLOSING = 421;

    private Replies() {
    }

    static HookResult hookResult(SmtpReply reply) {
        return HookResult.builder()
            .hookReturnCode(returnCode(reply.code()))
            .smtpReturnCode(Integer.toString(reply.code()))
            .smtpDescription(reply.description())
            .build();
    }

    private static HookReturnCode returnCode(int code) {
        if (code == CLOSING) {
            return HookReturnCode.disconnected(HookReturnCode.Action.DENYSOFT);
        }
        return code < 500 ? HookReturnCode.denySoft() : HookReturnCode.deny();
    }
}
