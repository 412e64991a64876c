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
package io.jamesconnectors.testing.office365;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** All tenants of the stand-in. */
final class Directory {
    private final Map<String, Tenant> tenants = new ConcurrentHashMap<>();

    Tenant tenant(String id) {
        return tenants.computeIfAbsent(id, Tenant::new);
    }

    Collection<Tenant> tenants() {
        return tenants.values();
    }

    Optional<Tenant> find(String id) {
        return Optional.ofNullable(tenants.get(id));
    }

    /** The tenant that has this accepted domain. */
    Optional<Tenant> ownerOf(String domain) {
        return tenants.values().stream().filter(tenant -> tenant.accepts(domain)).findFirst();
    }

    Optional<Mailbox> mailbox(String address) {
        return tenants.values().stream().flatMap(tenant -> tenant.findMailbox(address).stream()).findFirst();
    }

    /** What is behind the last at sign; empty for the null sender. */
    static String domainOf(String address) {
        return address.substring(address.lastIndexOf('@') + 1);
    }
}
