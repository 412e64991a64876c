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
package io.jamesconnectors.server.published;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Answers what a test says, in that order, and remembers what it was asked. */
final class ScriptedWeb implements Web {
    private final Deque<Object> script = new ArrayDeque<>();
    private final List<URI> asked = new ArrayList<>();

    ScriptedWeb version(String latest) {
        return answer(200, "{\"instance\":\"Worldwide\",\"latest\":\"" + latest + "\"}");
    }

    ScriptedWeb ranges(String... ranges) {
        return answer(200, list(ranges));
    }

    ScriptedWeb answer(int status, String body) {
        return answer(status, 0, body);
    }

    ScriptedWeb answer(int status, long retryAfter, String body) {
        script.add(new Answer(status, retryAfter, body.getBytes(StandardCharsets.UTF_8)));
        return this;
    }

    ScriptedWeb unreachable(String why) {
        script.add(new IOException(why));
        return this;
    }

    static String list(String... ranges) {
        return "[{\"id\":10,\"serviceArea\":\"Exchange\",\"tcpPorts\":\"25\",\"ips\":[\"" + String.join("\",\"", ranges) + "\"]}]";
    }

    @Override
    public Answer get(URI address) throws IOException {
        asked.add(address);
        Object next = script.poll();
        if (next instanceof IOException failure) {
            throw failure;
        }
        if (next == null) {
            throw new AssertionError("nobody expected to be asked for " + address);
        }
        return (Answer) next;
    }

    /** What was asked since the last call, without the host. */
    List<String> asked() {
        List<String> paths = asked.stream().map(address -> address.getPath()).toList();
        asked.clear();
        return paths;
    }

    List<URI> addresses() {
        return asked;
    }
}
