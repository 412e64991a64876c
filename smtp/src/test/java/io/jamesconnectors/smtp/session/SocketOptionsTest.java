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
package io.jamesconnectors.smtp.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Random;

import org.junit.jupiter.api.Test;

import io.jamesconnectors.connectors.TlsSettings;
import io.jamesconnectors.smtp.login.Logins;
import io.jamesconnectors.smtp.oauth.TokenCache;
import io.jamesconnectors.smtp.secret.Secrets;
import io.jamesconnectors.testing.ScriptedSmtpServer;
import io.jamesconnectors.testing.SmtpScript;
import io.jamesconnectors.tls.ClientTls;
import io.jamesconnectors.tls.TlsRequirement;
import io.jamesconnectors.tls.TrustAnchors;
import io.netty.channel.ChannelOption;

class SocketOptionsTest {

    @Test
    void smallSegmentsLeaveAtOnceAndDeadPeersAreNoticed() throws Exception {
        try (ScriptedSmtpServer server = ScriptedSmtpServer.playing(SmtpScript.offering().quit());
                Logins nobody = new Logins(InstantSource.system(), new Secrets(name -> null), TokenCache.open(InstantSource.system(), new Secrets(name -> null), new Random()));
                SmtpClient client = new SmtpClient(Timeouts.of(Duration.ofSeconds(20)), InstantSource.system(), nobody, 1)) {
            SmtpConnection connection = client.open(new Destination("127.0.0.1", new InetSocketAddress(server.host(), server.port()), new TlsRequirement(TlsSettings.OPPORTUNISTIC, List.of(), TrustAnchors.of(List.of())), "me.test",
                ClientTls.anonymous(), Optional.empty(), Optional.empty()), new PhaseTimes(Phase.CONNECT, System::nanoTime));
            assertThat(connection.channel().config().getOption(ChannelOption.TCP_NODELAY)).isTrue();
            assertThat(connection.channel().config().getOption(ChannelOption.SO_KEEPALIVE)).isTrue();
            connection.quit();
            assertThat(server.transcript()).containsExactly("EHLO me.test", "QUIT");
        }
    }
}
