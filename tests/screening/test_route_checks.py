"""The checks of a route beside the order: what they lack is told, and a firm sets their limits."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import holdpoint
from holdpoint.screening import Screener, load_policy

DARK = Path(__file__).parents[1] / "tracks" / "data" / "dark.nmea"
ORDER: dict[str, Any] = {
    "id": "SO-1",
    "date": "2026-11-20",
    "exporter_country": "DE",
    "destination_country": "SG",
    "jurisdictions": ["EU"],
    "parties": [{"role": "buyer", "name": "Merlion Sample Tools", "country": "SG", "owners": []}],
    "items": [{"line": 1, "description": "chairs", "hs_code": "940310"}],
}
LEG = {"mode": "sea", "from": "DEHAM", "to": "SGSIN"}
CHECKS = {"route.illogical", "route.impossible-leg", "route.vessel-identity", "route.last-leg"}


@pytest.fixture(scope="module")
def screener() -> Screener:
    return holdpoint.Screener(holdpoint.open_snapshot())


def with_route(*legs: dict[str, Any]) -> dict[str, Any]:
    return {**ORDER, "route": list(legs)}


def lacking(answer: Any) -> dict[str, str]:
    return {note.check: note.why for note in answer.not_run if note.check in CHECKS}


def test_what_the_checks_lack_is_told(screener: Screener) -> None:
    answer = screener.screen(with_route(LEG))
    assert lacking(answer) == {
        "route.impossible-leg": "no leg states when it departs and arrives",
        "route.vessel-identity": "no vessel is named",
    }
    lost = screener.screen(with_route({**LEG, "to": "Nowhereville Quux"}))
    assert set(lacking(lost)) == CHECKS
    assert lacking(screener.screen(ORDER)) == {}


def test_an_impossible_leg_holds_with_its_values_and_never_blocks(screener: Screener) -> None:
    quick = {**LEG, "depart": "2026-11-10", "arrive": "2026-11-12"}
    answer = screener.screen(with_route(quick))
    (finding,) = [one for one in answer.findings if one.rule == "route.impossible-leg"]
    assert (answer.outcome, finding.status) == ("hold", "met")
    assert "km by sea in at most" in finding.explanation
    (row,) = finding.evidence
    assert (row["kind"], row["check"], row["limit"]) == ("route_checks", "R5", "56 km/h")
    assert finding.subjects == ("route[0]",)


def test_the_policy_sets_limits_and_they_are_part_of_its_hash(tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    path.write_text("id: own\nroute: {sea_kn: 3, river_kn: 3}\n", "utf-8")
    own = load_policy(path)
    days = {**LEG, "depart": "2026-11-01", "arrive": "2026-12-10"}
    snapshot = holdpoint.open_snapshot()
    usual = holdpoint.Screener(snapshot).screen(with_route(days))
    strict = holdpoint.Screener(snapshot, own).screen(with_route(days))
    rules = [{one.rule for one in answer.findings} for answer in (usual, strict)]
    assert "route.impossible-leg" not in rules[0]
    assert "route.impossible-leg" in rules[1]
    assert usual.record.policy != strict.record.policy


def test_limits_of_tracks_change_the_hash_and_the_events(tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    path.write_text("id: own\ntrack: {gap_note: 90, gap_hold: 100}\n", "utf-8")
    assert load_policy(path).digest != load_policy().digest
    assert load_policy(path).checks.gap_hold_hours == 100
    command = [sys.executable, "-m", "holdpoint", "track", str(DARK), "--json"]
    usual = subprocess.run(command, capture_output=True, text=True, check=False)
    wide = subprocess.run(
        [*command, "--policy", str(path)], capture_output=True, text=True, check=False
    )
    assert '"kind": "gap"' in usual.stdout
    assert '"events"' in wide.stdout
    assert '"kind": "gap"' not in wide.stdout
