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

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

import org.jspecify.annotations.Nullable;
import org.xbill.DNS.EDNSOption;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Resolver;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.TSIG;

/**
 * Asks one name server after the other until one of them answers the question, beginning with the one that answered last.
 * SERVFAIL, REFUSED and NOTIMP are no answers while others may still know better, as in the resolvers of operating systems; a server that stays silent is asked again.
 *
 * <p>It asks on the calling thread, and the future that it returns is complete. That leaves no thread and no open socket between two questions.
 */
final class ServersInTurn implements Resolver {
    private static final int MIN_ATTEMPTS = 3;

    private final List<SimpleResolver> servers;
    private final int attempts;
    private volatile int preferred;

    private ServersInTurn(List<SimpleResolver> servers, int attempts) {
        this.servers = servers;
        this.attempts = attempts;
    }

    static ServersInTurn of(List<InetSocketAddress> addresses, Duration timeout) {
        int attempts = Math.max(MIN_ATTEMPTS, 2 * addresses.size());
        return new ServersInTurn(addresses.stream().map(address -> server(address, timeout.dividedBy(attempts))).toList(), attempts);
    }

    static SimpleResolver server(InetSocketAddress address, Duration timeout) {
        SimpleResolver server = new SimpleResolver(address);
        server.setTimeout(timeout);
        server.setIoClientFactory(new BlockingDnsClient());
        return server;
    }

    @Override
    public CompletionStage<Message> sendAsync(Message query, Executor executor) {
        try {
            return CompletableFuture.completedFuture(send(query));
        } catch (IOException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    @Override
    public Message send(Message query) throws IOException {
        @Nullable Message unhelpful = null;
        Throwable failure = new IOException("no name server is configured");
        int first = preferred;
        for (int attempt = 0; attempt < attempts && !servers.isEmpty(); attempt++) {
            int index = (first + attempt) % servers.size();
            if (attempt >= servers.size() && unhelpful != null) {
                break;
            }
            try {
                Message answer = servers.get(index).sendAsync(query, Runnable::run).toCompletableFuture().join();
                if (answersTheQuestion(answer)) {
                    preferred = index;
                    return answer;
                }
                unhelpful = answer;
            } catch (CompletionException e) {
                failure = e.getCause() == null ? e : e.getCause();
            }
        }
        if (unhelpful != null) {
            return unhelpful;
        }
        throw new IOException("no answer from " + servers.stream().map(server -> server.getAddress().toString().replaceFirst("^.*/", "")).toList()
            + (failure.getMessage() == null ? "" : ", " + failure.getMessage()), failure);
    }

    private static boolean answersTheQuestion(Message answer) {
        int code = answer.getRcode();
        return code != Rcode.SERVFAIL && code != Rcode.REFUSED && code != Rcode.NOTIMP;
    }

    @Override
    public void setPort(int port) {
        throw fixed();
    }

    @Override
    public void setTCP(boolean flag) {
        throw fixed();
    }

    @Override
    public void setIgnoreTruncation(boolean flag) {
        throw fixed();
    }

    @Override
    public void setEDNS(int version, int payloadSize, int flags, List<EDNSOption> options) {
        throw fixed();
    }

    @Override
    public void setTSIGKey(TSIG key) {
        throw fixed();
    }

    @Override
    public void setTimeout(Duration timeout) {
        throw fixed();
    }

    private static UnsupportedOperationException fixed() {
        return new UnsupportedOperationException("name servers: fixed when made");
    }
}
