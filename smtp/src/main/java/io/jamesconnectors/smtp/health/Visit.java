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
package io.jamesconnectors.smtp.health;

/** One attempt at one host, from admission to {@link #close}. Used by one thread; what it says last counts. Saying nothing leaves the host as it was. */
public final class Visit implements AutoCloseable {
    private final ConnectorHealth health;
    private final TargetName target;
    private final HostHealth host;
    private final boolean probe;
    private final int most;
    private boolean reached;

    Visit(ConnectorHealth health, TargetName target, HostHealth host, boolean probe, int most) {
        this.health = health;
        this.target = target;
        this.host = host;
        this.probe = probe;
        this.most = most;
    }

    /** Where it may go. */
    public TargetName target() {
        return target;
    }

    /** Whether it is to see if a dead host lives again. */
    public boolean isProbe() {
        return probe;
    }

    /** The host answers. Said again, it changes nothing. */
    public void reached() {
        if (!reached) {
            reached = true;
            health.reached(target, host, most);
        }
    }

    /**
     * The host can't be reached, or not spoken to.
     *
     * @param condemns whether it counts towards giving the host up
     */
    public void failed(String reason, boolean condemns) {
        health.failed(target, host, probe, condemns, reason);
    }

    @Override
    public void close() {
        health.left(host, probe);
    }
}
