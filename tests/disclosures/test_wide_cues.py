"""Hedges that reach beyond their sentence, and who must not be taken for the one who acts."""

from __future__ import annotations

from holdpoint.disclosures import keep_document, read_kept
from holdpoint.model import ReadClaim, Reading


def read(text: str) -> Reading:
    return read_kept(keep_document(text, published="2024-03-05", publisher="Example Wire"))


def claims(text: str, predicate: str) -> list[ReadClaim]:
    return [claim for claim in read(text).claims if claim.predicate == predicate]


def test_what_follows_an_allegation_in_its_paragraph_is_alleged_and_no_further() -> None:
    text = (
        "As alleged in the indictment, Quellmar Trade Ltd. bought motors from Pask Works FZE. "
        "Quellmar Trade Ltd. sold motors to Tamber Lines LLC.\n\n"
        "Orrin Freight Ltd. sold motors to Tamber Lines LLC."
    )
    (alleged, told) = claims(text, "supplies")
    assert (alleged.stance, told.stance) == ("alleged", "reported")
    assert [hedge.cue.quote for hedge in alleged.hedges] == ["As alleged"]


def test_a_text_that_says_its_charges_are_allegations_asserts_no_deed() -> None:
    text = (
        "Quellmar Trade Ltd. sold motors to Tamber Lines LLC.\n\n"
        "The Justice Department charged Orrin Marbrook.\n\n"
        "All defendants are presumed innocent until proven guilty."
    )
    (deed,) = claims(text, "supplies")
    assert deed.stance == "alleged"
    assert deed.hedges[0].cue.quote == "presumed innocent"
    (charge,) = claims(text, "charged")  # that is no allegation: it happened
    assert charge.stance == "reported"


def test_the_agency_of_a_dateline_does_nothing() -> None:
    reading = read("TBILISI (NWN) - A trading firm in Georgia sold parts to Pask Works FZE.")
    assert all(claim.subject != "nwn" for claim in reading.claims)


def test_what_unnamed_firms_do_is_nobodys() -> None:
    text = "The Orrin Council today listed two firms that supply motors to Pask Works FZE."
    assert claims(text, "supplies") == []


def test_the_director_of_whom_an_office_charged_is_not_its_own() -> None:
    text = (
        "Quellmar Trade Ltd. sold motors. "
        "The Department of Justice charged its director, Hafiz Oren Marbrook."
    )
    assert {claim.object for claim in claims(text, "officer_of")} == {"quellmar-trade-ltd"}


def test_a_question_asserts_nothing() -> None:
    text = (
        "MR. ORRIN: Good afternoon.\n\n"
        "QUESTION: Pask Works FZE sold motors to Tamber Lines LLC. Do you agree?\n\n"
        "MR. ORRIN: No comment."
    )
    (claim,) = claims(text, "supplies")
    assert claim.modality == "unknown"


def test_a_speaker_behind_a_comma_receives_nothing() -> None:
    text = "The motors were sent from Busan via Poti to Novorossiysk, the State Department said."
    assert all("recipient" not in claim.roles for claim in read(text).claims)


def test_one_may_be_told_to_refrain() -> None:
    (duty,) = claims("Exporters may not sell motors to the persons named.", "obligation")
    assert (duty.modality, duty.polarity) == ("required", "negative")


def test_a_firm_through_which_its_owner_acts_is_his() -> None:
    text = "Hossein Marbrook, acting through his company Pask Works FZE, placed the orders."
    assert [(c.subject, c.object) for c in claims(text, "owns")] == [
        ("hossein-marbrook", "pask-works-fze")
    ]


def test_a_country_in_which_unnamed_firms_sit_does_nothing() -> None:
    text = (
        "The office listed a network of firms in Iran and China that procured motors for Pask Ltd."
    )
    assert {claim.subject for claim in claims(text, "supplies")} <= {"network"}


def test_what_an_aside_calls_a_firm_has_the_firm_as_its_subject() -> None:
    text = "Quellmar Trade Ltd., a maker of motors based in Izhevsk, paid."
    assert [(c.subject, c.object) for c in claims(text, "located_in")] == [
        ("quellmar-trade-ltd", "izhevsk")
    ]


def test_a_negotiation_is_no_purchase() -> None:
    text = "Quellmar Trade Ltd. was negotiating the purchase of motors from Pask Works FZE."
    assert claims(text, "buys_from") == []
    assert {claim.modality for claim in claims(text, "negotiated")} == {"planned"}


def test_them_behind_a_verb_of_carriage_are_goods() -> None:
    text = (
        "The office listed Quellmar Trade Ltd., Orrin Marbrook and Pask Works FZE. "
        "Quellmar Trade Ltd. bought motors and exported them to Tamber Lines LLC."
    )
    (claim,) = claims(text, "supplies")
    assert (claim.subject, claim.object) == ("quellmar-trade-ltd", "tamber-lines-llc")


def test_shall_not_is_a_duty_to_refrain() -> None:
    (duty,) = claims("Operators shall not sell motors to the persons named.", "obligation")
    assert duty.polarity == "negative"


def test_charges_against_somebody_for_doing_are_of_his_doing() -> None:
    text = (
        "The Department of Justice unsealed charges against Hossein Marbrook for smuggling "
        "microelectronics to Iran."
    )
    (claim,) = claims(text, "ships_to")
    assert (claim.subject, claim.stance) == ("hossein-marbrook", "alleged")


def test_a_denial_that_names_nobody_stands() -> None:
    (claim,) = claims("Pask Works FZE denied that it had supplied anything.", "supplies")
    assert (claim.subject, claim.object, claim.stance) == ("pask-works-fze", None, "denied")
    assert claims("Pask Works FZE said that it had supplied nothing new.", "supplies") == []


def test_we_in_quotes_is_the_firm_that_speaks() -> None:
    text = "\u201cWe never sold anything to Iran,\u201d Pask Works FZE said."
    (claim,) = claims(text, "supplies")
    assert (claim.subject, claim.polarity) == ("pask-works-fze", "negative")


def test_a_plant_that_a_zone_hosts_lies_in_it() -> None:
    for text in (
        "The Quellmar Special Economic Zone hosts a plant that makes drones.",
        "The pictures show the plant inside the Quellmar Special Economic Zone.",
    ):
        (claim,) = claims(text, "located_in")
        assert claim.object == "quellmar-special-economic-zone"


def test_the_issuers_own_paper_is_the_issuer() -> None:
    kept = keep_document(
        "According to the order, Quellmar Trade Ltd. sold motors to Pask Works FZE. The office "
        "determined to add Tamber Lines LLC to the Entity List.",
        published="2024-03-05",
        issuer="Bureau of Quellmar Lakes",
    )
    speakers = {claim.attribution[-1].name for claim in read_kept(kept).claims}
    assert speakers == {"Bureau of Quellmar Lakes"}


def test_legal_formulas_are_read_as_the_lesser_of_what_they_say() -> None:
    text = (
        "Quellmar Trade Ltd. was designated for having acted or purported to act for or on behalf "
        "of, directly or indirectly, Pask Works FZE.\n\n"
        "Tamber Lines LLC was designated for having provided, or attempted to provide, financial, "
        "material, technological, or other support for, or goods or services to or in support of, "
        "Pask Works FZE."
    )
    (acts,) = claims(text, "acts_for")
    assert (acts.subject, acts.object) == ("quellmar-trade-ltd", "pask-works-fze")
    assert acts.stance == "alleged"
    assert "directly or indirectly" in acts.spans[0].quote
    (supports,) = claims(text, "supports")
    assert (supports.subject, supports.modality) == ("tamber-lines-llc", "attempted")


def test_a_manager_is_his_whose_name_stands_beside_him() -> None:
    text = (
        "Orrin Freight Ltd., whose general manager, Serkan Marbrook, planned it with Pask Works "
        "FZE\u2019s commercial manager, Hossein Quellmar, used the Dubai-based front company "
        "Tamber Lines LLC."
    )
    assert {(c.subject, c.object) for c in claims(text, "officer_of")} == {
        ("serkan-marbrook", "orrin-freight-ltd"),
        ("hossein-quellmar", "pask-works-fze"),
    }
    assert "dubai" not in {claim.object for claim in claims(text, "front_for")}


def test_the_following_entities_are_those_behind_the_colon() -> None:
    text = (
        "The Orrin Committee determined to add the following three entities to the Entity List, "
        "under the destinations of Russia and Turkey: Quellmar Works Co., Ltd.; OOO Pask Import; "
        "and Tamber Electronics FZCO."
    )
    assert {claim.subject for claim in claims(text, "listed_on")} == {
        "quellmar-works-co-ltd", "ooo-pask-import", "tamber-electronics-fzco",
    }  # fmt: skip
    assert claims("The office designated five firms based in Iran.", "located_in") == []
