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
package io.jamesconnectors.testing.tenant;

/**
 * A server to talk to.
 *
 * @param name what TLS is told (SNI), and what is shown
 * @param host where it is found
 * @param port which is 25 at Microsoft, and cannot be chosen there (reference §2.1)
 */
public record NextHost(String name, String host, int port) {

    /** A host that is called as it is found. */
    public static NextHost of(String host, int port) {
        return new NextHost(host, host, port);
    }

    @Override
    public String toString() {
        return name + ":" + port;
    }
}
