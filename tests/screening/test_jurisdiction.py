"""Which law applies to an order: what it states, what its facts bring in, what is not known."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

import holdpoint
from holdpoint.intake import parse_transaction
from holdpoint.screening import Screener
from holdpoint.screening._jurisdiction import find_regimes, grounds, us_content_limit

DAY = "2026-11-20"
ALL = ("US", "EU", "UK", "UN")
CASES = Path(__file__).parents[1] / "cases" / "transactions.jsonl"


@pytest.fixture(scope="module")
def screener() -> Screener:
    return Screener(holdpoint.open_snapshot())


def regimes(
    order: Mapping[str, Any], policy: tuple[str, ...] = ALL, day: str = DAY
) -> dict[str, dict[str, Any]]:
    whole = {
        "id": "X-1",
        "parties": [{"role": "buyer", "name": "Example Buyer"}],
        "route": [{"from": "Here", "to": "There"}],
        **order,
    }
    parsed = parse_transaction(whole, file="order", line=None)
    rows = find_regimes(parsed, policy, day)
    return {row["regime"]: row for row in rows}


def grounds_of(row: Mapping[str, Any]) -> list[str]:
    return [one["ground"] for one in row["grounds"]]


def test_an_order_from_japan_is_judged_by_japanese_law_without_naming_it() -> None:
    row = regimes({"exporter_country": "JP"})["JP"]
    assert (row["applies"], row["named"], row["applied"]) == (True, "nobody", True)
    assert row["fact"] == "exporter_country"
    assert "leave Japan" in row["why"]


def test_what_an_order_states_is_applied_as_it_stands() -> None:
    rows = regimes({"exporter_country": "FR", "jurisdictions": ["US"]})
    assert (rows["US"]["named"], rows["US"]["applied"]) == ("order", True)
    assert (rows["EU"]["applies"], rows["EU"]["applied"]) == (True, False)
    assert "the order names only US" in rows["EU"]["why"]


def test_the_policy_applies_its_own_where_the_order_names_none() -> None:
    rows = regimes({"exporter_country": "BR"}, policy=("EU",))
    assert (rows["EU"]["named"], rows["EU"]["applied"]) == ("policy", True)
    assert not rows["UK"]["applied"]


@pytest.mark.parametrize(
    ("order", "ground"),
    [
        ({"exporter_country": "US"}, "us-exporter"),
        ({"parties": [{"role": "seller", "name": "Example Ltd", "country": "US"}]}, "us-seller"),
        ({"parties": [{"role": "broker", "name": "Example Ltd", "country": "US"}]}, "us-party"),
        ({"items": [{"origin": "US"}]}, "us-origin"),
        ({"destination_country": "FR", "items": [{"us_content_percent": 26}]}, "us-content"),
        ({"answers": {"us_direct_product": True}}, "us-direct-product"),
        ({"answers": {"us_owned_exporter": True}}, "us-owned"),
        ({"answers": {"us_bank": True}}, "us-bank"),
    ],
)
def test_every_fact_that_brings_us_law_in_is_told_with_its_citation(
    order: Mapping[str, Any], ground: str
) -> None:
    row = regimes({"exporter_country": "DE", **order}, policy=())["US"]
    assert row["applies"] is True
    assert row["applied"]
    told = next(one for one in row["grounds"] if one["ground"] == ground)
    assert told["title"]
    assert told["url"].startswith("https://")
    assert told["why"] in row["why"][0].lower() + row["why"][1:] or told["why"] in row["why"]


def test_an_answer_no_brings_nothing_in() -> None:
    row = regimes({"exporter_country": "DE", "answers": {"us_bank": False}}, policy=())["US"]
    assert "us-bank" not in grounds_of(row)


@pytest.mark.parametrize(
    ("destination", "share", "brings"),
    [
        ("IR", 10, False),
        ("IR", 10.5, True),
        ("FR", 10.5, False),
        ("FR", 25, False),
        ("FR", 25.5, True),
        ("KP", 11, True),
        ("SY", 11, True),
    ],
)
def test_the_share_of_us_content_counts_by_destination(
    destination: str, share: float, brings: bool
) -> None:
    """15 CFR 734.4(c) and (d): more than 10 % for group E, more than 25 % elsewhere."""
    order = {
        "exporter_country": "DE",
        "destination_country": destination,
        "items": [{"origin": "DE", "us_content_percent": share}],
    }
    assert ("us-content" in grounds_of(regimes(order)["US"])) is brings
    assert (share > us_content_limit(destination)) is brings


def test_dollars_and_unknown_content_leave_it_open_and_apply_nothing() -> None:
    order = {"exporter_country": "DE", "value": {"amount": 5, "currency": "USD"}}
    rows = regimes({**order, "items": [{"origin": "DE"}]}, policy=())
    assert (rows["US"]["applies"], rows["US"]["applied"]) == (None, False)
    assert set(grounds_of(rows["US"])) == {"us-dollar", "us-content-unknown"}


def test_an_exporter_that_is_not_stated_rules_no_law_out() -> None:
    rows = regimes({}, policy=())
    assert {name: row["applies"] for name, row in rows.items()} == dict.fromkeys(rows, None)


def test_the_united_kingdom_left_at_the_end_of_2020() -> None:
    order = {"exporter_country": "GB"}
    before, after = regimes(order, (), "2020-12-31"), regimes(order, (), "2021-01-01")
    assert (before["EU"]["applied"], before["UK"]["applied"]) == (True, False)
    assert (after["EU"]["applied"], after["UK"]["applied"]) == (False, True)


@given(
    named=st.none() | st.lists(st.sampled_from(["US", "EU", "UK", "UN", "JP"]), min_size=1),
    exporter=st.sampled_from([None, "US", "DE", "GB", "JP", "UA", "BR"]),
    policy=st.lists(st.sampled_from(ALL), unique=True).map(tuple),
    answer=st.sampled_from([None, True, False]),
)
def test_nothing_that_is_named_is_dropped_and_no_unknown_fact_takes_a_law_away(
    named: list[str] | None, exporter: str | None, policy: tuple[str, ...], answer: bool | None
) -> None:
    order: dict[str, Any] = {"answers": {} if answer is None else {"us_bank": answer}}
    if named is not None:
        order["jurisdictions"] = named
    if exporter is not None:
        order["exporter_country"] = exporter
    rows = regimes(order, policy)
    assert all(rows[name]["applied"] for name in (policy if named is None else named))
    for row in rows.values():
        assert row["why"].endswith(".")
        if row["applied"]:
            assert row["applies"] is True
        if row["applies"] is False:
            assert row["grounds"] == []
    fewer = regimes({key: order[key] for key in order if key != "exporter_country"}, policy)
    for name, row in fewer.items():
        assert row["applies"] is not False or rows[name]["applies"] is False


def test_every_ground_is_cited_and_used_by_a_known_law() -> None:
    for ground in grounds():
        assert ground.cite["title"]
        assert ground.cite["basis"] in {"read", "official", "secondary", "not_verified"}
        assert ground.regime in {"US", "EU", "UK", "UN", "JP", "UA"}


def _case(name: str) -> dict[str, Any]:
    lines = CASES.read_text("utf-8").splitlines()
    found = next(case for case in map(json.loads, lines) if case["id"] == name)
    return {key: found[key] for key in found if key not in ("expect", "why")}


def test_the_decision_says_which_law_was_applied_and_what_one_left_out_would_find(
    screener: Screener,
) -> None:
    answer = screener.screen(_case("law-left-out"))
    rows = {row["regime"]: row for row in answer.to_dict()["regimes"]}
    assert rows["EU"]["applied"]
    assert not rows["US"]["applied"]
    assert "us.ofac.sdn" in rows["US"]["would_find"]
    finding = next(f for f in answer.findings if f.rule == "house.law-left-out")
    assert "us.ofac.sdn" in finding.explanation


def test_a_law_is_brought_in_from_a_day_on_and_its_rules_speak(screener: Screener) -> None:
    order = _case("japan-catch-all")
    del order["jurisdictions"]
    found = {one.rule for one in screener.screen(order).findings}
    before = {one.rule for one in screener.screen(order, as_of=date(2025, 10, 8)).findings}
    assert "jp.catch-all" in found
    assert "jp.catch-all" not in before
    row = cast("dict[str, Any]", screener.screen(order).to_dict()["regimes"][-1])
    assert row["applied"] is False
