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
package io.jamesconnectors.tls.http;

import java.net.http.HttpClient;

import javax.net.ssl.SSLParameters;

/**
 * What our clients of the web speak: TLS 1.2 or newer, also in a Java that was told to speak older versions for the sake of old devices. By itself Java's
 * client speaks whatever its Java does.
 */
public final class ModernTls {
    private ModernTls() {
    }

    /** Has the client speak nothing older. */
    public static HttpClient.Builder in(HttpClient.Builder client) {
        SSLParameters parameters = new SSLParameters();
        parameters.setProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
        return client.sslParameters(parameters);
    }
}
