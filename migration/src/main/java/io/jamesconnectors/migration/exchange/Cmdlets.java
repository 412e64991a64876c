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
package io.jamesconnectors.migration.exchange;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.jamesconnectors.migration.Report;

/** One connector of Exchange Online under construction: its parameters, and what can't be said. */
final class Cmdlets {
    private final String function;
    private final String name;
    private final Report.Of about;
    private final Map<String, String> settings = new LinkedHashMap<>();
    private final List<String> reasons = new ArrayList<>();
    private boolean written = true;

    private Cmdlets(String function, String name, Report.Of about) {
        this.function = function;
        this.name = name;
        this.about = about;
    }

    static Cmdlets inbound(String name, Report.Of about) {
        return new Cmdlets("Set-OurInboundConnector", name, about);
    }

    static Cmdlets outbound(String name, Report.Of about) {
        return new Cmdlets("Set-OurOutboundConnector", name, about);
    }

    /** A parameter with a literal. */
    Cmdlets set(String parameter, String literal) {
        settings.put(parameter, literal);
        return this;
    }

    /** An option that has no counterpart; the rest is as strict without it. */
    Cmdlets lacks(boolean set, String option, String why) {
        if (set) {
            reasons.add(option + ": " + why);
            about.dropped(option, why);
        }
        return this;
    }

    /** An option without which the connector must not be there at all. */
    Cmdlets refuses(boolean set, String option, String why) {
        if (set) {
            written = false;
        }
        return lacks(set, option, why);
    }

    boolean isWritten() {
        return written;
    }

    String function() {
        return function;
    }

    String name() {
        return name;
    }

    Map<String, String> settings() {
        return settings;
    }

    List<String> reasons() {
        return reasons;
    }
}
