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

import java.util.List;
import java.util.Optional;

import org.apache.james.protocols.lib.netty.AbstractConfigurableAsyncServer;
import org.apache.james.smtpserver.netty.SMTPServerFactory;

import com.google.inject.Inject;

/**
 * The SMTP listener whose handlers James initialises at this moment. James does not tell a handler where it belongs; but it starts its listeners one
 * after the other, and binds each after its handlers, so the first that is enabled and not bound is the one.
 */
final class StartingListener {
    private final SMTPServerFactory smtp;

    @Inject
    StartingListener(SMTPServerFactory smtp) {
        this.smtp = smtp;
    }

    /** Empty where no SMTP listener is starting: after the start, or in a handler of LMTP. */
    Optional<AbstractConfigurableAsyncServer> find() {
        List<AbstractConfigurableAsyncServer> listeners = smtp.getServers();
        return listeners == null ? Optional.empty() : listeners.stream().filter(listener -> listener.isEnabled() && !listener.isStarted()).findFirst();
    }
}
