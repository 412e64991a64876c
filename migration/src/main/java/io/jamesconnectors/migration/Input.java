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
package io.jamesconnectors.migration;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/**
 * One file of somebody else.
 *
 * @param name how messages call it
 * @param bytes all of it, at most {@value #MAX_BYTES}
 */
public record Input(String name, byte[] bytes) {
    /** The largest file that is read, in bytes. */
    public static final int MAX_BYTES = 16 * 1024 * 1024;
    /** The most files of one import. */
    public static final int MAX_FILES = 100;

    /**
     * Reads a file.
     *
     * @throws Unreadable when there is none, or it is too large
     */
    public static Input of(Path file) throws Unreadable {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new Unreadable(file.toString(), 0, "is no file");
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new Unreadable(file.toString(), 0, "is larger than 16 MiB");
            }
            return new Input(file.toString(), bytes);
        } catch (NoSuchFileException e) {
            throw new Unreadable(file.toString(), 0, "does not exist");
        } catch (IOException e) {
            throw new Unreadable(file.toString(), 0, "can't be read: " + e.getClass().getSimpleName());
        }
    }

    /**
     * The text: UTF-8, or UTF-16 as PowerShell's {@code Out-File} and {@code >} write it, with or without a byte order mark.
     *
     * @throws Unreadable when it is no such text
     */
    public String text() throws Unreadable {
        for (Mark mark : Mark.ALL) {
            if (starts(mark.bytes)) {
                return decoded(mark.charset, mark.bytes.length);
            }
        }
        boolean wide = bytes.length > 1 && bytes[0] != 0 && bytes[1] == 0;
        return decoded(wide ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_8, 0);
    }

    private boolean starts(byte[] mark) {
        for (int i = 0; i < mark.length; i++) {
            if (i >= bytes.length || bytes[i] != mark[i]) {
                return false;
            }
        }
        return true;
    }

    private String decoded(Charset charset, int from) throws Unreadable {
        try {
            return charset.newDecoder().decode(ByteBuffer.wrap(bytes, from, bytes.length - from)).toString();
        } catch (CharacterCodingException e) {
            throw new Unreadable(name, 0, "is no text in " + charset.name());
        }
    }

    /** A byte order mark. */
    private record Mark(Charset charset, byte... bytes) {
        private static final List<Mark> ALL = List.of(new Mark(StandardCharsets.UTF_8, (byte) 0xef, (byte) 0xbb, (byte) 0xbf),
            new Mark(StandardCharsets.UTF_16LE, (byte) 0xff, (byte) 0xfe), new Mark(StandardCharsets.UTF_16BE, (byte) 0xfe, (byte) 0xff));
    }
}
