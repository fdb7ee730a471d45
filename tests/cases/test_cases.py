"""Every case comes to the outcome and the findings that a sanctions lawyer would defend."""

from __future__ import annotations

import dataclasses
import json
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from tests.claims import _invented as invented

import holdpoint
from holdpoint.claims import ClaimStore, Stamp, accepted_claims
from holdpoint.intake import read_transactions
from holdpoint.knowledge import build
from holdpoint.model import (
    ChartRow,
    ControlEntry,
    ControlReason,
    Entity,
    Identifier,
    Link,
    Listing,
    Name,
    Problem,
    SourceInfo,
    TradeFigure,
    Transaction,
)
from holdpoint.screening import Screener

HERE = Path(__file__).parent
ROOT = HERE.parents[1]


def _cases(name: str) -> dict[str, dict[str, Any]]:
    lines = (HERE / name).read_text("utf-8").splitlines()
    return {case["id"]: case for case in map(json.loads, lines)}


CASES = _cases("transactions.jsonl")
OTHER_CASES = _cases("other_lists.jsonl")
CLAIM_CASES = _cases("claims.jsonl")
ALL_CASES = (*CASES.values(), *OTHER_CASES.values(), *CLAIM_CASES.values())
SPEAKS_ONLY_UNDER_A_POLICY = {"house.lists-too-old": "tests/screening/test_list_ages.py"}
"""Rules that the default policy leaves silent, and the test that has seen them at work."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class InventedLists:
    """Lists that the embedded knowledge does not hold, with invented entries."""

    info: SourceInfo
    entities: Iterable[Entity]
    links: Sequence[Link] = ()
    problems: Sequence[Problem] = ()
    reference: Mapping[str, Sequence[Any]] = dataclasses.field(default_factory=dict)


def _entity(row: Mapping[str, Any]) -> Entity:
    listing = Listing(
        authority=row["authority"],
        list=row["list"],
        measure=row["measure"],
        listed_on=row.get("listed_on"),
    )
    numbers = row.get("identifiers", {})
    return Entity(
        id=f"invented:{row['id']}",
        source="invented",
        type=row["type"],
        names=(Name(text=row["name"]),),
        countries=(row["country"],),
        identifiers=tuple(Identifier(kind=kind, value=numbers[kind]) for kind in numbers),
        listings=(listing,),
    )


@pytest.fixture(scope="module")
def embedded() -> Screener:
    return Screener(holdpoint.open_snapshot())


@pytest.fixture(scope="module")
def with_other_lists(tmp_path_factory: pytest.TempPathFactory) -> Screener:
    rows = json.loads((HERE / "other_lists.json").read_text("utf-8"))
    info = SourceInfo(
        id="invented",
        title="Invented entries of other lists",
        publisher="nobody",
        authority="several",
        format="test",
        list_date="2024-03-01",
        rows=len(rows),
        read=len(rows),
        refused=0,
        entities=len(rows),
    )
    day = "2026-07-23"
    reason = ControlReason(applies="NS applies to entire entry", where="NS Column 2")
    control = ControlEntry(id="3A001", heading="Circuits", source_date=day, reasons=(reason,))
    chart = ChartRow(id="VN", name="Vietnam", source_date=day, marks=("NS 2",))
    trade = [
        TradeFigure(country="AE", hs6="854231", period=f"2026-{month:02d}", value=value, source="x")
        for month, value in enumerate((100, 110, 95, 105, 90, 100, 400), 3)
    ]
    lists = InventedLists(
        info=info,
        entities=[_entity(row) for row in rows],
        reference={"controls": [control], "chart": [chart], "trade": trade},
    )
    out = tmp_path_factory.mktemp("other") / "snap"
    build([lists], out=out)
    return Screener(holdpoint.open_snapshot(out))


@pytest.fixture(scope="module")
def with_claims(tmp_path_factory: pytest.TempPathFactory) -> Screener:
    """A firm that accepted what an invented gazette tells."""
    folder = tmp_path_factory.mktemp("claims")
    store = ClaimStore(folder / "store", create=True)
    stamp = Stamp(at="2024-03-04T09:00:00Z", by="a.reviewer")
    store.add([invented.watched_reading()], stamp)
    store.accept([claim.id for claim in invented.watched_reading().claims], stamp)
    build([accepted_claims(store.standing())], out=folder / "snap")
    return Screener(holdpoint.open_snapshot(folder / "snap"))


def _check(case: Mapping[str, Any], screener: Screener) -> None:
    expect = case["expect"]
    order = {key: case[key] for key in case if key not in ("expect", "why")}
    answer = screener.screen(order)
    rules = [finding.rule for finding in answer.findings]
    assert answer.outcome == expect["outcome"], (case["why"], rules)
    for prefix in expect["findings"]:
        assert any(rule.startswith(prefix) for rule in rules), (case["why"], prefix, rules)
    for prefix in expect["absent"]:
        assert not any(rule.startswith(prefix) for rule in rules), (case["why"], prefix, rules)


@pytest.mark.parametrize("case_id", sorted(CASES))
def test_case(case_id: str, embedded: Screener) -> None:
    _check(CASES[case_id], embedded)


@pytest.mark.parametrize("case_id", sorted(OTHER_CASES))
def test_case_on_other_lists(case_id: str, with_other_lists: Screener) -> None:
    _check(OTHER_CASES[case_id], with_other_lists)


@pytest.mark.parametrize("case_id", sorted(CLAIM_CASES))
def test_case_on_accepted_claims(case_id: str, with_claims: Screener) -> None:
    _check(CLAIM_CASES[case_id], with_claims)


def test_every_case_says_why() -> None:
    for case in ALL_CASES:
        assert len(case["why"]) > 10, case["id"]
        assert set(case["expect"]) == {"outcome", "findings", "absent"}


def test_every_rule_fires_in_a_case(embedded: Screener) -> None:
    """A rule that no case expects is a rule that nobody has seen at work."""
    wanted = {prefix for case in ALL_CASES for prefix in case["expect"]["findings"]}
    silent = {rule.id for rule in embedded.rulebook.rules if rule.id not in wanted}
    assert silent == SPEAKS_ONLY_UNDER_A_POLICY.keys()
    for rule, file in SPEAKS_ONLY_UNDER_A_POLICY.items():
        assert rule in (ROOT / file).read_text("utf-8")


def test_ordinary_orders_of_a_flat_file_are_released(embedded: Screener) -> None:
    """Names, countries, a description and an HS code are enough for everyday trade."""
    for order in read_transactions(HERE / "boring.csv"):
        assert isinstance(order, Transaction)
        answer = embedded.screen(order)
        assert answer.outcome == "release", (order.id, [f.rule for f in answer.findings])


def test_every_block_rests_on_law_that_was_read(embedded: Screener) -> None:
    for case in CASES.values():
        order = {key: case[key] for key in case if key not in ("expect", "why")}
        for finding in embedded.screen(order).findings:
            if finding.outcome == "block":
                assert finding.citations[0].basis in ("read", "official"), finding.rule
                assert finding.status == "met"
            else:
                assert finding.explanation, finding.rule


def test_every_question_can_be_answered(embedded: Screener) -> None:
    """A question names a field of the order, and says something."""
    for case in CASES.values():
        order = {key: case[key] for key in case if key not in ("expect", "why")}
        for question in embedded.screen(order).questions:
            assert question.field, (case["id"], question)
            assert question.ask.endswith(("?", ".")), (case["id"], question)
            assert "None" not in question.ask, (case["id"], question)
            assert "{" not in question.ask, (case["id"], question)


def test_the_benchmark_prints_its_table(tmp_path: Path) -> None:
    some = tmp_path / "cases.jsonl"
    lines = (HERE / "transactions.jsonl").read_text("utf-8").splitlines()[:3]
    some.write_text("\n".join(lines), encoding="utf-8")
    out = tmp_path / "out.csv"
    command = [sys.executable, "-m", "benchmarks.cases", "--cases", str(some), "--out", str(out)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert "all as wanted" in done.stdout
    assert len(out.read_text("utf-8").splitlines()) == 4
