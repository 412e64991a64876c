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
package io.jamesconnectors.mailets;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import javax.mail.MessagingException;
import javax.mail.internet.AddressException;

import org.apache.james.core.MailAddress;
import org.apache.james.lifecycle.api.LifecycleUtil;
import org.apache.mailet.Mail;
import org.apache.mailet.ProcessingState;
import org.apache.mailet.base.GenericMailet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import com.google.inject.Inject;

import io.jamesconnectors.connectors.hybrid.BounceAddress;
import io.jamesconnectors.matchers.place.Places;

/**
 * Gives returned mail back to the sender that we had rewritten (SRS), and such mail whose sender the address does not hold to the mailbox {@code bounces}.
 * First in the {@code transport} processor:
 *
 * <pre>{@code
 * <mailet match="SenderIsNull" class="io.jamesconnectors.mailets.BounceToOriginalSender">
 *   <processor>relay</processor>
 * </mailet>
 * }</pre>
 *
 * <ul>
 *   <li>{@code processor}: where mail for original senders goes, which are outside: the processor with {@code ConnectorDelivery}. It is what lets exactly
 *       these recipients leave, whatever James says of relaying for the client that handed the bounce in. Without it the mail goes on in this processor, as
 *       in one that delivers everything by connectors.</li>
 * </ul>
 *
 * <p>An address that none of our keys has signed, that has expired, or to which mail with a sender is written, stays as it is, and is nobody here.
 */
public final class BounceToOriginalSender extends GenericMailet {
    private static final Logger LOGGER = LoggerFactory.getLogger(BounceToOriginalSender.class);
    private static final String PROCESSOR = "processor";

    private final Places places;
    private Optional<String> processor = Optional.empty();

    @Inject
    public BounceToOriginalSender(Places places) {
        this.places = places;
    }

    @Override
    public void init() throws MessagingException {
        checkInitParameters(Set.of(PROCESSOR));
        processor = getInitParameterAsOptional(PROCESSOR);
    }

    @Override
    public void service(Mail mail) throws MessagingException {
        Set<MailAddress> originals = new LinkedHashSet<>();
        Set<MailAddress> rest = new LinkedHashSet<>();
        for (MailAddress recipient : mail.getRecipients()) {
            BounceAddress bounce = places.bounce(recipient, mail.getMaybeSender());
            if (bounce instanceof BounceAddress.Original original) {
                originals.add(parsed(original.address()));
            } else {
                rest.add(bounce instanceof BounceAddress.Collected collected ? parsed(collected.address()) : recipient);
            }
        }
        if (originals.isEmpty() && List.copyOf(rest).equals(List.copyOf(mail.getRecipients()))) {
            return;
        }
        LOGGER.info("mail={} bounces_to_original={} recipients={}", mail.getName(), originals.size(), mail.getRecipients().size());
        if (processor.isEmpty()) {
            rest.addAll(originals);
            mail.setRecipients(rest);
        } else if (rest.isEmpty()) {
            mail.setRecipients(originals);
            mail.setState(processor.get());
        } else {
            if (!originals.isEmpty()) {
                send(mail, originals, processor.get());
            }
            mail.setRecipients(rest);
        }
    }

    @Override
    public Collection<ProcessingState> requiredProcessingState() {
        return getInitParameterAsOptional(PROCESSOR).map(ProcessingState::new).stream().toList();
    }

    @Override
    public String getMailetInfo() {
        return "Gives returned mail back to senders that were rewritten";
    }

    private void send(Mail mail, Collection<MailAddress> recipients, String to) throws MessagingException {
        Mail copy = mail.duplicate();
        try {
            copy.setRecipients(recipients);
            getMailetContext().sendMail(copy, to);
        } finally {
            LifecycleUtil.dispose(copy);
        }
    }

    private static MailAddress parsed(String address) throws MessagingException {
        try {
            return new MailAddress(address);
        } catch (AddressException e) {
            throw new MessagingException("original sender: no mail address for James", e);
        }
    }
}
