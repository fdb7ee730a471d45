"""Geometry of a GeoJSON feature to the outline of a zone; whatever cannot be one is refused."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from holdpoint.model import Polygon, Ring
from holdpoint.places._outline import Flat, Outline, near_lon, odd_crossings

MOST_CORNERS = 5_000
"""Of one zone. A fence of 200 km with a post every 40 m."""
WIDEST_KM = 200.0
_POLE = 88.0
_LEAST_KM = 0.01
_HALF_TURN = 180.0
_LEAST_RING = 4
_MOST_PAIRS = 2_000_000
"""Pairs of edges that are compared. A real outline needs a small part of it."""

Geometry = Mapping[str, Any]


class OutlineError(ValueError):
    """What is wrong with a geometry, and what to do."""

    def __init__(self, reason: str, remedy: str) -> None:
        super().__init__(f"{reason} {remedy}")
        self.reason, self.remedy = reason, remedy


def check_outline(geometry: object) -> tuple[Polygon, ...]:
    """The polygons of a GeoJSON geometry (RFC 7946), latitude first.

    Args:
        geometry: A ``Polygon`` or ``MultiPolygon`` in WGS84, longitude first, as read from JSON.
            Rings may wind either way. A ring may cross the antimeridian: an edge of more than half
            a turn is never meant in a zone of at most 200 km.

    Returns:
        Closed rings without repeated corners; outer ring first.

    Raises:
        OutlineError: It is no polygon; a ring is open, crosses itself or another; a position is no
            place on Earth; it is larger than 200 km, nearer to a pole than 2 degrees, has more than
            5,000 corners, or covers nothing.
    """
    if not isinstance(geometry, Mapping):
        raise OutlineError("The feature has no geometry.", "Give it a Polygon or MultiPolygon.")
    kind, given = geometry.get("type"), geometry.get("coordinates")
    if kind not in ("Polygon", "MultiPolygon"):
        said = f"a {kind}" if isinstance(kind, str) else "of no type"
        raise OutlineError(
            f"The geometry is {said[:40]}, not an area.", "Give a Polygon or MultiPolygon."
        )
    if "crs" in geometry:
        raise OutlineError("The geometry names a coordinate system.", "Transform it to WGS84.")
    several = [given] if kind == "Polygon" else given
    if not isinstance(several, list) or not several:
        raise OutlineError("The geometry has no coordinates.", "Give at least one polygon.")
    _count(several)
    polygons = tuple(_polygon(rings) for rings in several)
    _check_size(polygons)
    for polygon in polygons:
        _check_crossings(polygon)
    if all(abs(_area(rings[0])) < _LEAST_KM**2 for rings in polygons):
        raise OutlineError("The outline covers nothing.", "Give the corners of an area.")
    return polygons


def _count(polygons: Sequence[Any]) -> None:
    corners = 0
    for rings in polygons:
        for ring in rings if isinstance(rings, list) else ():
            corners += len(ring) if isinstance(ring, list) else 0
    if corners > MOST_CORNERS:
        raise OutlineError(
            f"The outline has {corners:,} corners; {MOST_CORNERS:,} are let in.",
            "Simplify it; a few hundred corners show a zone to some metres.",
        )


def _polygon(rings: object) -> Polygon:
    if not isinstance(rings, list) or not rings:
        raise OutlineError("A polygon has no ring.", "Give its outer ring, then its holes.")
    return tuple(_ring(ring) for ring in rings)


def _ring(ring: object) -> Ring:
    if not isinstance(ring, list) or len(ring) < _LEAST_RING:
        raise OutlineError(
            "A ring has fewer than four positions.",
            "Give at least three corners and the first one again.",
        )
    points = [_position(position) for position in ring]
    if points[0] != points[-1]:
        raise OutlineError(
            "A ring is not closed: its last position is not its first.",
            "Repeat the first position at the end, or add what was cut off.",
        )
    kept = [points[0], *(b for a, b in pairwise(points) if b != a)]
    if len(kept) < _LEAST_RING:
        raise OutlineError(
            "A ring has fewer than three different corners.", "Give the corners of an area."
        )
    return tuple(kept)


def _position(position: object) -> tuple[float, float]:
    if not isinstance(position, list) or len(position) < 2:  # noqa: PLR2004 - longitude, latitude
        raise OutlineError("A position is no pair of numbers.", "Write [longitude, latitude].")
    lon, lat = position[0], position[1]
    for value in (lon, lat):
        number = isinstance(value, int | float) and not isinstance(value, bool)
        if not number or not math.isfinite(value):
            raise OutlineError("A position is no pair of numbers.", "Write [longitude, latitude].")
    lat, lon = float(lat), float(lon)
    if abs(lat) > 90 or abs(lon) > _HALF_TURN:  # noqa: PLR2004 - the poles
        raise OutlineError(
            f"The position [{lon:g}, {lat:g}] is no place on Earth.",
            "GeoJSON gives longitude first, then latitude, in degrees of WGS84: are the two "
            "swapped, or metres of a projection?",
        )
    return lat, lon


def _check_size(polygons: Sequence[Polygon]) -> None:
    if any(abs(lat) > _POLE for rings in polygons for ring in rings for lat, _ in ring):
        raise OutlineError(
            "The outline lies within two degrees of a pole.", "Zones there are not let in."
        )
    outline = Outline(polygons)
    if 2 * outline.reach_km > WIDEST_KM * 1.02:
        raise OutlineError(
            f"The outline is about {2 * outline.reach_km:,.0f} km across; {WIDEST_KM:g} km are "
            "let in.",
            "Give the zone itself, not the region, and longitude before latitude.",
        )


def _area(ring: Ring) -> float:
    """The area in square kilometres, roughly; its sign tells how the ring winds."""
    first = ring[0][1]
    across = math.cos(math.radians(ring[0][0]))
    flat = [(lat * 111.2, near_lon(lon, first) * 111.2 * across) for lat, lon in ring]
    return sum(ya * xb - yb * xa for (ya, xa), (yb, xb) in pairwise(flat)) / 2


class _Edge(NamedTuple):
    low: float
    high: float
    a: tuple[float, float]
    b: tuple[float, float]
    ring: int
    number: int
    last: bool


def _edges(rings: Sequence[Flat]) -> Iterator[_Edge]:
    for number, ring in enumerate(rings):
        for at, (a, b) in enumerate(pairwise(ring)):
            yield _Edge(min(a[0], b[0]), max(a[0], b[0]), a, b, number, at, at == len(ring) - 2)


def _check_crossings(polygon: Polygon) -> None:
    """Compare edges that share a latitude, in a sweep from south to north; then the holes."""
    first = polygon[0][0][1]
    rings = [[(lat, near_lon(lon, first)) for lat, lon in ring] for ring in polygon]
    compared = 0
    open_edges: list[_Edge] = []
    for edge in sorted(_edges(rings)):
        open_edges = [other for other in open_edges if other.high >= edge.low]
        compared += len(open_edges)
        if compared > _MOST_PAIRS:
            raise OutlineError(
                "The edges of the outline lie too close together to be compared.",
                "Simplify it; a few hundred corners show a zone to some metres.",
            )
        for other in open_edges:
            if not _neighbours(edge, other) and _cross(edge, other):
                lat, lon = edge.a
                raise OutlineError(
                    f"The outline crosses or touches itself near [{lon:g}, {lat:g}].",
                    "Mend the order of its corners, or give the parts as polygons of their own.",
                )
        open_edges.append(edge)
    if any(not odd_crossings(rings[:1], *hole[0]) for hole in rings[1:]):
        raise OutlineError(
            "A hole lies outside of its polygon.", "Give the outer ring first, then its holes."
        )


def _neighbours(one: _Edge, other: _Edge) -> bool:
    if one.ring != other.ring:
        return False
    low, high = sorted((one, other), key=lambda edge: edge.number)
    joined = high.number - low.number == 1 or (low.number == 0 and high.last)
    return joined and not _folded(one, other)


def _folded(one: _Edge, other: _Edge) -> bool:
    """Whether two edges with a common corner lie upon each other: a spike."""
    shared = one.a if one.a in (other.a, other.b) else one.b
    p = one.b if shared == one.a else one.a
    q = other.b if shared == other.a else other.a
    if _turn(shared, p, q) != 0:
        return False
    return (p[0] - shared[0]) * (q[0] - shared[0]) + (p[1] - shared[1]) * (q[1] - shared[1]) > 0


def _cross(one: _Edge, other: _Edge) -> bool:
    """Whether two edges meet, be it in a point."""
    a, b, c, d = one.a, one.b, other.a, other.b
    if max(a[1], b[1]) < min(c[1], d[1]) or max(c[1], d[1]) < min(a[1], b[1]):
        return False
    sides = (_turn(a, b, c), _turn(a, b, d)), (_turn(c, d, a), _turn(c, d, b))
    return all(one * other <= 0 for one, other in sides)


def _turn(a: tuple[float, float], b: tuple[float, float], c: tuple[float, float]) -> float:
    """Above 0 where c lies to one side of the line from a to b, below on the other, 0 on it."""
    way = (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
    return math.copysign(1.0, way) if way else 0.0
