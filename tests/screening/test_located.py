"""A party that gives the address of a listed party: found, both sides shown, and its limits."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from holdpoint.intake import parse_transaction
from holdpoint.model import Address, Entity, Listing, Name, NotRun, Party, SourceInfo
from holdpoint.screening._located import CHECK, MANY, AddressFinder
from holdpoint.text import address_keys, parse_address

SOURCE = SourceInfo(
    id="test", title="Test list", publisher="Test", authority="US/OFAC", format="x",
    list_date="2026-08-02",
)  # fmt: skip
HERE = "Lindenstr. 48, 20099 Hamburg"


def entity(key: str, *addresses: str, name: str = "", **listing: Any) -> Entity:
    facts = {"authority": "US/OFAC", "list": "SDN", "measure": "blocking", **listing}
    return Entity(
        id=f"test:{key}",
        source="test",
        type="company",
        names=(Name(text=name or f"Quellmar {key.title()} Works"),),
        addresses=tuple(Address(text=text, country="DE") for text in addresses),
        listings=(Listing(**facts),),
    )


def _keys(text: str, country: str | None) -> set[str]:
    return set(address_keys(parse_address(text, country)))


def finder(*entities: Entity, day: str = "2026-11-20") -> AddressFinder:
    """Over an index of the same keys that a snapshot has."""
    by_id = {one.id: one for one in entities}

    def at_address(text: str, country: str | None = None) -> tuple[str, ...]:
        mine = _keys(text, country)
        return tuple(
            one.id
            for one in entities
            if any(mine & _keys(place.line(), place.country) for place in one.addresses)
        )

    return AddressFinder(at_address, by_id.__getitem__, {"test": SOURCE}, date.fromisoformat(day))


def party(address: str | None = "Lindenstraße 48, Hamburg", role: str = "buyer") -> Party:
    order = {
        "id": "T-1",
        "date": "2026-11-20",
        "parties": [{"role": role, "name": "Zorvak Trading", "country": "DE", "address": address}],
        "items": [{"line": 1, "description": "paper", "quantity": 1, "unit": "piece"}],
    }
    return parse_transaction(order, file="transaction", line=None).parties[0]


def rows(
    made: AddressFinder, *parties: Party, matched: Mapping[str, tuple[str, ...]] | None = None
) -> tuple[list[dict[str, Any]], list[NotRun]]:
    evidence, notes = made.find(parties, matched or {})
    assert all(one.kind == "address_matches" for one in evidence)
    return [dict(one.data) for one in evidence], notes


def test_a_listed_neighbour_is_found_with_both_addresses_and_the_source() -> None:
    found, notes = rows(finder(entity("one", "Gartenstr. 1, Hamburg", HERE)), party())
    (row,) = found
    assert row["address"] == "Lindenstraße 48, Hamburg"
    assert row["listed_address"].startswith(HERE)
    assert (row["entity"], row["list"], row["measure"]) == ("test:one", "SDN", "blocking")
    assert (row["in_force"], row["shared_by"]) == (True, 1)
    assert row["source_title"] == "Test list"
    assert not notes


@pytest.mark.parametrize(
    "address",
    ["Lindenstr. 46, Hamburg", "Gartenstr. 48, Hamburg", "Lindenstr. 48, Köln", "Hamburg"],
)
def test_another_number_street_or_town_is_no_neighbour(address: str) -> None:
    found, _ = rows(finder(entity("one", address)), party())
    assert not found


def test_another_corpus_of_one_house_number_is_refused_though_its_key_is_the_same() -> None:
    listed = entity("one", "Lindenstr. 48, Block 7, Hamburg")
    assert not rows(finder(listed), party("Lindenstr. 48, Block 2, Hamburg"))[0]
    assert rows(finder(listed), party("Lindenstr. 48, Block 7, Hamburg"))[0]


def test_who_was_matched_by_name_is_not_told_twice() -> None:
    made = finder(entity("one", HERE))
    assert not rows(made, party(), matched={"parties[0]": ("test:one",)})[0]


def test_a_business_centre_is_named_as_such() -> None:
    tenants = [entity(word, HERE) for word in ("ada", "brek", "corvo", "dunk", "elmar")]
    found, _ = rows(finder(*tenants), party())
    assert len(tenants) == MANY
    assert {row["shared_by"] for row in found} == {MANY}
    assert "business centre" in found[0]["sharing"]


def test_one_name_on_several_lists_counts_once() -> None:
    twice = (
        entity("one", HERE, name="Quellmar Works LLC"),
        entity("two", HERE, name="LLC Quellmar Works", list="EL"),
    )
    assert {row["shared_by"] for row in rows(finder(*twice), party())[0]} == {1}


def test_a_listing_that_has_ended_or_not_begun_is_left_out() -> None:
    assert not rows(finder(entity("one", HERE, until="2026-01-01")), party())[0]
    assert not rows(finder(entity("one", HERE, listed_on="2026-12-01")), party())[0]


def test_the_seller_is_not_asked_about_its_own_neighbours() -> None:
    found, notes = rows(finder(entity("one", HERE)), party(role="seller"))
    assert not found
    assert not notes


@pytest.mark.parametrize(
    ("address", "why"), [(None, "no address was given"), ("Hamburg", "names no street and number")]
)
def test_what_could_not_be_compared_is_said(address: str | None, why: str) -> None:
    found, notes = rows(finder(entity("one", HERE)), party(address))
    assert not found
    (note,) = notes
    assert note.check == CHECK
    assert why in note.why
