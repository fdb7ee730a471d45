"""A map as one HTML page that needs nothing from outside and opens from a folder."""

from __future__ import annotations

import base64
import functools
import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import resources
from typing import Any, Final

from holdpoint.report._map_features import (
    LAYERS,
    Coordinates,
    MapFeature,
    MapLine,
    MapPoint,
    checked,
    circle,
    drawn_line,
    points_of,
)
from holdpoint.report._map_svg import map_svg
from holdpoint.report._map_world import POINT_OF_VIEW, asset
from holdpoint.report._plain import clean
from holdpoint.report._where import degrees

_SCRIPTS: Final = ("maplibre-gl-csp.js", "leaflet.js", "map.js")
_LEAST_DEGREES: Final = 0.4
_TURN: Final = 360.0


@dataclass(frozen=True, slots=True, kw_only=True)
class LayerRow:
    """A layer in the legend."""

    id: str
    words: str
    count: int
    line: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnRow:
    """A feature in the table below the map."""

    id: str
    layer: str
    words: str
    name: str
    where: str
    uncertainty: str
    detail: str
    source: str
    point: bool


def map_page(
    features: Sequence[MapFeature],
    *,
    title: str,
    lead: Sequence[str] = (),
    notes: Sequence[str] = (),
) -> str:
    """A self-contained HTML page with an interactive map, about 1.9 MB.

    MapLibre GL draws it where the browser has WebGL, Leaflet where it has none, and a static SVG
    is there for print and where no script runs. The page asks for nothing from outside: scripts and
    styles stand in it and are let in by their hashes, the map's worker starts from a blob.

    Args:
        features: Points and lines in any order; none gives a page that says so.
        title: Heading of the page.
        lead: Sentences above the map.
        notes: Sentences below the table, such as what a coverage hole may mean.

    Returns:
        The page. The same features give the same text.

    Raises:
        ValueError: A coordinate is no place on Earth, or a line has fewer than two points.
    """
    from markupsafe import Markup

    from holdpoint.report._page import _environment

    shown = checked(features)
    rows = [_row(number, feature) for number, feature in enumerate(shown, 1)]
    scripts = [asset(name) for name in _SCRIPTS] if shown else []
    styles = [asset("leaflet.css"), _style()] if shown else [_style()]
    trusted = Markup
    return (
        _environment()
        .get_template("map_page.html.j2")
        .render(
            title=title,
            lead=lead,
            notes=notes,
            rows=rows,
            layers=_legend(shown),
            circles=any(isinstance(f, MapPoint) and f.radius_km > 0 for f in shown),
            point_of_view=POINT_OF_VIEW,
            svg=trusted(map_svg(shown, title)),
            data=trusted(_script_json(_data(shown, rows))),
            world=trusted(asset("world.json").strip()),
            worker=trusted(asset("maplibre-gl-csp-worker.js")),
            scripts=[trusted(script) for script in scripts],
            styles=[trusted(style) for style in styles],
            script_hashes=trusted(" ".join(map(_hash, scripts)) or "'none'"),
            style_hashes=trusted(" ".join(map(_hash, styles))),
        )
    )


@functools.cache
def _style() -> str:
    sheet = resources.files("holdpoint.report").joinpath("templates", "map_page.css")
    return sheet.read_text(encoding="utf-8")


@functools.cache
def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _script_json(value: Any) -> str:  # noqa: ANN401 - JSON values
    """JSON that cannot end the element in which it stands."""
    text = json.dumps(value, ensure_ascii=True, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _legend(features: Sequence[MapFeature]) -> list[LayerRow]:
    found = []
    for layer, words in LAYERS.items():
        mine = [feature for feature in features if feature.layer == layer]
        if mine:
            line = isinstance(mine[0], MapLine)
            found.append(LayerRow(id=layer, words=words, count=len(mine), line=line))
    return found


def _row(number: int, feature: MapFeature) -> DrawnRow:
    ends = points_of(feature)
    where = " to ".join(degrees(*end) for end in dict.fromkeys((ends[0], ends[-1])))
    radius = feature.radius_km if isinstance(feature, MapPoint) else 0.0
    return DrawnRow(
        id=f"drawn-{number}",
        layer=feature.layer,
        words=LAYERS[feature.layer],
        name=feature.name,
        where=where,
        uncertainty=f"± {radius:g} km" if radius else "",
        detail=feature.detail,
        source=feature.source,
        point=isinstance(feature, MapPoint),
    )


def _data(features: Sequence[MapFeature], rows: Sequence[DrawnRow]) -> dict[str, Any]:
    """What the script draws; longitude first, as GeoJSON has it."""
    lines, areas, points = [], [], []
    everything: list[Coordinates] = []
    middle = _middle(features)
    for feature, row in zip(features, rows, strict=True):
        drawn = drawn_line(feature) if isinstance(feature, MapLine) else points_of(feature)
        turn = _TURN * round((middle - drawn[0][1]) / _TURN)
        everything += [(lat, lon + turn) for lat, lon in drawn]
        if isinstance(feature, MapLine):
            lines.append({"layer": feature.layer, "points": _turned(drawn, turn)})
            continue
        if feature.radius_km > 0:
            ring = [(lat, lon + turn) for lat, lon in circle(feature)]
            areas.append({"layer": feature.layer, "points": _turned(circle(feature), turn)})
            everything += ring
        said = ": ".join(filter(None, (clean(feature.name), row.words)))
        said = ". ".join(filter(None, (said, row.uncertainty, clean(feature.detail))))
        lat, lon = feature.lat, round(feature.lon + turn, 5)
        point = {"layer": feature.layer, "name": clean(feature.name), "said": said}
        points.append({**point, "lat": lat, "lon": lon, "row": row.id})
    layers = [{"id": row.id} for row in _legend(features)]
    bounds = _bounds(everything) if everything else None
    return {"layers": layers, "lines": lines, "areas": areas, "points": points, "bounds": bounds}


def _middle(features: Sequence[MapFeature]) -> float:
    """A longitude about which all is drawn, so that nothing lies a turn of the world away."""
    from holdpoint.report._projection import fit
    from holdpoint.report._stops import Spot

    spots = [Spot(name="", lat=lat, lon=lon) for f in features for lat, lon in points_of(f)]
    if not spots:
        return 0.0
    plan = fit(spots, left=0, top=0, width=1000, heights=(500, 1000))
    middle = plan.origin + plan.west + plan.span() / 2
    return (middle + _TURN / 2) % _TURN - _TURN / 2


def _turned(points: Sequence[Coordinates], turn: float) -> list[list[float]]:
    return [[round(lon + turn, 5), round(lat, 5)] for lat, lon in points]


def _bounds(points: Sequence[Coordinates]) -> list[list[float]]:
    """South-west and north-east corner, never too small to see where it is."""
    lats = [lat for lat, _ in points]
    lons = [lon for _, lon in points]
    west, east, south, north = min(lons), max(lons), min(lats), max(lats)
    dx = max(0.0, _LEAST_DEGREES - (east - west)) / 2
    dy = max(0.0, _LEAST_DEGREES - (north - south)) / 2
    return [
        [round(west - dx, 4), round(max(south - dy, -85), 4)],
        [round(east + dx, 4), round(min(north + dy, 85), 4)],
    ]
