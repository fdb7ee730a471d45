"""The shipped orders come to the outcome that a person would defend."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import holdpoint
from holdpoint.files import canonical, read_yaml
from holdpoint.screening import Screener

ROOT = Path(__file__).parents[2]
ORDERS = {
    order["id"]: order
    for order in map(
        json.loads, (ROOT / "examples" / "orders.jsonl").read_text("utf-8").splitlines()
    )
}
EXPECTED: dict[str, dict[str, Any]] = read_yaml(
    (ROOT / "examples" / "expected.yaml").read_text("utf-8"), "expected.yaml"
).value


@pytest.fixture(scope="module")
def screener() -> Screener:
    return holdpoint.Screener(holdpoint.open_snapshot())


def test_every_order_has_an_expectation() -> None:
    assert set(ORDERS) == set(EXPECTED)
    assert len(ORDERS) >= 10


@pytest.mark.parametrize("order_id", sorted(EXPECTED))
def test_outcome_and_findings(order_id: str, screener: Screener) -> None:
    want = EXPECTED[order_id]
    answer = screener.screen(ORDERS[order_id])
    rules = [finding.rule for finding in answer.findings]
    assert answer.outcome == want["outcome"], (want["why"], rules)
    for prefix in want.get("findings", ()):
        assert any(rule.startswith(prefix) for rule in rules), (prefix, rules)
    for prefix in want.get("absent", ()):
        assert not any(rule.startswith(prefix) for rule in rules), (prefix, rules)


def test_every_grave_finding_can_be_defended(screener: Screener) -> None:
    for order in ORDERS.values():
        for finding in screener.screen(order).findings:
            assert finding.explanation
            assert finding.citations, finding.rule
            assert finding.rule_text
            if finding.outcome == "block":
                assert finding.status == "met"
                assert finding.citations[0].basis in ("read", "official"), finding.rule
                assert finding.subjects


def test_a_hold_says_what_to_ask_or_what_clears_it(screener: Screener) -> None:
    for order in ORDERS.values():
        answer = screener.screen(order)
        asked = {rule for question in answer.questions for rule in question.because}
        for finding in answer.findings:
            if finding.outcome == "hold":
                assert finding.clears_if or finding.rule in asked, finding.rule


def test_same_bytes_whatever_the_hash_seed() -> None:
    code = (
        "import json, sys, holdpoint\n"
        "from holdpoint.files import canonical\n"
        "screener = holdpoint.Screener(holdpoint.open_snapshot())\n"
        "for line in sys.stdin:\n"
        "    sys.stdout.buffer.write(canonical(screener.screen(json.loads(line)).to_dict()))\n"
    )
    lines = "\n".join(json.dumps(order) for order in ORDERS.values())
    answers = {
        subprocess.run(
            [sys.executable, "-c", code],
            input=lines.encode(),
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone},
            capture_output=True,
            check=True,
        ).stdout
        for seed, zone in (("1", "UTC"), ("2", "Asia/Tehran"))
    }
    assert len(answers) == 1


def test_a_listing_does_not_bind_before_its_day(screener: Screener) -> None:
    order = ORDERS["SO-1010"]
    after, before = screener.screen(order), screener.screen({**order, "date": "2019-01-15"})
    assert any(f.rule.startswith("us.ofac.sdn") for f in after.findings)
    assert not any(f.rule.startswith("us.ofac.sdn") for f in before.findings)
    assert any("not listed on 2019-01-15" in c.why_not for c in before.considered)


def test_forms_of_an_answer(screener: Screener) -> None:
    answer = screener.screen(ORDERS["SO-1010"])
    body = answer.to_dict()
    assert list(body)[:5] == ["transaction", "outcome", "as_of", "summary", "findings"]
    assert json.loads(canonical(body)) == body
    assert "<html" in answer.to_html()
