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
package io.jamesconnectors.connectors.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Writes files so that whoever reads one finds all of the old or all of the new, also after a crash or a power failure: the new text is written beside it and
 * synced to the disk, takes its place in a single step, and then the folder is synced, without which a file system may forget that step.
 *
 * <p>Where a method throws, the file is as it was; only when nothing but the folder could not be synced, it may be the new one already.
 */
public final class WholeFile {
    private static final Set<OpenOption> ANEW = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    private static final FileAttribute<?>[] OWNER_ONLY = {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))};
    private static final FileAttribute<?>[] USUAL = {};

    private WholeFile() {
    }

    /** Who may read a file. */
    public enum Readers {
        /** As the process makes files. */
        USUAL,
        /** Its owner alone, from its first moment on, where the file system knows owners. */
        OWNER
    }

    /** As {@link #keep(Path, byte[], Readers)}: lines in UTF-8, for the usual readers. */
    public static void keep(Path file, List<String> lines) throws IOException {
        keep(file, (String.join("\n", lines) + (lines.isEmpty() ? "" : "\n")).getBytes(StandardCharsets.UTF_8), Readers.USUAL);
    }

    /**
     * Keeps working data of the server; makes the folder if need be. The draft is called {@code .NAME.new}, so what a crash has left of it goes with the next
     * one. One writer at a time.
     */
    public static void keep(Path file, byte[] content, Readers readers) throws IOException {
        Path draft = file.resolveSibling("." + file.getFileName() + ".new");
        Files.createDirectories(folder(file));
        Files.deleteIfExists(draft);
        replace(file, draft, content, readers);
    }

    /** Puts a file that somebody has asked for where he wants it, in place of what is there. The draft has a name that nothing else has. */
    public static void replace(Path file, byte[] content, Readers readers) throws IOException {
        replace(file, file.resolveSibling("." + file.getFileName() + "." + UUID.randomUUID()), content, readers);
    }

    /**
     * Puts a file where nothing is. What a failure has left of it is there.
     *
     * @throws java.nio.file.FileAlreadyExistsException when something is
     */
    public static void create(Path file, byte[] content, Readers readers) throws IOException {
        write(file, content, readers);
        syncFolder(file);
    }

    private static void replace(Path file, Path draft, byte[] content, Readers readers) throws IOException {
        try {
            write(draft, content, readers);
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(draft);
        }
        syncFolder(file);
    }

    private static void write(Path file, byte[] content, Readers readers) throws IOException {
        try (FileChannel channel = FileChannel.open(file, ANEW, readers == Readers.OWNER && isPosix(file) ? OWNER_ONLY : USUAL)) {
            ByteBuffer rest = ByteBuffer.wrap(content);
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
            channel.force(true);
        }
    }

    /** Other systems than POSIX ones open no folders, and keep the order of such steps by themselves. */
    private static void syncFolder(Path file) throws IOException {
        if (isPosix(file)) {
            try (FileChannel folder = FileChannel.open(folder(file), StandardOpenOption.READ)) {
                folder.force(true);
            }
        }
    }

    private static boolean isPosix(Path file) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    private static Path folder(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        return folder == null ? file.toAbsolutePath() : folder;
    }
}
