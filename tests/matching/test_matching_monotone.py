"""More facts: what agrees never lowers a probability, what contradicts never raises it."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Literal, get_args

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from holdpoint.matching import Part, compare
from holdpoint.model import Address, Entity, EntityType, Identifier, Name, NameKind, PartyQuery

NAMES = (
    "Ivan Testov", "TESTOV, Ivan", "Second Testov", "Test Trading LLC", "OOO Test Mayak",
    "Ali Hassan", "Li Wu", "Plant No 9 Test AG", "Factory 8 Test", "as test", "MV Test Star",
    "Test bin Hassan", "Hassan bin Test",
)  # fmt: skip
_names = st.sampled_from(NAMES)
_kinds: st.SearchStrategy[EntityType] = st.sampled_from(get_args(EntityType))
_countries = st.sampled_from(["RU", "IR", "CN", "HK", "UA", "BY", "TR", "GB", "SU", "DE"])
_dates = st.sampled_from(
    ["1970", "1970-01-01", "1970-05-06", "1970-06-05", "1971-05-06", "1990", "1965/1975", "1970~"]
)
_addresses = st.sampled_from(
    ["5 Lenina Street, Exampletown", "7 Lenina Street, Exampletown", "Exampletown", "1 Other Road"]
)
_numbers = st.sampled_from(
    [
        ("tax", "7707083893"), ("tax", "7707083894"), ("tax", "7736050003"), ("inn", "7707083893"),
        ("registration", "1027700132195"), ("registration", "1027700132196"),
        ("imo", "9074729"), ("imo", "9176187"), ("imo", "9074730"), ("passport", "AB123456"),
        ("website", "www.test.example"), ("national_id", "12345678"), ("bic", "TESTRUMM"),
    ]
)  # fmt: skip
_genders = st.sampled_from([None, "male", "female"])
_name_kinds: st.SearchStrategy[NameKind] = st.sampled_from(["primary", "weak", "strong"])


@st.composite
def _entities(draw: st.DrawFn) -> Entity:
    names = draw(st.lists(_names, min_size=1, max_size=3, unique=True))
    places = draw(st.lists(_addresses, max_size=2, unique=True))
    numbers = draw(st.lists(_numbers, max_size=3, unique=True))
    some = st.none() | _countries
    return Entity(
        id="x:1",
        source="x",
        type=draw(_kinds),
        names=tuple(Name(text=name, kind=draw(_name_kinds)) for name in names),
        countries=tuple(draw(st.lists(_countries, max_size=3, unique=True))),
        birth_dates=tuple(draw(st.lists(_dates, max_size=2, unique=True))),
        addresses=tuple(Address(text=text, country=draw(some)) for text in places),
        identifiers=tuple(Identifier(kind=k, value=v, country=draw(some)) for k, v in numbers),
        gender=draw(_genders),
    )


@st.composite
def _queries(draw: st.DrawFn) -> PartyQuery:
    return PartyQuery(
        name=draw(_names),
        type=draw(_kinds),
        country=draw(st.none() | _countries),
        address=draw(st.none() | _addresses),
        identifiers=dict(draw(st.lists(_numbers, max_size=2, unique_by=lambda one: one[0]))),
        birth_date=draw(st.none() | _dates),
        gender=draw(_genders),
    )


Fact = Literal["birth_date", "country", "address", "gender", "type", "identifier"]
_RANK = {"different": 0, "resembles": 1, "same": 2}


def _without(query: PartyQuery, fact: Fact) -> tuple[PartyQuery, str]:
    """The query without one fact, and the name of the part that the fact makes."""
    if fact == "identifier":
        assume(query.identifiers)
        kind = min(query.identifiers)
        rest = {k: v for k, v in query.identifiers.items() if k != kind}
        return dataclasses.replace(query, identifiers=rest), f"identifier:{kind}"
    blank = "unknown" if fact == "type" else None
    assume(getattr(query, fact) != blank)
    return dataclasses.replace(query, **{fact: blank}), fact  # type: ignore[arg-type]


def _address(parts: Sequence[Part]) -> Part | None:
    return next((one for one in parts if one.name == "address"), None)


@pytest.mark.parametrize("fact", get_args(Fact))
@settings(deadline=None, max_examples=250)
@given(_queries(), _entities())
def test_a_further_fact_moves_the_probability_its_own_way(
    fact: Fact, query: PartyQuery, entity: Entity
) -> None:
    less, name = _without(query, fact)
    before, after = compare(less, entity), compare(query, entity)
    part: Part | None = next((one for one in after.parts if one.name == name), None)
    assume(part is not None)
    if fact == "country":
        # It is the country of the address, too: one fact more, of which each may tell otherwise.
        assume(_address(before.parts) == _address(after.parts))
    assert part is not None
    if part.verdict == "agree":
        assert after.probability >= before.probability
        assert _RANK[after.identity] >= _RANK[before.identity]
    if part.verdict == "contradict":
        assert after.probability <= before.probability
        assert _RANK[after.identity] <= _RANK[before.identity]


def test_equal_numbers_that_are_wrong_on_both_sides_support_and_do_not_identify() -> None:
    listed = Entity(
        id="x:1", source="x", type="company", names=(Name(text="Quellmar Works"),),
        countries=("RU",), identifiers=(Identifier(kind="tax", value="7707083894"),),
    )  # fmt: skip
    alone = compare(PartyQuery(name="Quellmar Works"), listed)
    wrong = compare(PartyQuery(name="Quellmar Works", identifiers={"tax": "7707083894"}), listed)
    other = compare(PartyQuery(name="Zorvak Mill", identifiers={"tax": "7707083894"}), listed)
    assert wrong.probability > alone.probability
    assert other.identity == "different"
    assert "fit on neither side" in wrong.explanation
