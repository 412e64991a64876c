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
package io.jamesconnectors.matchers;

import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import javax.mail.MessagingException;

import org.apache.james.core.MailAddress;
import org.apache.mailet.Mail;
import org.apache.mailet.base.GenericMatcher;

import com.google.inject.Inject;

import io.jamesconnectors.connectors.hybrid.RecipientPlace;
import io.jamesconnectors.matchers.place.Places;

/**
 * Those recipients that James itself must not look after, by the configuration of this moment. In the {@code transport} processor, above everything that asks
 * for James's own users:
 *
 * <pre>{@code
 * <mailet match="io.jamesconnectors.matchers.LivesElsewhere=otherSide, deferred, refused, looping" class="ToProcessor">
 *   <processor>relay</processor>
 * </mailet>
 * }</pre>
 *
 * <p>The words, without which it is the four above: {@code otherSide} lives on the other side; {@code outside} is none of ours; {@code deferred} can't be
 * told at the moment, {@code refused} exists nowhere, {@code looping} would go back to where its mail came from. {@code ConnectorDelivery} in that processor
 * sends the first two, lets the third wait, and returns the others with their code. {@code outside} hands over what James's own rules about relaying have not
 * seen yet: only for a chain in which they stand above.
 */
public final class LivesElsewhere extends GenericMatcher {
    private static final Set<Word> USUAL = EnumSet.of(Word.OTHER_SIDE, Word.DEFERRED, Word.REFUSED, Word.LOOPING);

    private final Places places;
    private Set<Word> words = USUAL;

    private enum Word {
        OTHER_SIDE("otherSide", RecipientPlace.OtherSide.class),
        OUTSIDE("outside", RecipientPlace.Outside.class),
        DEFERRED("deferred", RecipientPlace.Deferred.class),
        REFUSED("refused", RecipientPlace.Refused.class),
        LOOPING("looping", RecipientPlace.Looping.class);

        private final String text;
        private final Class<? extends RecipientPlace> place;

        Word(String text, Class<? extends RecipientPlace> place) {
            this.text = text;
            this.place = place;
        }

        static Word parse(String text) {
            return Arrays.stream(values()).filter(word -> word.text.equalsIgnoreCase(text)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'" + text + "' (expected: " + all() + ")"));
        }

        static String all() {
            return Arrays.stream(values()).map(word -> word.text).collect(Collectors.joining(", "));
        }
    }

    @Inject
    public LivesElsewhere(Places places) {
        this.places = places;
    }

    @Override
    public void init() throws MessagingException {
        Optional<String> condition = Optional.ofNullable(getCondition()).map(String::strip).filter(text -> !text.isEmpty());
        if (condition.isPresent()) {
            try {
                words = InboundMatcher.items(condition, Word.all()).stream().map(Word::parse)
                    .collect(Collectors.toCollection(() -> EnumSet.noneOf(Word.class)));
            } catch (IllegalArgumentException e) {
                throw new MessagingException("LivesElsewhere: " + e.getMessage(), e);
            }
        }
    }

    @Override
    public Collection<MailAddress> match(Mail mail) {
        return mail.getRecipients().stream().filter(recipient -> isOneOf(places.of(mail, recipient))).toList();
    }

    @Override
    public String getMatcherInfo() {
        return "LivesElsewhere";
    }

    private boolean isOneOf(RecipientPlace place) {
        return words.stream().anyMatch(word -> word.place.isInstance(place));
    }
}
