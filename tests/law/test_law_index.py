"""The index gives exactly what looking at every rule gives, whatever the order says."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from holdpoint.law import VIEW, Field, RuleBook, complete, load_rulebook

SHIPPED = load_rulebook()
DAYS = [
    date.fromisoformat(day)
    for day in ("2022-01-01", "2024-01-10", "2025-10-15", "2026-01-15", "2026-11-20")
]
COUNTRIES = ("IR", "RU", "AE", "FR", "2024", "")
CODES = ("8542", "854231", "85423190", "840710", "2024-05", "x")


def _constants(book: RuleBook) -> list[str]:
    """Every text that a rule compares something with, so that random orders meet rules."""
    found: dict[str, None] = {}

    def walk(raw: object) -> None:
        if isinstance(raw, dict):
            for value in raw.values():
                walk(value)
        elif isinstance(raw, list):
            for value in raw:
                walk(value)
        elif isinstance(raw, str):
            found.setdefault(raw)

    for rule in book.rules:
        for part in ("when", "unless", "parameters"):
            walk(rule.source.get(part))
    return [text for text in found if not text.startswith("$")]


def _view(field: Field, random: Random, words: list[str], depth: int = 0) -> Any:
    kind = field.kind
    if kind == "rows":
        return [_record(field, random, words, depth + 1) for _ in range(random.choice((0, 1, 2)))]
    if kind in ("record", "open"):
        return _record(field, random, words, depth)
    if kind == "flag":
        return random.random() < 0.7
    if kind == "number":
        return random.choice((0.0, 10.0, 25.0, 50.0, 60000.0))
    if kind == "texts":
        return random.sample(words, 2)
    return random.choice(words)


def _record(field: Field, random: Random, words: list[str], depth: int) -> dict[str, Any]:
    out: dict[str, Any] = {}
    for name, inner in field.fields.items():
        chance = random.random()
        if chance < 0.2 or (depth > 3 and inner.kind == "rows"):
            continue
        if chance < 0.25:
            out[name] = None
        elif chance < 0.27 and inner.kind == "text":
            out[name] = random.choice((True, 5.0))  # of a type that it should not have
        else:
            out[name] = _view(inner, random, words, depth)
    if field.kind == "open":
        out = {f"a{n}": random.choice((True, False, 3.0, "text")) for n in range(3)}
    return out


def _same(book: RuleBook, view: dict[str, Any], day: date) -> int:
    fast, slow = book.evaluate(view, day), book.evaluate(view, day, indexed=False)
    assert fast == slow
    assert [r.trace for r in fast] == [r.trace for r in slow]
    return len(fast)


@settings(max_examples=150, deadline=None)
@given(random=st.randoms(use_true_random=False), day=st.sampled_from(DAYS))
def test_the_shipped_packs_give_the_same_with_the_index_as_without(
    random: Random, day: date
) -> None:
    view = _view(VIEW, random, _constants(SHIPPED))
    view["jurisdictions"] = random.sample(["US", "EU", "UK", "UN", "JP"], 3)
    _same(SHIPPED, view, day)


@pytest.mark.parametrize("rule", SHIPPED.rules, ids=lambda rule: rule.id)
def test_on_its_own_examples_the_index_misses_no_rule(rule: Any) -> None:
    for example in rule.examples:
        view = complete(example.given, as_of=example.as_of, regime=rule.regime)
        _same(SHIPPED, view, date.fromisoformat(example.as_of))


def _leaf(random: Random, inside: bool) -> dict[str, Any]:
    order = "order." if inside else ""
    return random.choice(
        [
            {order + "destination_country": {"equals": random.choice(COUNTRIES)}},
            {order + "destination_country": {"in": random.sample(COUNTRIES, 2)}},
            {order + "destination_country": {"in": "$countries"}},
            {order + "destination_country": {"in_list": "exact"}},
            {order + "destination_country": {"not_in": random.sample(COUNTRIES, 2)}},
            {order + "destination_country": {"starts_with": random.choice("IFR")}},
            {order + "value.amount": {"at_least": random.choice((10, 50))}},
            {order + "answers.a0": {"is": "true"}},
            {order + "answers.a1": {"equals": "text"}},
        ]
    )


def _row_leaf(random: Random) -> dict[str, Any]:
    return random.choice(
        [
            {"hs_code": {"in_list": "codes"}},
            {"hs_code": {"starts_with": random.choice(CODES)}},
            {"hs_code": {"equals": random.choice(CODES)}},
            {"origin": {"equals": "$order.destination_country"}},
            {"us_jurisdiction": {"is": random.choice(("true", "false"))}},
            {"any given goods_lists": {"code": {"in": random.sample(CODES, 2)}}},
            {"any goods_lists": {"fits": {"is": "true"}, "tier": {"equals": "1"}}},
            {"count goods_lists": {"where": {"fits": {"is": "true"}}, "at_least": 1}},
            _leaf(random, inside=True),
        ]
    )


def _condition(random: Random, depth: int, *, inside: bool) -> dict[str, Any]:
    kind = random.choice(("leaf", "leaf", "rows", "all", "any", "not", "every", "count"))
    if depth == 0 or kind == "leaf" or (inside and kind in ("rows", "every", "count")):
        return _row_leaf(random) if inside else _leaf(random, inside=False)
    if kind in ("all", "any"):
        return {kind: [_condition(random, depth - 1, inside=inside) for _ in range(2)]}
    if kind == "not":
        return {"not": _condition(random, depth - 1, inside=inside)}
    body = _condition(random, depth - 1, inside=True)
    if kind == "count":
        return {"count items": {"where": body, random.choice(("at_least", "less_than")): 1}}
    words = ("any items", "any given items") if kind == "rows" else ("every items",)
    return {random.choice(words): body}


def _made(folder: Path) -> RuleBook:
    """A book with 300 rules of random conditions beside the shipped ones."""
    cite = {"title": "Own policy", "basis": "official"}
    columns = "from,until,read,basis,source"
    (folder / "codes.csv").write_text(
        f"hs6,{columns}\n854231,2020-01-01,,,official,own\n840710,,,2024-01-01,official,own\n",
        encoding="utf-8",
    )
    (folder / "exact.csv").write_text(
        f"country,{columns}\nIR,2020-01-01,2024-12-31,,official,own\nAE,,,,official,own\n",
        encoding="utf-8",
    )
    random = Random(4)
    rules = []
    for number in range(300):
        when = _condition(random, 3, inside=False)
        text = json.dumps(when)
        rule: dict[str, Any] = {
            "id": f"made.rule-{number}", "title": "Made", "authority": "company",
            "outcome": "hold", "in_force": {"from": None, "until": None}, "cite": cite,
            "when": when, "because": "Made.", "clears_if": "nothing", "examples": [],
            "ask": {f"answers.{a}": "?" for a in ("a0", "a1") if f"answers.{a}" in text},
        }  # fmt: skip
        if "$countries" in text:
            rule["parameters"] = {
                "countries": {"values": {"2024-01-01": {"value": ["IR", "FR"], "cite": cite}}}
            }
        uses = {"exact": ("country", "exact"), "codes": ("hs6", "prefix")}
        rule["lists"] = {
            name: {"use": f"{name}.csv", "key": key, "match": match}
            for name, (key, match) in uses.items()
            if f'"in_list": "{name}"' in text
        }
        rules.append(rule)
    path = folder / "made.yaml"
    pack = {"pack": "made", "title": "Made", "kind": "policy", "rules": rules}
    path.write_text(json.dumps(pack), encoding="utf-8")  # JSON is YAML
    return load_rulebook([path])


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> RuleBook:
    return _made(tmp_path_factory.mktemp("made"))


@settings(max_examples=100, deadline=None)
@given(random=st.randoms(use_true_random=False), day=st.sampled_from(DAYS))
def test_any_condition_gives_the_same_with_the_index_as_without(
    made: RuleBook, random: Random, day: date
) -> None:
    wanted = {"destination_country", "value", "answers", "items"}
    fields = {name: VIEW.fields[name] for name in wanted}
    view = _record(Field(kind="record", fields=fields), random, [*COUNTRIES, *CODES, "1"], 0)
    view["jurisdictions"] = []
    _same(made, view, day)


@pytest.mark.parametrize("code", ["", "85", "8542", "854231", "85423190", "8409", "85424"])
def test_the_beginning_of_a_listed_code_is_not_lost(made: RuleBook, code: str) -> None:
    view = complete({"items": [{"hs_code": code}]}, as_of="2024-01-10", regime=None)
    _same(made, view, date(2024, 1, 10))


def test_few_of_many_rules_are_looked_at() -> None:
    view = complete(
        {"destination_country": "FR", "exporter_country": "DE", "items": [], "route": []},
        as_of="2026-11-20",
        regime=None,
    )
    plan = SHIPPED._plan("2026-11-20")
    looked = plan.steps_for(view, {"US", "EU", "UK", "UN"}, indexed=True)
    # A questionnaire has to be looked at: what was not answered is unknown, and may matter.
    judging = [rule for rule, _, _ in plan.steps if rule.kind != "questionnaire"]
    few = [rule for rule, _, _ in looked if rule.kind != "questionnaire"]
    assert len(judging) > 90
    assert len(few) < len(judging) / 4


def test_a_day_on_which_nothing_changes_shares_the_plan_of_the_day_before() -> None:
    assert SHIPPED._plan("2026-11-19") is SHIPPED._plan("2026-11-18")
    assert SHIPPED._plan("2026-11-10") is not SHIPPED._plan("2026-11-09")
