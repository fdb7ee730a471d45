"""The rule language: what it accepts, what it refuses, and how it says so."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from holdpoint.errors import LawError
from holdpoint.law import check, check_pack, load_rulebook, register
from holdpoint.law._predicates import PREDICATES
from holdpoint.model import Problem

PACK = """\
pack: own
title: Own rules
kind: policy
rules:
  - id: own.brazil
    title: Orders to Brazil
    authority: company
    outcome: hold
    in_force: {from: 2025-01-01, until: null}
    cite: {title: Own policy, basis: official}
    when:
      destination_country: {equals: BR}
    because: "The goods go to {destination_country}."
    clears_if: the sales desk agrees
    examples:
      - {name: to Brazil, as_of: 2026-01-01, given: {destination_country: BR}, expect: hold}
      - {name: unknown, as_of: 2026-01-01, given: {}, expect: unknown}
      - {name: elsewhere, as_of: 2026-01-01, given: {destination_country: FR}, expect: silent}
      - {name: before, as_of: 2024-12-31, given: {destination_country: BR}, expect: silent}
"""

EXAMPLES = PACK.splitlines(keepends=True)[-4:]


def pack(tmp_path: Path, *changes: tuple[str, str], text: str = PACK) -> Path:
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    path = tmp_path / "own.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def refused(path: Path) -> tuple[Problem, ...]:
    with pytest.raises(LawError) as raised:
        load_rulebook([path])
    return raised.value.problems


def test_a_sound_pack_is_added_and_checked(tmp_path: Path) -> None:
    path = pack(tmp_path)
    assert check_pack(path) == ()
    book = load_rulebook([path])
    assert book.rule("own.brazil").regime is None
    assert len(book.rules) == len(load_rulebook().rules) + 1


WHEN = "destination_country: {equals: BR}"
BAD = [
    ((WHEN, "destination_country: {equls: BR}"), "no operator", "equals"),
    ((WHEN, "destinaton_country: {equals: BR}"), "no field", "destination_country"),
    ((WHEN, "any items: {destination_country: {equals: BR}}"), "no field", "order."),
    ((WHEN, "destination_country: {at_least: 3}"), "does not work", "equals"),
    ((WHEN, "any parties: {age_days: {less_than: young}}"), "no number", "digits"),
    ((WHEN, "any parties: {founded: {after: 1.2.2024}}"), "no date", "YYYY-MM-DD"),
    ((WHEN, "any parties: {is_forwarder: {is: maybe}}"), "true or false", "one"),
    ((WHEN, "destination_country: BR"), "needs an operator", "equals: BR"),
    ((WHEN, "destination_country: {in: []}"), "nothing to compare", "one value"),
    ((WHEN, "destination_country: {in: $hubs}"), "no parameter", "Declare"),
    ((WHEN, "destination_country: {in_list: hubs}"), "no list", "lists"),
    ((WHEN, "any destination_country: {name: {equals: x}}"), "not a collection", "operator"),
    ((WHEN, "any given parties: {role: {equals: buyer}}"), "passed over", "any parties"),
    ((WHEN, "items.hs_code: {starts_with: 8542}"), "no field", "any items"),
    ((WHEN, "count items: {where: {hs_code: {starts_with: 85}}}"), "count", "at_least"),
    ((WHEN, "call: no_such_thing"), "no predicate", "Known"),
    ((WHEN, "destination_country: {is_known: true}"), "silence", "holds by itself"),
    ((WHEN, "not: {destination_country: {is_unknown: true}}"), "silence", "holds by itself"),
    ((WHEN, "answers.visited: {is: true}"), "Nobody is asked", "question"),
    (("    cite: {title: Own policy, basis: official}\n", ""), "no `cite`", "Add"),
    (("basis: official", "basis: hearsay"), "basis", "read"),
    (("basis: official", "basis: read, page: 3"), "no part", "Known"),
    (("until: null", "until: 2024-05-05"), "ends before", "dates"),
    (("from: 2025-01-01", "from: 1.1.2025"), "no date", "YYYY-MM-DD"),
    (("{destination_country}", "{destinaton}"), "nothing called", "destination_country"),
    (("outcome: hold", "outcome: block?"), "none of", "block"),
    (("    outcome: hold\n", "    outcome: hold\n    priority: 3\n"), "no part", "Known"),
    (("id: own.brazil", "id: Brazil"), "lower-case", "us.bis"),
    (("id: own.brazil", "id: us.ofac.sdn"), "used already", "replaces none"),
    (("as_of: 2024-12-31", "as_of: yesterday"), "no date", "YYYY-MM-DD"),
    (("given: {destination_country: FR}", "given: {destination: FR}"), "no field", "destination_c"),
    ((WHEN, WHEN + "\n    needs: [item.code]"), "no field", "items"),
    (("kind: policy", "kind: rumour"), "none of", "law"),
]  # fmt: skip


@pytest.mark.parametrize(("change", "reason", "remedy"), BAD, ids=lambda v: str(v)[:40])
def test_bad_input_is_refused_with_line_and_remedy(
    tmp_path: Path, change: tuple[str, str], reason: str, remedy: str
) -> None:
    problems = refused(pack(tmp_path, change))
    assert any(reason in p.reason and remedy in p.remedy for p in problems), problems
    assert all(p.file == "own.yaml" and p.line is not None for p in problems)


def test_all_faults_are_told_at_once_each_at_its_line(tmp_path: Path) -> None:
    path = pack(
        tmp_path,
        ("outcome: hold", "outcome: stop"),
        (WHEN, "destinaton_country: {equals: BR}"),
        ("basis: official", "basis: hearsay"),
    )
    assert [problem.line for problem in sorted(refused(path), key=lambda p: p.line or 0)] == [
        8,
        10,
        12,
    ]


PARAMETERS = (
    "    when:\n",
    """\
    parameters:
      countries:
        values:
          2025-01-01: {value: [BR], cite: {title: Own policy, basis: official}}
    when:
""",
)
USED = (WHEN, "destination_country: {in: $countries}")


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (("2025-01-01: {value", "always: {value"), "no date"),
        (("value: [BR], cite: {title: Own policy, basis: official}", "value: [BR]"), "no `cite`"),
        (("value: [BR]", "value: BR"), "a list of values"),
        (("$countries", "[BR]"), "is not used"),
    ],
)
def test_a_value_must_be_dated_cited_typed_and_used(
    tmp_path: Path, change: tuple[str, str], reason: str
) -> None:
    problems = refused(pack(tmp_path, PARAMETERS, USED, change))
    assert any(reason in problem.reason for problem in problems), problems


def test_before_the_first_value_of_a_parameter_the_rule_is_not_in_force(tmp_path: Path) -> None:
    late = ("2025-01-01: {value", "2026-06-01: {value")
    problems = check_pack(pack(tmp_path, PARAMETERS, USED, late))
    assert [p.reason for p in problems] == [
        "The example 'to Brazil' gives silent, not hold.",
        "The example 'unknown' gives silent, not unknown.",
    ]


LISTED = (
    "    when:\n",
    "    lists: {hubs: {use: lists/own.csv, key: country, match: exact}}\n    when:\n",
)
IN_LIST = (WHEN, "destination_country: {in_list: hubs}")


def test_a_list_must_exist_and_its_rows_be_sound(tmp_path: Path) -> None:
    path = pack(tmp_path, LISTED, IN_LIST)
    assert refused(path)[0].reason == "There is no such list."
    folder = tmp_path / "lists"
    folder.mkdir()
    (folder / "own.csv").write_text(
        "country,from,until,read,basis,source\nBR,2025-01-01,,,official,own\nAR,soon,,,rumour,\n",
        encoding="utf-8",
    )
    problems = refused(path)
    assert {(problem.line, problem.field) for problem in problems} == {
        (3, "from"),
        (3, "basis"),
        (3, "source"),
    }


def test_a_list_outside_the_pack_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "secret.csv").write_text("country\n", encoding="utf-8")
    inner = tmp_path / "packs"
    inner.mkdir()
    path = pack(inner, (LISTED[0], LISTED[1].replace("lists/own.csv", "../secret.csv")), IN_LIST)
    assert refused(path)[0].reason == "There is no such list."


@pytest.mark.parametrize("code", ["8542.99", "x", "1", "85423100000"])
def test_an_impossible_code_on_a_list_is_refused(tmp_path: Path, code: str) -> None:
    (tmp_path / "own.csv").write_text(
        f"hs6,from,until,read,basis,source\n{code},2025-01-01,,,official,own\n", encoding="utf-8"
    )
    use = LISTED[1].replace("lists/own.csv", "own.csv").replace("key: country", "key: hs6")
    path = pack(tmp_path, (LISTED[0], use), (WHEN, "any items: {hs_code: {in_list: hubs}}"))
    assert refused(path)[0].reason == "This is no HS code."


def test_a_block_on_law_that_nobody_has_read_is_loaded_as_a_hold_and_says_so(
    tmp_path: Path,
) -> None:
    law = [
        ("kind: policy", "kind: law"),
        ("authority: company", "authority: US/BIS"),
        ("outcome: hold", "outcome: block"),
        ("basis: official", "basis: secondary"),
    ]
    rule = load_rulebook([pack(tmp_path, *law)]).rule("own.brazil")
    assert (rule.declared, rule.outcome) == ("block", "hold")
    assert rule.downgraded is not None
    assert "secondary" in rule.downgraded


def test_a_red_flag_and_a_missing_fact_may_not_block(tmp_path: Path) -> None:
    flag = pack(tmp_path, ("kind: policy", "kind: flag"), ("outcome: hold", "outcome: block"))
    assert "red flag" in refused(flag)[0].reason
    seek = (WHEN, "destination_country: {is_unknown: true}")
    assert (
        "may hold, never block"
        in refused(pack(tmp_path, ("outcome: hold", "outcome: block"), seek))[0].reason
    )


def test_windows_must_follow_one_another(tmp_path: Path) -> None:
    windows = (
        "    in_force: {from: 2025-01-01, until: null}\n",
        """\
    windows:
      - {state: in_force, from: 2025-01-01, until: 2025-06-30}
      - {state: stayed, from: 2025-06-30, until: 2025-12-31}
""",
    )
    problems = refused(pack(tmp_path, windows))
    assert "does not come after" in problems[0].reason
    assert problems[0].line == 11


def test_check_tells_what_examples_are_missing_and_what_stays_empty(tmp_path: Path) -> None:
    path = pack(
        tmp_path,
        ('"The goods go to {destination_country}."', '"{exporter_country} sends it."'),
        (EXAMPLES[3], ""),
        (EXAMPLES[1], ""),
    )
    reasons = [problem.reason for problem in check([path])]
    assert reasons == [
        "No example is unknown.",
        "No example is silent on 2024-12-31, the day before it came into force.",
        "The example 'to Brazil' leaves {exporter_country} empty.",
    ]


def test_a_registered_predicate_can_be_called(tmp_path: Path) -> None:
    @register("test_round_value", reads=("value",), meaning="the value is round")
    def _round(view: Mapping[str, Any], _day: str, _argument: str) -> bool | None:
        amount = (view.get("value") or {}).get("amount")
        return None if amount is None else amount % 1000 == 0

    try:
        path = pack(
            tmp_path,
            (WHEN, "call: test_round_value"),
            ("{destination_country: BR}, expect: hold", "{value: {amount: 5000}}, expect: hold"),
            ("given: {destination_country: FR}", "given: {value: {amount: 5001}}"),
            ('"The goods go to {destination_country}."', '"The value is round."'),
        )
        assert check_pack(path) == ()
        with pytest.raises(ValueError, match="registered already"):
            register("test_round_value", reads=("value",), meaning="again")(_round)
    finally:
        del PREDICATES["test_round_value"]


@pytest.mark.parametrize(
    "text", ["", "rules", "- a\n- b\n", "pack: x\ntitle: y\nkind: law\nrules: 3\n"]
)
def test_a_file_that_is_no_pack_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "own.yaml"
    path.write_text(text or "# nothing\n", encoding="utf-8")
    assert refused(path)


def test_countries_and_codes_stay_text(tmp_path: Path) -> None:
    path = pack(
        tmp_path,
        (
            WHEN,
            "destination_country: {in: [NO]}\n      any items: {hs_code: {starts_with: 010121}}",
        ),
        (
            "{destination_country: BR}, expect: hold",
            "{destination_country: NO, items: [{hs_code: 010121}]}, expect: hold",
        ),
    )
    assert check_pack(path) == ()
