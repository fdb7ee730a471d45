"""What a map shows: points and lines in layers, whatever they came from."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from holdpoint.report._plain import clean

LayerId = Literal[
    "zone", "corridor", "route", "maybe", "expected", "place", "candidate", "site", "listed",
    "track", "gap", "reach", "event", "named", "footprint",
]  # fmt: skip

LAYERS: Final[dict[str, str]] = {
    "zone": "Outline of a watched zone",
    "corridor": "Reported corridor, a source's claim",
    "route": "Route as declared",
    "maybe": "Leg of the route, if that is the place",
    "expected": "Route as it would be expected",
    "track": "Track, positions received",
    "gap": "Gap: no position was received",
    "place": "Place of the route",
    "candidate": "One of several places that fit",
    "site": "Watched site",
    "listed": "Place listed by law",
    "reach": "Port of call, or within reach in a gap",
    "event": "Event on the track",
    "named": "Place that a document names",
    "footprint": "What released evidence covers",
}
"""Layers in the order in which they are drawn and listed, with their words in the legend."""

DIRECTED: Final = frozenset({"corridor", "route", "maybe", "expected"})
"""Layers whose lines lead from their first point to their last, and are drawn with an arrow."""

_STEP_KM: Final = 100.0
_EARTH_KM: Final = 6371.0088
_TURN: Final = 360.0
_CIRCLE_CORNERS: Final = 64

Coordinates = tuple[float, float]
"""Degrees, latitude first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MapPoint:
    """A point of the map, WGS84 degrees.

    Attributes:
        radius_km: How far the real place may lie from it; drawn as a circle.
        detail: What there is to say about it, one sentence.
        source: Where it comes from, with the date.
    """

    layer: LayerId
    name: str
    lat: float
    lon: float
    radius_km: float = 0.0
    detail: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MapLine:
    """A line of the map.

    Attributes:
        points: At least two, latitude first.
        straight: Draw it as the way over the sphere between far points; ``False`` for a track,
            whose points are drawn as they are.
    """

    layer: LayerId
    name: str
    points: tuple[Coordinates, ...]
    straight: bool = True
    detail: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MapArea:
    """An area of the map.

    Attributes:
        rings: The outer ring, then holes; closed, latitude first.
    """

    layer: LayerId
    name: str
    rings: tuple[tuple[Coordinates, ...], ...]
    detail: str = ""
    source: str = ""


MapFeature = MapPoint | MapLine | MapArea


def checked(features: Iterable[MapFeature]) -> tuple[MapFeature, ...]:
    """The features in the order of their layers, each with its place on Earth checked.

    Raises:
        ValueError: A coordinate is no place on Earth, a line has fewer than two points, or an area
            fewer than three corners.
    """
    order = {layer: number for number, layer in enumerate(LAYERS)}
    found = sorted(features, key=lambda feature: order[feature.layer])
    for feature in found:
        for lat, lon in points_of(feature):
            if not (abs(lat) <= 90 and abs(lon) <= 180):  # noqa: PLR2004 - degrees; nan fails too
                raise ValueError(f"{clean(feature.name)}: {lat}, {lon} is no place on Earth.")
        if isinstance(feature, MapLine) and len(feature.points) < 2:  # noqa: PLR2004 - two ends
            raise ValueError(f"{clean(feature.name)}: a line needs two points.")
        if isinstance(feature, MapArea) and (
            not feature.rings or any(len(ring) < 4 for ring in feature.rings)  # noqa: PLR2004 - closed
        ):
            raise ValueError(f"{clean(feature.name)}: an area needs three corners.")
    return tuple(found)


def points_of(feature: MapFeature) -> tuple[Coordinates, ...]:
    """The points of a feature as they were given."""
    if isinstance(feature, MapPoint):
        return ((feature.lat, feature.lon),)
    if isinstance(feature, MapArea):
        return tuple(point for ring in feature.rings for point in ring)
    return feature.points


def drawn_line(line: MapLine) -> tuple[Coordinates, ...]:
    """The points to draw: the shortest way between far points, longitudes without a jump.

    A longitude may leave -180 to 180, so that a line over the date line is one line.
    """
    points = list(line.points)
    if line.straight:
        pairs = itertools.pairwise(line.points)
        points = [points[0], *(point for a, b in pairs for point in _between(a, b))]
    return unwrapped(points)


def unwrapped(points: Sequence[Coordinates]) -> tuple[Coordinates, ...]:
    """The same points with longitudes that go on where they would jump by a turn."""
    out: list[Coordinates] = []
    for lat, lon in points:
        last = out[-1][1] if out else lon
        out.append((lat, lon + _TURN * round((last - lon) / _TURN)))
    return tuple(out)


def _between(a: Coordinates, b: Coordinates) -> list[Coordinates]:
    one, other = _vector(a), _vector(b)
    angle = math.acos(min(1.0, max(-1.0, sum(x * y for x, y in zip(one, other, strict=True)))))
    steps = int(angle * _EARTH_KM / _STEP_KM)
    if steps < 2 or math.sin(angle) < 1e-6:  # noqa: PLR2004 - near, or antipodes
        return [b]
    found = []
    for step in range(1, steps):
        part = step / steps
        left, right = (math.sin(k * angle) / math.sin(angle) for k in (1 - part, part))
        x, y, z = (left * p + right * q for p, q in zip(one, other, strict=True))
        found.append(
            (math.degrees(math.asin(max(-1.0, min(1.0, z)))), math.degrees(math.atan2(y, x)))
        )
    return [*found, b]


def great_circle_km(a: Coordinates, b: Coordinates) -> float:
    """The shortest way over a sphere in km; for the picture, not for findings."""
    half = math.dist(_vector(a), _vector(b)) / 2
    return 2 * _EARTH_KM * math.asin(min(1.0, half))


def _vector(point: Coordinates) -> tuple[float, float, float]:
    lat, lon = (math.radians(value) for value in point)
    return math.cos(lat) * math.cos(lon), math.cos(lat) * math.sin(lon), math.sin(lat)


def circle(point: MapPoint) -> tuple[Coordinates, ...]:
    """The corners of the circle within which the real place may lie, closed."""
    lat, lon = math.radians(point.lat), math.radians(point.lon)
    size = point.radius_km / _EARTH_KM
    found = []
    for corner in range(_CIRCLE_CORNERS + 1):
        turn = 2 * math.pi * corner / _CIRCLE_CORNERS
        north = math.asin(
            math.sin(lat) * math.cos(size) + math.cos(lat) * math.sin(size) * math.cos(turn)
        )
        east = lon + math.atan2(
            math.sin(turn) * math.sin(size) * math.cos(lat),
            math.cos(size) - math.sin(lat) * math.sin(north),
        )
        found.append((math.degrees(north), math.degrees(east)))
    return unwrapped(found)
