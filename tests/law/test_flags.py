"""The published red flags: each of them answered, every question fit to be sent."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from holdpoint.law import Rule, check_pack, load_rulebook
from holdpoint.screening import load_policy, published_flags

BOOK = load_rulebook()
RULES = {rule.id: rule for rule in BOOK.rules}
FLAGS = published_flags()
FACTS = Path(__file__).parents[2].parent / "shared" / "facts" / "red_flags.yaml"
PUBLISHED = ("red_flags", "flags_party", "flags_goods", "flags_payment", "flags_route")
QUESTIONS = ("questions_party", "questions_trade", "questions_chips", "questions_ship")
ASKED = [rule for rule in BOOK.rules if rule.pack in QUESTIONS]


def _facts() -> list[dict[str, Any]]:
    if not FACTS.is_file():
        pytest.skip("the collected facts are not at hand")
    found: list[dict[str, Any]] = yaml.safe_load(FACTS.read_text("utf-8"))["red_flags"]
    return found


def test_there_are_113_and_each_is_answered_by_a_rule_a_question_or_the_law() -> None:
    assert len({flag.flag for flag in FLAGS}) == len(FLAGS) == 113
    for flag in FLAGS:
        assert flag.rules or flag.law, flag.flag
        assert {*flag.rules, *flag.law} <= set(RULES), flag.flag
        assert all(RULES[name].kind == "law" for name in flag.law), flag.flag
        assert all(RULES[name].kind != "law" for name in flag.rules), flag.flag


def test_they_are_those_that_were_collected() -> None:
    assert {flag.flag for flag in FLAGS} == {row["id"] for row in _facts()}


def test_what_data_could_show_is_looked_for_or_it_is_said_why_not() -> None:
    by_data = {row["id"] for row in _facts() if row["automatable"] == "yes"}
    for flag in FLAGS:
        kinds = {RULES[name].kind for name in (*flag.rules, *flag.law)}
        if flag.flag in by_data and kinds == {"questionnaire"}:
            assert flag.not_seen, flag.flag


def test_what_only_a_person_can_know_is_asked() -> None:
    for row in _facts():
        if row["automatable"] == "no":
            (flag,) = (one for one in FLAGS if one.flag == row["id"])
            assert any(RULES[name].kind == "questionnaire" for name in flag.rules), flag.flag


def test_only_the_supplement_that_was_read_is_cited_as_read() -> None:
    for flag in FLAGS:
        assert (flag.basis == "read") == flag.source.startswith("15 CFR Part 732"), flag.flag
    for rule in BOOK.rules:
        if rule.pack in (*PUBLISHED, *QUESTIONS) and rule.cite.basis == "read":
            assert rule.cite.title == "15 CFR Part 732 Supp. No. 3", rule.id
            assert rule.cite.url, rule.id


def test_no_flag_is_an_orphan_and_each_has_a_weight_of_its_own() -> None:
    named = {name for flag in FLAGS for name in flag.rules}
    weights = load_policy().flags.weights
    for rule in BOOK.rules:
        if rule.pack in (*PUBLISHED, *QUESTIONS):
            assert rule.id in named, rule.id
            assert rule.id in weights, rule.id


@pytest.mark.parametrize("rule", ASKED, ids=lambda rule: rule.id)
def test_a_question_asks_for_one_answer_of_its_own(rule: Rule) -> None:
    key = f"answers.{rule.id.removeprefix('ask.').replace('-', '_')}"
    assert list(rule.ask) == [key]
    assert list(rule.reads) == [key]
    assert rule.whom is not None
    assert rule.relevant is not None
    text = rule.ask[key]
    assert re.fullmatch(r"[A-Z][^?]+\?", text)
    assert len(text.split()) <= 40


@pytest.mark.parametrize("rule", ASKED, ids=lambda rule: rule.id)
def test_a_question_can_be_sent_to_whom_it_names(rule: Rule) -> None:
    """Whoever is asked is not spoken of as somebody else; one's own people are not outsiders."""
    (text,) = rule.ask.values()
    if rule.whom == "buyer":
        assert not re.search("buyer|customer", text), text
    if rule.whom in ("sales", "engineering"):
        assert not re.search(r"\byour?\b", text), text
    if rule.whom in ("carrier", "forwarder"):
        assert not re.search(f"the {rule.whom}", text), text


def test_no_two_questions_are_the_same() -> None:
    texts = [text for rule in ASKED for text in rule.ask.values()]
    assert len(set(texts)) == len(texts)


def test_weights_and_groups_of_the_default_name_flags_that_there_are() -> None:
    kinds = {rule.id: rule.kind for rule in BOOK.rules}
    assert list(load_policy().flags.unknown_rules(kinds)) == []


PACK = """\
pack: own
title: Own
kind: {kind}
{head}
rules:
  - id: own.asked
    title: T
    authority: company
    outcome: hold
    in_force: {{from: 2020-01-01, until: null}}
    cite: {{title: Own policy, basis: official, read: 2020-01-01}}
    {more}
    when: {{answers.asked: {{is: true}}}}
    because: It is so.
    ask: {{answers.asked: "Is it so?"}}
    clears_if: it is not so
    examples:
      - {{name: yes, as_of: 2026-11-20, given: {{answers: {{asked: true}}}}, expect: hold}}
      - {{name: no, as_of: 2026-11-20, given: {{answers: {{asked: false}}}}, expect: silent}}
      - {{name: none, as_of: 2026-11-20, given: {{answers: {{}}}}, expect: unknown}}
      - {{name: before, as_of: 2019-12-31, given: {{answers: {{asked: true}}}}, expect: silent}}
"""
HEAD = "relevant: {destination_country: {equals: AE}}"


def _own(folder: Path, **parts: str) -> Path:
    path = folder / "own.yaml"
    full = {"kind": "questionnaire", "head": HEAD, "more": "whom: sales", **parts}
    path.write_text(PACK.format(**full), encoding="utf-8")
    return path


def _asks(path: Path, country: str) -> bool:
    from datetime import date

    view = {"destination_country": country, "answers": {}}
    found = load_rulebook([path]).evaluate(view, date(2026, 11, 20), unanswered=True)
    return any(result.rule.id == "own.asked" for result in found)


def test_what_stands_at_the_head_counts_for_every_question(tmp_path: Path) -> None:
    path = _own(tmp_path)
    assert check_pack(path) == ()
    assert (_asks(path, "AE"), _asks(path, "FR")) == (True, False)


def test_a_question_may_have_a_relevance_of_its_own_or_none(tmp_path: Path) -> None:
    own = "whom: sales\n    relevant: {destination_country: {equals: FR}}"
    path = _own(tmp_path, more=own)
    assert (_asks(path, "AE"), _asks(path, "FR")) == (False, True)
    path = _own(tmp_path, more="whom: sales\n    relevant: null")
    assert (_asks(path, "AE"), _asks(path, "FR")) == (True, True)


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ({"kind": "flag", "more": "needs: []"}, "Only a questionnaire has `relevant` for all"),
        ({"head": "relevant: {destination_country: {equls: AE}}"}, "equls"),
        ({"more": "whom: nobody"}, "whom"),
        ({"kind": "flag", "head": ""}, "Only a questionnaire has `whom`"),
    ],
)
def test_a_pack_that_asks_wrongly_is_refused(
    tmp_path: Path, parts: dict[str, str], said: str
) -> None:
    told = "\n".join(map(str, check_pack(_own(tmp_path, **parts))))
    assert said in told
    assert re.search(r"own\.yaml:\d+", told)
