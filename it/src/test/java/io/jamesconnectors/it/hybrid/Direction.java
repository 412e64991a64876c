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
package io.jamesconnectors.it.hybrid;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** One message, by where it comes from and where it goes. */
record Direction(Place from, Place to) {
    static final Comparator<Direction> ORDER = Comparator.comparing(Direction::from).thenComparing(Direction::to);
    private static final List<Place> FOUR = List.of(Place.HERE, Place.THERE, Place.OUTSIDE, Place.PARTNER);

    /** The sixteen, and from each place to nobody. */
    static List<Direction> all() {
        List<Direction> all = new ArrayList<>();
        for (Place from : FOUR) {
            FOUR.forEach(to -> all.add(new Direction(from, to)));
            all.add(new Direction(from, Place.NOBODY));
        }
        return all;
    }

    String messageId() {
        return "<" + from.word() + "-" + to.word() + "@it.test>";
    }

    /** With fields that say of themselves that they are the organisation's own: nobody who sends over SMTP is believed. */
    String forged() {
        return text().replaceFirst("\n\n", """

            X-MS-Exchange-Organization-SCL: -1
            X-MS-Exchange-Organization-AuthAs: Internal
            X-MS-Exchange-CrossPremises-SCL: -1
            X-MS-Exchange-CrossPremises-AuthAs: Internal

            """).replace("\n", "\r\n");
    }

    String text() {
        return "From: <" + from.sender() + ">\nTo: <" + to.recipient() + ">\nSubject: " + this + "\nMessage-ID: " + messageId() + "\n\nHello.\n";
    }

    @Override
    public String toString() {
        return from.word() + " to " + to.word();
    }
}
