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

import java.time.Instant;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.apache.james.protocols.smtp.core.fastfail.AbstractGreylistHandler;

/** James's greylisting with a list in place of its database. James makes the handler by its name, so what it has kept is found here. */
public final class KeptGreylist extends AbstractGreylistHandler {
    static final List<String> ROWS = new CopyOnWriteArrayList<>();

    @Override
    protected Iterator<String> getGreyListData(String ipAddress, String sender, String recip) {
        return Collections.emptyIterator();
    }

    @Override
    protected void insertTriplet(String ipAddress, String sender, String recip, int count, Instant createTime) {
        ROWS.add(ipAddress + " " + sender + " " + recip);
    }

    @Override
    protected void updateTriplet(String ipAddress, String sender, String recip, int count, Instant time) {
        throw new IllegalStateException("no row is ever found");
    }

    @Override
    protected void cleanupAutoWhiteListGreyList(Instant time) {
        // Nothing grows old here.
    }

    @Override
    protected void cleanupGreyList(Instant time) {
        // Nothing grows old here.
    }
}
