"""Red flags add up: one weak one notes, several hold, none blocks, and law comes first."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import holdpoint
from holdpoint.errors import PolicyError
from holdpoint.law import RuleResult, Trace, load_rulebook
from holdpoint.model import GRAVITY
from holdpoint.screening import Screener, load_policy
from holdpoint.screening._flag_policy import flag_policy, merged_flags
from holdpoint.screening._flags import FLAG_KINDS, weigh

CASES = Path(__file__).parents[1] / "cases"
DAY = date(2026, 11, 20)
BOOK = load_rulebook()
DEFAULT = load_policy().flags
FLAGS = [r.id for r in BOOK.rules if r.kind in FLAG_KINDS and r.outcome != "release"]
QUESTIONS = [r.id for r in BOOK.rules if r.kind == "questionnaire"]


def result(rule: str, status: str = "met") -> RuleResult:
    """A rule as it comes out of the book: met or unknown."""
    of = BOOK.rule(rule)
    known = status == "met"
    return RuleResult(
        rule=of,
        truth=True if known else None,
        outcome=of.outcome,
        status="met" if known else "unknown",
        subjects=("transaction",),
        evidence=(),
        explanation="It is so.",
        questions=(),
        citations=(),
        clears_if=of.clears_if,
        trace=Trace("x", True if known else None, "all", ()),
    )


def outcome(results: Sequence[RuleResult], policy: Any = DEFAULT) -> str:
    found = weigh(results, policy).results
    return max((r.outcome for r in found), key=GRAVITY.__getitem__, default="release")


def told(results: Sequence[RuleResult], rule: str, policy: Any = DEFAULT) -> str:
    (found,) = (r for r in weigh(results, policy).results if r.rule.id == rule)
    return found.explanation


@pytest.mark.parametrize("rule", FLAGS)
def test_alone_only_a_strong_flag_holds(rule: str) -> None:
    strong = DEFAULT.weight(rule) == "strong"
    assert outcome([result(rule)]) == ("hold" if strong else "release")


def test_two_medium_flags_hold_and_the_sentence_says_the_sum() -> None:
    both = [result("us.flag.cash"), result("us.flag.unmarked-parts")]
    assert [r.outcome for r in weigh(both, DEFAULT).results] == ["hold", "hold"]
    assert "Weight: medium (2 points); all flags: 4; held from 3 on." in told(both, "us.flag.cash")


def test_flags_of_one_fact_count_once() -> None:
    one_fact = ["us.flag.free-mailbox", "us.flag.telephone-elsewhere", "ask.contact-does-not-fit"]
    weighed = weigh([result(rule) for rule in one_fact], DEFAULT)
    assert weighed.sum.known == 1
    assert {r.outcome for r in weighed.results} == {"release"}
    assert sum("another flag rests on the same fact" in r.explanation for r in weighed.results) == 2


def test_where_law_says_the_same_it_decides_and_the_flag_points_to_it() -> None:
    flag, law = "us.flag.listed-minority-owner", "us.ofac.50-percent"
    weighed = weigh([result(flag), result(law)], DEFAULT)
    assert weighed.sum.known == 0
    assert f"not counted: {law} says the same and decides" in told(
        [result(flag), result(law)], flag
    )
    assert weighed.total is not None
    (row,) = weighed.total["counted"]
    assert (row["told_by"], row["counts"]) == (law, False)
    assert weigh([result(flag)], DEFAULT).sum.known == 3


def test_an_undecided_flag_holds_only_where_it_could_tip_the_sum() -> None:
    medium, weak = result("us.flag.founded-since-2022", "unknown"), result("us.flag.hub-on-the-way")
    assert outcome([medium]) == "release"
    alone = weigh([medium], DEFAULT)
    assert [note.check for note in alone.not_run] == ["flags"]
    assert "us.flag.founded-since-2022" in alone.not_run[0].why
    assert outcome([medium, weak]) == "hold"
    assert outcome([result("us.flag.young-company", "unknown")]) == "hold"


def test_questions_without_an_answer_are_counted_and_hold_nothing() -> None:
    weighed = weigh([result(rule, "unknown") for rule in QUESTIONS], DEFAULT)
    assert weighed.results == ()
    notes = {note.check: note.why for note in weighed.not_run}
    assert f"{len(QUESTIONS)} question(s)" in notes["questionnaire"]
    assert "ask.ais-gaps" in notes["vessel.track"]
    assert weighed.total is not None
    rows = {row["rule"]: row["not_seen"] for row in weighed.total["unanswered"]}
    assert set(rows) == set(QUESTIONS)
    assert rows["ask.ip-elsewhere"] == ["IP addresses are not part of an order"]


def test_a_note_never_counts_and_off_is_refused_for_law() -> None:
    base = load_policy().flags
    values = {
        "hold_from": "3", "points": dict(base.points), "otherwise": "strong",
        "weights": dict.fromkeys(FLAGS, "note"), "same_fact": {},
    }  # fmt: skip
    everything = [result(rule) for rule in FLAGS]
    assert outcome(everything, flag_policy(values)) == "release"
    known = {rule.id: rule.kind for rule in BOOK.rules}
    lawful = flag_policy({**values, "weights": {"us.ofac.sdn": "off", "us.flag.csh": "weak"}})
    assert [rule for rule, _ in lawful.unknown_rules(known)] == ["us.flag.csh", "us.ofac.sdn"]


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("hold_from: 0", 3, "not a number above 0"),
        ("hold_from: nan", 3, "not a number above 0"),
        ("otherwise: heavy", 3, "no such weight"),
        ("weights: {us.flag.cash: heavy}", 3, "no such weight"),
        ("weights: [us.flag.cash]", 3, "must hold settings"),
        ("points: {weak: 5}", 3, "less than the weight before it"),
        ("points: {heavy: 5}", 3, "no such weight"),
        ("points: {weak: many}", 3, "not a number"),
        ("same_fact: {a: us.flag.cash}", 3, "not a list of rules"),
        ("same_fact: {a: [us.flag.cash], b: [us.flag.cash]}", 3, "stands under 'a' already"),
        ("wieghts: {}", 3, "wieghts"),
    ],
)
def test_a_wrong_setting_is_refused_with_its_line(
    tmp_path: Path, text: str, line: int, said: str
) -> None:
    path = tmp_path / "policy.yaml"
    path.write_text(f"id: own\nflags:\n  {text}\n", "utf-8")
    with pytest.raises(PolicyError) as caught:
        load_policy(path)
    assert f"policy.yaml:{line}" in str(caught.value)
    assert said in str(caught.value)


def test_a_weight_of_a_rule_of_law_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "policy.yaml"
    path.write_text("id: own\nflags:\n  weights: {us.ofac.sdn: off}\n", "utf-8")
    with pytest.raises(PolicyError, match="only red flags have weights"):
        Screener(holdpoint.open_snapshot(), load_policy(path))


def test_a_group_that_is_named_again_is_replaced() -> None:
    base = {"hold_from": "3", "points": {}, "otherwise": "weak", "weights": {"a": "weak"},
            "same_fact": {"x": ["a", "b"], "y": ["c"]}}  # fmt: skip
    own = {"weights": {"b": "off"}, "same_fact": {"x": ["a"]}}
    merged = merged_flags(base, own)
    assert merged["weights"] == {"a": "weak", "b": "off"}
    assert merged["same_fact"] == {"x": ["a"], "y": ["c"]}


SEEN = st.dictionaries(st.sampled_from(FLAGS), st.sampled_from(["met", "unknown"]), max_size=8).map(
    lambda found: [result(rule, status) for rule, status in sorted(found.items())]
)


@given(found=SEEN, more=st.sampled_from(FLAGS))
@settings(deadline=None, max_examples=300)
def test_another_flag_never_lowers_the_outcome_and_none_blocks(
    found: list[RuleResult], more: str
) -> None:
    before, after = outcome(found), outcome([*found, result(more)])
    assert GRAVITY[before] <= GRAVITY[after] < GRAVITY["block"]


@given(found=SEEN, law=st.sampled_from(["us.ofac.sdn", "us.ofac.50-percent", "eu.833.5ae"]))
@settings(deadline=None, max_examples=150)
def test_flags_never_change_what_law_says(found: list[RuleResult], law: str) -> None:
    results = {r.rule.id: r.outcome for r in weigh([*found, result(law)], DEFAULT).results}
    assert results[law] == BOOK.rule(law).outcome
    assert GRAVITY[outcome([*found, result(law)])] >= GRAVITY[BOOK.rule(law).outcome]


@given(found=SEEN, order=st.randoms())
@settings(deadline=None, max_examples=150)
def test_the_order_of_the_results_changes_nothing(found: list[RuleResult], order: Any) -> None:
    mixed = list(found)
    order.shuffle(mixed)
    one, other = weigh(found, DEFAULT), weigh(mixed, DEFAULT)
    assert one.total == other.total
    assert {r.rule.id: r.outcome for r in one.results} == {
        r.rule.id: r.outcome for r in other.results
    }


@given(found=SEEN)
@settings(deadline=None, max_examples=150)
def test_the_sum_is_that_of_the_heaviest_of_each_fact(found: list[RuleResult]) -> None:
    total = weigh(found, DEFAULT).sum
    assert total.known == _sum(r.rule.id for r in found if r.status == "met")
    raised = (r for r in found if r.status == "met" or r.rule.kind == "flag")
    assert total.most == _sum(r.rule.id for r in raised)


def _sum(rules: Iterable[str]) -> float:
    facts: dict[str, float] = {}
    for rule in rules:
        fact = DEFAULT.fact(rule)
        facts[fact] = max(facts.get(fact, 0.0), DEFAULT.worth(rule))
    return sum(facts.values())


@cache
def _screener() -> Screener:
    return Screener(holdpoint.open_snapshot())


def _orders() -> list[dict[str, Any]]:
    rows = map(json.loads, (CASES / "transactions.jsonl").read_text("utf-8").splitlines())
    return [{k: v for k, v in row.items() if k not in ("why", "expect")} for row in rows][::4]


@pytest.mark.parametrize("order", _orders(), ids=lambda order: str(order["id"]))
def test_open_questions_change_no_outcome(order: dict[str, Any]) -> None:
    """The same findings whether the questionnaire is asked for or not."""
    from holdpoint.intake import parse_transaction

    screener = _screener()
    day, _, view = screener._look(parse_transaction(order, file="order", line=None), None)
    asked = weigh(BOOK.evaluate(view, day, unanswered=True), DEFAULT)
    silent = weigh(BOOK.evaluate(view, day), DEFAULT)
    assert {(r.rule.id, r.outcome) for r in asked.results} == {
        (r.rule.id, r.outcome) for r in silent.results
    }


PLAIN = {
    "id": "plain",
    "date": "2026-11-20",
    "exporter_country": "DE",
    "destination_country": "FR",
    "parties": [{"role": "buyer", "name": "Ateliers Brumeclair SAS", "country": "FR"}],
    "items": [{"description": "Office chairs", "hs_code": "9401.39", "origin": "DE"}],
}


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({}, "release"),
        ({"no_web_presence": True}, "release"),
        ({"no_web_presence": True, "ip_elsewhere": True, "odd_packaging": True}, "hold"),
        ({"no_web_presence": False, "ip_elsewhere": True, "odd_packaging": True}, "release"),
        ({"end_use_refused": "yes"}, "hold"),
        ({"end_use_refused": "no"}, "release"),
    ],
)
def test_an_answer_changes_the_result(answers: dict[str, Any], expected: str) -> None:
    assert _screener().screen({**PLAIN, "answers": answers}).outcome == expected


@pytest.mark.parametrize(
    ("answers", "told"),
    [
        ({"end_use_refusd": True}, "answers.end_use_refusd: no rule asks for it"),
        ({"end_use_refused": "perhaps"}, "'perhaps' is neither yes nor no"),
        ({"subject_to_ear": True, "end_use_refused": False, "us_licence_exception": "none"}, None),
    ],
)
def test_an_answer_that_does_nothing_is_told(answers: dict[str, Any], told: str | None) -> None:
    notes = _screener().screen({**PLAIN, "answers": answers}).not_run
    assert [told in n.why for n in notes if n.check == "answers" and told] == [True] * bool(told)
    assert bool(told) == any(note.check == "answers" for note in notes)
