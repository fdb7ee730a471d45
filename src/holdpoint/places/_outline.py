"""The outline of a zone: whether a point lies inside, and how far it is to the edge."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import pairwise

from holdpoint.model import Polygon
from holdpoint.places._geo import Point, distance_km

Flat = list[tuple[float, float]]
"""A closed ring of latitude and longitude without a jump of a turn."""

_HALF_TURN, _TURN = 180.0, 360.0
_DRAWN = 60
_DIGITS = 5


class Outline:
    """Polygons with straight edges in longitude and latitude, as RFC 7946 defines them.

    Longitudes are counted on from the first corner, so that a zone over the date line is one like
    any other.

    Args:
        polygons: Each an outer ring and its holes, closed, of latitude and longitude; as
            :func:`holdpoint.places.check_outline` gives them.
    """

    def __init__(self, polygons: Sequence[Polygon]) -> None:
        self.polygons = tuple(polygons)
        first = polygons[0][0][0][1]
        self._polygons = [
            [[(lat, near_lon(lon, first)) for lat, lon in ring] for ring in rings]
            for rings in polygons
        ]
        lats = [lat for ring in self._rings() for lat, _ in ring]
        lons = [lon for ring in self._rings() for _, lon in ring]
        self._middle = ((min(lats) + max(lats)) / 2, (min(lons) + max(lons)) / 2)
        self.centre = Point(round(self._middle[0], 6), round(near_lon(self._middle[1], 0.0), 6))

    @cached_property
    def reach_km(self) -> float:
        """From the centre of its bounding box to the farthest corner, in kilometres.

        No point of the outline lies farther off, but for the bend of an edge between two corners,
        which stays below 2 % of it for zones of the size that is let in.
        """
        corners = {(lat, near_lon(lon, 0.0)) for ring in self._rings() for lat, lon in ring}
        return max(distance_km(self.centre, corner) for corner in sorted(corners)) * 1.02

    def holds(self, point: tuple[float, float]) -> bool:
        """Whether a point lies inside a polygon, its holes left out."""
        lat, lon = point[0], near_lon(point[1], self._middle[1])
        return any(odd_crossings(rings, lat, lon) for rings in self._polygons)

    def edge_km(self, point: tuple[float, float]) -> float:
        """Kilometres from a point to the nearest point of an edge, whichever side it lies on.

        The nearest point of each edge is sought in a flat picture about the point and the distance
        to the best one is a geodesic: up to 200 km it is at most 1 % too long, and never too short.
        """
        lat, lon = point[0], near_lon(point[1], self._middle[1])
        across = math.cos(math.radians((lat + self._middle[0]) / 2))
        best, found = math.inf, (lat, lon)
        for (lat_a, lon_a), (lat_b, lon_b) in self._edges:
            x, y = (lon_a - lon) * across, lat_a - lat
            dx, dy = (lon_b - lon_a) * across, lat_b - lat_a
            length = dx * dx + dy * dy
            along = 0.0 if length == 0 else max(0.0, min(1.0, -(x * dx + y * dy) / length))
            away = (x + along * dx) ** 2 + (y + along * dy) ** 2
            if away < best:
                best = away
                found = (lat_a + along * (lat_b - lat_a), lon_a + along * (lon_b - lon_a))
        return distance_km((lat, near_lon(lon, 0.0)), (found[0], near_lon(found[1], 0.0)))

    def drawn(self) -> list[list[list[list[float]]]]:
        """Its polygons for a picture: rings of at most 60 corners, latitude first."""
        return [
            [
                [
                    [round(lat, _DIGITS), round(near_lon(lon, 0.0), _DIGITS)]
                    for lat, lon in _thinned(ring)
                ]
                for ring in rings
            ]
            for rings in self._polygons
        ]

    def _rings(self) -> Iterator[Flat]:
        for rings in self._polygons:
            yield from rings

    @cached_property
    def _edges(self) -> list[tuple[tuple[float, float], tuple[float, float]]]:
        """All edges but those that two polygons share, such as a cut at the antimeridian."""
        edges = [edge for ring in self._rings() for edge in pairwise(ring)]
        times = Counter(frozenset(edge) for edge in edges)
        return [edge for edge in edges if times[frozenset(edge)] == 1]


def odd_crossings(rings: Sequence[Flat], lat: float, lon: float) -> bool:
    """Whether a ray eastward from a point crosses the edges of some rings an odd number of times.

    Args:
        rings: Closed, of latitude and longitude without a jump of a turn.
        lat: Latitude of the point.
        lon: Its longitude, on the same turn as the rings.
    """
    inside = False
    for ring in rings:
        for (lat_a, lon_a), (lat_b, lon_b) in pairwise(ring):
            if (lat_a > lat) is not (lat_b > lat):
                crossing = lon_a + (lat - lat_a) / (lat_b - lat_a) * (lon_b - lon_a)
                inside ^= lon < crossing
    return inside


def near_lon(lon: float, other: float) -> float:
    """The same meridian, at most half a turn from another; -180 to 180 about 0."""
    if abs(lon - other) <= _HALF_TURN:
        return lon
    return lon - _TURN * round((lon - other) / _TURN)


def _thinned(ring: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    step = math.ceil((len(ring) - 1) / _DRAWN)
    return [*ring[:-1:step], ring[0]]
