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
package io.jamesconnectors.connectors.hybrid;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.jamesconnectors.connectors.ConnectorName;
import io.jamesconnectors.connectors.ConnectorType;
import io.jamesconnectors.connectors.DomainName;

class PlaceRulesTest {
    private static final RoutingLookup ALICE_THERE = RoutingLookup.at("alice@contoso.mail.onmicrosoft.com");

    private final Site site = Site.empty().authoritative("fabrikam.com").internalRelay("contoso.com")
        .inbound("From Office 365", ConnectorType.OFFICE365).inbound("Devices", ConnectorType.ORGANIZATION).inbound("Exchange 2016", ConnectorType.ORGANIZATION)
        .inbound("Bank", ConnectorType.PARTNER)
        .outbound("To Office 365", ConnectorType.OFFICE365, "contoso.com", "fabrikam.com", "contoso.mail.onmicrosoft.com")
        .outbound("Exchange 2016", ConnectorType.ORGANIZATION, "old.contoso.com")
        .outbound("Bank", ConnectorType.PARTNER, "bank.com");

    /** The table of ADR 10, and what the other side says when the table overrides users. */
    @ParameterizedTest
    @CsvSource({
        "KNOWN,       NOT_FOUND,   fabrikam.com, false, here",
        "KNOWN,       THERE,       fabrikam.com, false, here",
        "KNOWN,       UNAVAILABLE, contoso.com,  false, here",
        "UNKNOWN,     THERE,       fabrikam.com, false, there",
        "UNKNOWN,     THERE,       contoso.com,  false, there",
        "UNKNOWN,     NOT_FOUND,   fabrikam.com, false, 550 5.1.10",
        "UNKNOWN,     NOT_FOUND,   contoso.com,  false, there",
        "UNKNOWN,     UNAVAILABLE, fabrikam.com, false, 451 4.4.3",
        "UNKNOWN,     UNAVAILABLE, contoso.com,  false, 451 4.4.3",
        "UNAVAILABLE, NOT_FOUND,   fabrikam.com, false, 451 4.4.3",
        "UNAVAILABLE, NOT_FOUND,   contoso.com,  false, 451 4.4.3",
        "UNAVAILABLE, THERE,       contoso.com,  false, 451 4.4.3",
        "UNAVAILABLE, UNAVAILABLE, contoso.com,  false, 451 4.4.3",
        "KNOWN,       NOT_FOUND,   contoso.com,  true,  here",
        "KNOWN,       THERE,       contoso.com,  true,  there",
        "KNOWN,       UNAVAILABLE, contoso.com,  true,  451 4.4.3",
        "UNAVAILABLE, THERE,       contoso.com,  true,  there",
        "UNAVAILABLE, NOT_FOUND,   contoso.com,  true,  451 4.4.3",
        "UNKNOWN,     NOT_FOUND,   fabrikam.com, true,  550 5.1.10"})
    void livesWhereUsersTableAndDomainSay(LocalLookup local, String table, String domain, boolean overrides, String place) {
        PlaceRules rules = overrides ? site.tableOverridesUsers().rules() : site.rules();

        assertThat(word(rules.decide(new PlaceFacts("alice@" + domain, Optional.empty(), local, lookup(table), Optional.empty(), Crossings.NONE))))
            .isEqualTo(place);
    }

    @ParameterizedTest
    @CsvSource({
        "THERE,       fabrikam.com, -,               there",
        "UNAVAILABLE, fabrikam.com, -,               451 4.4.3",
        "NOT_FOUND,   fabrikam.com, -,               To Office 365",
        "NOT_FOUND,   contoso.com,  -,               To Office 365",
        "NOT_FOUND,   contoso.com,  From Office 365, 554 5.4.14",
        "THERE,       contoso.com,  From Office 365, 554 5.4.14"})
    void onAServerWithoutMailboxesOnlyTheTableAndTheConnectorsSayWhere(String table, String domain, String cameBy, String place) {
        Optional<ConnectorName> from = cameBy.equals("-") ? Optional.empty() : Optional.of(ConnectorName.parse(cameBy));

        assertThat(word(site.rules().decide(new PlaceFacts("alice@" + domain, Optional.empty(), LocalLookup.NO_MAILBOXES, lookup(table), from,
            Crossings.NONE)))).isEqualTo(place);
    }

    @Test
    void onAServerWithoutMailboxesTheTargetDeliveryDomainStillReplacesTheDomain() {
        PlaceRules rules = Site.empty().internalRelay("contoso.com")
            .outbound("To Office 365", ConnectorType.OFFICE365, Site.renamedTo("contoso.mail.onmicrosoft.com"), "contoso.com").rules();

        assertThat(rules.decide(new PlaceFacts("alice@contoso.com", Optional.empty(), LocalLookup.NO_MAILBOXES, RoutingLookup.NOT_FOUND, Optional.empty(),
            Crossings.NONE)))
            .isInstanceOfSatisfying(RecipientPlace.OtherSide.class, there -> assertThat(there.envelopeRecipient())
                .isEqualTo("alice@contoso.mail.onmicrosoft.com"));
    }

    @Test
    void aRoutingAddressIsTheRecipientThereAndChoosesTheConnector() {
        RecipientPlace place = site.rules().decide(unknown("Alice@Contoso.com", ALICE_THERE));

        assertThat(place).isInstanceOfSatisfying(RecipientPlace.OtherSide.class, there -> {
            assertThat(there.connector().name()).hasToString("To Office 365");
            assertThat(there.envelopeRecipient()).isEqualTo("alice@contoso.mail.onmicrosoft.com");
            assertThat(there.originalRecipient()).isEqualTo("Alice@Contoso.com");
            assertThat(there.decidedBy().code()).isEqualTo("in-routing-table");
            assertThat(there.reasons()).extracting(reason -> reason.code()).contains("most-specific");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"alice@contoso.com", "Alice.Smith+news@contoso.com", "\"a b\"@contoso.com", "jörg@contoso.com"})
    void theTargetDeliveryDomainReplacesTheDomainAndNothingElse(String recipient) {
        PlaceRules rules = Site.empty().internalRelay("contoso.com")
            .outbound("To Office 365", ConnectorType.OFFICE365, Site.renamedTo("contoso.mail.onmicrosoft.com"), "contoso.com").rules();

        assertThat(rules.decide(unknown(recipient, RoutingLookup.NOT_FOUND))).isInstanceOfSatisfying(RecipientPlace.OtherSide.class, there -> {
            assertThat(there.envelopeRecipient()).isEqualTo(recipient.substring(0, recipient.lastIndexOf('@')) + "@contoso.mail.onmicrosoft.com");
            assertThat(there.originalRecipient()).isEqualTo(recipient);
        });
    }

    @Test
    void withoutTargetDeliveryDomainTheAddressStaysLetterForLetter() {
        assertThat(site.rules().decide(unknown("Alice@CONTOSO.com", RoutingLookup.NOT_FOUND))).isInstanceOfSatisfying(RecipientPlace.OtherSide.class,
            there -> assertThat(there.envelopeRecipient()).isEqualTo("Alice@CONTOSO.com"));
    }

    @Test
    void withoutAConnectorOfOursTheOrdinaryRouteLeadsOver() {
        Site mx = Site.empty().internalRelay("contoso.com").inbound("From Office 365", ConnectorType.OFFICE365);

        assertThat(mx.rules().decide(unknown("alice@contoso.com", RoutingLookup.NOT_FOUND))).isInstanceOfSatisfying(RecipientPlace.OtherSide.class,
            there -> assertThat(there.connector().name()).hasToString("mx"));
        assertThat(word(mx.rules().decide(from("From Office 365", "alice@contoso.com", LocalLookup.UNKNOWN, RoutingLookup.NOT_FOUND)))).isEqualTo("554 5.4.14");

        PlaceRules provider = mx.outbound("Provider", ConnectorType.PARTNER, "*").rules();
        assertThat(provider.decide(unknown("alice@contoso.com", RoutingLookup.NOT_FOUND))).isInstanceOfSatisfying(RecipientPlace.OtherSide.class,
            there -> assertThat(there.connector().name()).hasToString("Provider"));
        assertThat(word(provider.decide(from("From Office 365", "alice@contoso.com", LocalLookup.UNKNOWN, RoutingLookup.NOT_FOUND)))).isEqualTo("554 5.4.14");
    }

    @Test
    void mailThatCameFromThereIsNotSentBack() {
        RecipientPlace place = site.rules().decide(from("From Office 365", "alice@contoso.com", LocalLookup.UNKNOWN, RoutingLookup.NOT_FOUND));

        assertThat(place).isInstanceOfSatisfying(RecipientPlace.Looping.class, loop -> {
            assertThat(loop.reply().toString()).startsWith("554 5.4.14 ");
            assertThat(loop.cameBy()).isEqualTo("From Office 365");
            assertThat(loop.wouldLeaveBy()).hasToString("To Office 365");
            assertThat(loop.decidedBy().code()).isEqualTo("came-from-there");
        });
    }

    @Test
    void mailThatCameBackForAUserWhoIsSaidToBeThereIsDeliveredHere() {
        PlaceRules rules = site.tableOverridesUsers().rules();

        assertThat(rules.decide(from("From Office 365", "alice@contoso.com", LocalLookup.KNOWN, ALICE_THERE))).isInstanceOfSatisfying(RecipientPlace.Here.class,
            here -> assertThat(here.reasons()).extracting(reason -> reason.code()).containsExactly("own-user-after-all", "came-from-there"));
    }

    @Test
    void mailThatCameBackWaitsWhileNobodyKnowsWhetherTheUserIsHere() {
        PlaceRules rules = site.tableOverridesUsers().rules();

        assertThat(word(rules.decide(from("From Office 365", "alice@contoso.com", LocalLookup.UNAVAILABLE, ALICE_THERE)))).isEqualTo("451 4.4.3");
    }

    @ParameterizedTest
    @CsvSource({"From Office 365, loop", "Exchange 2016, there", "Devices, there", "Bank, there", "Gone, there"})
    void onlyTheSideThatItCameFromIsClosed(String cameBy, String place) {
        assertThat(word(site.rules().decide(from(cameBy, "alice@contoso.com", LocalLookup.UNKNOWN, RoutingLookup.NOT_FOUND))).replace("554 5.4.14", "loop"))
            .isEqualTo(place);
    }

    @Test
    void connectorsOfOneNameAreOneSideUnlessAPartners() {
        Site old = site.internalRelay("old.contoso.com");

        assertThat(word(old.rules().decide(from("Exchange 2016", "x@old.contoso.com", LocalLookup.UNKNOWN, RoutingLookup.NOT_FOUND)))).isEqualTo("554 5.4.14");
        assertThat(word(old.rules().decide(from("From Office 365", "x@old.contoso.com", LocalLookup.UNKNOWN, RoutingLookup.NOT_FOUND)))).isEqualTo("there");
        assertThat(old.rules().decide(from("Bank", "x@bank.com", LocalLookup.UNKNOWN, RoutingLookup.NOT_FOUND)))
            .isInstanceOfSatisfying(RecipientPlace.Outside.class,
            outside -> assertThat(outside.route().connectorOrDefault().name()).hasToString("Bank"));
    }

    @Test
    void mailOfTheTenantForTheOutsideLeavesByTheNextBestRoute() {
        Site central = site.outbound("Everything", ConnectorType.OFFICE365, "*");

        RecipientPlace own = central.rules().decide(unknown("x@elsewhere.org", RoutingLookup.NOT_FOUND));
        RecipientPlace theirs = central.rules().decide(from("From Office 365", "x@elsewhere.org", LocalLookup.UNKNOWN, RoutingLookup.NOT_FOUND));

        assertThat(own).isInstanceOfSatisfying(RecipientPlace.Outside.class, outside -> assertThat(outside.route().connectorOrDefault().name())
            .hasToString("Everything"));
        assertThat(own.crosses()).isTrue();
        assertThat(theirs).isInstanceOfSatisfying(RecipientPlace.Outside.class, outside -> {
            assertThat(outside.route().connectorOrDefault().name()).hasToString("mx");
            assertThat(outside.reasons()).extracting(reason -> reason.code()).containsExactly("no-connector", "came-from-there");
        });
        assertThat(theirs.crosses()).isTrue();
    }

    @Test
    void mailOfTheTenantForItsOwnDomainIsALoop() {
        PlaceRules rules = Site.empty().inbound("From Office 365", ConnectorType.OFFICE365)
            .outbound("To Office 365", ConnectorType.OFFICE365, Site.renamedTo("contoso.mail.onmicrosoft.com"), "contoso.mail.onmicrosoft.com").rules();

        assertThat(rules.decide(from("From Office 365", "alice@contoso.mail.onmicrosoft.com", LocalLookup.UNKNOWN, RoutingLookup.NOT_FOUND)))
            .isInstanceOfSatisfying(RecipientPlace.Looping.class, loop -> assertThat(loop.decidedBy().code()).isEqualTo("their-own-domain"));
    }

    @Test
    void whatCrossedOftenEnoughCrossesNoMore() {
        assertThat(word(crossed(new Crossings(Crossings.MOST - 1, Crossings.MOST_RECEIVED - 1, false)))).isEqualTo("there");
        assertThat(crossed(new Crossings(Crossings.MOST, 0, false))).isInstanceOfSatisfying(RecipientPlace.Looping.class, loop -> {
            assertThat(loop.cameBy()).isEqualTo("-");
            assertThat(loop.decidedBy().code()).isEqualTo("crossed-too-often");
        });
        assertThat(word(crossed(new Crossings(0, Crossings.MOST_RECEIVED, false)))).isEqualTo("554 5.4.14");
        assertThat(word(crossed(new Crossings(0, 0, true)))).isEqualTo("552 5.3.4");
    }

    @Test
    void aServerWithoutMailboxesEndsWhatHasPassedTooManyServers() {
        PlaceFacts facts = new PlaceFacts("alice@fabrikam.com", Optional.empty(), LocalLookup.NO_MAILBOXES, RoutingLookup.NOT_FOUND, Optional.empty(),
            new Crossings(0, Crossings.MOST_RECEIVED, false));

        assertThat(word(Site.empty().authoritative("fabrikam.com").outbound("Provider", ConnectorType.PARTNER, "*").rules().decide(facts)))
            .isEqualTo("554 5.4.14");
    }

    @Test
    void whatIsHereAndWhatNeverCrossesIsNotCounted() {
        Crossings often = new Crossings(99, 999, true);

        assertThat(word(site.rules().decide(new PlaceFacts("a@contoso.com", Optional.empty(), LocalLookup.KNOWN, RoutingLookup.NOT_FOUND, Optional.empty(),
            often))))
            .isEqualTo("here");
        RecipientPlace bank = site.rules()
            .decide(new PlaceFacts("a@bank.com", Optional.empty(), LocalLookup.UNKNOWN, RoutingLookup.NOT_FOUND, Optional.empty(), often));
        assertThat(bank).isInstanceOf(RecipientPlace.Outside.class);
        assertThat(bank.crosses()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"x@[192.0.2.1]", "postmaster", "", "@contoso.com", "x@", "x@contoso.com@", "a b@contoso.com"})
    void whatHasNoDomainNameIsOutside(String recipient) {
        assertThat(site.rules().decide(unknown(recipient, RoutingLookup.UNAVAILABLE))).isInstanceOf(RecipientPlace.Outside.class);
    }

    @Test
    void theSenderChoosesAmongConnectorsAsEverywhere() {
        PlaceFacts facts = new PlaceFacts("alice@contoso.com", Optional.of(DomainName.parse("bank.com")), LocalLookup.UNKNOWN, RoutingLookup.THERE,
            Optional.empty(), Crossings.NONE);

        assertThat(word(site.rules().decide(facts))).isEqualTo("there");
    }

    private RecipientPlace crossed(Crossings crossings) {
        return site.rules().decide(new PlaceFacts("alice@contoso.com", Optional.empty(), LocalLookup.UNKNOWN, RoutingLookup.NOT_FOUND, Optional.empty(),
            crossings));
    }

    private static PlaceFacts unknown(String recipient, RoutingLookup routing) {
        return new PlaceFacts(recipient, Optional.empty(), LocalLookup.UNKNOWN, routing, Optional.empty(), Crossings.NONE);
    }

    private static PlaceFacts from(String connector, String recipient, LocalLookup local, RoutingLookup routing) {
        return new PlaceFacts(recipient, Optional.empty(), local, routing, Optional.of(ConnectorName.parse(connector)), Crossings.NONE);
    }

    private static RoutingLookup lookup(String word) {
        return switch (word) {
            case "THERE" -> RoutingLookup.THERE;
            case "UNAVAILABLE" -> RoutingLookup.UNAVAILABLE;
            default -> RoutingLookup.NOT_FOUND;
        };
    }

    static String word(RecipientPlace place) {
        if (place instanceof RecipientPlace.Here) {
            return "here";
        }
        if (place instanceof RecipientPlace.OtherSide) {
            return "there";
        }
        if (place instanceof RecipientPlace.Outside outside) {
            return outside.route().connectorOrDefault().name().asString();
        }
        return (place instanceof RecipientPlace.Refused refused ? refused.reply()
            : place instanceof RecipientPlace.Deferred deferred ? deferred.reply() : ((RecipientPlace.Looping) place).reply()).toString()
                .replaceAll("^(\\d+ \\S+) .*", "$1");
    }
}
