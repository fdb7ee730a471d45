"""How the rule book judges an order: outcomes, places, words, questions, dates, policy."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from holdpoint.errors import LawError
from holdpoint.law import RuleResult, complete, describe, load_rulebook

DAY = date(2026, 11, 20)
BOOK = load_rulebook()


def listed(name: str, *, same: bool | None = True) -> dict[str, Any]:
    row = {"authority": "US/OFAC", "measure": "blocking", "list": "SDN", "listed_name": name}
    return {**row, "programmes": ["CYBER2"], "in_force": True, "same_party": same}


def screened(*parties: tuple[str, list[dict[str, Any]]]) -> dict[str, Any]:
    return {
        "destination_country": "FR",
        "exporter_country": "DE",
        "items": [{"description": "valves", "hs_code": "848120", "us_jurisdiction": True}],
        "screened": [
            {"role": "buyer", "name": n, "wrong_numbers": "none", "list_matches": m}
            for n, m in parties
        ],
    }


def judge(
    given: dict[str, Any], day: date = DAY, *, disabled: Sequence[str] = ()
) -> tuple[RuleResult, ...]:
    view = complete(given, as_of=day.isoformat(), regime=None)
    return BOOK.evaluate(view, day, disabled=disabled)


def found(results: tuple[RuleResult, ...], rule: str) -> RuleResult:
    return next(result for result in results if result.rule.id == rule)


def test_a_listed_party_blocks_with_place_evidence_words_and_citation() -> None:
    (result,) = judge(screened(("Example Works", [listed("EXAMPLE WORKS")])))
    assert (result.rule.id, result.outcome, result.status) == ("us.ofac.sdn", "block", "met")
    assert result.subjects == ("screened[0]",)
    assert len(result.evidence) == 2  # the party and its match
    assert "Example Works is EXAMPLE WORKS on the SDN list" in result.explanation
    assert result.citations[0].in_force == ("2009-04-13", None)
    assert result.citations[0].basis == "read"


def test_a_resemblance_holds_and_asks_for_what_settles_it() -> None:
    (result,) = judge(screened(("Exampel Works", [listed("EXAMPLE WORKS", same=None)])))
    assert (result.outcome, result.status, result.truth) == ("hold", "unknown", None)
    (question,) = result.questions
    assert question.field == "screened[0].identifiers"
    assert question.ask.startswith("Is Exampel Works the listed EXAMPLE WORKS (SDN)?")
    assert question.because == ("us.ofac.sdn",)
    assert "Not known: whether Exampel Works is the listed EXAMPLE WORKS." in result.explanation


@pytest.mark.parametrize(
    ("thing", "field"),
    [
        ("parties[1]", "parties[1].identifiers"),
        ("payment.bank", "payment.bank"),
        ("payment.payer", "payment.payer"),
        ("route[0].carrier", "route[0].carrier"),
        ("route[0].vessel", "route[0].vessel.imo"),
    ],
)
def test_a_question_names_a_field_that_the_order_has(thing: str, field: str) -> None:
    order = screened(("Exampel Works", [{**listed("EXAMPLE WORKS", same=None), "@": thing}]))
    order["screened"][0]["@"] = thing
    (result,) = judge(order)
    assert [question.field for question in result.questions] == [field]


def test_a_date_that_nobody_verified_is_asked_of_the_party_it_speaks_of() -> None:
    order = screened(("Example Works", [{**listed("EXAMPLE WORKS"), "in_force": None}]))
    (result,) = judge(order)
    (question,) = result.questions
    assert question.field.startswith("screened[0]")
    assert not question.field.endswith("in_force")


def test_a_share_that_cannot_reach_the_threshold_is_no_question() -> None:
    ownership = {"regime": "US/OFAC", "percent_at_most": 24.0, "same_party": True, "control": False}
    party = {"role": "buyer", "name": "Example Sub", "country": "FR", "ownership": [ownership]}
    order = {**screened(), "parties": [party]}
    assert judge(order) == ()
    ownership["percent_at_most"] = 50.0
    assert {result.rule.id for result in judge(order)} == {
        "us.ofac.50-percent",
        "us.flag.listed-minority-owner",
        "us.flag.listed-owner-share-unknown",
    }


def test_a_second_party_that_only_resembles_is_not_hidden_by_the_first() -> None:
    results = judge(
        screened(
            ("Example Works", [listed("EXAMPLE WORKS")]),
            ("Other Shop", [listed("OTHER SHOPS", same=None)]),
            ("Plain Bakery", []),
        )
    )
    assert [(r.outcome, r.status, r.subjects) for r in results] == [
        ("block", "met", ("screened[0]",)),
        ("hold", "unknown", ("screened[1]",)),
    ]


def test_several_witnesses_are_told_once_each_in_the_order_of_the_order() -> None:
    results = judge(
        screened(
            ("B", [listed("LISTED B"), listed("LISTED B")]),
            ("A", [listed("LISTED A")]),
        )
    )
    text = results[0].explanation
    assert text.count("LISTED B") == 1
    assert text.index("LISTED B") < text.index("LISTED A")


def test_the_law_of_the_day_is_applied_and_old_law_is_kept() -> None:
    order = {
        "items": [{"description": "chips", "us_jurisdiction": True}],
        "parties": [
            {
                "role": "buyer",
                "name": "Example Sub",
                "country": "CN",
                "ownership": [
                    {
                        "regime": "US/BIS",
                        "percent": 51.0,
                        "percent_at_most": 51.0,
                        "control": False,
                        "same_party": True,
                        "holders": [{"name": "Example Parent", "percent": 51.0}],
                    }
                ],
            }
        ],
        "destination_country": "CN",
    }
    seen = {}
    for day in ("2025-09-28", "2025-10-15", "2026-01-15", "2026-11-09", "2026-11-10"):
        results = judge(order, date.fromisoformat(day))
        mine = [r for r in results if r.rule.id == "us.bis.affiliates-50"]
        seen[day] = mine[0].outcome if mine else "silent"
    assert seen == {
        "2025-09-28": "silent",
        "2025-10-15": "hold",
        "2026-01-15": "release",
        "2026-11-09": "release",
        "2026-11-10": "hold",
    }
    back = found(judge(order), "us.bis.affiliates-50")
    assert "unless the stay was extended. No extension was found" in back.explanation
    assert [c.title for c in back.citations][1].startswith("90 FR 50857")


def test_an_unknown_fact_is_asked_for_at_its_place_with_its_own_question() -> None:
    results = judge(
        {
            "destination_country": "IR",
            "exporter_country": "DE",
            "parties": [],
            "items": [
                {"description": "engine", "hs_code": "840710", "goods_lists": []},
                {"description": "gyroscope", "eccn": "7A994"},
            ],
        }
    )
    asked = {q.field for q in found(results, "us.ear.746-7-ccl").questions}
    assert asked == {"items[0].eccn", "items[0].us_content_percent", "items[1].us_content_percent"}
    text = found(results, "us.ear.746-7-ccl").explanation
    assert "the ECCN of engine" in text


def test_the_clause_is_asked_for_by_the_rule_s_own_question() -> None:
    goods = [
        {
            "list": "EU_833_ANNEX_XL",
            "code": "853690",
            "item_code": "853690",
            "fits": True,
            "in_force": True,
        }
    ]
    results = judge(
        {
            "exporter_country": "DE",
            "destination_country": "PK",
            "items": [{"description": "cable lugs", "hs_code": "853690", "goods_lists": goods}],
        }
    )
    (question,) = found(results, "eu.833.12g").questions
    assert question.field == "answers.no_reexport_clause"
    assert "Russia" in question.ask


def test_an_expired_licence_does_not_lift_and_an_open_one_is_asked_for() -> None:
    base = screened(("Example Works", [listed("EXAMPLE WORKS")]))
    licence = {"regime": "US/OFAC", "number": "X-1"}
    late = judge({**base, "licences": [{**licence, "expires": "2026-11-19"}]})
    good = judge({**base, "licences": [{**licence, "expires": "2026-11-20"}]})
    open_end = judge({**base, "licences": [licence]})
    assert [r.outcome for r in late] == ["block"]
    assert good == ()
    assert [(r.outcome, r.status) for r in open_end] == [("hold", "unknown")]


def test_other_jurisdictions_do_not_block_but_are_not_passed_over() -> None:
    order = {**screened(("Example Works", [listed("EXAMPLE WORKS")])), "jurisdictions": ["EU"]}
    (result,) = judge(order)
    assert (result.rule.id, result.outcome) == ("house.listed-elsewhere", "hold")


def test_policy_may_switch_off_its_own_rules_and_flags_but_no_law() -> None:
    order = {
        "exporter_country": "DE",
        "items": [{"hs_code": "848120", "eccn": "EAR99", "us_jurisdiction": False}],
    }
    assert "house.destination-missing" in [r.rule.id for r in judge(order)]
    left = judge(order, disabled=["house.destination-missing", "house.embargoed-destination"])
    assert {r.rule.kind for r in left} == {"law"}
    assert {r.status for r in left} == {"unknown"}  # a destination that is not stated clears nobody
    with pytest.raises(LawError, match="cannot switch it off"):
        judge(order, disabled=["us.ofac.sdn"])
    with pytest.raises(LawError, match="no rule"):
        judge(order, disabled=["us.ofac.sdm"])


def test_explain_says_why_each_rule_did_or_did_not_fire() -> None:
    order = {**screened(("Example Works", [listed("EXAMPLE WORKS")])), "jurisdictions": ["US"]}
    view = complete(order, as_of="2024-01-10", regime=None)
    why = {v.rule.id: v for v in BOOK.explain(view, date(2024, 1, 10))}
    assert len(why) == len(BOOK.rules)
    assert why["us.ofac.sdn"].state == "met"
    assert why["eu.asset-freeze"].state == "other jurisdiction"
    assert why["us.flag.hub-high-priority"].state == "not in force"
    assert "Not in force on 2024-01-10" in why["us.flag.hub-high-priority"].why
    trace = why["us.ear.746-7-supp7"].trace
    assert trace is not None
    assert "no: destination_country is one of $destinations (saw 'FR')" in "\n".join(trace.lines())


def test_the_trace_holds_text_truth_value_and_place_as_json() -> None:
    (result,) = judge(screened(("Example Works", [listed("EXAMPLE WORKS")])))
    tree = json.loads(json.dumps(result.trace.to_dict()))
    when = tree["children"][0]
    row = when["children"][0]
    assert (row["text"], row["truth"], row["at"]) == ("screened[0]", True, "screened[0]")
    leaf = row["children"][0]["children"][0]["children"][0]["children"][0]
    assert leaf == {
        "text": "list_matches.authority is US/OFAC",
        "truth": True,
        "seen": "US/OFAC",
        "at": "screened[0].list_matches[0]",
    }


def test_the_digest_follows_content_not_layout(tmp_path: Path) -> None:
    text = (
        "pack: own\ntitle: Own\nkind: policy\nrules:\n"
        "  - id: own.brazil\n    title: T\n    authority: company\n    outcome: hold\n"
        "    in_force: {from: null, until: null}\n    cite: {title: C, basis: official}\n"
        "    when: {destination_country: {equals: BR}}\n    because: B\n    clears_if: C\n"
        "    examples: []\n"
    )
    path = tmp_path / "own.yaml"
    digests = []
    for one in (
        text,
        "# a remark\n" + text.replace("{equals: BR}", "{equals:   'BR'}"),
        text.replace(
            "examples: []", "examples: [{name: x, as_of: 2026-01-01, given: {}, expect: unknown}]"
        ),
        text.replace("equals: BR", "equals: AR"),
    ):
        path.write_text(one, encoding="utf-8")
        digests.append(load_rulebook([path]).digest)
    assert digests[0] == digests[1] == digests[2]
    assert digests[3] != digests[0]
    assert BOOK.digest not in digests


def test_describe_tells_a_person_what_the_rule_says() -> None:
    text = describe(BOOK.rule("us.bis.affiliates-50"))
    for part in (
        "any parties:",
        "percent is at least $threshold",
        "$threshold from 2025-09-29: 50",
    ):
        assert part in text
    assert "Stayed from 2025-11-10 to 2026-11-09 (last day)" in text
    assert "basis: secondary" in text


def test_results_do_not_depend_on_the_order_of_keys() -> None:
    order = screened(("Example Works", [listed("EXAMPLE WORKS"), listed("OTHER", same=None)]))
    turned = json.loads(json.dumps(order, sort_keys=True))
    one, two = judge(order), judge(turned)
    assert [(r.rule.id, r.explanation, r.subjects) for r in one] == [
        (r.rule.id, r.explanation, r.subjects) for r in two
    ]


def test_an_order_of_many_lines_is_told_in_few_sentences() -> None:
    row = {"list": "CHPL", "code": "854231", "item_code": "854231", "tier": "1"}
    goods = [{**row, "fits": True, "in_force": True}]
    lines = [
        {"description": f"part {n}", "hs_code": "854231", "goods_lists": goods} for n in range(300)
    ]
    text = found(judge({"destination_country": "AE", "items": lines}), "us.flag.hub-high-priority")
    assert "And 288 more." in text.explanation
    assert len(text.subjects) == 300
