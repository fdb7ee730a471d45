from __future__ import annotations

import json
import random
import subprocess
import sys
from pathlib import Path

import pytest
from benchmarks._tracks_made import KINDS, voyage
from benchmarks.tracks import judged, report_of

from holdpoint.errors import PolicyError
from holdpoint.tracks import (
    Messages,
    Port,
    Position,
    Static,
    analyse,
    default_settings,
    read_track,
)
from holdpoint.tracks._settings import settings_of

HERE = Path(__file__).parent
REAL = Path(__file__).parents[3] / "shared" / "data" / "ais"
PORTS = (
    Port(id="IRAMD", name="Amirabad", lat=36.86, lon=53.36, uncertainty_km=5, watched=True),
    Port(id="RUMCX", name="Makhachkala", lat=42.98, lon=47.52, uncertainty_km=5),
    Port(id="AZBAK", name="Baku", lat=40.35, lon=49.87, uncertainty_km=5),
    Port(id="XXFAR", name="Far away", lat=10.0, lon=70.0),
)


@pytest.mark.parametrize("kind", KINDS)
def test_all_that_is_planted_is_found_and_nothing_else(kind: str, tmp_path: Path) -> None:
    for seed in range(1000, 1006):
        case = voyage(kind, seed)
        assert judged(case, report_of(case, tmp_path / "v.nmea")) == (0, 0), seed


@pytest.mark.parametrize("name", ["synthetic_dark.csv", "synthetic_dark.nmea"])
def test_the_dark_voyage_has_one_gap_and_two_port_calls(name: str) -> None:
    if not (REAL / name).exists():
        pytest.skip("the AIS samples are not beside the project (../shared/data/ais)")
    report = analyse(read_track(REAL / name), PORTS)
    (gap,) = report.of("gap")
    assert gap.km == pytest.approx(432, abs=1)
    assert gap.hours == pytest.approx(22.1, abs=0.2)
    assert gap.kn == pytest.approx(10.55, abs=0.06)
    assert [stop.place for stop in report.of("port_call")] == ["IRAMD", "RUMCX"]
    assert {event.kind for event in report.events} == {"gap", "port_call"}
    # Without times the length is an estimate, and the report says so.
    assert gap.estimated is (name.endswith("nmea"))
    assert ("vessel.time" in dict(report.not_run)) is gap.estimated


def test_a_port_is_feasible_when_way_and_speed_allow_it() -> None:
    report = analyse(read_track(HERE / "data" / "dark.nmea"), PORTS)
    (gap,) = report.of("gap")
    reached = {one.port: one for one in gap.feasible}
    assert "AZBAK" in reached
    assert "XXFAR" not in reached
    baku = reached["AZBAK"]
    assert baku.needed_kn <= (report.vessels[0].speed_kn or 0)
    assert baku.spare_hours == pytest.approx(
        (gap.hours or 0) - (baku.detour_km - 10) / (report.vessels[0].speed_kn or 1) / 1.852,
        abs=0.3,
    )


def test_the_order_of_the_lines_changes_nothing(tmp_path: Path) -> None:
    case = voyage("meeting", 3)
    lines = case.lines()
    ports = [Port(id=name, name=name, lat=lat, lon=lon) for name, lat, lon in case.ports]
    path = tmp_path / "v.nmea"
    told = []
    for seed in range(2):
        random.Random(seed).shuffle(lines)
        path.write_text("\n".join(lines), encoding="ascii")
        report = analyse(read_track(path), ports)
        told.append([(e.kind, e.mmsi, e.start, e.end, e.hours) for e in report.events])
    assert told[0] == told[1]
    assert len(told[0]) > 3


def test_others_who_were_received_meanwhile_make_a_gap_stronger(tmp_path: Path) -> None:
    case = voyage("dark", 5)
    (alone,) = report_of(case, tmp_path / "v.nmea").of("gap")
    last = next(fix for fix in case.fixes if fix.lat == pytest.approx(alone.lat, abs=1e-5))
    near = [last._replace(mmsi=999_000_999, t=last.t + 1800 * n) for n in range(60)]
    path = tmp_path / "w.nmea"
    both = type(case)(kind="x", fixes=(*case.fixes, *near), ports=case.ports, planted=())
    gap = next(e for e in report_of(both, path).of("gap") if e.mmsi == alone.mmsi)
    assert (alone.coverage, alone.tier) == ("unknown", "question")
    assert (gap.coverage, gap.tier) == ("received", "strong")


def test_without_ports_what_needs_them_is_not_run() -> None:
    report = analyse(read_track(HERE / "data" / "dark.nmea"))
    assert "vessel.ports" in dict(report.not_run)
    assert all(gap.feasible == () for gap in report.of("gap"))
    assert "vessel.gap" in dict(analyse(Messages(positions=(), statics=())).not_run)


def test_identities_that_disagree_are_told() -> None:
    def says(mmsi: int, t: float, imo: int) -> Static:
        return Static(mmsi, t, imo, "EXAMPLE STAR", None, 1)

    statics = (
        says(273000001, 0, 9074729), says(511000001, 1e6, 9074729), says(273000001, 5, 9134270),
        says(273000002, 6, 9074720), says(341000001, 5e8, 9134270),
    )  # fmt: skip
    report = analyse(Messages(positions=(), statics=statics))
    told = {(event.kind, event.mmsi) for event in report.events}
    assert told == {
        ("identity_change", 273000001),
        ("flag_change", 511000001),
        ("wrong_imo", 273000002),
    }


def test_a_vessel_at_the_date_line_does_not_jump() -> None:
    places = [(0.0, 179.9), (0.0, 179.99), (0.0, -179.92), (0.0, -179.83)]
    positions = tuple(
        Position(1, 3600.0 * n, lat, lon, 5.4, n) for n, (lat, lon) in enumerate(places)
    )
    report = analyse(Messages(positions=positions, statics=()))
    assert report.events == ()


def test_a_table_of_limits_with_a_slip_is_refused() -> None:
    assert default_settings().gap_hold == 12
    with pytest.raises(PolicyError, match=r"t\.csv:2"):
        settings_of(["name,value,unit,origin", "gap_note,six,h,x"], "t.csv")
    with pytest.raises(PolicyError, match="has no"):
        settings_of(["name,value,unit,origin", "gap_note,6,h,x"], "t.csv")


def run(*args: str) -> subprocess.CompletedProcess[str]:
    call = [sys.executable, "-m", "holdpoint", "track", *args]
    return subprocess.run(call, capture_output=True, text=True, check=False)


def test_the_command_explains_and_writes_a_map(tmp_path: Path) -> None:
    page = tmp_path / "track.html"
    done = run(str(HERE / "data" / "dark.nmea"), "--map", str(page))
    assert done.returncode == 1
    assert "30.0 h without a position" in done.stdout
    assert "Makhachkala" in done.stdout
    assert "Not run: vessel.identity" in done.stdout
    text = page.read_text("utf-8")
    assert 'data-layer="gap"' in text
    assert "999000001" in text


def test_the_command_tells_broken_lines_and_still_answers(tmp_path: Path) -> None:
    lines = (HERE / "data" / "dark.nmea").read_text("ascii").splitlines()
    path = tmp_path / "cut.nmea"
    path.write_text("\n".join([*lines[:-1], lines[-1][:30]]), encoding="ascii")
    done = run(str(path), "--json")
    assert done.returncode == 2
    assert f"cut.nmea:{len(lines)}: the sentence is cut" in done.stderr
    answer = json.loads(done.stdout)
    assert answer["messages"] == {"read": 139, "other": 0, "refused": 1, "undecoded": 0}
    assert [e["kind"] for e in answer["events"]] == ["port_call", "gap", "port_call"]
