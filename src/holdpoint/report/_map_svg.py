"""A map as one static SVG: for print, mail, and pages without scripts."""

from __future__ import annotations

import html
import itertools
import math
from collections.abc import Iterable, Sequence
from typing import Final

from holdpoint.report._labels import Box, Wish, place_labels
from holdpoint.report._map_features import (
    DIRECTED,
    Coordinates,
    MapArea,
    MapFeature,
    MapLine,
    MapPoint,
    circle,
    drawn_line,
    points_of,
    unwrapped,
)
from holdpoint.report._map_world import Ring, outline
from holdpoint.report._plain import clean
from holdpoint.report._projection import Frame, Projection, fit
from holdpoint.report._stops import Spot

_WIDTH: Final = 900.0
_HEIGHTS: Final = (420.0, 620.0)
_DOT: Final = 5.0
_NEAREST: Final = 0.7
_TURN: Final = 360.0
_AHEAD: Final = 400.0
_MOST_LABELS: Final = 60
_SHORTEST: Final = 18.0

Pixel = tuple[float, float]


def map_svg(features: Sequence[MapFeature], title: str) -> str:
    """Draw features; an empty text where there is none.

    Args:
        features: As :func:`holdpoint.report._map_features.checked` gives them.
        title: What the map shows, for readers who do not see it.
    """
    if not features:
        return ""
    spots = [spot for feature in features for spot in _spots(feature)]
    plan = fit(spots, left=0.0, top=0.0, width=_WIDTH, heights=_HEIGHTS)
    frame = plan.frame
    parts = [
        (
            f'<svg class="static" viewBox="0 0 {frame.width:g} {frame.height:g}" role="img" '
            f'aria-label="{html.escape(clean(title))}">'
        ),
        f'<rect class="sea" width="{frame.width:g}" height="{frame.height:g}"/>',
        *_world(plan),
    ]
    lines = [f for f in features if isinstance(f, MapLine)]
    points = [f for f in features if isinstance(f, MapPoint)]
    segments: list[tuple[float, float, float, float]] = []
    parts += [_area(plan, area) for area in features if isinstance(area, MapArea)]
    parts += [_polygon(plan, p) for p in points if p.radius_km > 0]
    for line in lines:
        drawn = _pixels(plan, drawn_line(line))
        segments += [(*a, *b) for a, b in itertools.pairwise(drawn)][:500]
        parts.append(f'<path class="line {line.layer}" d="{_path(drawn)}"/>')
        parts.append(_head(line, drawn))
    parts += _dots(plan, points)
    parts += _names(plan, points, segments)
    return "".join((*parts, "</svg>"))


def _spots(feature: MapFeature) -> Iterable[Spot]:
    radius = feature.radius_km if isinstance(feature, MapPoint) else 0.0
    return (Spot(name="", lat=lat, lon=lon, radius_km=radius) for lat, lon in points_of(feature))


def _pixels(plan: Projection, points: Sequence[Coordinates]) -> list[Pixel]:
    """Points in drawing units, without a jump where the world was cut open."""
    found: list[Pixel] = []
    turn = _TURN * plan.scale
    for lat, lon in unwrapped(points):
        x, y = plan.x(lon), plan.y(lat)
        if found:
            x += turn * round((found[-1][0] - x) / turn)
        found.append((x, y))
    return found


def _path(pixels: Sequence[Pixel]) -> str:
    kept: list[Pixel] = []
    for x, y in pixels:
        near = kept and abs(x - kept[-1][0]) < _NEAREST and abs(y - kept[-1][1]) < _NEAREST
        if not near:
            kept.append((x, y))
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in kept)


def _world(plan: Projection) -> Iterable[str]:
    land, borders = outline()
    shapes = (_outline(plan, ring, close=True) for polygon in land for ring in polygon)
    lines = (_outline(plan, line, close=False) for line in borders)
    yield f'<path class="land" fill-rule="evenodd" d="{"".join(shapes)}"/>'
    yield f'<path class="border" d="{"".join(lines)}"/>'


def _outline(plan: Projection, ring: Ring, *, close: bool) -> str:
    """A ring as a path, at each turn of the world at which it is in sight."""
    turn = _TURN * plan.scale
    raw = [(plan.frame.left + (lon - plan.origin - plan.west) * plan.scale, plan.y(lat))
           for lon, lat in ring]  # fmt: skip
    found = ""
    for shift in (0.0, turn, 2 * turn, -turn):
        pixels = [(x + shift, y) for x, y in raw]
        if _in_sight(pixels, plan.frame):
            found += _path([_held(x, y, plan.frame) for x, y in pixels]) + ("Z" if close else "")
    return found


def _in_sight(pixels: Sequence[Pixel], frame: Frame) -> bool:
    xs, ys = [x for x, _ in pixels], [y for _, y in pixels]
    return (
        min(xs) < frame.right
        and max(xs) > frame.left
        and min(ys) < frame.bottom
        and max(ys) > frame.top
    )


def _held(x: float, y: float, frame: Frame) -> Pixel:
    """A point far outside is drawn just outside: the page stays small, the picture the same."""
    return (
        min(max(x, frame.left - _AHEAD), frame.right + _AHEAD),
        min(max(y, frame.top - _AHEAD), frame.bottom + _AHEAD),
    )


def _polygon(plan: Projection, point: MapPoint) -> str:
    return f'<path class="ring {point.layer}" d="{_path(_pixels(plan, circle(point)))}Z"/>'


def _head(line: MapLine, pixels: Sequence[Pixel]) -> str:
    """An arrow head half way along a line that has a direction; nothing on a short one."""
    steps = [math.dist(a, b) for a, b in itertools.pairwise(pixels)]
    half, way = sum(steps) / 2, 0.0
    if line.layer not in DIRECTED or half < _SHORTEST:
        return ""
    for (a, b), step in zip(itertools.pairwise(pixels), steps, strict=True):
        if way + step >= half and step > 0:
            part = (half - way) / step
            dx, dy = (b[0] - a[0]) / step, (b[1] - a[1]) / step
            x, y = a[0] + dx * part * step, a[1] + dy * part * step
            size = 1.6 if line.layer == "corridor" else 1.0  # drawn on a wider line
            corners = (
                (11 * size, 0),
                (-6 * size, 8 * size),
                (-2 * size, 0),
                (-6 * size, -8 * size),
            )
            drawn = "L".join(
                f"{x + dx * u - dy * v:.1f} {y + dy * u + dx * v:.1f}" for u, v in corners
            )
            return f'<path class="head {line.layer}" d="M{drawn}Z"/>'
        way += step
    return ""


def _area(plan: Projection, area: MapArea) -> str:
    rings = "".join(_path(_pixels(plan, ring)) + "Z" for ring in area.rings)
    return f'<path class="ring {area.layer}" fill-rule="evenodd" d="{rings}"/>'


def _dots(plan: Projection, points: Sequence[MapPoint]) -> list[str]:
    return [
        f'<circle class="dot {p.layer}" cx="{plan.x(p.lon):.1f}" cy="{plan.y(p.lat):.1f}" '
        f'r="{_DOT:g}"/>'
        for p in points
    ]


def _names(
    plan: Projection,
    points: Sequence[MapPoint],
    lines: Sequence[tuple[float, float, float, float]],
) -> list[str]:
    wishes = [
        Wish(text=clean(p.name), x=plan.x(p.lon), y=plan.y(p.lat), kind=p.layer)
        for p in points[:_MOST_LABELS]
    ]
    taken = [Box(w.x - _DOT, w.y - _DOT, w.x + _DOT, w.y + _DOT) for w in wishes]
    return [
        f'<text class="name" x="{label.x:.1f}" y="{label.y:.1f}" text-anchor="{label.anchor}">'
        f"{html.escape(label.text)}</text>"
        for label in place_labels(wishes, plan.frame, taken, lines)
    ]
