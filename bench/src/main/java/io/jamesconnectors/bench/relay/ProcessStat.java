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
package io.jamesconnectors.bench.relay;

/**
 * One line of {@code /proc/PID/stat} (proc(5)).
 *
 * @param pid the process
 * @param parent its parent
 * @param ticks processor time of its own, user and system, in hundredths of a second
 * @param reapedTicks the same of its children that have ended and been waited for, and of theirs
 */
record ProcessStat(long pid, long parent, long ticks, long reapedTicks) {
    /** USER_HZ: 100 on every architecture that Java 17 runs on, whatever the kernel's own rate is. */
    static final double TICKS_PER_SECOND = 100;

    private static final int PARENT = 1;
    private static final int USER = 11;
    private static final int SYSTEM = 12;
    private static final int CHILDREN_USER = 13;
    private static final int CHILDREN_SYSTEM = 14;

    /** Reads a line; the name of the program may hold blanks and parentheses. */
    static ProcessStat parse(String line) {
        int open = line.indexOf(" (");
        int close = line.lastIndexOf(") ");
        if (open < 0 || close < open) {
            throw new IllegalArgumentException("/proc/PID/stat: " + line + " (expected: PID (NAME) STATE PARENT …)");
        }
        String[] words = line.substring(close + 2).split(" ");
        if (words.length <= CHILDREN_SYSTEM) {
            throw new IllegalArgumentException("/proc/PID/stat: " + words.length + " fields after the name (expected: more than " + CHILDREN_SYSTEM + ")");
        }
        return new ProcessStat(Long.parseLong(line.substring(0, open)), Long.parseLong(words[PARENT]),
            Long.parseLong(words[USER]) + Long.parseLong(words[SYSTEM]), Long.parseLong(words[CHILDREN_USER]) + Long.parseLong(words[CHILDREN_SYSTEM]));
    }
}
