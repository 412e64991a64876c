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
package io.jamesconnectors.mailets;

import java.net.InetAddress;
import java.net.UnknownHostException;

import org.apache.james.core.MailAddress;
import org.apache.mailet.MailetContext;

/** What this server calls itself where nobody has said it. */
final class HeloName {
    private HeloName() {
    }

    /** The name of this host; where that is no domain name, the domain of the postmaster. */
    static String of(MailetContext context) {
        String host = hostName();
        MailAddress postmaster = context.getPostmaster();
        return host.indexOf('.') > 0 || postmaster == null ? host : postmaster.getDomain().asString();
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }
}
