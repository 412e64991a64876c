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

import java.lang.reflect.Method;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.apache.commons.configuration2.ex.ConfigurationException;
import org.apache.james.protocols.api.handler.ProtocolHandlerChain;
import org.apache.james.protocols.lib.netty.AbstractConfigurableAsyncServer;
import org.apache.james.protocols.lib.netty.AbstractProtocolAsyncServer;
import org.apache.james.protocols.smtp.hook.MailHook;
import org.apache.james.protocols.smtp.hook.RcptHook;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import com.google.inject.Inject;

/**
 * Sees to it that no other hook answers for MAIL or RCPT before ours. One that said {@code OK} would keep ours from being asked, and so from taking
 * back a right that an earlier mail of the connection had. James asks hooks in the order of {@code smtpserver.xml}, its own last, and initialises
 * them in that order: while ours is initialised, the chain holds those that stand before it.
 */
final class HandlerOrder {
    private static final Logger LOGGER = LoggerFactory.getLogger(HandlerOrder.class);

    private final StartingListener starting;

    @Inject
    HandlerOrder(StartingListener starting) {
        this.starting = starting;
    }

    /**
     * To be called from {@code init} of the hook that has to be first. In a James whose chain can't be seen, it only says so in the log.
     *
     * @throws ConfigurationException when another hook stands before it
     */
    void requireFirst() throws ConfigurationException {
        List<String> before = hooksBefore();
        if (!before.isEmpty()) {
            throw new ConfigurationException("handlerchain: " + String.join(", ", before) + " before the hook of the connectors "
                + "(expected: that hook before every other that answers for MAIL or RCPT)");
        }
    }

    /** The classes of the hooks that stand before the one that is being initialised; none in a James whose chain can't be seen, which the log then says. */
    List<String> hooksBefore() {
        Optional<AbstractConfigurableAsyncServer> listener = starting.find();
        try {
            return listener.isEmpty() ? List.of() : hooks(listener.get());
        } catch (ReflectiveOperationException | RuntimeException e) {
            LOGGER.warn("Which hooks stand before that of the connectors can't be seen: {} (expected: James 3.8.1)", e.toString());
            return List.of();
        }
    }

    private static List<String> hooks(AbstractConfigurableAsyncServer listener) throws ReflectiveOperationException {
        Method chain = AbstractProtocolAsyncServer.class.getDeclaredMethod("getProtocolHandlerChain");
        chain.setAccessible(true);
        ProtocolHandlerChain handlers = (ProtocolHandlerChain) chain.invoke(listener);
        return Stream.concat(handlers.getHandlers(MailHook.class).stream(), handlers.getHandlers(RcptHook.class).stream())
            .map(hook -> hook.getClass().getName())
            .distinct()
            .toList();
    }
}
