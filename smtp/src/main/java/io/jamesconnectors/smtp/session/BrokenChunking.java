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
package io.jamesconnectors.smtp.session;

import java.net.InetSocketAddress;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The servers that offer CHUNKING and do not know BDAT: they get DATA from then on, until the process ends. Bounded; safe for use by many threads. */
final class BrokenChunking {
    private static final int MOST = 1_000;

    private final Set<InetSocketAddress> servers = ConcurrentHashMap.newKeySet();

    void add(InetSocketAddress server) {
        if (servers.size() >= MOST) {
            servers.clear();
        }
        servers.add(server);
    }

    boolean has(InetSocketAddress server) {
        return servers.contains(server);
    }
}
