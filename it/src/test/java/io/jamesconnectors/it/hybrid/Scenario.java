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
package io.jamesconnectors.it.hybrid;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The scenarios of {@code conf/scenarios} in which one domain is in two places. */
enum Scenario {
    /** The MX record points to Office 365; a table says who lives there. */
    MX_OFFICE365("hybrid-mx-office365", true, false, true),
    /** The MX record points to James; who is no user here lives there. */
    MX_ONPREM("hybrid-mx-onprem", false, false, true),
    /** The MX record points to James, and all mail to the outside leaves through it; both sides share a directory. */
    CENTRALISED("hybrid-centralised", false, true, false),
    /** The MX record points to Office 365, and all mail to the outside leaves through it. */
    CENTRALISED_BY_TENANT("hybrid-centralised-by-tenant", true, false, false);

    static final Path CONF = Path.of("").toAbsolutePath().getParent().resolve("conf/scenarios");
    private final String folder;
    private final boolean mxAtOffice365;
    private final boolean centralised;
    private final boolean byMx;

    Scenario(String folder, boolean mxAtOffice365, boolean centralised, boolean byMx) {
        this.folder = folder;
        this.mxAtOffice365 = mxAtOffice365;
        this.centralised = centralised;
        this.byMx = byMx;
    }

    String folder() {
        return folder;
    }

    /** Whether mail from the outside arrives at the tenant first. */
    boolean mxAtOffice365() {
        return mxAtOffice365;
    }

    /** Whether the tenant has {@code RouteAllMessagesViaOnPremises}. */
    boolean centralised() {
        return centralised;
    }

    /** Whether James sends by MX records to the outside. */
    boolean byMx() {
        return byMx;
    }

    /** Whether each mailbox is a user of James, wherever it lives. */
    boolean sharesDirectory() {
        return this == CENTRALISED;
    }

    Path file(String name) {
        return CONF.resolve(folder).resolve(name);
    }

    String connectors() throws IOException {
        return Files.readString(file("connectors.xml"));
    }
}
