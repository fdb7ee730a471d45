"""A map as one HTML page that needs nothing from outside and opens from a folder."""

from __future__ import annotations

import base64
import functools
import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import resources
from typing import TYPE_CHECKING, Any, Final

from holdpoint.report._map_features import (
    LAYERS,
    Coordinates,
    MapArea,
    MapFeature,
    MapLine,
    MapPoint,
    checked,
    circle,
    drawn_line,
    points_of,
    unwrapped,
)
from holdpoint.report._map_svg import map_svg
from holdpoint.report._map_world import POINT_OF_VIEW, asset
from holdpoint.report._plain import clean
from holdpoint.report._where import degrees

if TYPE_CHECKING:
    from markupsafe import Markup

_SCRIPTS: Final = ("maplibre-gl-csp.js", "leaflet.js", "map.js")
_LEAST_DEGREES: Final = 0.4
_TURN: Final = 360.0


@dataclass(frozen=True, slots=True, kw_only=True)
class LayerRow:
    """A layer in the legend; ``mark`` is ``line``, ``area`` or ``point``."""

    id: str
    words: str
    count: int
    mark: str


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


@dataclass(frozen=True, slots=True, kw_only=True)
class MapBlock:
    """A map as parts of a page; all but ``rows`` and ``layers`` is markup of our own making.

    Attributes:
        script_hashes: For the content policy of the page, ``'none'`` where nothing runs.
        styles: Sheets that the page has to carry.
    """

    rows: Sequence[DrawnRow]
    layers: Sequence[LayerRow]
    circles: bool
    point_of_view: str
    svg: Markup
    data: Markup
    world: Markup
    worker: Markup
    scripts: Sequence[Markup]
    script_hashes: Markup
    styles: Sequence[str]


def map_block(features: Sequence[MapFeature], title: str, *, interactive: bool = True) -> MapBlock:
    """Make the parts of a map for a page that has more to show.

    Args:
        features: Points and lines in any order.
        title: What the map shows, for readers who do not see it.
        interactive: ``False`` leaves the scripts out (1.9 MB): the drawing stays.

    Raises:
        ValueError: A coordinate is no place on Earth, or a line has fewer than two points.
    """
    from markupsafe import Markup

    shown = checked(features)
    rows = [_row(number, feature) for number, feature in enumerate(shown, 1)]
    live = bool(shown) and interactive
    scripts = [asset(name) for name in _SCRIPTS] if live else []
    trusted = Markup
    return MapBlock(
        rows=rows,
        layers=_legend(shown),
        circles=any(isinstance(f, MapPoint) and f.radius_km > 0 for f in shown),
        point_of_view=POINT_OF_VIEW,
        svg=trusted(map_svg(shown, title)),
        data=trusted(_script_json(_data(shown, rows)) if live else ""),
        world=trusted(asset("world.json").strip() if live else ""),
        worker=trusted(asset("maplibre-gl-csp-worker.js") if live else ""),
        scripts=[trusted(script) for script in scripts],
        script_hashes=trusted(" ".join(map(policy_hash, scripts)) or "'none'"),
        styles=[asset("leaflet.css"), sheet("map.css")] if live else [sheet("map.css")],
    )


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

    block = map_block(features, title)
    styles = [*block.styles, sheet("map_page.css")]
    return (
        _environment()
        .get_template("map_page.html.j2")
        .render(
            title=title,
            lead=lead,
            notes=notes,
            map=block,
            styles=[Markup(style) for style in styles],  # noqa: S704 - our own files
            style_hashes=Markup(" ".join(map(policy_hash, styles))),  # noqa: S704 - base64
        )
    )


@functools.cache
def sheet(name: str) -> str:
    """The text of a style sheet or script among the templates."""
    return resources.files("holdpoint.report").joinpath("templates", name).read_text("utf-8")


@functools.cache
def policy_hash(text: str) -> str:
    """The hash of a script or style as a content security policy writes it, in its quotes."""
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
            mark = "line" if isinstance(mine[0], MapLine) else "point"
            mark = "area" if isinstance(mine[0], MapArea) else mark
            found.append(LayerRow(id=layer, words=words, count=len(mine), mark=mark))
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
        if isinstance(feature, MapArea):
            drawn = unwrapped(drawn)
        turn = _TURN * round((middle - drawn[0][1]) / _TURN)
        everything += [(lat, lon + turn) for lat, lon in drawn]
        if isinstance(feature, MapLine):
            lines.append({"layer": feature.layer, "points": _turned(drawn, turn)})
            continue
        if isinstance(feature, MapArea):
            outer, *holes = (_turned(unwrapped(ring), turn) for ring in feature.rings)
            areas.append({"layer": feature.layer, "points": outer, "holes": holes})
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
