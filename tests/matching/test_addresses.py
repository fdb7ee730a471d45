"""The address as evidence: one building or site, another one, or too little to tell."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from holdpoint.matching import Part
from holdpoint.matching._address_parts import score_parts
from holdpoint.matching._address_said import SAME_PLACE
from holdpoint.matching._addresses import closest_address, compare_address
from holdpoint.model import Address, Entity, Name
from holdpoint.text import parse_address

CASES = Path(__file__).parents[1] / "cases" / "pairs" / "addresses.jsonl"


def listed(*addresses: Address | str, countries: tuple[str, ...] = ()) -> Entity:
    return Entity(
        id="test:1",
        source="test",
        type="company",
        names=(Name(text="Quellmar Works"),),
        countries=countries,
        addresses=tuple(Address(text=a) if isinstance(a, str) else a for a in addresses),
    )


def compared(text: str, *addresses: Address | str, country: str | None = None) -> Part:
    found = compare_address(text, listed(*addresses), country)
    assert found is not None
    return found


def score(left: str, right: str) -> float:
    return score_parts(parse_address(left), parse_address(right)).score


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (
            "ul. Sh-2, Alabuga Special Economic Zone, Yelabuga district, Tatarstan, Russia",
            "Республика Татарстан, Елабужский район, ОЭЗ Алабуга, ул. Ш-2",
        ),
        ("48 Tverskaya Street, Moscow", "г. Москва, ул. Тверская, д. 48, стр. 2"),
        ("Tehran, Qaem Maqam St. 14", "تهران، خیابان قائم مقام، پلاک ۱۴"),
        ("Keyuan Lu 27, Shenzhen", "深圳市南山区科苑路27号"),
        ("Lindenstr. 48, D-20099 Hamburg", "Lindenstraße 48, Hamburg"),
        ("178 Gloucester Rd, Wan Chai, Hong Kong", "9/F, 178 Gloucester Road, Wanchai, HK"),
    ],
)
def test_one_place_written_in_two_ways_agrees(left: str, right: str) -> None:
    assert compared(left, right).verdict == "agree"
    assert compared(right, left).verdict == "agree"


@pytest.mark.parametrize(
    ("left", "right", "word"),
    [
        ("Lindenstr. 48, Hamburg", "Lindenstr. 84, Hamburg", "house number"),
        ("Lindenstr. 48, Hamburg", "Gartenstr. 48, Hamburg", "street"),
        ("Lindenstr. 48, Hamburg", "Lindenstr. 48, Köln", "city"),
        ("388 Zhongshan East Road, Ningbo", "388 Zhongshan West Road, Ningbo", "north and south"),
        ("P.O. Box 78431, Dubai", "P.O. Box 78413, Dubai", "P.O. box"),
        ("d. 56, str. 32, sh. Entuziastov, Moscow", "d. 56, str. 21, sh. Entuziastov, Moscow",
         "building's number"),
    ],
)  # fmt: skip
def test_another_place_decides_nothing_and_the_note_says_what_clashes(
    left: str, right: str, word: str
) -> None:
    part = compared(left, right)
    assert part.verdict == "unknown"
    assert part.score is not None
    assert part.score < SAME_PLACE
    assert word in part.note


def test_a_bare_city_is_no_address() -> None:
    part = compared("Tehran", "No. 14, Taleghani Ave., Tehran, Iran")
    assert (part.verdict, "too little" in part.note) == ("unknown", True)
    assert part.score is not None
    assert part.score < 0.43
    assert compared("Tehran, Iran", "Tehran, Iran").verdict == "unknown"


def test_another_office_in_the_same_building_agrees_and_says_so() -> None:
    part = compared(
        "Office 504, Crescent Tower, King Faisal St. 12, Sharjah",
        "Office 1207, Crescent Tower, 12 King Faisal Street, Sharjah",
    )
    assert part.verdict == "agree"
    assert "another office" in part.note


def test_an_address_abroad_contradicts_only_where_no_country_is_stated() -> None:
    entity = listed("5 Main Road, Karachi, Pakistan", countries=("PK",))
    alone = compare_address("Lindenstr. 48, Hamburg, Germany", entity, None)
    stated = compare_address("Lindenstr. 48, Hamburg, Germany", entity, "DE")
    assert alone is not None
    assert (alone.verdict, "Germany" in alone.note) == ("contradict", True)
    assert stated is not None
    assert stated.verdict == "unknown"


def test_places_that_lists_give_to_two_states_do_not_contradict() -> None:
    entity = listed("ul. Karla Marksa 18, Simferopol", countries=("RU",))
    part = compare_address("Simferopol, Karl Marx Street 18, Ukraine", entity, None)
    assert part is not None
    assert part.verdict == "agree"


def test_the_closest_of_several_addresses_is_shown() -> None:
    entity = listed("Gartenstr. 1, Hamburg", "Lindenstr. 48, Hamburg", "Hamburg")
    part = compare_address("Lindenstrasse 48, Hamburg", entity, "DE")
    assert part is not None
    assert part.right == "Lindenstr. 48, Hamburg"
    found = closest_address("Lindenstrasse 48, Hamburg", "DE", entity)
    assert found is not None
    assert found[1].same_place


def test_fields_of_a_list_are_read_as_such() -> None:
    address = Address(street="ul. Stromynka D. 18", city="Moscow 107076", country="RU")
    assert compared("107076, Москва, ул. Стромынка, 18", address).verdict == "agree"


@pytest.mark.parametrize("text", ["", "  "])
def test_no_address_is_no_fact(text: str) -> None:
    assert compare_address(text, listed("Lindenstr. 48, Hamburg"), None) is None
    assert compare_address("Lindenstr. 48", listed(), None) is None
    assert compare_address("Lindenstr. 48", listed(Address(country="DE")), None) is None


@given(st.text(max_size=80), st.text(max_size=80))
@settings(max_examples=200, deadline=None)
def test_the_order_of_the_sides_does_not_matter(left: str, right: str) -> None:
    assert abs(score(left, right) - score(right, left)) < 0.05


TEXTS = [
    row[side]["text"]
    for row in map(json.loads, CASES.read_text("utf-8").splitlines()[::9])
    for side in ("left", "right")
]


@pytest.mark.parametrize("text", TEXTS)
def test_an_address_with_a_street_is_the_same_place_as_itself(text: str) -> None:
    found = score_parts(parse_address(text), parse_address(text))
    assert found.bare or found.score >= SAME_PLACE


def test_own_labelled_pairs_keep_their_quality() -> None:
    rows = [json.loads(line) for line in CASES.read_text("utf-8").splitlines()]
    right = sum(
        (
            score_parts(
                parse_address(row["left"]["text"], row["left"]["country"]),
                parse_address(row["right"]["text"], row["right"]["country"]),
            ).score
            >= SAME_PLACE
        )
        is row["is_match"]
        for row in rows
    )
    assert len(rows) >= 400
    assert right / len(rows) >= 0.92
