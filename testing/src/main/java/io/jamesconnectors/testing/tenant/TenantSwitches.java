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

import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

/** Choices about a {@link TenantSimulator} where nothing, or more than one thing, is published. May be changed at any time. */
public final class TenantSwitches {
    private volatile int loopLimit = 20;
    private volatile boolean centralisedBeforeOthers = true;
    private volatile boolean incomingGoesOnPremisesFirst;
    private volatile boolean keepsOrganizationHeaders;
    private volatile Predicate<String> demoted = name -> true;
    private volatile boolean xoorg = true;
    private volatile boolean originatorHeader = true;
    private volatile @Nullable String originatorOrg;
    private volatile boolean rewritesSenders = true;
    private volatile boolean routesAgain;
    private volatile Duration retryWait = Duration.ofMillis(250);
    private volatile int attempts = 80;

    TenantSwitches() {
    }

    /**
     * How often a message may pass through the tenant before it is returned with {@code 554 5.4.14}. Default: 20 (reference §4.2).
     * That the fields {@code Received} which the tenant itself has written are what is counted is not published.
     */
    public TenantSwitches loopLimit(int passes) {
        this.loopLimit = passes;
        return this;
    }

    /**
     * Whether centralised transport comes before an outbound connector that names the recipient's domain. Not published; default: it does, since
     * "everything" first goes on premises (reference §2.1).
     */
    public TenantSwitches centralisedBeforeOthers(boolean value) {
        this.centralisedBeforeOthers = value;
        return this;
    }

    /**
     * Whether centralised transport takes mail from the internet for a mailbox here on premises first, too. The sources differ: "internet-bound mail"
     * (reference §3.6), "all internet mail of cloud users" (§5.2). Default: it does not.
     */
    public TenantSwitches incomingGoesOnPremisesFirst(boolean value) {
        this.incomingGoesOnPremisesFirst = value;
        return this;
    }

    /**
     * Whether {@code X-MS-Exchange-Organization-*} fields stay that came over a connector with {@code CloudServicesMailEnabled} and that no cross-premises
     * field replaces. Not published (reference §1.1 speaks of same-named ones alone); default: they do not.
     */
    public TenantSwitches keepsOrganizationHeaders(boolean value) {
        this.keepsOrganizationHeaders = value;
        return this;
    }

    /**
     * Which {@code X-MS-Exchange-Organization-*} fields leave as cross-premises ones, by the name in lower case. Published is "selected" ones (reference §1.1),
     * but not which; default: all.
     */
    public TenantSwitches demotes(Predicate<String> names) {
        this.demoted = names;
        return this;
    }

    /** Whether MAIL carries {@code XOORG} where it is offered over TLS. Observed, not published (reference §5.4); default: it does. */
    public TenantSwitches xoorg(boolean value) {
        this.xoorg = value;
        return this;
    }

    /** Whether mail that leaves carries {@code X-OriginatorOrg} (reference §5.4). Default: it does. */
    public TenantSwitches originatorHeader(boolean value) {
        this.originatorHeader = value;
        return this;
    }

    /**
     * The domain that {@code XOORG} and {@code X-OriginatorOrg} name, whoever it is. Default: the sender's where it is an accepted one, else the first accepted
     * domain; published is only that it is an accepted one (reference §5.4).
     */
    public TenantSwitches originatorOrg(String domain) {
        this.originatorOrg = domain;
        return this;
    }

    /** Whether foreign senders are rewritten when mail leaves (reference §5.9). Default: they are. */
    public TenantSwitches rewritesSenders(boolean value) {
        this.rewritesSenders = value;
        return this;
    }

    /** Whether a message that waits is routed anew at each attempt. Not published; default: it keeps to its host. */
    public TenantSwitches routesAgain(boolean value) {
        this.routesAgain = value;
        return this;
    }

    /** How long a message waits between attempts, and how many there are before it is returned. Default: 250 ms, 80. At Microsoft: 24 hours (§3.6). */
    public TenantSwitches retries(Duration wait, int most) {
        this.retryWait = wait;
        this.attempts = most;
        return this;
    }

    int loopLimit() {
        return loopLimit;
    }

    boolean isCentralisedBeforeOthers() {
        return centralisedBeforeOthers;
    }

    boolean isIncomingOnPremisesFirst() {
        return incomingGoesOnPremisesFirst;
    }

    boolean keepsOrganizationHeaders() {
        return keepsOrganizationHeaders;
    }

    boolean isDemoted(String name) {
        return demoted.test(name);
    }

    boolean saysXoorg() {
        return xoorg;
    }

    boolean hasOriginatorHeader() {
        return originatorHeader;
    }

    Optional<String> originatorOrg() {
        return Optional.ofNullable(originatorOrg);
    }

    boolean rewritesSenders() {
        return rewritesSenders;
    }

    boolean isRoutedAgain() {
        return routesAgain;
    }

    Duration retryWait() {
        return retryWait;
    }

    int attempts() {
        return attempts;
    }
}
