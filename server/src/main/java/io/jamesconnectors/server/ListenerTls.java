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

import java.lang.reflect.Field;
import java.lang.reflect.Method;

import org.apache.james.protocols.lib.SslConfig;
import org.apache.james.protocols.lib.netty.AbstractConfigurableAsyncServer;
import org.apache.james.protocols.netty.Encryption;

/**
 * What a listener of James 3.8.1 keeps about its TLS: {@code encryption}, which it reads for each new connection, and {@code sslConfig}, which it
 * reads when it makes {@code encryption}: at its start and at {@code POST /servers?reload-certificate}. Neither can be set from outside, so both
 * are set by reflection.
 */
final class ListenerTls {
    private final AbstractConfigurableAsyncServer listener;
    private final Field encryption;
    private final Field configuration;
    private final Method inForce;

    private ListenerTls(AbstractConfigurableAsyncServer listener, Class<?> declaring) throws ReflectiveOperationException {
        this.listener = listener;
        this.encryption = field(declaring, "encryption", Encryption.class);
        this.configuration = field(declaring, "sslConfig", SslConfig.class);
        this.inForce = declaring.getDeclaredMethod("getEncryption");
        inForce.setAccessible(true);
    }

    static ListenerTls of(AbstractConfigurableAsyncServer listener) throws ReflectiveOperationException {
        return of(listener, AbstractConfigurableAsyncServer.class);
    }

    /** @throws ReflectiveOperationException when {@code declaring} has no such field or method, or one of another type */
    static ListenerTls of(AbstractConfigurableAsyncServer listener, Class<?> declaring) throws ReflectiveOperationException {
        return new ListenerTls(listener, declaring);
    }

    /** Whether new connections can have TLS. To ask the {@link #configuration} would have the listener make its TLS anew: see {@link RequestingTls}. */
    boolean isOn() throws ReflectiveOperationException {
        return inForce.invoke(listener) != null;
    }

    /** What new connections get: whatever the listener itself says, not what the field holds. */
    Encryption encryption() throws ReflectiveOperationException {
        Encryption found = (Encryption) inForce.invoke(listener);
        if (found == null) {
            throw new IllegalStateException("the listener has no TLS yet");
        }
        return found;
    }

    void encrypt(Encryption replacement) throws ReflectiveOperationException {
        encryption.set(listener, replacement);
    }

    SslConfig configuration() throws ReflectiveOperationException {
        return (SslConfig) configuration.get(listener);
    }

    void configure(SslConfig replacement) throws ReflectiveOperationException {
        configuration.set(listener, replacement);
    }

    /** Has the listener make its TLS anew, as James's web administration does. */
    void reload() {
        try {
            listener.reloadSSLCertificate();
        } catch (Exception e) {
            throw new IllegalStateException("reload: " + e.getMessage(), e);
        }
    }

    private static Field field(Class<?> declaring, String name, Class<?> type) throws ReflectiveOperationException {
        Field field = declaring.getDeclaredField(name);
        if (field.getType() != type) {
            throw new NoSuchFieldException(name + " of type " + type.getName());
        }
        field.setAccessible(true);
        return field;
    }
}
