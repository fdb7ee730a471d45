"""Check R1: does a route follow, in order, a corridor that a source reported?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from holdpoint.model import Corridor, Place
from holdpoint.places._gazetteer import Gazetteer
from holdpoint.places._outline import Outline
from holdpoint.places._settings import RouteSettings
from holdpoint.places._stops import Reach, Stop, reach_of_stop

_ENOUGH = 2  # the origin and one more


class _Hit(NamedTuple):
    """A stop that is at one of a level's places."""

    stop: Stop
    place: Place
    reach: Reach


class _Walk(NamedTuple):
    """Part of a corridor, walked in order."""

    hits: tuple[_Hit, ...]
    full: bool

    @property
    def certain(self) -> bool:
        return all(hit.reach.certain for hit in self.hits)


def levels_of(corridor: Corridor) -> list[list[str]]:
    """The places of a corridor by step: origin, node, then the branches' ends.

    Legs with one ``order`` are branches: they end on the same level.
    """
    legs = sorted(corridor.legs, key=lambda leg: (leg.order, leg.from_place, leg.to_place))
    if not legs:
        return []
    first = legs[0].order
    levels = [sorted({leg.from_place for leg in legs if leg.order == first})]
    levels.extend(
        sorted({leg.to_place for leg in legs if leg.order == order})
        for order in sorted({leg.order for leg in legs})
    )
    return levels


def missing_places(corridor: Corridor, gazetteer: Gazetteer) -> list[str]:
    """Ids of places that a corridor names and the gazetteer lacks."""
    ids = {place_id for level in levels_of(corridor) for place_id in level}
    return sorted(ids - gazetteer.places.keys())


def corridor_rows(
    stops: Sequence[Stop], corridor: Corridor, gazetteer: Gazetteer, settings: RouteSettings
) -> list[dict[str, Any]]:
    """Rows of ``corridors`` for one corridor.

    Args:
        stops: The ends of all legs, in order.
        corridor: The corridor.
        gazetteer: Its places.
        settings: Radii: ``port_km`` round ports, ``base_km`` round all else.

    Returns:
        At most two rows a direction. ``tier`` is ``full`` when the route passes one place of every
        step in order, ``partial`` when it passes the origin and one later step in order.
        ``direction`` is ``reverse`` when it passes them the other way round: that is its own
        finding, and never the reported route. ``certain`` is ``True``, or ``None`` when a
        stop was ambiguous, or a place lay within the uncertainties only; then a partial walk
        that is certain has a row of its own.
    """
    rows = []
    for direction, sequence in (("forward", list(stops)), ("reverse", list(reversed(stops)))):
        for walk in _walks(sequence, levels_of(corridor), gazetteer, settings):
            hits = walk.hits if direction == "forward" else tuple(reversed(walk.hits))
            rows.append(_row(corridor, walk, hits, direction, settings))
    return rows


def _walks(
    stops: Sequence[Stop],
    levels: Sequence[Sequence[str]],
    gazetteer: Gazetteer,
    settings: RouteSettings,
) -> list[_Walk]:
    """The best walk, and the best certain one where that is another."""
    steps = [[gazetteer.places[i] for i in level if i in gazetteer.places] for level in levels]
    outlines = gazetteer.outlines
    reached = [[_at(stop, step, settings, outlines) for stop in stops] for step in steps]
    sure = [[hit if hit and hit.reach.certain else None for hit in row] for row in reached]
    best, certain = _walk(reached), _walk(sure)
    if certain is not None and (best is None or certain.full or not best.full):
        return [certain]
    return [walk for walk in (best, certain) if walk is not None]


def _at(
    stop: Stop, step: Sequence[Place], settings: RouteSettings, outlines: Mapping[str, Outline]
) -> _Hit | None:
    found: list[_Hit] = []
    for ports, radius in ((True, settings.port_km), (False, settings.base_km)):
        places = [place for place in step if (place.kind == "port") is ports]
        reached = reach_of_stop(stop, places, radius, outlines)
        if reached is not None:
            found.append(_Hit(stop, *reached))
    return min(found, key=lambda hit: (hit.reach.distance_km, hit.place.id), default=None)


def _walk(reached: Sequence[Sequence[_Hit | None]]) -> _Walk | None:
    """Walk the steps in order, each at the earliest stop after the one before.

    The first step is the origin and must be passed; later ones may be left out, which makes the
    walk partial. Taking the earliest stop each time finds a full walk wherever there is one.
    """
    if len(reached) < _ENOUGH:
        return None
    full = _greedy(reached)
    if len(full) == len(reached):
        return _Walk(tuple(full), full=True)
    walks = [_greedy([reached[0], *reached[later:]]) for later in range(1, len(reached))]
    longest: list[_Hit] = max(walks, key=len)
    return _Walk(tuple(longest), full=False) if len(longest) >= _ENOUGH else None


def _greedy(reached: Sequence[Sequence[_Hit | None]]) -> list[_Hit]:
    """The hits of as many steps as can be walked from the first one on without a gap."""
    hits: list[_Hit] = []
    at = 0
    for step in reached:
        found = next(((i, hit) for i, hit in enumerate(step) if i >= at and hit), None)
        if found is None:
            break
        at = found[0] + 1
        hits.append(found[1])
    return hits


def _row(
    corridor: Corridor,
    walk: _Walk,
    hits: Sequence[_Hit],
    direction: str,
    settings: RouteSettings,
) -> dict[str, Any]:
    return {
        "corridor": corridor.id,
        "name": corridor.name,
        "tier": "full" if walk.full else "partial",
        "direction": direction,
        "stance": corridor.stance,
        "certain": True if walk.certain else None,
        "source": corridor.source,
        "source_date": corridor.source_date,
        "goods": corridor.goods,
        "url": corridor.url,
        "note": corridor.note,
        "port_km": settings.port_km,
        "base_km": settings.base_km,
        "matched": [
            {
                "leg": hit.stop.leg,
                "end": hit.stop.end,
                "place": hit.place.id,
                "place_name": hit.place.name,
                "text": hit.stop.resolution.text,
                "distance_km": hit.reach.distance_km,
                "certain": True if hit.reach.certain else None,
            }
            for hit in hits
        ],
        **({"claim": corridor.claim} if corridor.claim else {}),
    }
