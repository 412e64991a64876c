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
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A Postfix of our own: configuration, queue and log in a directory of the comparison, one listener on loopback. */
final class PrivatePostfix {
    private static final String DAEMONS = """
        postlog   unix-dgram n - n - 1 postlogd
        127.0.0.1:%d inet n - n - - smtpd
        pickup    unix n - n 60 1 pickup
        cleanup   unix n - n - 0 cleanup
        qmgr      unix n - n 300 1 qmgr
        tlsmgr    unix - - n 1000? 1 tlsmgr
        rewrite   unix - - n - - trivial-rewrite
        bounce    unix - - n - 0 bounce
        defer     unix - - n - 0 bounce
        trace     unix - - n - 0 bounce
        proxymap  unix - - n - - proxymap
        smtp      unix - - n - - smtp
        error     unix - - n - - error
        retry     unix - - n - - error
        anvil     unix - - n - 1 anvil
        scache    unix - - n - 1 scache
        tlsproxy  unix - - n - 0 tlsproxy
        """;
    /** TLS connections are kept only with smtp_tls_connection_reuse, by the service tlsproxy; those in clear are kept without being told. */
    private static final String MAIN = """
        compatibility_level = 3.6
        queue_directory = %1$s/queue
        data_directory = %1$s/data
        maillog_file = %1$s/log
        maillog_file_prefixes = %1$s
        myhostname = relay.contoso.test
        mydestination =
        alias_maps =
        local_recipient_maps =
        mynetworks = 127.0.0.0/8
        inet_interfaces = loopback-only
        inet_protocols = ipv4
        smtpd_peername_lookup = no
        disable_dns_lookups = yes
        smtp_host_lookup = native
        relayhost = [127.0.0.1]:%2$d
        """;
    private static final String MAIN_TLS = """
        smtp_tls_security_level = secure
        smtp_tls_secure_cert_match = %s
        smtp_tls_CAfile = %s
        smtp_tls_connection_reuse = yes
        """;

    private PrivatePostfix() {
    }

    /** Why it can't run here; empty when it can. */
    static Optional<String> obstacle() {
        if (program().isEmpty()) {
            return Optional.of("it is not installed");
        }
        return System.getProperty("user.name").equals("root") ? Optional.empty() : Optional.of("it starts for root only");
    }

    static RunningRelay start(Site site) throws IOException, InterruptedException {
        Path etc = Files.createDirectories(site.home().resolve("etc"));
        Files.createDirectories(site.home().resolve("queue"));
        Path data = Files.createDirectories(site.home().resolve("data"));
        Files.setOwner(data, data.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("postfix"));
        // Its daemons run as another user.
        Files.setPosixFilePermissions(site.home(), PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.writeString(etc.resolve("main.cf"), MAIN.formatted(site.home(), site.sinkPort())
            + (site.security() == Security.PLAIN ? "" : MAIN_TLS.formatted(Authority.NAME, site.authority().root())));
        Files.writeString(etc.resolve("master.cf"), DAEMONS.formatted(site.smtp().getPort()));
        return RunningRelay.start(site, List.of(program().orElseThrow().toString(), "-c", etc.toString(), "start-fg"), Optional.empty());
    }

    private static Optional<Path> program() {
        return Stream.concat(Stream.of(Optional.ofNullable(System.getenv("PATH")).orElse("").split(":")), Stream.of("/usr/sbin"))
            .map(directory -> Path.of(directory, "postfix"))
            .filter(Files::isExecutable)
            .findFirst();
    }
}
