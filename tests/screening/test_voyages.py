"""A ship's track beside the order that she carries (check R6)."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import holdpoint
from holdpoint.screening import Screener

DARK = Path(__file__).parents[1] / "tracks" / "data" / "dark.nmea"
ORDER: dict[str, Any] = {
    "id": "SO-1",
    "date": "2026-11-20",
    "exporter_country": "DE",
    "destination_country": "KZ",
    "parties": [{"role": "buyer", "name": "Steppe Relay TOO", "country": "KZ", "owners": []}],
    "items": [{"line": 1, "description": "chairs", "hs_code": "940310"}],
    "route": [{"mode": "sea", "from": "AZBAK", "to": "KZAAU"}],
}
GAP = {"what": "gap", "tier": "question", "detail": "30 h without a position", "hours": 30}


@pytest.fixture(scope="module")
def screener() -> Screener:
    return holdpoint.Screener(holdpoint.open_snapshot())


def with_track(track: dict[str, Any] | None, **leg: str) -> dict[str, Any]:
    vessel = {"name": "Example Star", "mmsi": "999000001"}
    route = [
        {**ORDER["route"][0], **leg, "vessel": {**vessel, **({"track": track} if track else {})}}
    ]
    return {**ORDER, "route": route}


def rules_of(answer: Any) -> set[str]:
    return {one.rule for one in answer.findings if one.rule.startswith("route.track")}


def why_not(answer: Any) -> list[str]:
    return [one.why for one in answer.not_run if one.check == "vessel.gap"]


def test_without_a_track_the_check_is_not_run_and_nothing_is_clear(screener: Screener) -> None:
    answer = screener.screen(with_track(None))
    assert rules_of(answer) == set()
    assert why_not(answer) == ["route[0].vessel: no track was given"]


def test_a_gap_near_a_watched_port_holds_and_never_blocks(screener: Screener) -> None:
    track = {"source": "t.nmea", "events": [{**GAP, "reach": ["Amirabad port"]}]}
    answer = screener.screen(with_track(track))
    assert rules_of(answer) == {"route.track-gap"}
    assert answer.outcome == "hold"
    (finding,) = [one for one in answer.findings if one.rule == "route.track-gap"]
    assert "Amirabad port" in finding.explanation
    assert "30 h without a position" in finding.explanation


@pytest.mark.parametrize(
    ("event", "rules"),
    [
        ({**GAP, "reach": []}, set()),
        ({**GAP, "tier": "note", "reach": ["Amirabad port"]}, set()),
        ({"what": "two_places", "tier": "strong", "detail": "x"}, {"route.track-conflict"}),
        ({"what": "wrong_imo", "tier": "question", "detail": "x"}, {"route.track-conflict"}),
        ({"what": "encounter", "tier": "question", "detail": "x"}, {"route.track-meeting"}),
        ({"what": "port_call", "tier": "note", "detail": "x"}, set()),
    ],
)
def test_what_else_a_track_shows(
    event: dict[str, Any], rules: set[str], screener: Screener
) -> None:
    answer = screener.screen(with_track({"source": "t.nmea", "events": [event]}))
    assert rules_of(answer) == rules
    assert answer.outcome != "block"


def test_events_of_another_voyage_do_not_count(screener: Screener) -> None:
    gap = {**GAP, "reach": ["Amirabad port"]}
    early = {**gap, "start": "2026-01-10T00:00:00Z", "end": "2026-01-11T06:00:00Z"}
    span = {"start": "2026-01-01T00:00:00Z", "end": "2026-03-01T00:00:00Z"}
    track = {"source": "t.nmea", **span, "events": [early]}
    on_it = screener.screen(with_track(track, depart="2026-01-09", arrive="2026-01-13"))
    later = screener.screen(with_track(track, depart="2026-02-01", arrive="2026-02-04"))
    beyond = screener.screen(with_track(track, depart="2026-04-01", arrive="2026-04-04"))
    assert rules_of(on_it) == {"route.track-gap"}
    assert rules_of(later) == rules_of(beyond) == set()
    assert why_not(later) == []
    assert "ends before the leg begins" in why_not(beyond)[0]


def run(*args: str) -> subprocess.CompletedProcess[str]:
    call = [sys.executable, "-m", "holdpoint", *args]
    return subprocess.run(call, capture_output=True, text=True, check=False)


def test_a_file_is_attached_by_number_and_the_decision_replays_without_it(tmp_path: Path) -> None:
    order = tmp_path / "order.json"
    order.write_text(json.dumps(with_track(None)), encoding="utf-8")
    records = tmp_path / "decisions"
    done = run("screen", str(order), "--track", str(DARK), "--out", f"{records}/")
    assert "999000001" not in done.stderr
    kept = json.loads((records / "SO-1.json").read_text("utf-8"))
    events = kept["transaction"]["route"][0]["vessel"]["track"]["events"]
    assert [event["what"] for event in events] == ["port_call", "gap", "port_call"]
    again = run("replay", str(records / "SO-1.json"))
    assert again.returncode == 0, again.stdout + again.stderr


def test_a_file_about_other_ships_is_said_to_be(tmp_path: Path) -> None:
    order = tmp_path / "order.json"
    other = with_track(None)
    other["route"][0]["vessel"]["mmsi"] = "999000002"
    order.write_text(json.dumps(other), encoding="utf-8")
    done = run("screen", str(order), "--track", str(DARK), "--format", "json")
    assert "names no ship of these orders" in done.stderr
    assert "no track was given" in done.stdout


def test_the_route_of_a_decision_is_drawn_with_the_listed_port(screener: Screener) -> None:
    order = json.loads((Path(__file__).parents[2] / "examples" / "caspian.json").read_text("utf-8"))
    assert screener.screen(order).outcome == "hold"  # of 2023, by the report alone
    order["date"] = "2026-11-20"  # by then law bans both ports
    answer = screener.screen(order)
    assert answer.outcome == "block"
    page = answer.to_map(order)
    assert 'data-layer="listed"' in page
    assert 'data-layer="corridor"' in page
    assert "Seshcha" in page


def test_the_command_draws_the_routes_of_a_run(tmp_path: Path) -> None:
    examples = Path(__file__).parents[2] / "examples"
    page = tmp_path / "routes.html"
    one = run("screen", str(examples / "caspian.json"), "--map", str(page))
    assert one.returncode == 1
    assert "Route of order SO-1030" in page.read_text("utf-8")
    many = run("screen", str(examples / "orders.jsonl"), "--map", str(page))
    assert "The map is in" in many.stderr
    text = page.read_text("utf-8")
    assert "order SO-1005" in text
    assert 'data-layer="listed"' in text
