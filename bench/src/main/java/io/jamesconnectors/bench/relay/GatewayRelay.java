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
package io.jamesconnectors.bench.relay;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Our gateway, as shipped; or with James's own mailet in place of ours, and with all the threads that it needs then. */
final class GatewayRelay {
    private static final String MAIN = "io.jamesconnectors.gateway.GatewayMain";
    private static final String SHIPPED = "conf/gateway/mailetcontainer.xml";
    /**
     * RemoteDelivery has 256 mails in hand at once and, by default, ten threads for each processor. Where fetching from the queue blocks, one of them gets
     * stuck fetching the next mail, and the mails that were handed to it wait until more mail comes: with fewer threads than mails the last few of a batch
     * never arrive.
     */
    private static final int REMOTE_DELIVERY_THREADS = 300;

    private GatewayRelay() {
    }

    static RunningRelay start(Site site, String connectors, boolean withRemoteDelivery) throws IOException, InterruptedException {
        Path conf = Files.createDirectories(site.home().resolve("conf"));
        Files.writeString(conf.resolve("connectors.xml"), connectors);
        if (withRemoteDelivery) {
            Path mailets = Files.createDirectories(conf.resolve("gateway")).resolve("mailetcontainer.xml");
            Files.copy(site.project().resolve(SHIPPED), mailets);
            PlainJames.replace(mailets,
                "(?s)<mailet match=\"[^\"]*\" class=\"io.jamesconnectors.mailets.ConnectorDelivery\">.*?</mailet>", site.remoteDelivery());
        }
        GarbageLog garbageLog = new GarbageLog(site.home().resolve("gc.log"));
        String[] properties = withRemoteDelivery ? new String[] {"-Dreactor.schedulers.defaultBoundedElasticSize=" + REMOTE_DELIVERY_THREADS} : new String[0];
        List<String> command = site.java(garbageLog, System.getProperty("java.class.path"), MAIN, properties);
        command.addAll(List.of("run", "--conf", conf.toString(), "--var", site.home().resolve("var").toString(),
            "--smtp", site.smtp().getAddress().getHostAddress() + ":" + site.smtp().getPort(), "--web", "127.0.0.1:0"));
        return RunningRelay.start(site, command, Optional.of(garbageLog));
    }
}
