"""Declared ownership under four tests, on invented companies."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from holdpoint.model import NotRun, Owner, PartyType
from holdpoint.network import MAX_DEPTH, ownership

PARTY = "parties[1]"

SDN = {"authority": "US/OFAC", "list": "SDN", "measure": "blocking", "programmes": ["NPWMD"]}
SDN_CYBER = {**SDN, "programmes": ["CYBER2"]}
ENTITY_LIST = {"authority": "US/BIS", "list": "EL", "measure": "licence_requirement"}
MEU = {"authority": "US/BIS", "list": "MEU", "measure": "military_end_user"}
EU = {"authority": "EU", "list": "Annex I", "measure": "asset_freeze"}
UK = {"authority": "UK", "list": "UK list", "measure": "asset_freeze"}
ALL = (SDN, EU, UK)


def owner(
    name: str,
    percent: float | None = None,
    *owners: Owner,
    type: PartyType = "unknown",  # noqa: A002 - the field's own name
    control: bool | None = None,
) -> Owner:
    return Owner(name=name, percent=percent, owners=owners or None, type=type, control=control)


def listed(*listings: Mapping[str, Any], **more: object) -> list[dict[str, Any]]:
    sure = {"same_party": True, "in_force": True, "entity": "test:1", "listed_name": "LISTED ONE"}
    return [{**sure, **listing, **more} for listing in listings]


def paths(owners: tuple[Owner, ...], above: str = PARTY) -> Iterator[tuple[str, Owner]]:
    for index, one in enumerate(owners):
        path = f"{above}.owners[{index}]"
        yield path, one
        yield from paths(one.owners or (), path)


def screen(
    *owners: Owner, matches: Mapping[str, list[dict[str, Any]]] | None = None
) -> tuple[list[dict[str, Any]], list[NotRun]]:
    """Owners whose name begins with LISTED are on the SDN list, in the EU and in the UK."""
    if matches is None:
        matches = {
            path: listed(*ALL, entity=f"test:{one.name}", listed_name=one.name)
            for path, one in paths(owners)
            if one.name.startswith("LISTED")
        }
    evidence, not_run = ownership(PARTY, owners, matches)
    assert all(e.kind == "ownership" and e.subject == PARTY for e in evidence)
    return [dict(e.data) for e in evidence], not_run


def percents(rows: list[dict[str, Any]]) -> dict[str, float | None]:
    return {row["regime"]: row["percent"] for row in rows}


def row_of(rows: list[dict[str, Any]], regime: str) -> dict[str, Any]:
    return next(row for row in rows if row["regime"] == regime)


@pytest.mark.parametrize("share", [60.0, 49.0, 50.0])
def test_a_direct_share_is_the_share(share: float) -> None:
    rows, _ = screen(owner("LISTED A", share), owner("Clean", 100 - share, type="person"))
    assert percents(rows) == {"US/OFAC": share, "US/BIS": share, "EU": share, "UK": share}
    assert all(row["same_party"] is True for row in rows)


def test_a_row_names_the_holder_the_path_and_both_sides() -> None:
    rows, _ = screen(owner("Middle", 60, owner("LISTED A", 60)))
    (holder,) = row_of(rows, "US/OFAC")["holders"]
    assert holder["path"] == ["Middle", "LISTED A"]
    assert holder["shares"] == [60.0, 60.0]
    assert holder["owner"] == "parties[1].owners[0].owners[0]"
    assert (holder["name"], holder["listed_name"]) == ("LISTED A", "LISTED A")
    assert (holder["list"], holder["entity"]) == ("SDN", "test:LISTED A")


def test_two_quarters_are_added_up_but_not_in_the_uk() -> None:
    rows, _ = screen(owner("LISTED A", 25), owner("LISTED B", 25))
    assert percents(rows) == {"US/OFAC": 50.0, "US/BIS": 50.0, "EU": 50.0, "UK": 25.0}
    assert row_of(rows, "UK")["percent_of_all_holders"] == 50.0
    assert row_of(rows, "UK")["added_up"] is False


def test_along_a_chain_of_majorities_the_whole_share_counts() -> None:
    rows, _ = screen(owner("Middle", 60, owner("LISTED A", 60)))
    assert set(percents(rows).values()) == {60.0}
    assert rows[0]["holders"][0]["economic_percent"] == 36.0


def test_a_majority_of_a_minority_holder_stays_a_minority() -> None:
    rows, _ = screen(owner("Middle", 49, owner("LISTED A", 51)), owner("Clean", 51, type="person"))
    assert set(percents(rows).values()) == {49.0}


def test_a_minority_of_a_majority_holder_counts_for_nothing_at_ofac() -> None:
    rows, _ = screen(owner("Middle", 80, owner("LISTED A", 49, control=False)))
    ofac = row_of(rows, "US/OFAC")
    assert ofac["percent"] == 0.0
    assert ofac["holders"][0]["counted"] is False
    assert ofac["holders"][0]["economic_percent"] == 39.2


def test_exactly_half_of_the_middle_passes_on_at_ofac_and_in_the_eu_but_not_in_the_uk() -> None:
    rows, _ = screen(owner("Middle", 50, owner("LISTED A", 50, control=False)))
    assert percents(rows) == {"US/OFAC": 50.0, "US/BIS": 50.0, "EU": 50.0, "UK": 0.0}


def test_two_halves_of_the_same_person_meet_again() -> None:
    """OFAC FAQ 401, example 2."""
    rows, _ = screen(
        owner("Left", 25, owner("LISTED A", 50)), owner("Right", 25, owner("LISTED A", 50))
    )
    assert row_of(rows, "US/OFAC")["percent"] == 50.0


def test_direct_and_indirect_shares_are_added() -> None:
    """OFAC FAQ 401, example 3."""
    rows, _ = screen(owner("LISTED A", 10), owner("Left", 40, owner("LISTED A", 50)))
    assert row_of(rows, "US/OFAC")["percent"] == 50.0


def test_two_minorities_behind_two_halves_do_not_count() -> None:
    """OFAC FAQ 401: nothing is owned indirectly through a holding below one half."""
    rows, _ = screen(
        owner("Left", 50, owner("LISTED A", 25)), owner("Right", 50, owner("LISTED A", 25))
    )
    assert row_of(rows, "US/OFAC")["percent"] == 0.0


def test_a_company_that_two_listed_persons_own_together() -> None:
    rows, _ = screen(
        owner(
            "Joint", 100, owner("LISTED A", 50, control=False), owner("LISTED B", 50, control=False)
        )
    )
    assert percents(rows) == {"US/OFAC": 100.0, "US/BIS": 100.0, "EU": 100.0, "UK": 0.0}


def test_a_nominee_passes_on_what_the_person_behind_controls_in_the_eu_and_the_uk() -> None:
    rows, _ = screen(owner("Nominee", 60, owner("LISTED A", None, control=True), type="person"))
    assert (row_of(rows, "EU")["percent"], row_of(rows, "UK")["percent"]) == (60.0, 60.0)
    ofac = row_of(rows, "US/OFAC")
    assert (ofac["percent"], ofac["percent_at_most"]) == (None, 60.0)


def test_a_missing_share_is_unknown_and_bounded_never_zero() -> None:
    rows, _ = screen(owner("LISTED A"), owner("Clean", 40, type="person"))
    for row in rows:
        assert (row["percent"], row["percent_at_most"]) == (None, 60.0)


def test_what_is_known_decides_although_a_share_is_missing() -> None:
    rows, _ = screen(owner("LISTED A", 55), owner("LISTED B"))
    ofac = row_of(rows, "US/OFAC")
    assert (ofac["percent"], ofac["percent_at_most"]) == (55.0, 100.0)


def test_a_missing_share_in_the_middle_is_unknown() -> None:
    rows, _ = screen(owner("Middle", 70, owner("LISTED A")))
    ofac = row_of(rows, "US/OFAC")
    assert (ofac["percent"], ofac["percent_at_most"]) == (None, 70.0)
    assert ofac["holders"][0]["economic_percent"] is None


@pytest.mark.parametrize(("said", "expected"), [(True, True), (False, False), (None, None)])
def test_control_is_true_false_or_unknown(said: bool | None, expected: bool | None) -> None:
    rows, _ = screen(owner("LISTED A", 10, control=said))
    assert [row["control"] for row in rows] == [expected] * 4


def test_control_through_a_controlled_company_is_control() -> None:
    rows, _ = screen(owner("Middle", 5, owner("LISTED A", 5, control=True), control=True))
    assert row_of(rows, "US/OFAC")["control"] is True
    assert row_of(rows, "US/OFAC")["percent"] == 0.0
    assert row_of(rows, "EU")["percent"] == 5.0


def test_a_resemblance_makes_its_own_row_of_unknown_identity() -> None:
    matches = {
        "parties[1].owners[0]": listed(SDN, entity="test:a"),
        "parties[1].owners[1]": listed(SDN, entity="test:b", same_party=None),
    }
    rows, _ = screen(owner("A", 49), owner("B", 20), matches=matches)
    ofac = [row for row in rows if row["regime"] == "US/OFAC"]
    assert [(row["same_party"], row["percent"]) for row in ofac] == [(True, 49.0), (None, 69.0)]


def test_a_listing_of_unknown_date_is_no_certain_listing() -> None:
    rows, _ = screen(owner("A", 60), matches={"parties[1].owners[0]": listed(EU, in_force=None)})
    assert [(row["regime"], row["same_party"]) for row in rows] == [("EU", None)]


def test_a_listing_that_was_not_in_force_makes_no_row() -> None:
    rows, not_run = screen(
        owner("A", 60, type="person"),
        matches={"parties[1].owners[0]": listed(EU, in_force=False)},
    )
    assert (rows, not_run) == ([], [])


def test_each_regime_looks_at_its_own_listings() -> None:
    matches = {"parties[1].owners[0]": listed(ENTITY_LIST)}
    assert percents(screen(owner("A", 60), matches=matches)[0]) == {"US/BIS": 60.0}
    matches = {"parties[1].owners[0]": listed(SDN_CYBER)}
    assert percents(screen(owner("A", 60), matches=matches)[0]) == {"US/OFAC": 60.0}


def test_the_strictest_owner_sets_the_measure() -> None:
    matches = {
        "parties[1].owners[0]": listed(MEU, entity="test:m"),
        "parties[1].owners[1]": listed(ENTITY_LIST, entity="test:e"),
    }
    rows, _ = screen(owner("A", 30), owner("B", 30), matches=matches)
    assert [(row["percent"], row["listed_measure"]) for row in rows] == [
        (60.0, "licence_requirement")
    ]


def test_a_listing_without_an_ownership_test_is_said_not_dropped() -> None:
    other = {"authority": "EU", "list": "Annex IV", "measure": "trade_restriction"}
    rows, not_run = screen(owner("A", 60), matches={"parties[1].owners[0]": listed(other)})
    assert rows == []
    assert [problem.check for problem in not_run] == ["network.ownership"]
    assert "Annex IV (EU, trade_restriction)" in not_run[0].why


def test_no_owners_given_is_unknown_and_none_is_not() -> None:
    evidence, not_run = ownership(PARTY, None, {})
    assert evidence == []
    assert [problem.check for problem in not_run] == ["network.ownership"]
    assert ownership(PARTY, (), {}) == ([], [])


def test_owners_on_no_list_make_no_row() -> None:
    rows, not_run = screen(owner("Clean", 60, type="person"), owner("Other", 40, type="person"))
    assert (rows, not_run) == ([], [])


def test_a_company_whose_owners_are_not_stated_is_named() -> None:
    rows, not_run = screen(owner("Clean", 60, type="company"), owner("LISTED A", 40))
    assert row_of(rows, "US/OFAC")["percent"] == 40.0
    assert [problem.check for problem in not_run] == ["network.ownership.indirect"]
    assert "parties[1].owners[0]" in not_run[0].why
    assert "Clean" not in not_run[0].why


def test_shares_above_one_hundred_are_named_and_bound_nothing() -> None:
    rows, not_run = screen(owner("LISTED A", 60), owner("B", 60), owner("LISTED C"))
    ofac = row_of(rows, "US/OFAC")
    assert (ofac["percent"], ofac["percent_at_most"]) == (60.0, None)
    assert any("120 %" in problem.why and PARTY in problem.why for problem in not_run)


@pytest.mark.parametrize("share", [-1.0, 101.0, float("nan"), float("inf")])
def test_an_impossible_share_is_unknown_and_named(share: float) -> None:
    rows, not_run = screen(owner("LISTED A", share))
    assert rows[0]["percent"] is None
    assert any("not 0 to 100" in problem.why for problem in not_run)


def test_a_circle_of_owners_ends_and_leaves_the_share_unknown() -> None:
    """A is owned at 40 % by a listed person, at 30 % by B, and B by A."""
    circle = owner("B", 30, owner("A", 60))
    rows, not_run = screen(owner("A", 60, owner("LISTED L", 40, control=False), circle))
    ofac = row_of(rows, "US/OFAC")
    assert (ofac["percent"], ofac["percent_at_most"]) == (None, 60.0)
    assert any("circle" in problem.why for problem in not_run)


def test_a_circle_with_nobody_listed_behind_it_counts_for_nothing() -> None:
    circle = owner("A", 60, owner("B", 100, owner("A", 100)))
    rows, _ = screen(circle, owner("LISTED L", 10))
    assert row_of(rows, "US/OFAC")["percent"] == 10.0


def test_owners_beyond_the_depth_limit_are_reported() -> None:
    chain = owner("LISTED L", 100)
    for level in range(MAX_DEPTH + 3):
        chain = owner(f"Level {level}", 100, chain)
    rows, not_run = screen(chain)
    assert rows == []
    assert any("deeper" in problem.why for problem in not_run)


SHARES = st.lists(
    st.tuples(
        st.booleans(),
        st.one_of(st.none(), st.integers(min_value=0, max_value=1000).map(lambda n: n / 10)),
    ),
    min_size=1,
    max_size=6,
)


@settings(deadline=None, max_examples=60)
@given(SHARES, st.randoms(use_true_random=False))
def test_the_order_of_the_owners_is_irrelevant(
    drawn: list[tuple[bool, float | None]], random: Random
) -> None:
    owners = [owner(f"{'LISTED' if on else 'Clean'} {i}", p) for i, (on, p) in enumerate(drawn)]
    shuffled = list(owners)
    random.shuffle(shuffled)
    keys = ("regime", "percent", "percent_at_most", "control", "same_party", "listed_measure")
    one, other = screen(*owners)[0], screen(*shuffled)[0]
    assert [[row[k] for k in keys] for row in one] == [[row[k] for k in keys] for row in other]


@settings(deadline=None, max_examples=60)
@given(SHARES)
def test_the_sum_passes_one_hundred_only_when_more_was_declared_and_then_says_so(
    drawn: list[tuple[bool, float | None]],
) -> None:
    owners = [owner(f"{'LISTED' if on else 'Clean'} {i}", p) for i, (on, p) in enumerate(drawn)]
    rows, not_run = screen(*owners)
    declared = sum(round(p * 10) for _, p in drawn if p is not None) / 10
    said = any("more than 100 %" in problem.why for problem in not_run)
    assert said == (declared > 100)
    for row in rows:
        for field in ("percent", "percent_at_most"):
            assert row[field] is None or row[field] <= max(100, declared)


@settings(deadline=None, max_examples=60)
@given(SHARES)
def test_a_missing_share_of_a_listed_owner_is_never_counted_as_zero(
    drawn: list[tuple[bool, float | None]],
) -> None:
    owners = [owner(f"{'LISTED' if on else 'Clean'} {i}", p) for i, (on, p) in enumerate(drawn)]
    rows, _ = screen(*owners)
    if not any(on and p is None for on, p in drawn):
        return
    ofac = row_of(rows, "US/OFAC")
    assert ofac["percent"] is None or ofac["percent"] >= 50
