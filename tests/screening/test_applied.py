"""A decision keeps each rule as it was applied, and says why the others were silent."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

import holdpoint
from holdpoint.screening import Screener

ORDERS = Path(__file__).parents[2] / "examples" / "orders.jsonl"


@pytest.fixture(scope="module")
def screener() -> Screener:
    return Screener(holdpoint.open_snapshot())


def test_every_finding_names_the_text_the_values_the_lists_and_the_trace(
    screener: Screener,
) -> None:
    told = 0
    for line in ORDERS.read_text("utf-8").splitlines():
        decision = screener.screen(json.loads(line)).to_dict()
        for finding in decision["findings"]:
            rule = screener.rulebook.rule(finding["rule"])
            kept = finding["applied"]
            assert kept["hash"] == rule.digest
            assert set(kept["values"]) == {parameter.name for parameter in rule.parameters}
            assert kept["lists"] == {name: table.digest for name, table in rule.lists.items()}
            assert kept["trace"]["truth"] is (True if finding["status"] == "met" else None)
            told += 1
    assert told > 10


def test_explain_agrees_with_the_decision(screener: Screener) -> None:
    for line in ORDERS.read_text("utf-8").splitlines():
        order = json.loads(line)
        for day in (None, date(2025, 10, 15)):
            found = {one.rule for one in screener.screen(order, as_of=day).findings}
            verdicts = screener.explain(order, as_of=day)
            fired = {v.rule.id for v in verdicts if v.state in ("met", "unknown")}
            stayed = {v.rule.id for v in verdicts if v.state == "stayed"}
            assert fired <= found <= fired | stayed


AFFILIATES = ORDERS.with_name("affiliates.json")


@pytest.mark.parametrize(
    ("day", "outcome", "told"),
    [
        (date(2025, 9, 28), None, ""),
        (date(2025, 9, 29), "hold", ""),
        (date(2025, 10, 15), "hold", ""),
        (date(2025, 11, 9), "hold", ""),
        (date(2025, 11, 10), "release", "stayed until 2026-11-09"),
        (date(2026, 1, 15), "release", "stayed until 2026-11-09"),
        (date(2026, 11, 9), "release", "stayed until 2026-11-09"),
        (date(2026, 11, 10), "hold", "No extension was found"),
        (date(2026, 11, 20), "hold", "no text after 2026-09-24 was seen"),
    ],
)
def test_the_affiliates_rule_is_in_force_stayed_and_back(
    screener: Screener, day: date, outcome: str | None, told: str
) -> None:
    answer = screener.screen(json.loads(AFFILIATES.read_text("utf-8")), as_of=day)
    found = {one.rule: one for one in answer.findings}
    assert "us.ofac.50-percent" not in found  # the OFAC licence lifts that, and only that
    one = found.get("us.bis.affiliates-50")
    assert (one.outcome if one else None) == outcome
    if one is not None:
        assert told in one.explanation


def test_the_command_tells_the_banner_of_the_day(capsys: pytest.CaptureFixture[str]) -> None:
    from holdpoint.cli._screen import screen_files

    def said(day: str) -> str:
        screen_files(
            [AFFILIATES],
            form=None,
            out=None,
            snapshot=None,
            as_of=day,
            policy=None,
            detail=False,
        )
        return " ".join(capsys.readouterr().err.split())

    assert "affiliates rule" not in said("2025-10-15")
    assert "is stayed until 2026-11-09" in said("2026-01-15")
    assert "No extension was found" in said("2026-11-20")
    assert "(us.bis.affiliates-50, 1 order)" in said("2026-11-20")
