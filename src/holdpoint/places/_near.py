"""Sites in cells of space: which of many could lie within reach of a place, without a geodesic."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from holdpoint.model import Place
from holdpoint.places._geo import Point, Spot, spot_of
from holdpoint.places._outline import Outline
from holdpoint.places._resolution import Candidate

_CELL_KM = 150.0
_ROUNDING_KM = 0.01
"""More than the metre to which distances are rounded, so that none is lost at the brim."""

Cell = tuple[int, int, int]


class _Site(NamedTuple):
    rank: int
    spot: Spot
    doubt_km: float
    place: Place


class SiteIndex:
    """Finds the sites that a candidate could be within reach of.

    A straight line through the Earth is never longer than the way over it. So what lies too far
    away in a straight line is out of reach: that holds at the poles and over the date line too,
    where boxes of degrees need cases of their own.

    Args:
        places: The sites. One without a point or outline is found by its id alone.
        outlines: Outlines of places, by id.
    """

    __slots__ = ("_by_id", "_cells", "_doubt_km", "_sites")

    def __init__(
        self, places: Iterable[Place], outlines: Mapping[str, Outline] | None = None
    ) -> None:
        self._by_id: dict[str, tuple[int, Place]] = {}
        self._cells: dict[Cell, list[_Site]] = {}
        self._sites: list[_Site] = []
        self._doubt_km = 0.0
        for rank, place in enumerate(places):
            self._by_id[place.id] = rank, place
            outline = (outlines or {}).get(place.id)
            if outline is not None and place.outline is not None:
                point = outline.centre
                doubt = outline.reach_km + place.outline.edge_km
            elif place.lat is not None and place.lon is not None:
                point, doubt = Point(place.lat, place.lon), place.uncertainty_km
            else:
                continue
            site = _Site(rank, spot_of(*point), doubt, place)
            self._sites.append(site)
            self._cells.setdefault(_cell(site.spot), []).append(site)
            self._doubt_km = max(self._doubt_km, doubt)

    def around(self, candidates: Sequence[Candidate], radius_km: float) -> list[Place]:
        """Every site that may lie within a radius of one of the candidates, and few others.

        Args:
            candidates: Places that a stop may be.
            radius_km: Kilometres; the uncertainties of both sides come on top.

        Returns:
            Sites in the order in which they were given, each once. Whether one *is* within
            reach is for :func:`holdpoint.places._stops.reach_of` to say.
        """
        found: dict[int, Place] = {}
        for candidate in candidates:
            itself = self._by_id.get(candidate.place.id)
            if itself is not None:
                found[itself[0]] = itself[1]
            point = candidate.point
            if point is None or not self._sites:
                continue
            spot = spot_of(*point)
            reach = radius_km + candidate.uncertainty_km + _ROUNDING_KM
            for site in self._within(spot, reach + self._doubt_km):
                if math.dist(spot, site.spot) <= reach + site.doubt_km:
                    found[site.rank] = site.place
        return [found[rank] for rank in sorted(found)]

    def within(self, point: Point, radius_km: float) -> Iterator[Place]:
        """Every site whose point may lie within a radius of a point, and few others."""
        spot, most = spot_of(*point), radius_km + _ROUNDING_KM
        for site in self._within(spot, most) if self._sites else ():
            if math.dist(spot, site.spot) <= most:
                yield site.place

    def _within(self, spot: Spot, most_km: float) -> Sequence[_Site]:
        """The sites of all cells that a ball touches; all sites where that is less work."""
        (x0, x1), (y0, y1), (z0, z1) = (
            (math.floor((at - most_km) / _CELL_KM), math.floor((at + most_km) / _CELL_KM) + 1)
            for at in spot
        )
        if (x1 - x0) * (y1 - y0) * (z1 - z0) > len(self._sites):
            return self._sites
        found: list[_Site] = []
        cell_at = self._cells.get
        for x in range(x0, x1):
            for y in range(y0, y1):
                for z in range(z0, z1):
                    found += cell_at((x, y, z), ())
        return found


def _cell(spot: Spot) -> Cell:
    x, y, z = spot
    return math.floor(x / _CELL_KM), math.floor(y / _CELL_KM), math.floor(z / _CELL_KM)
