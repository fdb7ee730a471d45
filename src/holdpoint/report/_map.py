"""The route as a small drawing: numbers of an SVG, no markup."""

from __future__ import annotations

import csv
import functools
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib import resources
from typing import Final

from holdpoint.report._labels import Box, Label, Wish, place_labels, text_width
from holdpoint.report._projection import Frame, Projection, degree_label, fit
from holdpoint.report._stops import Journey, Spot, Stop, way_words

_WIDTH: Final = 460.0
_LEFT: Final = 46.0
_TOP: Final = 8.0
_FOOT: Final = 26.0
_HEIGHTS: Final = (250.0, 430.0)
_MARK: Final = 9.5
_RING: Final = 13.5
_NODE: Final = 5.0
_BESIDE: Final = 6.0
_WIDEST_COAST: Final = 75.0
_SEA_FILL: Final = 0.7
_HALF_TURN: Final = 180.0
_SCALE_KM: Final = (5000, 2000, 1000, 500, 200, 100, 50, 20, 10)

Segment = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """A degree label at the edge."""

    text: str
    x: float
    y: float
    anchor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A stop; hollow where it is one of several candidates."""

    x: float
    y: float
    number: int
    hollow: bool
    ring: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrow:
    """A line with a head in its middle, as SVG points."""

    line: Segment
    head: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MapView:
    """All that the template needs to draw the route.

    Attributes:
        sure: Legs between settled stops.
        maybe: Legs to or from a candidate of a place that is not settled.
        reported: Legs of a reported corridor.
        schematic: Whether a rough coast is drawn.
    """

    width: float
    height: float
    frame: Frame
    grid: tuple[Segment, ...]
    ticks: tuple[Tick, ...]
    seas: tuple[str, ...]
    sure: tuple[Arrow, ...]
    maybe: tuple[Segment, ...]
    reported: tuple[Arrow, ...]
    nodes: tuple[tuple[float, float], ...]
    marks: tuple[Mark, ...]
    labels: tuple[Label, ...]
    bar: Segment
    bar_text: str
    schematic: bool
    hollow: bool
    missing: tuple[str, ...]
    description: str


def draw(journey: Journey) -> MapView | None:
    """Draw a journey; ``None`` where no stop has a known position."""
    placed = [spot for stop in journey.stops for spot in stop.spots]
    if not placed:
        return None
    every = [*placed, *(spot for pair in journey.reported for spot in pair)]
    plan = fit(every, left=_LEFT, top=_TOP, width=_WIDTH - _LEFT - 8, heights=_HEIGHTS)
    sure, maybe = _ways(journey, plan)
    reported = tuple(_arrow(_segment(plan, *pair), _BESIDE, 0.34) for pair in journey.reported)
    marks = tuple(mark for stop in journey.stops for mark in _marks(stop, plan))
    nodes = _nodes(journey, plan)
    bar, bar_text = _bar(plan)
    names = [name for name, points in _seas() if _near(points, plan)]
    return MapView(
        width=_WIDTH,
        height=_rounded(plan.frame.bottom + _FOOT),
        frame=plan.frame,
        grid=_grid(plan),
        ticks=_ticks(plan),
        seas=tuple(_path(points, plan) for name, points in _seas() if name in names),
        sure=sure,
        maybe=maybe,
        reported=reported,
        nodes=tuple((x, y) for x, y, _ in nodes),
        marks=marks,
        labels=_labels(
            journey, plan, marks, nodes, [*(a.line for a in (*sure, *reported)), *maybe]
        ),
        bar=bar,
        bar_text=bar_text,
        schematic=bool(names),
        hollow=any(mark.hollow for mark in marks),
        missing=tuple(stop.text for stop in journey.stops if stop.verdict == "none"),
        description=describe(journey),
    )


def describe(journey: Journey) -> str:
    """The route in one paragraph, for readers who do not see the drawing."""
    legs = [
        f"{journey.stops[way.start].text} to {journey.stops[way.end].text} ({way_words(way)})"
        for way in journey.ways
    ]
    open_ = [stop.text for stop in journey.stops if stop.verdict == "several"]
    lost = [stop.text for stop in journey.stops if stop.verdict == "none"]
    said = [f"Declared route: {'; '.join(legs)}."]
    if open_:
        said.append(f"Several places fit: {', '.join(open_)}.")
    if lost:
        said.append(f"Not found, so not drawn: {', '.join(lost)}.")
    if journey.reported:
        pairs = "; ".join(f"{start.name} to {end.name}" for start, end in journey.reported)
        said.append(f"Reported corridor: {pairs}.")
    return " ".join(said)


def _rounded(value: float) -> float:
    return round(value, 1) + 0.0


def _point(plan: Projection, spot: Spot) -> tuple[float, float]:
    return _rounded(plan.x(spot.lon)), _rounded(plan.y(spot.lat))


def _segment(plan: Projection, start: Spot, end: Spot) -> Segment:
    return (*_point(plan, start), *_point(plan, end))


def _ways(journey: Journey, plan: Projection) -> tuple[tuple[Arrow, ...], tuple[Segment, ...]]:
    sure, maybe = [], []
    for way in journey.ways:
        start, end = journey.stops[way.start], journey.stops[way.end]
        settled = start.verdict == end.verdict == "one"
        for one in start.spots:
            for other in end.spots:
                segment = _segment(plan, one, other)
                if settled:
                    sure.append(_arrow(segment, 0.0))
                else:
                    maybe.append(segment)
    return tuple(sure), tuple(maybe)


def _arrow(segment: Segment, beside: float, at: float = 0.5) -> Arrow:
    """A line moved sideways by ``beside``, with a head at this part of its length."""
    x1, y1, x2, y2 = segment
    length = math.hypot(x2 - x1, y2 - y1)
    if length < 1.0:
        return Arrow(line=segment, head="")
    dx, dy = (x2 - x1) / length, (y2 - y1) / length
    ox, oy = dy * beside, -dx * beside
    line = tuple(_rounded(v) for v in (x1 + ox, y1 + oy, x2 + ox, y2 + oy))
    mx, my = line[0] + (line[2] - line[0]) * at, line[1] + (line[3] - line[1]) * at
    corners = (
        (mx + dx * 7, my + dy * 7),
        (mx - dx * 5 + dy * 5.5, my - dy * 5 - dx * 5.5),
        (mx - dx * 5 - dy * 5.5, my - dy * 5 + dx * 5.5),
    )
    head = " ".join(f"{_rounded(x)},{_rounded(y)}" for x, y in corners)
    return Arrow(line=(line[0], line[1], line[2], line[3]), head=head if length > 4 * _MARK else "")


def _marks(stop: Stop, plan: Projection) -> Iterable[Mark]:
    for spot in stop.spots:
        x, y = _point(plan, spot)
        radius = _rounded(max(plan.radius(spot.radius_km, spot.lat), _RING))
        yield Mark(
            x=x,
            y=y,
            number=stop.number,
            hollow=stop.verdict == "several",
            ring=radius if spot.radius_km > 0 else None,
        )


def _nodes(journey: Journey, plan: Projection) -> tuple[tuple[float, float, str], ...]:
    """Places of a corridor that are no stops of the route."""
    stops = [_point(plan, spot) for stop in journey.stops for spot in stop.spots]
    found: dict[tuple[float, float], str] = {}
    for spot in (spot for pair in journey.reported for spot in pair):
        x, y = _point(plan, spot)
        if all(math.hypot(x - sx, y - sy) > _MARK for sx, sy in stops):
            found.setdefault((x, y), spot.name)
    return tuple((x, y, name) for (x, y), name in found.items())


def _labels(
    journey: Journey,
    plan: Projection,
    marks: Sequence[Mark],
    nodes: Sequence[tuple[float, float, str]],
    lines: Sequence[Segment],
) -> tuple[Label, ...]:
    taken = [_square(mark.x, mark.y, _RING - 1) for mark in marks]
    taken += [_square(x, y, _NODE + 2) for x, y, _ in nodes]
    bar, _ = _bar(plan)
    taken.append(Box(bar[0] - 4, bar[1] - 22, bar[2] + 30, bar[1] + 6))
    wishes = [
        Wish(
            text=spot.name,
            x=_point(plan, spot)[0],
            y=_point(plan, spot)[1],
            kind="maybe" if stop.verdict == "several" else "stop",
        )
        for stop in journey.stops
        for spot in stop.spots
    ]
    wishes += [Wish(text=name, x=x, y=y, kind="node") for x, y, name in nodes]
    for name, points in _seas():
        wide = max(plan.x(lon) for lon, _ in points) - min(plan.x(lon) for lon, _ in points)
        if _near(points, plan) and wide > text_width(name) * _SEA_FILL:
            x = sum(plan.x(lon) for lon, _ in points) / len(points)
            y = sum(plan.y(lat) for _, lat in points) / len(points)
            wishes.append(Wish(text=name, x=_rounded(x), y=_rounded(y), kind="sea"))
    return place_labels(wishes, plan.frame, taken, lines)


def _square(x: float, y: float, half: float) -> Box:
    return Box(x - half, y - half, x + half, y + half)


def _grid(plan: Projection) -> tuple[Segment, ...]:
    frame = plan.frame
    down = [_rounded(plan.x(lon)) for lon in plan.meridians()]
    across = [_rounded(plan.y(lat)) for lat in plan.parallels()]
    return (
        *((x, frame.top, x, _rounded(frame.bottom)) for x in down),
        *((frame.left, y, _rounded(frame.right), y) for y in across),
    )


def _ticks(plan: Projection) -> tuple[Tick, ...]:
    frame = plan.frame
    below = [
        Tick(
            text=degree_label(lon, "E", "W"),
            x=min(max(_rounded(plan.x(lon)), frame.left + 18), frame.right - 18),
            y=_rounded(frame.bottom + 17),
            anchor="middle",
        )
        for lon in plan.meridians()
    ]
    beside = [
        Tick(
            text=degree_label(lat, "N", "S"),
            x=frame.left - 6,
            y=_rounded(plan.y(lat) + 4),
            anchor="end",
        )
        for lat in plan.parallels()
    ]
    return (*below, *beside)


def _bar(plan: Projection) -> tuple[Segment, str]:
    """A scale bar, right for the middle of the map."""
    frame = plan.frame
    middle = _middle_latitude(plan)
    length = next(
        (km for km in _SCALE_KM if plan.radius(km, middle) <= frame.width * 0.28), _SCALE_KM[-1]
    )
    wide = _rounded(plan.radius(length, middle))
    y = _rounded(frame.bottom - 12)
    return (frame.left + 12, y, _rounded(frame.left + 12 + wide), y), f"{length} km"


def _middle_latitude(plan: Projection) -> float:
    ordinate = plan.north - plan.frame.height / plan.scale / 2
    return math.degrees(2 * math.atan(math.exp(math.radians(ordinate))) - math.pi / 2)


@functools.cache
def _seas() -> tuple[tuple[str, tuple[tuple[float, float], ...]], ...]:
    """Rough outlines, drawn by hand for orientation only: name and (longitude, latitude)."""
    table = resources.files("holdpoint.report").joinpath("data", "seas.csv")
    found: dict[str, list[tuple[float, float]]] = {}
    for row in csv.DictReader(table.read_text(encoding="utf-8").splitlines()):
        found.setdefault(row["sea"], []).append((float(row["lon"]), float(row["lat"])))
    return tuple((name, tuple(points)) for name, points in found.items())


def _near(points: Sequence[tuple[float, float]], plan: Projection) -> bool:
    if plan.span() > _WIDEST_COAST:
        return False
    east = [plan.unwrapped(lon) for lon, _ in points]
    if max(east) - min(east) > _HALF_TURN:
        return False
    frame = plan.frame
    xs = [plan.x(lon) for lon, _ in points]
    ys = [plan.y(lat) for _, lat in points]
    return (
        min(xs) < frame.right
        and max(xs) > frame.left
        and min(ys) < frame.bottom
        and max(ys) > frame.top
    )


def _path(points: Sequence[tuple[float, float]], plan: Projection) -> str:
    """A closed outline through the middles of its sides, rounded at the corners."""
    drawn = [(plan.x(lon), plan.y(lat)) for lon, lat in points]
    following = [*drawn[1:], drawn[0]]
    middles = [
        ((ax + bx) / 2, (ay + by) / 2) for (ax, ay), (bx, by) in zip(drawn, following, strict=True)
    ]
    curves = (
        f"Q{_rounded(x)} {_rounded(y)} {_rounded(mx)} {_rounded(my)}"
        for (x, y), (mx, my) in zip(following, [*middles[1:], middles[0]], strict=True)
    )
    return f"M{_rounded(middles[0][0])} {_rounded(middles[0][1])}" + "".join(curves) + "Z"
