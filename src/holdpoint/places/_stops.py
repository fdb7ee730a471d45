"""The stops of a route, and whether one lies within reach of a place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from holdpoint.model import Place
from holdpoint.places._geo import Point, distance_km
from holdpoint.places._outline import Outline
from holdpoint.places._resolution import Candidate, Resolution

_LEAST_KM_A_DEGREE = 110.57
"""A degree of latitude is nowhere shorter on WGS84 (at the equator)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """One end of one leg.

    Attributes:
        leg: Index of the leg, from 0.
        end: ``from`` or ``to``.
        mode: Mode of the leg.
    """

    leg: int
    end: str
    mode: str
    resolution: Resolution

    @property
    def candidates(self) -> tuple[Candidate, ...]:
        """The places that it may be."""
        return self.resolution.candidates

    def is_at(self, other: Stop) -> bool:
        """Whether both are one and the same place beyond doubt."""
        if self.resolution.verdict != "one" or other.resolution.verdict != "one":
            return False
        return self.candidates[0].place.id == other.candidates[0].place.id


class Reach(NamedTuple):
    """Whether something lies within a radius of a place, or of its outline.

    Attributes:
        hit: It may.
        certain: It does, whatever the uncertainties are.
        distance_km: Between the two points, or to the edge of the outline; 0 for the place itself
            and inside of its outline.
        inside: Of a place with an outline: ``True`` if it lies inside and farther from the edge
            than the doubt, ``False`` if so far outside, else ``None``; ``None`` without an outline.
    """

    hit: bool
    certain: bool
    distance_km: float
    inside: bool | None = None


def reach_of(
    candidate: Candidate, place: Place, radius_km: float, outline: Outline | None = None
) -> Reach:
    """Compare a candidate with a place: distance against radius plus or minus uncertainty.

    Args:
        candidate: What a stop may be.
        place: The place.
        radius_km: Kilometres within which it counts as near.
        outline: Of the place; then the distance is that to its edge, and 0 inside.
    """
    if candidate.place.id == place.id:
        return Reach(hit=True, certain=candidate.by != "near", distance_km=0.0)
    if outline is not None and place.outline is not None:
        return _reach_of_outline(candidate, place.outline.edge_km, radius_km, outline)
    doubt = candidate.uncertainty_km + place.uncertainty_km
    if _far_north_or_south(candidate, place, radius_km + doubt):
        return Reach(hit=False, certain=False, distance_km=0.0)
    away = distance_between(candidate, place)
    if away is None:
        return Reach(hit=False, certain=False, distance_km=0.0)
    return Reach(hit=away - doubt <= radius_km, certain=away + doubt <= radius_km, distance_km=away)


def _reach_of_outline(
    candidate: Candidate, edge_doubt_km: float, radius_km: float, outline: Outline
) -> Reach:
    point = candidate.point
    if point is None:
        return Reach(hit=False, certain=False, distance_km=0.0)
    doubt = candidate.uncertainty_km + edge_doubt_km
    edge = outline.edge_km(point)
    within = outline.holds(point)
    away = 0.0 if within else edge
    return Reach(
        hit=away - doubt <= radius_km,
        certain=away + doubt <= radius_km or (within and edge >= doubt),
        distance_km=away,
        inside=within if edge >= doubt else None,
    )


def _far_north_or_south(candidate: Candidate, place: Place, most_km: float) -> bool:
    """Whether the latitudes alone put them out of reach, so that no geodesic need be computed."""
    if candidate.place.lat is None or place.lat is None:
        return False
    return abs(candidate.place.lat - place.lat) * _LEAST_KM_A_DEGREE > most_km


def distance_between(candidate: Candidate, place: Place) -> float | None:
    """Kilometres between two points; ``None`` where one is not known."""
    if candidate.point is None or place.lat is None or place.lon is None:
        return None
    return distance_km(candidate.point, Point(place.lat, place.lon))


def reach_of_stop(
    stop: Stop,
    places: Sequence[Place],
    radius_km: float,
    outlines: Mapping[str, Outline] | None = None,
) -> tuple[Place, Reach] | None:
    """The nearest of some places that a stop may be at; ``None`` where it is at none.

    It is certain only when the stop is one of its candidates beyond doubt and *all* of these lie
    within the radius of one of the places: a hit on one of several is a question.
    """
    best: tuple[Place, Reach] | None = None
    sure = stop.resolution.exhaustive
    for candidate in stop.candidates:
        hits = [
            (reach_of(candidate, place, radius_km, (outlines or {}).get(place.id)), place)
            for place in places
        ]
        hits = [(reach, place) for reach, place in hits if reach.hit]
        sure = sure and any(reach.certain for reach, _ in hits)
        for reach, place in hits:
            if best is None or (reach.distance_km, place.id) < (best[1].distance_km, best[0].id):
                best = (place, reach)
    if best is None:
        return None
    return best[0], best[1]._replace(certain=sure)
