"""Outlines of zones as GeoJSON: what is read, and what is refused with its feature and field."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from holdpoint.errors import UnreadableInputError
from holdpoint.model import Zone
from holdpoint.sources import Edition, read_source, read_zones, reader_for

RING = [[9.90, 53.50], [9.98, 53.50], [9.98, 53.54], [9.90, 53.54], [9.90, 53.50]]
NEW = {"id": "own_yard", "name": "Example Yard", "country": "DE", "source": "the firm's own"}


def feature(properties: Any = None, geometry: Any = None) -> dict[str, Any]:
    return {
        "type": "Feature",
        "properties": NEW if properties is None else properties,
        "geometry": geometry or {"type": "Polygon", "coordinates": [RING]},
    }


def write(folder: Path, *features: Any, **more: Any) -> Path:
    path = folder / "zones-2026-11-20.geojson"
    body = {"type": "FeatureCollection", "features": list(features), **more}
    path.write_text(json.dumps(body), "utf-8")
    return path


def read(path: Path) -> tuple[Edition, list[Zone]]:
    (edition,) = read_zones([path])
    assert list(edition.entities) == []
    return edition, edition.reference["zones"]  # type: ignore[attr-defined]


def test_a_new_zone_and_the_outline_of_a_known_place(tmp_path: Path) -> None:
    known = {"place": "alabuga_sez", "source": "traced", "source_date": "2026-11-01", "edge_km": 1}
    path = write(tmp_path, feature(), feature(known))
    edition, (new, old) = read(path)
    assert (edition.info.list_date, edition.info.rows, edition.info.read) == ("2026-11-20", 2, 2)
    assert new.place is not None
    assert (new.place.country, new.place.kind, new.place.watched) == ("DE", "zone", True)
    assert new.place.lat == pytest.approx(53.52)
    assert new.outline.edge_km == 0.5
    assert (old.id, old.place, old.outline.edge_km) == ("alabuga_sez", None, 1.0)
    assert old.outline.polygons[0][0][0] == (53.50, 9.90)
    assert reader_for(path).format == "zones-geojson"
    assert [one.info.id for one in read_source(path)] == ["zones"]


@pytest.mark.parametrize(
    ("bad", "field", "says"),
    [
        ("no feature", "type", "no Feature"),
        (feature(geometry={"type": "Polygon", "coordinates": [RING[:-1]]}), "geometry", "closed"),
        (feature({**NEW, "colour": "red"}), "properties", "colour"),
        (feature({**NEW, "source": ""}), "properties.source", "source"),
        (feature({**NEW, "country": "Atlantis"}), "properties.country", "country"),
        (feature({**NEW, "id": "../../etc"}), "properties.id", "id"),
        (feature({**NEW, "kind": "moon"}), "properties.kind", "kind"),
        (feature({**NEW, "edge_km": -1}), "properties.edge_km", "edge"),
        (feature({**NEW, "edge_km": "near"}), "properties.edge_km", "edge"),
        (feature({**NEW, "watched": "yes"}), "properties.watched", "true nor false"),
        (feature({**NEW, "aliases": "Yard"}), "properties.aliases", "list"),
        (feature({**NEW, "source_date": "last week"}), "properties.source_date", "date"),
        (feature({**NEW, "name": "x" * 600}), "properties.name", "500"),
        (feature([]), "properties", "properties"),
    ],
)
def test_a_bad_feature_is_refused_and_the_rest_goes_on(
    tmp_path: Path, bad: Any, field: str, says: str
) -> None:
    edition, zones = read(write(tmp_path, bad, feature()))
    assert [zone.id for zone in zones] == ["own_yard"]
    assert (edition.info.rows, edition.info.read, edition.info.refused) == (2, 1, 1)
    (problem,) = edition.problems
    assert problem.field == f"features[0].{field}"
    assert says in problem.reason
    assert problem.remedy
    assert problem.fatal


def test_a_zone_that_stands_there_twice_is_taken_once(tmp_path: Path) -> None:
    edition, zones = read(write(tmp_path, feature(), feature()))
    assert len(zones) == 1
    assert "twice" in edition.problems[0].reason


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "empty|no JSON"),
        ("[1, 2", "no JSON"),
        ("{}", "no GeoJSON FeatureCollection"),
        ('{"type": "FeatureCollection", "features": 7}', "no GeoJSON FeatureCollection"),
        ('{"type": "FeatureCollection", "features": [], "crs": {}}', "coordinate system"),
        ('{"type": "FeatureCollection", "features": [NaN]}', "no JSON"),
        ('{"type": "FeatureCollection", "features": ' + "[" * 100_000, "no JSON"),
    ],
)
def test_a_file_that_is_none_is_refused_as_a_whole(tmp_path: Path, text: str, says: str) -> None:
    path = tmp_path / "zones.geojson"
    path.write_text(text, "utf-8")
    with pytest.raises(UnreadableInputError, match=says):
        list(read_zones([path]))
