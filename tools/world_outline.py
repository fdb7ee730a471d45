"""The world's land and borders from a TopoJSON atlas: simplified, cut at the antimeridian, compact."""

from __future__ import annotations

import itertools
import warnings
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

import antimeridian
from shapely.geometry import LineString, Polygon
from shapely.geometry.polygon import orient

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

TOLERANCE = 0.03
"""Degrees by which a simplified line may differ: about 3 km, a pixel at the scale of a sea."""
SMALLEST = 0.015
"""Square degrees of the smallest island that is drawn."""
UNITS = 100
"""Coordinates are kept as whole hundredths of a degree."""
HALF_TURN = 180.0
LEAST_RING = 4
"""Points of the least ring, the first one twice."""

Point = tuple[float, float]


def world(atlas: dict[str, Any]) -> dict[str, Any]:
    """Land as polygons and borders as lines.

    Args:
        atlas: TopoJSON with the objects ``countries`` and ``land``.

    Returns:
        ``land``: a list of polygons, each a list of rings; ``borders``: a list of lines. A ring or
        line is a flat list of whole hundredths of a degree: longitude and latitude of the first
        point, then the differences to the next one.
    """
    arcs = [_simplified(points) for points in _arcs(atlas)]
    land = [
        [_packed(ring) for ring in polygon]
        for shape in atlas["objects"]["land"]["geometries"]
        for rings in shape["arcs"]
        for polygon in _cut([_ring(ring, arcs) for ring in rings])
    ]
    borders = [_packed(arcs[index]) for index in _shared(atlas) if len(arcs[index]) > 1]
    return {"units": UNITS, "land": land, "borders": borders}


def _arcs(atlas: dict[str, Any]) -> Iterator[list[Point]]:
    (kx, ky), (dx, dy) = atlas["transform"]["scale"], atlas["transform"]["translate"]
    for arc in atlas["arcs"]:
        x = y = 0
        points = []
        for step_x, step_y in arc:
            x, y = x + step_x, y + step_y
            points.append((x * kx + dx, y * ky + dy))
        yield points


def _simplified(points: list[Point]) -> list[Point]:
    if any(abs(a[0] - b[0]) > HALF_TURN for a, b in itertools.pairwise(points)):
        return points  # stitched over the antimeridian: simplify nothing across it
    closed = points[0] == points[-1]
    if closed and Polygon(points).area < SMALLEST:
        return points[:1]
    return [(x, y) for x, y in LineString(points).simplify(TOLERANCE).coords]


def _ring(indexes: list[int], arcs: list[list[Point]]) -> list[Point]:
    ring: list[Point] = []
    for index in indexes:
        points = arcs[index] if index >= 0 else arcs[~index][::-1]
        ring += points if not ring else points[1:]
    return ring


def _cut(rings: list[list[Point]]) -> Iterator[list[list[Point]]]:
    shell, *holes = rings
    if len(shell) < LEAST_RING:
        return  # an island that was too small
    wide = [hole for hole in holes if len(hole) >= LEAST_RING and Polygon(hole).area >= SMALLEST]
    # The atlas winds shells clockwise; which pole Antarctica holds is told by that alone.
    polygon = Polygon(shell[::-1], [hole[::-1] for hole in wide])
    crosses = any(abs(a[0] - b[0]) > HALF_TURN for a, b in itertools.pairwise(shell))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        shape: BaseGeometry = (
            antimeridian.fix_polygon(polygon, fix_winding=False) if crosses else polygon
        )
    for part in getattr(shape, "geoms", [shape]):
        if part.area >= SMALLEST:
            # A renderer tells holes from islands by the way they turn.
            whole = orient(part)
            yield [list(whole.exterior.coords), *(list(hole.coords) for hole in whole.interiors)]


def _shared(atlas: dict[str, Any]) -> list[int]:
    """Arcs that two countries share."""
    users: dict[int, set[int]] = {}
    for number, shape in enumerate(atlas["objects"]["countries"]["geometries"]):
        for index in _flat(shape.get("arcs", [])):
            users.setdefault(index if index >= 0 else ~index, set()).add(number)
    return sorted(index for index, countries in users.items() if len(countries) > 1)


def _flat(nested: Iterable[Any]) -> Iterator[int]:
    for item in nested:
        if isinstance(item, int):
            yield item
        else:
            yield from _flat(item)


def _packed(points: Iterable[Point]) -> list[int]:
    flat: list[int] = []
    last: tuple[int, int] | None = None
    for lon, lat in points:
        here = round(lon * UNITS), round(lat * UNITS)
        if last is None:
            flat += here
        elif here != last:
            flat += (here[0] - last[0], here[1] - last[1])
        last = here
    return flat
