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
package io.jamesconnectors.testing;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;

/** A client that says whatever it was given, all at once. */
public final class RawClient {
    private RawClient() {
    }

    /** Sends it all, says that nothing follows, and reads until the other side ends the connection; a hang shows as a timeout after a minute. */
    public static void exchange(Socket socket, byte[] bytes) throws IOException {
        socket.setSoTimeout(60_000);
        try {
            socket.getOutputStream().write(bytes);
            socket.shutdownOutput();
        } catch (IOException e) {
            // It was cut off in the middle.
        }
        InputStream in = socket.getInputStream();
        byte[] buffer = new byte[8_192];
        int length = 0;
        while (length >= 0) {
            try {
                length = in.read(buffer);
            } catch (SocketTimeoutException e) {
                throw e;
            } catch (IOException e) {
                length = -1;
            }
        }
    }
}
