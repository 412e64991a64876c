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
package io.jamesconnectors.server;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import javax.annotation.PreDestroy;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.jamesconnectors.connectors.file.ConnectorsFile;
import io.jamesconnectors.connectors.file.LastReload.Occasion;
import io.jamesconnectors.connectors.file.LiveConnectors;
import io.jamesconnectors.smtp.delivery.FileStamp;

/**
 * Reloads {@code connectors.xml} when it has changed, where that is asked for: off by default. A daemon thread looks at the file every second, and has it read
 * when it is another one than was read last and has not changed since the look before. It looks rather than listens, so that a file that is written in place,
 * renamed into place, or reached through links that are swapped (a ConfigMap of Kubernetes) is all the same to it; on network file systems too.
 *
 * <p>A version that is refused is refused once. A file that is gone leaves in force what is.
 */
public final class FileWatch {
    /** The system property that asks for it: {@code true} or {@code false}. */
    public static final String PROPERTY = "connectors.watch";

    private static final Logger LOGGER = LoggerFactory.getLogger(FileWatch.class);
    private static final Duration PERIOD = Duration.ofSeconds(1);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(5);

    private @Nullable ScheduledThreadPoolExecutor thread;
    private @Nullable FileStamp read;
    private @Nullable FileStamp changing;
    private String fault = "";

    /**
     * Watches the file of {@code live} from now on, if that is asked for.
     *
     * @throws IllegalStateException when the property is neither {@code true} nor {@code false}
     */
    public void follow(LiveConnectors live) {
        String asked = System.getProperty(PROPERTY, "false");
        if (!asked.equals("true") && !asked.equals("false")) {
            throw new IllegalStateException(PROPERTY + ": " + asked + " (expected: true or false)");
        }
        if (asked.equals("true")) {
            start(live);
        }
    }

    synchronized void start(LiveConnectors live) {
        if (thread == null) {
            ScheduledThreadPoolExecutor looking = new ScheduledThreadPoolExecutor(1, FileWatch::daemon);
            looking.scheduleWithFixedDelay(() -> quietly(live), PERIOD.toMillis(), PERIOD.toMillis(), TimeUnit.MILLISECONDS);
            thread = looking;
            LOGGER.info("connectors watch=on file={} period_seconds={}", live.file(), PERIOD.toSeconds());
        }
    }

    /** Stops; a reload that is under way comes to its end. */
    @PreDestroy
    public void stop() throws InterruptedException {
        ScheduledThreadPoolExecutor running;
        synchronized (this) {
            running = thread;
            thread = null;
        }
        if (running != null) {
            running.shutdown();
            if (!running.awaitTermination(STOP_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
                LOGGER.warn("connectors watch=stopping late after_seconds={}", STOP_TIMEOUT.toSeconds());
            }
        }
    }

    /** Looks once. */
    void look(LiveConnectors live) {
        try {
            FileStamp now = FileStamp.of(live.file());
            if (now.equals(read)) {
                fault = "";
            } else if (!now.equals(changing)) {
                changing = now;
            } else {
                take(live, now);
            }
        } catch (NoSuchFileException e) {
            fail(live, "does not exist");
        } catch (IOException e) {
            fail(live, "can't be read: " + e.getClass().getSimpleName());
        }
    }

    private void take(LiveConnectors live, FileStamp now) throws IOException {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(live.file())) {
            bytes = in.readNBytes(ConnectorsFile.MAX_BYTES + 1);
        }
        fault = "";
        read = now;
        changing = null;
        if (!live.hasRead(bytes)) {
            live.reloadFor(Occasion.FILE);
        }
    }

    /** Says so once, and forgets what was there: whatever comes in its place is looked at. */
    private void fail(LiveConnectors live, String what) {
        read = null;
        changing = null;
        if (!fault.equals(what)) {
            fault = what;
            LOGGER.warn("connectors watch=blind file={} reason=\"{}; the configuration in force stays\"", live.file(), what);
        }
    }

    /** A task that throws would never run again. */
    private void quietly(LiveConnectors live) {
        try {
            look(live);
        } catch (RuntimeException e) {
            LOGGER.error("connectors watch=failed unexpectedly", e);
        }
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "connectors-watch");
        thread.setDaemon(true);
        return thread;
    }
}
