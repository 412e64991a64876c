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

import java.lang.reflect.Proxy;
import java.net.InetSocketAddress;
import java.util.Optional;

import javax.net.ssl.SSLSession;

import org.apache.james.protocols.api.ProtocolSession;
import org.apache.james.protocols.api.ProtocolTransport;
import org.apache.james.protocols.api.Response;
import org.apache.james.protocols.api.handler.LineHandler;

import com.google.common.net.InetAddresses;

/** What a session of James stands on, without a socket: an address, and TLS when asked for. */
final class FakeTransport implements ProtocolTransport {
    private final InetSocketAddress remote;
    private final InetSocketAddress local;
    private Optional<SSLSession> ssl = Optional.empty();

    FakeTransport(String address) {
        this(new InetSocketAddress(InetAddresses.forString(address), 40_000), new InetSocketAddress(InetAddresses.forString("127.0.0.1"), 2525));
    }

    FakeTransport(InetSocketAddress remote, InetSocketAddress local) {
        this.remote = remote;
        this.local = local;
    }

    /** TLS from now on; {@code NONE} is what an unfinished handshake reports. */
    void startTls(String protocol, String cipher) {
        ssl = Optional.of((SSLSession) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {SSLSession.class}, (proxy, method, args) ->
            switch (method.getName()) {
                case "getProtocol" -> protocol;
                case "getCipherSuite" -> cipher;
                default -> throw new UnsupportedOperationException(method.getName());
            }));
    }

    @Override
    public InetSocketAddress getRemoteAddress() {
        return remote;
    }

    @Override
    public InetSocketAddress getLocalAddress() {
        return local;
    }

    @Override
    public String getId() {
        return "1";
    }

    @Override
    public boolean isTLSStarted() {
        return ssl.isPresent();
    }

    @Override
    public boolean isStartTLSSupported() {
        return true;
    }

    @Override
    public Optional<SSLSession> getSSLSession() {
        return ssl;
    }

    @Override
    public boolean isProxyRequired() {
        return false;
    }

    @Override
    public void writeResponse(Response response, ProtocolSession session) {
        throw new UnsupportedOperationException("writeResponse");
    }

    @Override
    public void popLineHandler() {
        throw new UnsupportedOperationException("popLineHandler");
    }

    @Override
    public void pushLineHandler(LineHandler<? extends ProtocolSession> handler, ProtocolSession session) {
        throw new UnsupportedOperationException("pushLineHandler");
    }

    @Override
    public void setReadable(boolean readable) {
        throw new UnsupportedOperationException("setReadable");
    }

    @Override
    public boolean isReadable() {
        return true;
    }
}
