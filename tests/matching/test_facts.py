"""Birth place, position and the other facts: what agrees, contradicts, or says nothing."""

import dataclasses

import pytest

from holdpoint.matching import Part
from holdpoint.matching._facts import compare_facts
from holdpoint.matching._identity import compare_identifiers, is_strong
from holdpoint.model import Address, Entity, Identifier, Name, PartyQuery

QUERY = PartyQuery(name="Ali Quellmar", type="person")
PERSON = Entity(id="test:1", source="test", type="person", names=(Name(text="Ali Quellmar"),))


def fact(name: str, query: PartyQuery, entity: Entity) -> Part | None:
    found = [part for part in compare_facts(query, entity) if part.name == name]
    assert len(found) <= 1
    return found[0] if found else None


def born(mine: str | None, *theirs: str) -> Part | None:
    query = dataclasses.replace(QUERY, birth_place=mine)
    return fact("birth_place", query, dataclasses.replace(PERSON, birth_places=theirs))


@pytest.mark.parametrize(
    ("mine", "theirs"),
    [
        ("Latakia", "Lattakia, Syria"),
        ("Москва", "Moscow, USSR"),
        ("с. Покровка, Приморский край", "Pokrovka village, Primorsky Krai, Russia"),
        ("Qom, Iran", "Ghom"),
    ],
)
def test_one_birth_place_agrees_in_any_spelling(mine: str, theirs: str) -> None:
    part = born(mine, theirs)
    assert part is not None
    assert part.verdict == "agree"


@pytest.mark.parametrize(
    ("mine", "theirs"), [("Baghdad", "Basra, Iraq"), ("Iran", "Syria"), ("Paris", "Lyon")]
)
def test_another_birth_place_contradicts_and_the_note_names_both(mine: str, theirs: str) -> None:
    part = born(mine, theirs)
    assert part is not None
    assert part.verdict == "contradict"
    assert mine in part.note


@pytest.mark.parametrize(
    ("mine", "theirs"),
    [("USSR", "Kyiv, Ukraine"), ("Simferopol, Russia", "Ukraine"), ("Iraq", "Mosul, Iraq")],
)
def test_former_and_mixed_up_states_and_a_country_alone_decide_nothing(
    mine: str, theirs: str
) -> None:
    part = born(mine, theirs)
    assert part is not None
    assert part.verdict == "unknown"


def test_one_of_several_listed_birth_places_is_enough() -> None:
    part = born("Mosul", "Baghdad, Iraq", "Mosul, Iraq")
    assert part is not None
    assert (part.verdict, part.right) == ("agree", "Mosul, Iraq")


def test_a_fact_of_one_side_is_unknown_and_of_no_side_absent() -> None:
    for part in (born(None, "Mosul"), born("Mosul")):
        assert part is not None
        assert part.verdict == "unknown"
    assert born(None) is None
    part = fact("position", dataclasses.replace(QUERY, position="minister"), PERSON)
    assert part is not None
    assert (part.verdict, part.note) == ("unknown", "the list gives none")


@pytest.mark.parametrize(
    ("mine", "theirs", "verdict"),
    [
        ("Director General of Quellmar Aviation", "Director of Quellmar Aviation", "agree"),
        ("minister of defence", "Minister of the Interior", "unknown"),
        ("accountant", "Commander of the fleet", "unknown"),
    ],
)
def test_a_position_agrees_or_decides_nothing(mine: str, theirs: str, verdict: str) -> None:
    query = dataclasses.replace(QUERY, position=mine)
    part = fact("position", query, dataclasses.replace(PERSON, positions=(theirs,)))
    assert part is not None
    assert part.verdict == verdict


def test_the_address_is_compared_once_and_part_by_part() -> None:
    query = dataclasses.replace(QUERY, address="г. Москва, ул. Тверская, д. 48")
    entity = dataclasses.replace(
        PERSON, addresses=(Address(street="48 Tverskaya Street", city="Moscow", country="RU"),)
    )
    part = fact("address", query, entity)
    assert part is not None
    assert part.verdict == "agree"
    assert "house number" in part.note


def numbered(kind: str, value: str, country: str | None = None) -> Entity:
    number = Identifier(kind=kind, value=value, country=country)
    return dataclasses.replace(PERSON, type="company", identifiers=(number,), countries=("RU",))


def number(kind: str, value: str, entity: Entity) -> Part:
    query = PartyQuery(name="Quellmar", identifiers={kind: value})
    (part,) = compare_identifiers(query, entity)
    return part


def test_an_equal_number_under_another_label_agrees() -> None:
    part = number("inn", "7707083893", numbered("tax", "7707083893 / 773601001", "RU"))
    assert (part.verdict, part.score) == ("agree", 1.0)


@pytest.mark.parametrize(
    ("kind", "mine", "theirs_kind", "theirs", "verdict"),
    [
        ("inn", "7707083893", "tax", "7702077840", "contradict"),
        ("inn", "7707083894", "tax", "7702077840", "unknown"),
        ("inn", "7707083893", "registration", "1027700132195", "unknown"),
        ("imo", "9126819", "imo", "9074729", "contradict"),
        ("bic", "DEUTDEFF", "bic", "SABRRUMM", "unknown"),
        ("mmsi", "422026800", "mmsi", "273123456", "unknown"),
        ("passport", "C2002515", "passport", "D9016657", "unknown"),
    ],
)
def test_two_valid_numbers_of_one_register_contradict_and_others_do_not(
    kind: str, mine: str, theirs_kind: str, theirs: str, verdict: str
) -> None:
    assert number(kind, mine, numbered(theirs_kind, theirs)).verdict == verdict


def test_equal_placeholders_are_no_evidence() -> None:
    assert number("registration", "0000000", numbered("registration", "0000000")).verdict != "agree"


def test_what_identifies_by_itself() -> None:
    assert all(map(is_strong, ("imo", "lei", "inn", "usci", "passport", "duns", "bin", "vat")))
    assert not any(map(is_strong, ("bic", "mmsi", "kpp", "website", "phone", "email")))
