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

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;

import org.apache.james.core.MailAddress;
import org.apache.james.core.builder.MimeMessageBuilder;
import org.apache.mailet.Mail;
import org.apache.mailet.base.test.FakeMail;
import org.apache.mailet.base.test.FakeMatcherConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LivesElsewhereTest {
    private static final String[] RECIPIENTS = {"bob@contoso.com", "x@contoso.com", "x@fabrikam.com", "sick@contoso.com", "x@outside.test"};

    @Test
    void matchesWhomJamesMustNotLookAfterAndLeavesTheOutsideToIt() throws Exception {
        assertThat(matched("")).containsExactly("x@contoso.com", "x@fabrikam.com", "sick@contoso.com");
    }

    @Test
    void matchesThePlacesThatItsConditionNames() throws Exception {
        assertThat(matched("otherSide")).containsExactly("x@contoso.com");
        assertThat(matched("refused")).containsExactly("x@fabrikam.com");
        assertThat(matched("deferred, outside")).containsExactly("sick@contoso.com", "x@outside.test");
        assertThat(matched("LOOPING")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"here", "otherSide,,refused", "otherSide refused", ","})
    void doesNotStartWithWordsThatItDoesNotKnow(String condition) {
        assertThatThrownBy(() -> matched(condition)).hasMessageStartingWith("LivesElsewhere: ").hasMessageContaining("expected: otherSide, outside");
    }

    private static List<String> matched(String condition) throws Exception {
        LivesElsewhere matcher = new LivesElsewhere(Matching.places());
        FakeMatcherConfig.Builder config = FakeMatcherConfig.builder().matcherName("LivesElsewhere");
        matcher.init((condition.isEmpty() ? config : config.condition(condition)).build());
        Mail mail = FakeMail.builder().name("mail").sender("carol@outside.test").recipients(RECIPIENTS)
            .mimeMessage(MimeMessageBuilder.mimeMessageBuilder().setSubject("a")).build();
        return matcher.match(mail).stream().map(MailAddress::asString).toList();
    }
}
