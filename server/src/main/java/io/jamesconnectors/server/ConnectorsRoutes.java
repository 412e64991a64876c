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

import java.util.List;

import org.apache.james.webadmin.Routes;

import com.google.inject.Inject;

import io.jamesconnectors.server.web.CheckPart;
import io.jamesconnectors.server.web.ConnectorsPart;
import io.jamesconnectors.server.web.ExplainPart;
import io.jamesconnectors.server.web.MigrationPart;
import io.jamesconnectors.server.web.OpenApiPart;
import io.jamesconnectors.server.web.QueuePart;
import io.jamesconnectors.server.web.ReloadPart;
import io.jamesconnectors.server.web.StatusPart;
import io.jamesconnectors.server.web.TracePart;
import io.jamesconnectors.server.web.ValidationPart;
import io.jamesconnectors.server.web.WebGuard;
import io.jamesconnectors.server.web.WebPart;

import spark.Service;

/**
 * Web administration of connectors. In {@code webadmin.properties}: {@code extensions.routes=io.jamesconnectors.server.ConnectorsRoutes}.
 * James's authentication covers every path below the base path; {@link WebPart} says where what is.
 */
public final class ConnectorsRoutes implements Routes {
    private final List<WebPart> parts;

    @Inject
    public ConnectorsRoutes(CheckPart check, ConnectorsPart connectors, ExplainPart explain, MigrationPart migration, OpenApiPart openApi, QueuePart queue,
        ReloadPart reload,
            StatusPart status, TracePart trace, ValidationPart validation) {
        this.parts = List.of(check, connectors, explain, migration, openApi, queue, reload, status, trace, validation);
    }

    @Override
    public String getBasePath() {
        return WebPart.BASE_PATH;
    }

    @Override
    public void define(Service service) {
        WebGuard.guard(service);
        parts.forEach(part -> part.define(service));
    }
}
