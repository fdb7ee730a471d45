"""A company's own packs: thresholds, lists and rules that may raise an outcome, never lower it."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from holdpoint.errors import LawError
from holdpoint.law import add_rule, applied, check_pack, complete, load_rulebook
from holdpoint.model import GRAVITY

GUIDE = Path(__file__).parents[2] / "docs" / "guide" / "rules.md"
DAY = date(2026, 11, 20)
BOOK = load_rulebook()
HEAD = "pack: own\ntitle: Own\nkind: {kind}\nrules:\n"
RULE = """\
  - id: own.{word}
    title: T
    authority: company
    outcome: {outcome}
    in_force: {{from: 2020-01-01, until: null}}
    cite: {{title: Own policy, basis: official}}
    {more}
    when: {when}
    because: Because the company says so.
    clears_if: the company says otherwise
    examples: []
"""


def pack(folder: Path, *rules: dict[str, str], kind: str = "policy", tail: str = "") -> Path:
    text = HEAD.format(kind=kind)
    for number, rule in enumerate(rules):
        full = {"word": f"rule-{number}", "outcome": "hold", "more": "needs: []", **rule}
        text += RULE.format(**full)
    path = folder / "own.yaml"
    path.write_text(text + tail, encoding="utf-8")
    return path


ANY_OWN = [
    {"outcome": outcome, "when": when}
    for outcome in ("release", "hold", "block")
    for when in (
        "{destination_country: {not_equals: XX}}",
        "{any screened: {any list_matches: {same_party: {is: true}}}}",
        "{value.amount: {at_least: 1}}",
    )
]


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Any:
    return load_rulebook([pack(tmp_path_factory.mktemp("own"), *ANY_OWN)])


@settings(max_examples=150, deadline=None)
@given(
    destination=st.sampled_from(["IR", "RU", "AE", "FR", None]),
    measure=st.sampled_from(["blocking", "asset_freeze", "unverified", "private"]),
    authority=st.sampled_from(["US/OFAC", "US/BIS", "EU", "UK", "UN", "company"]),
    same=st.sampled_from([True, False, None]),
    amount=st.sampled_from([None, 0.0, 5000.0]),
)
def test_own_rules_take_nothing_away_and_lower_no_outcome(
    both: Any,
    destination: str | None,
    measure: str,
    authority: str,
    same: bool | None,
    amount: float | None,
) -> None:
    match = {"authority": authority, "measure": measure, "list": "L", "listed_name": "EXAMPLE",
             "in_force": True, "same_party": same}  # fmt: skip
    view = complete(
        {
            "destination_country": destination,
            "exporter_country": "DE",
            "value": {"amount": amount},
            "items": [{"description": "pumps", "hs_code": "841370", "us_jurisdiction": True}],
            "screened": [{"role": "buyer", "name": "Example", "list_matches": [match]}],
        },
        as_of=DAY.isoformat(),
        regime=None,
    )
    law, raised = BOOK.evaluate(view, DAY), both.evaluate(view, DAY)
    told = [(r.rule.id, r.outcome, r.explanation) for r in raised if r.rule.pack != "own"]
    assert told == [(r.rule.id, r.outcome, r.explanation) for r in law]
    worst = [max((GRAVITY[r.outcome] for r in results), default=0) for results in (law, raised)]
    assert worst[0] <= worst[1]


def test_a_private_list_of_part_numbers_and_names_is_read_loosely(tmp_path: Path) -> None:
    columns = "from,until,read,basis,source"
    (tmp_path / "parts.csv").write_text(
        f"part,{columns}\nXC7Z020-2CLG400I,2026-01-01,,,official,engineering\n", encoding="utf-8"
    )
    more = "lists: {parts: {use: parts.csv, key: part, match: loose}}"
    rule = {"more": more, "when": "{any items: {part_number: {in_list: parts}}}"}
    book = load_rulebook([pack(tmp_path, rule)])

    def seen(part: str | None, day: date = DAY) -> list[str]:
        view = {"items": [{"description": "chip", "part_number": part}]}
        found = book.evaluate(complete(view, as_of=day.isoformat(), regime="XX"), day)
        return [result.status for result in found if result.rule.id == "own.rule-0"]

    assert seen("xc7z020 2clg400i") == ["met"]
    assert seen("XC7Z020-1CLG400I") == []
    assert seen("xc7z020 2clg400i", date(2025, 12, 31)) == []
    assert seen(None) == ["unknown"]


def test_a_retired_id_is_not_given_again(tmp_path: Path) -> None:
    when = "{destination_country: {equals: BR}}"
    tail = "retired:\n  - {id: own.rule-0, on: 2026-01-01, why: the law was repealed}\n"
    with pytest.raises(LawError) as raised:
        load_rulebook([pack(tmp_path, {"when": when}, tail=tail)])
    (problem,) = raised.value.problems
    assert (problem.file, problem.line, problem.value) == ("own.yaml", 5, "own.rule-0")
    assert "retired, at own.yaml:17" in problem.reason
    other = tail.replace("rule-0", "gone")
    book = load_rulebook([pack(tmp_path, {"when": when}, tail=other)])
    assert book.rule("own.rule-0").outcome == "hold"
    undated = tail.replace("on: 2026-01-01", "on: lately").replace("rule-0", "gone")
    with pytest.raises(LawError, match="no date"):
        load_rulebook([pack(tmp_path, {"when": when}, tail=undated)])


def test_two_packs_with_one_id_are_refused_with_both_places(tmp_path: Path) -> None:
    paths = []
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        path = pack(tmp_path / name, {"when": "{destination_country: {equals: BR}}"})
        paths.append(path.rename(path.with_name(f"{name}.yaml")))
    with pytest.raises(LawError) as raised:
        load_rulebook(paths)
    (problem,) = raised.value.problems
    assert (problem.file, problem.line) == ("b.yaml", 5)
    assert "a.yaml:5" in problem.reason


def test_a_pack_whose_examples_do_not_hold_is_not_loaded(tmp_path: Path) -> None:
    path = pack(tmp_path, {"when": "{destination_country: {equals: BR}}"})
    given_fr = "given: {destination_country: FR}, expect: hold"
    wrong = f"examples: [{{name: x, as_of: 2026-01-01, {given_fr}}}]"
    path.write_text(path.read_text("utf-8").replace("examples: []", wrong), encoding="utf-8")
    with pytest.raises(LawError) as raised:
        load_rulebook([path])
    (problem,) = raised.value.problems
    assert (problem.line, problem.reason) == (15, "The example 'x' gives silent, not hold.")


def test_a_sentence_that_stays_empty_in_an_example_is_not_loaded(tmp_path: Path) -> None:
    path = pack(tmp_path, {"when": "{destination_country: {equals: BR}}"})
    text = path.read_text("utf-8").replace("Because the", '"{exporter_country}: the', 1)
    text = text.replace("company says so.", 'company."').replace(
        "examples: []",
        "examples: [{name: x, as_of: 2026-01-01, given: {destination_country: BR}, expect: hold}]",
    )
    path.write_text(text, encoding="utf-8")
    with pytest.raises(LawError, match=r"leaves \{exporter_country\} empty"):
        load_rulebook([path])


def test_what_was_applied_is_kept_with_hash_lists_and_trace() -> None:
    row = {"list": "CHPL", "code": "854231", "item_code": "854231", "tier": "1"}
    lines: list[dict[str, Any]] = [
        {"description": f"part {n}", "hs_code": "848120", "goods_lists": []} for n in range(9)
    ]
    lines.append({"hs_code": "854231", "goods_lists": [{**row, "fits": True, "in_force": True}]})
    view = complete({"destination_country": "AE", "items": lines}, as_of="2026-11-20", regime=None)
    found = {result.rule.id: result for result in BOOK.evaluate(view, DAY)}
    rule = BOOK.rule("us.flag.hub-high-priority")
    kept = applied(found[rule.id], DAY)
    assert kept["hash"] == rule.digest
    assert kept["lists"] == {name: table.digest for name, table in rule.lists.items()}
    text = json.dumps(kept["trace"])
    assert kept["trace"]["truth"] is found[rule.id].truth
    assert '"false_rows": 9' in text
    assert '"seen": "AE"' in text
    assert "items[9]" in text
    assert "items[0]" not in text
    assert "items[0]" in json.dumps(found[rule.id].trace.to_dict())


def test_a_dated_value_is_kept_with_the_day_from_which_it_counts() -> None:
    shares = {"percent": 60.0, "percent_at_most": 60.0, "same_party": True, "control": False}
    owned = {"regime": "US/OFAC", "holders": [], **shares}
    party = {"role": "buyer", "name": "Example Sub", "country": "FR", "ownership": [owned]}
    view = complete({"parties": [party]}, as_of="2026-11-20", regime="US")
    (result,) = (r for r in BOOK.evaluate(view, DAY) if r.rule.id == "us.ofac.50-percent")
    (value,) = applied(result, DAY)["values"].values()
    parameter = BOOK.rule("us.ofac.50-percent").parameters[0].at("2026-11-20")
    assert parameter is not None
    assert value == {"from": parameter.start, "value": parameter.value}


def test_a_new_rule_is_sound_and_the_file_keeps_what_it_had(tmp_path: Path) -> None:
    path = tmp_path / "my.yaml"
    first = add_rule(path, "own.first", title='A "first" rule: yes', start="2026-12-01")
    before = path.read_text("utf-8")
    second = add_rule(path, "own.second", title="B", start="2024-02-29")
    assert path.read_text("utf-8").startswith(before)
    assert check_pack(path) == ()
    rules = {rule.id: rule for rule in load_rulebook([path]).rules if rule.pack == "own"}
    assert {name: rule.line for name, rule in rules.items()} == {
        "own.first": first,
        "own.second": second,
    }
    assert rules["own.first"].title == 'A "first" rule: yes'
    expected = [example.expect for example in rules["own.second"].examples]
    assert expected == ["hold", "silent", "unknown", "silent"]


@pytest.mark.parametrize(
    ("rule_id", "name", "start", "words"),
    [
        ("own.first", "my.yaml", "2026-12-01", "used already, at my.yaml:7"),
        ("us.ofac.sdn", "my.yaml", "2026-12-01", "used already, at us.yaml"),
        ("Own", "my.yaml", "2026-12-01", "lower-case words"),
        ("own.second", "my.yaml", "soon", "no such day"),
        ("own.second", "my.txt", "2026-12-01", "YAML file"),
        ("own.second", "flow.yaml", "2026-12-01", "Begin another pack"),
        ("own.second", "broken.yaml", "2026-12-01", "destinaton"),
    ],
)
def test_what_cannot_be_written_soundly_is_not_written(
    tmp_path: Path, rule_id: str, name: str, start: str, words: str
) -> None:
    add_rule(tmp_path / "my.yaml", "own.first", title="A", start="2026-12-01")
    text = (tmp_path / "my.yaml").read_text("utf-8").replace("own.first", "own.other")
    (tmp_path / "flow.yaml").write_text(text + "retired: []\n", encoding="utf-8")
    (tmp_path / "broken.yaml").write_text(
        text.replace("destination_country: {in", "destinaton: {in"), encoding="utf-8"
    )
    files = {path: path.read_bytes() for path in tmp_path.iterdir()}
    with pytest.raises(LawError, match=re.escape(words)):
        add_rule(tmp_path / name, rule_id, title="B", start=start)
    assert {path: path.read_bytes() for path in tmp_path.iterdir()} == files


def test_a_rule_is_not_written_into_a_pack_of_the_product() -> None:
    path = Path(load_rulebook.__code__.co_filename).parent / "packs" / "us.yaml"
    with pytest.raises(LawError, match="comes with the product"):
        add_rule(path, "own.first", title="A", start="2026-12-01")


def test_the_private_list_of_the_guide_works(tmp_path: Path) -> None:
    text = GUIDE.read_text("utf-8")
    part = text[text.index("## A company's own pack") :]
    (tmp_path / "lists").mkdir()
    for name, content in re.findall(r"`(\S+)`:\n\n```\w+\n(.*?)```", part, re.DOTALL):
        (tmp_path / name).write_text(content, encoding="utf-8")
    path = tmp_path / "own-lists.yaml"
    assert check_pack(path) == ()
    assert any(rule.lists for rule in load_rulebook([path]).rules if rule.pack == "own")
