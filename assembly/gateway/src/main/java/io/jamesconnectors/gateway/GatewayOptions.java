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

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What a gateway is started with.
 *
 * @param conf holds {@code connectors.xml} and, in {@code gateway/}, the files of James that differ from the shipped ones
 * @param var  takes all working data: mail, certificate, token, logs
 * @param smtp where SMTP listens
 * @param web  where the web administration listens
 * @param legacy where SMTP for old devices listens; empty means nowhere
 * @param environment what {@code ${env:NAME}} in {@code connectors.xml} means
 * @param watch whether a changed {@code connectors.xml} is taken without being told
 */
record GatewayOptions(Path conf, Path var, ListenAddress smtp, ListenAddress web, Optional<ListenAddress> legacy, Map<String, String> environment, boolean watch) {
    static final String DEFAULT_SMTP = "127.0.0.1:2525";
    static final String DEFAULT_WEB = "127.0.0.1:8000";

    GatewayOptions {
        conf = conf.toAbsolutePath().normalize();
        var = var.toAbsolutePath().normalize();
        environment = Map.copyOf(environment);
    }

    /** Without a watch over {@code connectors.xml}. */
    GatewayOptions(Path conf, Path var, ListenAddress smtp, ListenAddress web, Optional<ListenAddress> legacy, Map<String, String> environment) {
        this(conf, var, smtp, web, legacy, environment, false);
    }

    /** Without a listener for old devices. */
    GatewayOptions(Path conf, Path var, ListenAddress smtp, ListenAddress web, Map<String, String> environment) {
        this(conf, var, smtp, web, Optional.empty(), environment);
    }

    Path connectorsFile() {
        return conf.resolve("connectors.xml");
    }
}
