"""Four ownership tests, never one number: what must hold for every declaration of owners."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from holdpoint.law import complete, load_rulebook
from holdpoint.model import Owner
from holdpoint.network import ownership

BOOK = load_rulebook()
PARTY = "parties[0]"
LISTINGS = (
    {"authority": "US/OFAC", "list": "SDN", "measure": "blocking", "programmes": ["NPWMD"]},
    {"authority": "EU", "list": "Annex I", "measure": "asset_freeze"},
    {"authority": "UK", "list": "UK list", "measure": "asset_freeze"},
)
RULES = {
    "US/OFAC": "us.ofac.50-percent",
    "US/BIS": "us.bis.affiliates-50",
    "EU": "eu.ownership",
    "UK": "uk.ownership",
}


def paths(owners: tuple[Owner, ...], above: str = PARTY) -> Iterator[tuple[str, Owner]]:
    for index, one in enumerate(owners):
        path = f"{above}.owners[{index}]"
        yield path, one
        yield from paths(one.owners or (), path)


def rows(owners: tuple[Owner, ...]) -> dict[str, dict[str, Any]]:
    """Owners whose name begins with LISTED are on the SDN list, in the EU and in the UK."""
    sure = {"same_party": True, "in_force": True}
    matches = {
        path: [{**sure, "entity": one.name, "listed_name": one.name, **row} for row in LISTINGS]
        for path, one in paths(owners)
        if one.name.startswith("LISTED")
    }
    return {row.data["regime"]: dict(row.data) for row in ownership(PARTY, owners, matches)[0]}


def verdicts(owners: tuple[Owner, ...], day: str = "2026-11-20") -> dict[str, str]:
    """What the rule of each regime says of the rows: ``met``, ``unknown`` or nothing."""
    from datetime import date

    found = list(rows(owners).values())
    given = {
        "licences": [],
        "items": [{"description": "pumps", "us_jurisdiction": True}],
        "parties": [{"role": "buyer", "name": "Example Buyer", "ownership": found}],
    }
    view = complete(given, as_of=day, regime=None)
    said = {r.rule.id: r.status for r in BOOK.evaluate(view, date.fromisoformat(day))}
    return {regime: said[rule] for regime, rule in RULES.items() if rule in said}


def listed(name: str, percent: float | None, *, control: bool | None = False) -> Owner:
    return Owner(name=f"LISTED {name}", type="person", percent=percent, control=control)


def clean(name: str, percent: float | None, *owners: Owner) -> Owner:
    return Owner(name=name, type="company", percent=percent, control=False, owners=owners)


SHARE = st.integers(min_value=0, max_value=100).map(float)


def _levels(children: st.SearchStrategy[Owner]) -> st.SearchStrategy[Owner]:
    return st.builds(
        Owner,
        name=st.sampled_from("BCDEFGH"),
        type=st.just("company"),
        percent=st.none() | SHARE,
        control=st.sampled_from([None, True, False]),
        owners=st.lists(children, min_size=1, max_size=3).map(tuple),
    )


LEAF = st.builds(
    Owner,
    name=st.sampled_from(["LISTED X", "LISTED Y", "B", "C", "Nobody"]),
    type=st.just("person"),
    percent=st.none() | SHARE,
    control=st.sampled_from([None, True, False]),
)
OWNERS = st.lists(st.recursive(LEAF, _levels, max_leaves=6), min_size=1, max_size=4).map(tuple)
"""Trees of owners; a name that comes again further down closes a circle."""


@pytest.mark.parametrize(
    ("owners", "met"),
    [
        ((listed("A", 49.99), clean("B", 50)), set()),
        ((listed("A", 50), clean("B", 50)), {"US/OFAC", "US/BIS", "EU"}),
        ((listed("A", 50.01), clean("B", 49)), {"US/OFAC", "US/BIS", "EU", "UK"}),
        ((listed("A", 30), listed("B", 30), clean("C", 40)), {"US/OFAC", "US/BIS", "EU"}),
        ((listed("A", 5, control=True), clean("C", 95)), {"EU", "UK"}),
        ((clean("M", 50, listed("A", 50)), clean("C", 50)), {"US/OFAC", "US/BIS", "EU"}),
        ((clean("M", 60, listed("A", 60)), clean("C", 40)), {"US/OFAC", "US/BIS", "EU", "UK"}),
        ((clean("M", 60, listed("A", 40)), clean("C", 40)), set()),
        ((clean("M", 30, listed("A", 60)), clean("N", 30, listed("A", 60))),
         {"US/OFAC", "US/BIS", "EU", "UK"}),
        ((clean("M", 30, listed("A", 60)), clean("N", 30, listed("B", 60))),
         {"US/OFAC", "US/BIS", "EU"}),
    ],
    ids=[
        "just below half", "exactly half", "just above half", "two of thirty", "control alone",
        "halves in a chain", "majorities in a chain", "a minority behind a majority",
        "one person by two paths", "two persons by two paths",
    ],
)  # fmt: skip
def test_the_same_owners_come_to_four_answers(owners: tuple[Owner, ...], met: set[str]) -> None:
    assert {regime for regime, said in verdicts(owners).items() if said == "met"} == met


def test_control_that_is_not_stated_is_asked_where_control_counts_and_only_there() -> None:
    said = verdicts((listed("A", 10, control=None), clean("B", 90)))
    assert said == {"EU": "unknown", "UK": "unknown"}


def test_a_share_that_is_not_stated_is_asked_by_all_who_could_be_met() -> None:
    said = verdicts((listed("A", None), clean("B", 40)))
    assert said == dict.fromkeys(RULES, "unknown")
    said = verdicts((listed("A", None), clean("B", 50)))
    assert said == dict.fromkeys(("US/OFAC", "US/BIS", "EU"), "unknown")
    assert verdicts((listed("A", None), clean("B", 51))) == {}


def test_half_counts_in_the_eu_since_the_best_practices_of_2024() -> None:
    owners = (listed("A", 50), clean("B", 50))
    assert "EU" not in verdicts(owners, "2024-07-02")
    assert verdicts(owners, "2024-07-03")["EU"] == "met"


@settings(deadline=None, max_examples=80)
@given(OWNERS)
def test_an_interval_is_one_and_knowledge_lies_in_it(owners: tuple[Owner, ...]) -> None:
    for row in rows(owners).values():
        low, high = row["percent"], row["percent_at_most"]
        assert low is None or low >= 0
        if low is not None and high is not None:
            assert low <= high


@settings(deadline=None, max_examples=40)
@given(st.data())
def test_what_is_found_out_later_lies_in_the_band_that_was_given_before(data: Any) -> None:
    """A missing share, once known, comes to a sum that the interval allowed."""
    known = data.draw(st.lists(st.tuples(st.booleans(), SHARE), max_size=4))
    missing = data.draw(SHARE)
    assume(sum(share for _, share in known) + missing <= 100)
    before = tuple(
        listed(str(i), share) if on else clean(f"C{i}", share)
        for i, (on, share) in enumerate(known)
    )
    vague, exact = (*before, listed("Z", None)), (*before, listed("Z", missing))
    for regime, row in rows(exact).items():
        earlier = rows(vague)[regime]
        assert earlier["percent_at_most"] is None or row["percent"] <= earlier["percent_at_most"]
        if earlier["percent"] is not None:
            assert earlier["percent"] <= row["percent"]
    for regime, said in verdicts(vague).items():
        if said == "met":
            assert verdicts(exact)[regime] == "met"


@settings(deadline=None, max_examples=60)
@given(st.lists(SHARE, min_size=1, max_size=5))
def test_holders_are_added_up_everywhere_but_in_the_united_kingdom(shares: list[float]) -> None:
    assume(sum(shares) <= 100)
    found = rows(tuple(listed(str(i), share) for i, share in enumerate(shares)))
    for regime in ("US/OFAC", "US/BIS", "EU"):
        assert found[regime]["percent"] == sum(shares)
    assert found["UK"]["percent"] == max(shares)
    assert found["UK"]["percent_of_all_holders"] == sum(shares)


@settings(deadline=None, max_examples=60)
@given(SHARE, st.integers(min_value=1, max_value=99))
def test_a_holding_split_over_firms_that_are_wholly_owned_is_the_same_holding(
    share: float, part: int
) -> None:
    first = share * part / 100
    split = (
        clean("M", first, listed("A", 100)),
        clean("N", share - first, listed("A", 100)),
    )
    whole = rows((listed("A", share),))
    for regime, row in rows(split).items():
        assert row["percent"] == pytest.approx(whole[regime]["percent"], abs=1e-3)


@settings(deadline=None, max_examples=60)
@given(OWNERS, SHARE)
def test_one_more_listed_holder_never_makes_it_less(
    owners: tuple[Owner, ...], share: float
) -> None:
    more = rows((*owners, listed("NEW", share)))
    for regime, row in rows(owners).items():
        if row["percent"] is not None and more[regime]["percent"] is not None:
            assert more[regime]["percent"] >= row["percent"]


@settings(deadline=None, max_examples=60)
@given(OWNERS)
def test_a_firm_put_between_passes_on_the_whole_of_what_meets_the_test(
    owners: tuple[Owner, ...],
) -> None:
    """Who is owned by listed persons counts with its whole share in what it owns."""
    between = Owner(name="Between", type="company", percent=100, control=False, owners=owners)
    for regime, row in rows((between,)).items():
        direct = rows(owners)[regime]
        met = direct["percent"] is not None and (
            direct["percent"] > 50 or (direct["percent"] == 50 and regime != "UK")
        )
        if met:
            assert row["percent"] == 100


@settings(deadline=None, max_examples=60)
@given(st.integers(min_value=2, max_value=6), SHARE, SHARE)
def test_a_circle_of_any_length_ends_and_is_told(length: int, inner: float, share: float) -> None:
    """Owners that own each other round: the sum is bounded, and what hangs on it is open."""
    chain = clean("F0", inner)
    for step in range(length - 1, -1, -1):
        chain = dataclasses.replace(clean(f"F{step}", inner), owners=(chain,))
    evidence, not_run = ownership(PARTY, (chain,), {})
    assert evidence == []
    assert any("circle" in one.why for one in not_run)
    found = rows((dataclasses.replace(chain, percent=100 - share), listed("A", share)))
    assert found["US/OFAC"]["percent"] in (share, None)
    assert found["US/OFAC"]["percent_at_most"] <= 100
