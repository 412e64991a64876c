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

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;

import org.apache.james.protocols.smtp.core.PostmasterAbuseRcptHook;
import org.apache.james.protocols.smtp.core.QuitCmdHandler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which places in James's handler chain the hook accepts. */
class HandlerOrderTest {
    private final Path directory;

    HandlerOrderTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @Test
    void startsAsTheFirstOfItsChain() throws Exception {
        try (JamesListener listener = JamesListener.startBehind(directory, "")) {
            assertThat(listener.server().isStarted()).isTrue();
        }
    }

    @Test
    void startsBehindAHandlerThatAnswersForNeitherMailNorRcpt() throws Exception {
        try (JamesListener listener = JamesListener.startBehind(directory, handler(QuitCmdHandler.class))) {
            assertThat(listener.server().isStarted()).isTrue();
        }
    }

    @Test
    void refusesToStartBehindAnotherHook() {
        assertThatThrownBy(() -> JamesListener.startBehind(directory, handler(PostmasterAbuseRcptHook.class)).close())
            .cause().hasMessage("handlerchain: org.apache.james.protocols.smtp.core.PostmasterAbuseRcptHook before the hook of the connectors "
                + "(expected: that hook before every other that answers for MAIL or RCPT)");
    }

    private static String handler(Class<?> type) {
        return "<handler class=\"" + type.getName() + "\"/>";
    }
}
