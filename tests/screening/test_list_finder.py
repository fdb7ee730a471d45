"""What a match becomes: sure, open, or refused with a reason; and from which day it counts."""

from __future__ import annotations

import dataclasses
from datetime import date
from typing import Any

import pytest

from holdpoint.intake import parse_transaction
from holdpoint.matching import Match, compare
from holdpoint.model import (
    Considered,
    Entity,
    Identifier,
    Listing,
    Name,
    PartyQuery,
    SourceInfo,
    Transaction,
)
from holdpoint.screening import load_policy
from holdpoint.screening._listed import ListFinder
from holdpoint.screening._named import Named, named_things, owners_of

SOURCE = SourceInfo(
    id="test", title="Test list", publisher="Test", authority="US/OFAC", format="x",
    list_date="2026-08-02",
)  # fmt: skip
LISTED = Entity(
    id="test:1",
    source="test",
    type="company",
    names=(Name(text="Qarinah Vane Works LLC"),),
    countries=("IR",),
    identifiers=(Identifier(kind="registration", value="77120", country="IR"),),
    listings=(Listing(authority="US/OFAC", list="SDN", measure="blocking"),),
)


def _listing(**changes: Any) -> Entity:
    listing = dataclasses.replace(LISTED.listings[0], **changes)
    return dataclasses.replace(LISTED, listings=(listing,))


def _look_up(
    entity: Entity, query: PartyQuery, day: str = "2026-11-20"
) -> tuple[list[dict[str, Any]], list[Considered]]:
    def search(query: PartyQuery, *, limit: int, floor: float) -> tuple[Match, ...]:
        del limit, floor
        return (Match(entity=entity, comparison=compare(query, entity)),)

    finder = ListFinder(search, {"test": SOURCE}, load_policy(), date.fromisoformat(day))
    found = finder.look_up(Named(path="parties[0]", role="buyer", query=query))
    return list(found.rows), list(found.refused)


SAME = PartyQuery(name="Qarinah Vane Works", type="company", country="IR")


def test_name_and_country_make_the_same_party_and_a_name_alone_a_question() -> None:
    assert _look_up(LISTED, SAME)[0][0]["same_party"] is True
    rows, _ = _look_up(LISTED, dataclasses.replace(SAME, country=None))
    assert rows[0]["same_party"] is None
    assert rows[0]["settle"]


def test_both_sides_and_their_source_stand_in_the_row() -> None:
    row = _look_up(LISTED, SAME)[0][0]
    assert row["order_side"]["name"] == "Qarinah Vane Works"
    assert row["list_side"]["name"] == "Qarinah Vane Works LLC"
    assert (row["source"], row["list_date"]) == ("test", "2026-08-02")
    assert {part["name"] for part in row["parts"]} >= {"name", "country"}
    assert {"query": "vane", "listed": "vane", "how": "equal", "score": 1.0} in row["pairs"]


def test_somebody_else_is_kept_among_the_considered_with_a_reason() -> None:
    rows, refused = _look_up(LISTED, PartyQuery(name="Qarinah Bakery", country="FR"))
    assert rows == []
    assert refused[0].entity == "test:1"
    assert refused[0].why_not


@pytest.mark.parametrize(
    ("changes", "day", "expected"),
    [
        ({"listed_on": "2024-02-23"}, "2024-02-23", True),
        ({"listed_on": "2024-02-23", "until": "2025-01-31"}, "2025-01-31", True),
        ({}, "2026-08-02", True),
        ({}, "2026-08-01", None),
        ({"seen_on": "2024-05-03"}, "2024-05-03", True),
        ({"seen_on": "2024-05-03"}, "2024-05-02", None),
        ({"listed_on": "2024-02-23", "basis": "not_verified"}, "2026-11-20", None),
        ({"authority": "company", "measure": "private"}, "2020-01-01", True),
    ],
)
def test_from_which_day_a_listing_counts(
    changes: dict[str, Any], day: str, expected: bool | None
) -> None:
    rows, _ = _look_up(_listing(**changes), SAME, day)
    assert [row["in_force"] for row in rows] == [expected]


@pytest.mark.parametrize(
    ("changes", "day"),
    [
        ({"listed_on": "2024-02-23"}, "2024-02-22"),
        ({"listed_on": "2024-02-23", "until": "2025-01-31"}, "2025-02-01"),
        ({"seen_on": "2024-05-03", "absent_on": "2024-05-01"}, "2024-05-01"),
    ],
)
def test_a_listing_not_in_force_is_considered_and_no_evidence(
    changes: dict[str, Any], day: str
) -> None:
    rows, refused = _look_up(_listing(**changes), SAME, day)
    assert rows == []
    assert f"not listed on {day}" in refused[0].why_not


def test_a_website_and_a_mail_address_are_compared_too() -> None:
    order = parse_transaction(
        {
            "id": "N-2",
            "parties": [
                {
                    "role": "notify",
                    "name": "A Ltd",
                    "website": "https://a.example",
                    "email": "sales@a.example",
                    "identifiers": {"tax": "1234567894"},
                }
            ],
            "items": [{"description": "connectors"}],
        },
        file="test",
        line=None,
    )
    (named,) = named_things(order)
    assert named.role == "notify"
    assert named.query.identifiers == {
        "tax": "1234567894", "email": "sales@a.example", "website": "https://a.example",
    }  # fmt: skip


def test_everything_with_a_name_is_compared() -> None:
    order: Transaction = parse_transaction(
        {
            "id": "N-1",
            "parties": [
                {
                    "role": "buyer",
                    "name": "A Ltd",
                    "owners": [{"name": "B", "owners": [{"name": "C"}]}, {"name": "D"}],
                }
            ],
            "payment": {"payer": "P Ltd", "payer_country": "HK", "bank": "Bank"},
            "route": [
                {"from": "DEHAM", "to": "AEJEA", "carrier": "Line", "vessel": {"imo": "9074729"}},
                {"from": "AEJEA", "to": "Dubai"},
            ],
        },
        file="test",
        line=None,
    )
    assert [named.path for named in named_things(order)] == [
        "parties[0]", "payment.payer", "payment.bank", "route[0].carrier", "route[0].vessel",
    ]  # fmt: skip
    assert [named.path for named in owners_of(order)] == [
        "parties[0].owners[0]", "parties[0].owners[0].owners[0]", "parties[0].owners[1]",
    ]  # fmt: skip


def test_the_same_party_on_other_lists_is_named_with_the_reason() -> None:
    from holdpoint.screening._listed import SameParty

    other = dataclasses.replace(
        LISTED,
        id="other:1",
        listings=(dataclasses.replace(LISTED.listings[0], authority="UN", list="UN list"),),
    )

    def search(query: PartyQuery, *, limit: int, floor: float) -> tuple[Match, ...]:
        del limit, floor
        return (Match(entity=LISTED, comparison=compare(query, LISTED)),)

    finder = ListFinder(
        search,
        {"test": SOURCE},
        load_policy(),
        date(2026, 11, 20),
        lambda entity: (SameParty(other, (f"same number as {entity}",)),),
    )
    (row,) = finder.look_up(Named(path="parties[0]", role="buyer", query=SAME)).rows
    assert row["also_on"] == [
        {
            "entity": "other:1",
            "name": LISTED.caption,
            "lists": ["UN UN list"],
            "measures": [LISTED.listings[0].measure],
            "reasons": [f"same number as {LISTED.id}"],
        }
    ]
    assert "also_on" not in _look_up(LISTED, SAME)[0][0]
