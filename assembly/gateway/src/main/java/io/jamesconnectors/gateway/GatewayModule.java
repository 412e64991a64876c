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
package io.jamesconnectors.gateway;

import java.util.Set;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Scopes;
import com.google.inject.Singleton;

import io.jamesconnectors.connectors.file.LiveConnectors;
import io.jamesconnectors.matchers.place.LocalUsers;
import io.jamesconnectors.server.FileWatch;
import io.jamesconnectors.server.published.PublishedLists;

import org.apache.james.domainlist.api.DomainList;
import org.apache.james.webadmin.authentication.AuthenticationFilter;
import org.apache.james.webadmin.mdc.LoggingRequestFilter;

/** What the gateway binds otherwise than James's memory application and the connectors' own module do, mail queues apart. */
final class GatewayModule extends AbstractModule {
    private final LiveConnectors connectors;
    private final TokenFilter tokenFilter;

    GatewayModule(LiveConnectors connectors, TokenFilter tokenFilter) {
        this.connectors = connectors;
        this.tokenFilter = tokenFilter;
    }

    @Override
    protected void configure() {
        bind(DomainList.class).to(AcceptedDomainList.class).in(Scopes.SINGLETON);
        bind(LocalUsers.class).toInstance(LocalUsers.NO_MAILBOXES);
        bind(AuthenticationFilter.class).toInstance(tokenFilter);
        bind(LoggingRequestFilter.class).toInstance(new LoggingRequestFilter(Set.of(new RequestLine())));
    }

    /** What the gateway has read before James started. From here on the published lists that it names are kept up to date, and the file is watched where that is asked for. */
    @Provides
    @Singleton
    LiveConnectors liveConnectors(PublishedLists published, FileWatch watch) {
        published.start(connectors);
        watch.follow(connectors);
        return connectors;
    }
}
