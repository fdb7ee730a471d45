"""Goods in an order: the chart, impossible codes, and words that do not fit."""

from __future__ import annotations

import json
from typing import Any

import pytest

import holdpoint
from holdpoint.knowledge import build, open_snapshot
from holdpoint.sources import read_source

HEAD = {"citation": "15 C.F.R.", "ecfrIssueDate": "2026-07-23", "source": {"url": ""}}
CCL = {
    **HEAD,
    "entries": [
        {
            "eccn": "3A001",
            "heading": "Electronic items",
            "reasonForControl": "NS",
            "countryChart": [{"control": "NS applies to 3A001.a", "countryChart": "NS Column 2."}],
        }
    ],
}
CHART = {
    **HEAD,
    "countries": {
        "India": {"marks": ["NS 2"], "footnotes": []},
        "Canada": {"marks": [], "footnotes": []},
    },
}
RULE = "us.ear.country-chart"


@pytest.fixture(scope="module")
def screener(tmp_path_factory: pytest.TempPathFactory) -> holdpoint.Screener:
    folder = tmp_path_factory.mktemp("reference")
    (folder / "ccl.json").write_text(json.dumps(CCL), "utf-8")
    (folder / "chart.json").write_text(json.dumps(CHART), "utf-8")
    editions = (e for name in ("ccl.json", "chart.json") for e in read_source(folder / name))
    build(editions, out=folder / "store")
    return holdpoint.Screener(open_snapshot(folder / "store"))


def order(item: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {
        "id": "G-1",
        "date": "2026-11-20",
        "exporter_country": "US",
        "destination_country": "IN",
        "jurisdictions": ["US"],
        "parties": [{"role": "buyer", "name": "Ateliers Brumeclair", "country": "IN"}],
        "items": [{"line": 1, "description": "Amplifier board", "hs_code": "8543.70", **item}],
        **more,
    }


def finding(decision: Any, rule: str) -> Any:
    return next((one for one in decision.findings if one.rule == rule), None)


@pytest.mark.parametrize(
    ("eccn", "more", "status"),
    [
        ("3A001.a", {"answers": {"us_licence_exception": "none"}, "licences": []}, "met"),
        ("3A001.a", {"licences": []}, "unknown"),
        ("3A001", {"answers": {"us_licence_exception": "none"}, "licences": []}, "unknown"),
        ("3A001.a", {"answers": {"us_licence_exception": "GBS"}}, None),
        ("3A001.b", {}, None),
        ("3A001.a", {"destination_country": "CA"}, None),
        ("EAR99", {}, None),
        ("3A001.a", {"jurisdictions": ["EU"]}, None),
        (
            "3A001.a",
            {"licences": [{"regime": "US/BIS", "number": "D1", "expires": "2027-01-31"}]},
            None,
        ),
    ],
)
def test_the_country_chart_holds_and_never_blocks(
    screener: holdpoint.Screener, eccn: str, more: dict[str, Any], status: str | None
) -> None:
    decision = screener.screen(order({"eccn": eccn}, **more))
    found = finding(decision, RULE)
    assert (found.status if found else None) == status
    if found:
        assert found.outcome == "hold"
        assert "NS applies to 3A001.a" in found.explanation
        assert any(piece["kind"] == "controls" for piece in found.evidence)


def test_without_the_list_the_chart_is_told_not_to_have_run() -> None:
    decision = holdpoint.Screener(holdpoint.open_snapshot()).screen(order({"eccn": "3A001.a"}))
    assert finding(decision, RULE) is None
    assert any("Country Chart" in note.why for note in decision.not_run)


def test_an_order_before_the_text_of_the_chart_says_so(screener: holdpoint.Screener) -> None:
    decision = screener.screen(order({"eccn": "3A001.a"}, date="2026-01-15"))
    assert any("2026-07-23" in note.why for note in decision.not_run)


@pytest.mark.parametrize(
    ("code", "held"), [("8542.99", True), ("8517.70", True), ("8543.70", False)]
)
def test_an_impossible_code_holds_with_the_nearest(
    screener: holdpoint.Screener, code: str, held: bool
) -> None:
    found = finding(screener.screen(order({"hs_code": code})), "goods.impossible-code")
    assert (found is not None) is held
    if found:
        assert code[:5] in found.explanation


@pytest.mark.parametrize(
    ("description", "code", "rule"),
    [
        ("IC FPGA Xilinx XC7Z020", "8301.40", "goods.misdeclared"),
        ("IC FPGA Xilinx XC7Z020", "8542.31", None),
        ("Cabinet locks, steel", "8301.40", None),
    ],
)
def test_words_and_code_that_do_not_fit_hold_and_show_both_sides(
    screener: holdpoint.Screener, description: str, code: str, rule: str | None
) -> None:
    decision = screener.screen(order({"description": description, "hs_code": code}))
    found = finding(decision, "goods.misdeclared")
    assert (found.rule if found else None) == rule
    if found:
        assert found.outcome == "hold"
        assert "830140" in found.explanation
        assert "XC7Z020" in found.explanation


@pytest.mark.parametrize(
    ("description", "country", "rule"),
    [
        ("IC FPGA Xilinx XC7Z020", "AE", "goods.described-listed"),
        ("IC FPGA Xilinx XC7Z020", "FR", "goods.described-note"),
        ("Cabinet locks, steel", "AE", None),
    ],
)
def test_words_without_a_code_hold_for_a_hub_and_are_noted_elsewhere(
    screener: holdpoint.Screener, description: str, country: str, rule: str | None
) -> None:
    item = {"description": description, "hs_code": None}
    decision = screener.screen(order(item, destination_country=country))
    spoke = [one.rule for one in decision.findings if one.rule.startswith("goods.described")]
    assert spoke == ([rule] if rule else [])
    assert decision.outcome != "block"
