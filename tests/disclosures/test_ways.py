"""Ways of goods as texts tell them: what goes by itself, what is loaded, what nouns tell."""

from __future__ import annotations

import pytest
from tests.disclosures.test_claims import claims_of

Stretch = tuple[str | None, str | None]
IN_TWO_SENTENCES = "The drones left from Anzali and were unloaded in Olya."


def ways(text: str) -> list[tuple[str, list[Stretch]]]:
    return [
        (claim.subject, [(leg.origin, leg.destination) for leg in claim.legs])
        for claim in claims_of(text)
        if claim.legs
    ]


@pytest.mark.parametrize(
    "text",
    [
        IN_TWO_SENTENCES,
        "The drones travelled from Anzali to Olya.",
        "The drones departed Anzali for Olya.",
        "The drones were loaded at Anzali and unloaded in Olya.",
        "The drones left Anzali and arrived at Olya.",
        "The drones were flown out of Anzali to Olya.",
        "From Anzali, the drones were shipped to Olya.",
        "Treasury described the transfer of drones from Anzali to Olya.",
        "Drone sales aside, shipments of drones from Anzali to Olya went on.",
    ],
)
def test_a_way_is_told_by_what_goes_along_it(text: str) -> None:
    assert ways(text) == [("anzali", [("anzali", "olya")])]


def test_a_way_goes_on_from_there_with_its_branches() -> None:
    text = f"{IN_TWO_SENTENCES} From there they were moved by rail to Tver and Omsk."
    *_, (_, legs) = ways(text)
    assert legs == [("anzali", "olya"), ("olya", "tver"), ("olya", "omsk")]


def test_a_ship_and_who_arranges_a_shipment_are_the_ones_who_send() -> None:
    text = "MV SAMPLE STAR left Anzali for Olya carrying drones."
    assert ways(text) == [("ship", [("anzali", "olya")])]
    text = "Aurora Widget Works oversaw deliveries of motors from Baku to Anzali via Dubai."
    assert ways(text) == [("aurora", [("baku", "dubai"), ("dubai", "anzali")])]


def test_who_supplied_the_goods_sends_them_and_a_note_says_whence_that_is_known() -> None:
    text = f"Iran supplied Russia with drones. {IN_TWO_SENTENCES}"
    way = next(claim for claim in claims_of(text) if claim.legs)
    assert way.subject == "iran"
    assert way.note is not None
    assert "earlier sentence" in way.note


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("Iran could arrange the transfer of drones from Anzali to Olya.", "possible"),
        ("The planned shipment of drones from Anzali to Olya is late.", "planned"),
        ("Future deliveries of drones from Anzali to Olya are uncertain.", "planned"),
        ("Treasury has not seen any transfer of drones from Anzali to Olya.", "unknown"),
        (
            "If the transfer of drones from Anzali to Olya goes on, others follow.",
            "hypothetical",
        ),
    ],
)
def test_a_shipment_that_a_noun_tells_is_held_back_by_every_hedge(text: str, held: str) -> None:
    way = next(claim for claim in claims_of(text) if claim.legs)
    assert way.modality == held


@pytest.mark.parametrize(
    "text",
    [
        "Russia refused a licence for the export of motors from Baku to Anzali.",
        "The ban on the transfer of drones from Anzali to Olya expired.",
        "Jan Exempel arrived in Baku on Friday and left for Tver.",
    ],
)
def test_what_a_paper_is_for_and_who_travels_is_no_carriage(text: str) -> None:
    assert ways(text) == []


def test_no_transfer_is_a_denial_and_the_reported_one_is_alleged() -> None:
    (none,) = claims_of("No transfer of drones from Iran to Russia took place.")
    assert none.polarity == "negative"
    (reported,) = claims_of("The reported transfer of drones from Iran to Russia.")
    assert reported.stance == "alleged"
