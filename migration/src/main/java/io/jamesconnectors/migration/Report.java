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

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Predicate;

import io.jamesconnectors.migration.ReportLine.Outcome;

/**
 * Collects what became of each setting, one line for each: a later word replaces an earlier one, unless it only says that the setting was carried. Whether
 * anything was said
 * of a setting can be asked for, so that nothing gets lost without a word.
 */
public final class Report {
    private static final int MOST = 1_000_000;

    private final List<ReportLine> lines = new ArrayList<>();

    /** What became of the settings of one object. */
    public final class Of {
        private final String from;
        private final String object;
        private final TreeMap<String, Integer> told = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

        private final Predicate<String> there;

        private Of(String from, String object, Predicate<String> there) {
            this.from = from;
            this.object = object;
            this.there = there;
        }

        public void carried(String setting, String where) {
            add(setting, Outcome.CARRIED, where);
        }

        /** The same, though it was said before that it was not. */
        public void carriedAfterAll(String setting, String where) {
            Integer before = told.remove(setting);
            add(setting, Outcome.CARRIED, where);
            if (before != null) {
                lines.set(before, lines.remove(lines.size() - 1));
                told.put(setting, before);
            }
        }

        public void changed(String setting, String how) {
            add(setting, Outcome.CHANGED, how);
        }

        public void dropped(String setting, String why) {
            add(setting, Outcome.NOT_CARRIED, why);
        }

        public void weaker(String setting, String how) {
            add(setting, Outcome.WEAKER, how);
        }

        public void nothing(String setting, String why) {
            add(setting, Outcome.NOTHING, why);
        }

        /** What it is about. */
        public String object() {
            return object;
        }

        /** Something about the object that can't be imported. */
        public Unreadable fault(String what) {
            return new Unreadable(from, 0, object + ": " + what);
        }

        /** Whether anything was said of a setting, in any case of its letters. */
        public boolean tells(String setting) {
            return told.containsKey(setting);
        }

        private void add(String setting, Outcome outcome, String text) {
            if (!there.test(setting)) {
                return;
            }
            ReportLine line = new ReportLine(from, object, Plain.shown(setting), outcome, Plain.printable(text));
            Integer before = told.get(setting);
            if (before == null && lines.size() < MOST) {
                told.put(setting, lines.size());
                lines.add(line);
            } else if (before != null && outcome != Outcome.CARRIED) {
                lines.set(before, line);
            }
        }
    }

    /** The part of the report that is about one object. */
    public Of of(String from, String object) {
        return of(from, object, setting -> true);
    }

    /**
     * The same, for an object that lacks settings.
     *
     * @param there which settings it has: what is said of others is no news
     */
    public Of of(String from, String object, Predicate<String> there) {
        return new Of(from, Plain.shown(object), there);
    }

    /** All of it, in the order in which it came. */
    public List<ReportLine> lines() {
        return List.copyOf(lines);
    }
}
