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

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a process holds at one moment.
 *
 * @param threads of the operating system
 * @param handles open files and sockets
 * @param heapMebibytes what lives in its heap, after a collection
 */
public record Footprint(int threads, int handles, int heapMebibytes) {
    private static final Pattern USED = Pattern.compile("(?m)^\\s*(?:def new generation|tenured generation|garbage-first heap|PSYoungGen|ParOldGen)\\s+total \\d+K, used (\\d+)K");

    /** Of a Java process of this user, on Linux. */
    public static Footprint of(long pid) throws IOException, InterruptedException {
        jcmd(pid, "GC.run");
        Matcher used = USED.matcher(jcmd(pid, "GC.heap_info"));
        long kibibytes = 0;
        boolean found = false;
        while (used.find()) {
            kibibytes += Long.parseLong(used.group(1));
            found = true;
        }
        if (!found) {
            throw new IllegalStateException("GC.heap_info: no heap that is known");
        }
        return new Footprint(count(Path.of("/proc", Long.toString(pid), "task")), count(Path.of("/proc", Long.toString(pid), "fd")), (int) (kibibytes >> 10));
    }

    /** Whether nothing of it is larger than of another by more than these. */
    public boolean isWithin(Footprint other, int moreThreads, int moreHandles, int moreMebibytes) {
        return threads <= other.threads + moreThreads && handles <= other.handles + moreHandles && heapMebibytes <= other.heapMebibytes + moreMebibytes;
    }

    private static int count(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return (int) entries.count();
        }
    }

    private static String jcmd(long pid, String command) throws IOException, InterruptedException {
        Process jcmd = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(), Long.toString(pid), command).redirectErrorStream(true).start();
        String said = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (jcmd.waitFor() != 0) {
            throw new IOException("jcmd " + command + ": " + said);
        }
        return said;
    }
}
