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

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

import org.jspecify.annotations.Nullable;

/** Sees to it that one gateway at a time works in a directory. The lock ends with the process, however it ends. */
final class VarLock implements AutoCloseable {
    private final FileChannel channel;

    private VarLock(FileChannel channel) {
        this.channel = channel;
    }

    /** Creates the directory when missing, checks that it can be written, and takes the lock. */
    static VarLock take(Path var) throws StartFailure {
        FileChannel channel = null;
        try {
            FirstStart.directory(var);
            channel = FileChannel.open(var.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (lock(channel) != null) {
                return new VarLock(channel);
            }
            channel.close();
        } catch (IOException e) {
            throw new StartFailure(StartFailure.Kind.NOT_WRITABLE, "working data can't be written to " + var + ": " + reason(e), e);
        }
        throw new StartFailure(StartFailure.Kind.ALREADY_RUNNING, "another gateway is running with the working data in " + var, null);
    }

    private static @Nullable FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    private static String reason(IOException e) {
        return e.getClass().getSimpleName().replace("Exception", "") + " " + e.getMessage();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
