"""From which probability a resemblance counts, and what no threshold can silence."""

from __future__ import annotations

import dataclasses
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from holdpoint.errors import PolicyError
from holdpoint.files import read_yaml
from holdpoint.matching import Comparison, Match, Part, compare
from holdpoint.model import Entity, Identifier, Listing, Measure, Name, PartyQuery
from holdpoint.screening import Policy, load_policy
from holdpoint.screening._listed import Found, ListFinder
from holdpoint.screening._named import Named

DAY = date(2026, 11, 20)
IMO = "9074729"


def _policy(tmp_path: Path, text: str) -> Policy:
    path = tmp_path / "policy.yaml"
    path.write_text(text, "utf-8")
    return load_policy(path)


def _entity(number: int = 1, measure: Measure = "blocking", **more: Any) -> Entity:
    listing = Listing(authority="US/OFAC", list="SDN", measure=measure, listed_on="2024-02-23")
    fields: dict[str, Any] = {
        "id": f"test:{number}",
        "source": "test",
        "type": "company",
        "names": (Name(text="Qarinah Vane Works"),),
        "listings": (listing,),
    }
    return Entity(**{**fields, **more})


QUERY = PartyQuery(name="Qarinah Vane Works")


def _at(probability: float, entity: Entity, **more: Any) -> Match:
    """A match whose probability is given, whatever the words of its names are worth."""
    found: Comparison = dataclasses.replace(
        compare(QUERY, entity), probability=probability, **{"identity": "resembles", **more}
    )
    return Match(entity=entity, comparison=found)


def _look_up(policy: Policy, *matches: Match, query: PartyQuery = QUERY) -> Found:
    def search(query: PartyQuery, *, limit: int, floor: float) -> tuple[Match, ...]:
        del query
        return tuple(m for m in matches if m.comparison.probability >= floor)[:limit]

    finder = ListFinder(search, {}, policy, DAY)
    return finder.look_up(Named(path="parties[0]", role="buyer", query=query))


def test_a_listing_that_forbids_is_asked_about_before_one_that_informs() -> None:
    thresholds = load_policy().thresholds
    by_measure = {
        measure: thresholds.of(_entity(measure=measure).listings[0]).hold_from
        for measure in ("blocking", "asset_freeze", "licence_requirement", "unverified")
    }
    assert by_measure["blocking"] == by_measure["asset_freeze"]
    assert by_measure["blocking"] < by_measure["licence_requirement"] < by_measure["unverified"]


@pytest.mark.parametrize(("measure", "holds"), [("blocking", True), ("licence_requirement", False)])
def test_one_probability_holds_for_one_listing_and_not_for_another(
    measure: Measure, holds: bool
) -> None:
    found = _look_up(load_policy(), _at(0.47, _entity(measure=measure)))
    assert bool(found.rows) is holds
    assert bool(found.refused) is not holds


def test_the_threshold_that_was_met_stands_in_the_evidence() -> None:
    (row,) = _look_up(load_policy(), _at(0.72, _entity())).rows
    assert row["holds_from"] == load_policy().hold_from


def test_a_refusal_names_probability_threshold_list_and_what_is_open() -> None:
    match = _at(0.4, _entity(names=(Name(text="Qarinah Trading"),), countries=("IR",)))
    (refused,) = _look_up(load_policy(), match).refused
    assert refused.score == 0.4
    for said in ("0.4000", "below 0.42", "US/OFAC SDN", "property and dealings blocked"):
        assert said in refused.why_not
    assert "only in the order: vane" in refused.why_not
    assert "not known: country" in refused.why_not


def test_a_refuted_candidate_is_kept_with_the_fact_that_decided() -> None:
    against = Part(name="birth_date", verdict="contradict", note="1960, on the list 1980")
    match = _at(0.05, _entity(), identity="different")
    parts = (*match.comparison.parts, against)
    refuted = dataclasses.replace(match.comparison, parts=parts)
    match = Match(entity=match.entity, comparison=refuted)
    finder = ListFinder(lambda *_a, **_k: (match,), {}, load_policy(), DAY)
    (refused,) = finder.look_up(Named(path="p", role="buyer", query=QUERY)).refused
    assert "contradicted by birth date (1960, on the list 1980)" in refused.why_not


def test_below_the_floor_nothing_is_kept_and_above_it_everything() -> None:
    matches = [_at(p, _entity(i)) for i, p in enumerate((0.41, 0.4, 0.2, 0.11, 0.09))]
    found = _look_up(load_policy(), *matches)
    assert [row.score for row in found.refused] == [0.41, 0.4, 0.2, 0.11]


@pytest.mark.parametrize(
    "text",
    [
        "matching: {consider_from: 1, hold_from: 1, candidates: 1, keep_refused: 0}\n",
        "matching: {by_measure: {blocking: {hold_from: 1, consider_from: 1}}}\n",
        "matching: {by_list: {SDN: {hold_from: 1, consider_from: 1}}}\n",
    ],
)
def test_no_threshold_silences_a_checked_identity(tmp_path: Path, text: str) -> None:
    ship = PartyQuery(name="Another Name", type="vessel", identifiers={"imo": IMO})
    listed = _entity(type="vessel", identifiers=(Identifier(kind="imo", value=IMO),))
    comparison = compare(ship, listed)
    assert comparison.identity == "same"
    policy = _policy(tmp_path, text)
    found = _look_up(policy, Match(entity=listed, comparison=comparison), query=ship)
    assert [row["same_party"] for row in found.rows] == [True]


def test_the_number_of_candidates_bounds_no_hold(tmp_path: Path) -> None:
    matches = [_at(0.9, _entity(i)) for i in range(30)] + [_at(0.4, _entity(99))]
    policy = _policy(tmp_path, "matching: {candidates: 2}\n")
    found = _look_up(policy, *matches)
    assert len({row["entity"] for row in found.rows}) == 30
    assert not found.unseen


def test_a_name_that_hundreds_bear_is_told_to_be_cut() -> None:
    found = _look_up(load_policy(), *(_at(0.9, _entity(i)) for i in range(500)))
    assert found.unseen
    assert len(found.rows) < 500


def test_a_list_comes_before_its_measure(tmp_path: Path) -> None:
    text = "matching: {by_measure: {blocking: {hold_from: 0.9}}, by_list: {SDN: {hold_from: 0.8}}}"
    policy = _policy(tmp_path, text)
    assert policy.thresholds.of(_entity().listings[0]).hold_from == 0.8
    other = dataclasses.replace(_entity().listings[0], list="NS-MBS")
    assert policy.thresholds.of(other).hold_from == 0.9
    named = _policy(tmp_path, "matching: {by_list: {us/ofac sdn: {hold_from: 0.75}}}\n")
    assert named.thresholds.of(_entity().listings[0]).hold_from == 0.75


def test_a_general_threshold_of_the_company_replaces_the_measures(tmp_path: Path) -> None:
    policy = _policy(tmp_path, "matching: {hold_from: 0.65}\n")
    for measure in ("blocking", "unverified"):
        assert policy.thresholds.of(_entity(measure=measure).listings[0]).hold_from == 0.65


def test_a_measure_of_the_company_leaves_the_other_ones(tmp_path: Path) -> None:
    policy = _policy(tmp_path, "matching: {by_measure: {unverified: {hold_from: 0.95}}}\n")
    default = load_policy().thresholds
    licence = _entity(measure="licence_requirement").listings[0]
    assert policy.thresholds.of(licence) == default.of(licence)
    assert policy.thresholds.of(_entity(measure="unverified").listings[0]).hold_from == 0.95
    assert policy.digest != load_policy().digest


@pytest.mark.parametrize(
    ("text", "line", "field"),
    [
        ("matching:\n  by_measure: {blok: {hold_from: 0.8}}\n", 2, "matching.by_measure.blok"),
        ("matching:\n  by_measure:\n    blocking: 0.8\n", 3, "matching.by_measure.blocking"),
        ("matching:\n  by_list: [SDN]\n", 2, "matching.by_list"),
        ("matching:\n  by_list:\n    SDN: {hold: 0.8}\n", 3, "matching.by_list.SDN.hold"),
        ("matching:\n  by_list:\n    SDN: {hold_from: 2}\n", 3, "matching.by_list.SDN.hold_from"),
        (
            "matching:\n  by_list:\n    SDN: {hold_from: 0.05}\n", 3,
            "matching.by_list.SDN.hold_from",
        ),
        ("matching:\n  hold_from: 0.05\n", 2, "matching.hold_from"),
    ],
)  # fmt: skip
def test_a_mistake_in_a_threshold_is_told_with_its_line(
    tmp_path: Path, text: str, line: int, field: str
) -> None:
    with pytest.raises(PolicyError) as caught:
        _policy(tmp_path, text)
    problem = caught.value.problems[0]
    assert (problem.line, problem.field) == (line, field)
    assert problem.remedy


def test_every_measure_of_the_default_policy_has_its_reason_beside_it() -> None:
    source = Path(__file__).parents[2] / "src" / "holdpoint" / "screening" / "policy.yaml"
    text = source.read_text("utf-8")
    matching = read_yaml(text, "policy.yaml").value["matching"]
    assert set(matching["by_measure"]) == set(load_policy().by_measure)
    before = text[: text.index("by_measure:")].splitlines()[-2]
    assert before.strip().startswith("#")
