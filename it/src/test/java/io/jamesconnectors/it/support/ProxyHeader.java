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
package io.jamesconnectors.it.support;

import java.io.ByteArrayOutputStream;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;

/** What a load balancer says first (HAProxy's PROXY protocol), in both versions. */
public final class ProxyHeader {
    private static final byte[] SIGNATURE = {0x0D, 0x0A, 0x0D, 0x0A, 0x00, 0x0D, 0x0A, 0x51, 0x55, 0x49, 0x54, 0x0A};
    private static final int SOURCE_PORT = 40_000;
    private static final int PORT = 25;

    private ProxyHeader() {
    }

    /** Version 1, a line of text. */
    public static byte[] text(String client) {
        String family = client.contains(":") ? "TCP6 " + client + " ::1 " : "TCP4 " + client + " 127.0.0.1 ";
        return ("PROXY " + family + SOURCE_PORT + " " + PORT + "\r\n").getBytes(StandardCharsets.US_ASCII);
    }

    /** Version 2, in binary. */
    public static byte[] binary(String client) throws UnknownHostException {
        InetAddress source = InetAddress.getByName(client);
        InetAddress here = InetAddress.getByName(source instanceof Inet4Address ? "127.0.0.1" : "::1");
        ByteArrayOutputStream header = new ByteArrayOutputStream();
        header.writeBytes(SIGNATURE);
        header.write(0x21);
        header.write(source instanceof Inet4Address ? 0x11 : 0x21);
        writeShort(header, 2 * source.getAddress().length + 4);
        header.writeBytes(source.getAddress());
        header.writeBytes(here.getAddress());
        writeShort(header, SOURCE_PORT);
        writeShort(header, PORT);
        return header.toByteArray();
    }

    /** Version 2 with the command LOCAL: the balancer itself asks whether we are there. */
    public static byte[] local() {
        ByteArrayOutputStream header = new ByteArrayOutputStream();
        header.writeBytes(SIGNATURE);
        header.write(0x20);
        header.write(0x00);
        writeShort(header, 0);
        return header.toByteArray();
    }

    private static void writeShort(ByteArrayOutputStream out, int value) {
        out.write(value >> 8);
        out.write(value);
    }
}
