"""Outlines in a snapshot: laid over places that are known, or places of their own."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import holdpoint
from holdpoint.errors import KnowledgeError
from holdpoint.knowledge import build
from holdpoint.sources import read_zones


def _ring(lon: float, lat: float) -> list[list[float]]:
    east, north = lon + 0.08, lat + 0.05
    return [[lon, lat], [east, lat], [east, north], [lon, north], [lon, lat]]


def _write(folder: Path, *features: tuple[dict[str, Any], list[list[float]]]) -> Path:
    path = folder / "zones.geojson"
    rows = [
        {
            "type": "Feature",
            "properties": {"source": "a test", **properties},
            "geometry": {"type": "Polygon", "coordinates": [ring]},
        }
        for properties, ring in features
    ]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": rows}), "utf-8")
    return path


KNOWN: dict[str, Any] = {"place": "alabuga_sez"}
NEW: dict[str, Any] = {"id": "own_yard", "name": "Example Yard", "country": "DE"}
THERE, YARD = (51.95, 55.80), (9.90, 53.50)


def _built(folder: Path, path: Path) -> Any:
    return build(read_zones([path]), out=folder / "store")


def test_a_stop_inside_the_outline_holds_the_order_and_the_map_shows_it(tmp_path: Path) -> None:
    path = _write(tmp_path, (KNOWN, _ring(*THERE)), (NEW, _ring(*YARD)))
    _built(tmp_path, path)
    snapshot = holdpoint.open_snapshot(tmp_path / "store")
    assert len(snapshot.places) == len(holdpoint.open_snapshot().places) + 1
    order = {
        "id": "SO-1",
        "date": "2026-11-20",
        "jurisdictions": ["US"],
        "destination_country": "DE",
        "parties": [{"role": "buyer", "name": "Example Works", "country": "DE", "owners": []}],
        "items": [{"description": "chairs", "hs_code": "940310"}],
        "route": [{"mode": "road", "from": "Hamburg", "to": "53.52,9.93"}],
    }
    answer = holdpoint.Screener(snapshot).screen(order)
    (finding,) = [one for one in answer.findings if one.rule == "route.leg-near-site"]
    rows = {row["end"]: row for row in finding.evidence}
    row = rows["to"]
    assert (row["place_name"], row["tier"], row["certain"]) == ("Example Yard", "inside", True)
    assert rows["from"]["tier"] == "near"  # the town of Hamburg lies about the yard
    assert answer.outcome == "hold"
    page = answer.to_map(order)
    assert "Outline of a watched zone" in page
    assert "Example Yard" in page
    assert "Inside it" in answer.to_html(order)


def test_the_same_outlines_give_the_same_snapshot_and_none_the_old_one(tmp_path: Path) -> None:
    path = _write(tmp_path, (KNOWN, _ring(*THERE)))
    one = build(read_zones([path]), out=tmp_path / "a")
    other = build(read_zones([path]), out=tmp_path / "b")
    assert one.id == other.id != holdpoint.open_snapshot().id
    assert build([], out=tmp_path / "c").id == holdpoint.open_snapshot().id
    place = next(p for p in holdpoint.open_snapshot(tmp_path / "a").places if p.id == "alabuga_sez")
    assert place.outline is not None
    assert place.outline.polygons[0][0][0] == (55.80, 51.95)
    assert place.listings  # what the law says of it stays


@pytest.mark.parametrize(
    ("properties", "corner", "says"),
    [
        ({"place": "nowhere_zone"}, THERE, "no place has the id nowhere_zone"),
        ({**NEW, "id": "alabuga_sez"}, THERE, "id of a known place"),
        (KNOWN, (55.80, 51.95), "swapped"),
        (KNOWN, (10.0, 40.0), "Correct the outline"),
        (NEW, (53.50, 9.90), "swapped"),
        (NEW, (2.30, 48.80), "among places of FR"),
    ],
)
def test_an_outline_that_lies_elsewhere_is_refused_and_nothing_is_built(
    tmp_path: Path, properties: dict[str, Any], corner: tuple[float, float], says: str
) -> None:
    path = _write(tmp_path, (properties, _ring(*corner)))
    with pytest.raises(KnowledgeError, match=says):
        _built(tmp_path, path)


def test_the_command_builds_and_tells_what_was_refused(tmp_path: Path) -> None:
    good = _write(tmp_path, (NEW, _ring(*YARD)), (KNOWN, _ring(*THERE)[:-1]))
    command = [sys.executable, "-m", "holdpoint", "data", "build", "--zones", str(good)]
    done = subprocess.run(
        [*command, "--out", str(tmp_path / "s")], capture_output=True, text=True, check=False
    )
    assert done.returncode == 2, done.stderr
    assert "features[1].geometry" in done.stdout
    assert "Snapshot sha256:" in done.stdout
    lost = subprocess.run(
        [*command[:-1], "no.geojson", "--out", str(tmp_path / "s")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert lost.returncode == 2
    assert "no.geojson" in lost.stderr
