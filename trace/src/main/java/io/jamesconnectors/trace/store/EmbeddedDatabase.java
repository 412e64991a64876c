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
package io.jamesconnectors.trace.store;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.Set;

import org.h2.Driver;
import org.h2.api.ErrorCode;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStoreException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file of this server, {@code trace.mv.db}, kept by H2. Nobody but the user of this process may read it. What a crash left is taken up again; a file that
 * can't be is set aside as {@code trace.mv.db.broken}, where one was set aside before in its place, and a new one begun.
 */
final class EmbeddedDatabase implements TraceDatabase {
    static final String PREFIX = "jdbc:h2:";
    private static final Logger LOGGER = LoggerFactory.getLogger(EmbeddedDatabase.class);
    private static final String NAME = "trace";
    private static final String SUFFIX = ".mv.db";
    /**
     * Closes with the last connection, has what is committed on disk (or says that it is not), keeps no log of its own, takes 16 MiB of memory for pages, and
     * lets nobody wait for a lock for longer than ten seconds.
     */
    private static final String SETTINGS = ";DB_CLOSE_ON_EXIT=FALSE;WRITE_DELAY=0;RETENTION_TIME=1000;TRACE_LEVEL_FILE=0;TRACE_LEVEL_SYSTEM_OUT=0;CACHE_SIZE=16384;LOCK_TIMEOUT=10000";
    private static final Set<Integer> OF_THE_FILE = Set.of(ErrorCode.FILE_CORRUPTED_1, ErrorCode.FILE_VERSION_ERROR_1, ErrorCode.FILE_ENCRYPTION_ERROR_1,
        ErrorCode.WRONG_USER_OR_PASSWORD, ErrorCode.UNSUPPORTED_SETTING_COMBINATION);
    private static final Set<Integer> OF_THE_DISK = Set.of(ErrorCode.DATABASE_ALREADY_OPEN_1, ErrorCode.IO_EXCEPTION_1, ErrorCode.IO_EXCEPTION_2,
        ErrorCode.FILE_CREATION_FAILED_1, ErrorCode.OUT_OF_MEMORY, ErrorCode.DATABASE_IS_READ_ONLY);

    private final Path directory;
    private final String scheme;

    EmbeddedDatabase(Path directory) {
        this(directory, "file:");
    }

    /** @param scheme the file system of H2 that holds it */
    EmbeddedDatabase(Path directory, String scheme) {
        this.directory = directory;
        this.scheme = scheme;
    }

    /** A connection by H2's own driver, whatever other versions of it the server may have. */
    static Connection connect(String url, Properties properties) throws SQLException {
        @Nullable Connection connection = Driver.load().connect(url, properties);
        if (connection == null) {
            throw new SQLException("trace: " + url + " (expected: a URL of H2)");
        }
        return connection;
    }

    @Override
    public synchronized Connection open() throws SQLException {
        try {
            if (!Files.isDirectory(directory)) {
                Files.createDirectories(directory);
                if (directory.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
                }
            }
        } catch (IOException e) {
            throw new SQLException("trace: " + directory + " can't be made: " + e.getClass().getSimpleName(), e);
        }
        if (directory.toString().indexOf(';') >= 0) {
            throw new SQLException("trace: " + directory + " (expected: a directory without ; in its name)");
        }
        try {
            return connected();
        } catch (SQLException e) {
            if (!isUnreadable(e)) {
                throw e;
            }
            setAside();
            return connected();
        }
    }

    private Connection connected() throws SQLException {
        return connect(PREFIX + scheme + directory.toAbsolutePath().resolve(NAME) + SETTINGS, nobody());
    }

    @Override
    public boolean isBroken(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && OF_THE_FILE.contains(sql.getErrorCode())
                    || cause instanceof MVStoreException store && store.getErrorCode() == DataUtils.ERROR_FILE_CORRUPT) {
                return true;
            }
        }
        return false;
    }

    /** Whether opening failed for what is in the file: not for the disk, and not because another process has it open. */
    private boolean isUnreadable(SQLException failure) {
        if (isBroken(failure)) {
            return true;
        }
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && OF_THE_DISK.contains(sql.getErrorCode()) && !endsEarly(failure)
                    || cause instanceof FileSystemException
                    || cause instanceof MVStoreException store && (store.getErrorCode() == DataUtils.ERROR_FILE_LOCKED || store.getErrorCode() == DataUtils.ERROR_WRITING_FAILED)) {
                return false;
            }
        }
        return true;
    }

    private static boolean endsEarly(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof EOFException) {
                return true;
            }
        }
        return false;
    }

    @Override
    public synchronized void setAside() throws SQLException {
        shutdown();
        Path broken = file().resolveSibling(NAME + SUFFIX + ".broken");
        try {
            if (Files.exists(file())) {
                Files.move(file(), broken, StandardCopyOption.REPLACE_EXISTING);
                LOGGER.warn("trace file={} problem=unreadable: it was set aside as {}, and a new one begins", file(), broken.getFileName());
            }
        } catch (IOException e) {
            throw new SQLException("trace: " + file() + " can't be set aside: " + e.getClass().getSimpleName(), e);
        }
    }

    @Override
    public synchronized void shutdown() {
        try (Connection connection = connect(PREFIX + scheme + directory.toAbsolutePath().resolve(NAME) + SETTINGS + ";IFEXISTS=TRUE", nobody());
                Statement statement = connection.createStatement()) {
            statement.execute("SHUTDOWN");
        } catch (SQLException e) {
            LOGGER.debug("trace file={} shutdown=failed", file(), e);
        }
    }

    private static Properties nobody() {
        Properties nobody = new Properties();
        nobody.setProperty("user", NAME);
        nobody.setProperty("password", "");
        return nobody;
    }

    private Path file() {
        return directory.resolve(NAME + SUFFIX);
    }
}
