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

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** One SMTP session of a {@link MailSource}: message after message, until it is closed. */
final class MailSession implements AutoCloseable {
    private static final int TIMEOUT_MILLIS = 120_000;
    private static final int LARGE = 100_000;

    private final Socket socket = new Socket();
    private final InputStream in;
    private final OutputStream out;

    /** Connects and says EHLO. */
    MailSession(InetSocketAddress server, InetAddress client) throws IOException {
        try {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.bind(new InetSocketAddress(client, 0));
            socket.connect(server, TIMEOUT_MILLIS);
            in = new BufferedInputStream(socket.getInputStream());
            out = socket.getOutputStream();
            expect(220);
            write("EHLO source.test\r\n");
            expect(250);
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    /**
     * Sends one message; it is accepted when this returns.
     *
     * @param header up to and with the empty line
     * @param body with its final dot
     * @throws UnexpectedReply when the server said something else than yes
     */
    void send(String sender, String recipient, byte[] header, byte[] body) throws IOException {
        write("MAIL FROM:<" + sender + ">\r\nRCPT TO:<" + recipient + ">\r\nDATA\r\n");
        expect(250);
        expect(250);
        expect(354);
        writeMessage(header, body);
        expect(250);
    }

    void quit() throws IOException {
        write("QUIT\r\n");
        expect(221);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    /** In one piece, where it is no waste to put one together: two would be two packets. */
    private void writeMessage(byte[] header, byte[] body) throws IOException {
        if (body.length > LARGE) {
            out.write(header);
            out.write(body);
        } else {
            byte[] message = Arrays.copyOf(header, header.length + body.length);
            System.arraycopy(body, 0, message, header.length, body.length);
            out.write(message);
        }
        out.flush();
    }

    private void write(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    private void expect(int code) throws IOException {
        StringBuilder line = new StringBuilder();
        do {
            line.setLength(0);
            for (int c = in.read(); c != '\n'; c = in.read()) {
                if (c < 0) {
                    throw new IOException("connection closed (expected: reply " + code + ")");
                }
                line.append((char) c);
            }
        } while (line.length() > 3 && line.charAt(3) == '-');
        if (!line.toString().startsWith(Integer.toString(code))) {
            throw new UnexpectedReply("reply: " + line.toString().strip() + " (expected: " + code + ")");
        }
    }

    /** The server answers, and says something else than it should. */
    static final class UnexpectedReply extends IOException {
        private static final long serialVersionUID = 1L;

        UnexpectedReply(String message) {
            super(message);
        }
    }
}
