"""Outlines that were given, laid over the places of the embedded knowledge."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence

from holdpoint.errors import KnowledgeError
from holdpoint.model import Place, Zone
from holdpoint.places import Outline, Point, World, distance_km

_FAR_KM = 50.0
"""An outline this far from the point of its place, beyond both extents, is of another place."""
_NEIGHBOURS_KM = 60.0


def with_outlines(
    places: Iterable[Place], zones: Sequence[Zone], world: World | None
) -> tuple[Place, ...]:
    """The places, those with an outline among them, then the new ones.

    Args:
        places: Of the embedded knowledge.
        zones: As they were read; of one id the last counts.
        world: Tells in which country an outline lies; ``None`` leaves that unchecked.

    Raises:
        KnowledgeError: A zone names a place that is not known, or has the id of one; or its outline
            lies far from the place, or among the towns of another country, as it would with
            latitude and longitude swapped.
    """
    found = {place.id: place for place in places}
    given = {zone.id: zone for zone in zones}
    for name in sorted(given):
        zone = given[name]
        known = found.get(name)
        if zone.place is not None:
            if known is not None:
                raise KnowledgeError(
                    f"zones: {name} is the id of a known place, {known.name}. Write it as `place` "
                    "to give that one an outline, or choose another id."
                )
            _check_country(zone.place, Outline(zone.outline.polygons), world)
            found[name] = zone.place
        elif known is None:
            raise KnowledgeError(
                f"zones: no place has the id {name}. Give `id`, `name` and `country` of a new "
                "one; `holdpoint place NAME --json` shows the ids of those that are known."
            )
        else:
            _check_near(known, Outline(zone.outline.polygons))
            found[name] = dataclasses.replace(known, outline=zone.outline)
    return tuple(found.values())


def _check_near(place: Place, outline: Outline) -> None:
    if place.lat is None or place.lon is None:
        return
    here = Point(place.lat, place.lon)
    most = _FAR_KM + place.uncertainty_km + outline.reach_km
    away = distance_km(here, outline.centre)
    if away > most:
        turned = _turned(outline.centre)
        swapped = turned is not None and distance_km(here, turned) <= most
        raise KnowledgeError(
            f"zones: the outline of {place.id} lies {away:,.0f} km from its point "
            f"({place.lat:g}, {place.lon:g}). {_remedy(swapped=swapped)}"
        )


def _check_country(place: Place, outline: Outline, world: World | None) -> None:
    if world is None or place.country is None:
        return
    around = _countries(outline.centre, world)
    if place.country in around:
        return
    turned = _turned(outline.centre)
    swapped = turned is not None and place.country in _countries(turned, world)
    if around or swapped:
        where = f"among places of {', '.join(sorted(around))}" if around else "where no place is"
        raise KnowledgeError(
            f"zones: the outline of {place.id} lies {where}, not in {place.country}. "
            f"{_remedy(swapped=swapped)}"
        )


def _countries(point: Point, world: World) -> set[str]:
    return {
        one.country
        for one in world.near(point.lat, point.lon)
        if one.lat is not None and one.lon is not None
        if distance_km(point, Point(one.lat, one.lon)) <= _NEIGHBOURS_KM
    }


def _turned(point: Point) -> Point | None:
    """The point with its numbers swapped; ``None`` where that is no place on Earth."""
    return Point(point.lon, point.lat) if abs(point.lon) <= 90 else None  # noqa: PLR2004 - the poles


def _remedy(*, swapped: bool) -> str:
    if swapped:
        return "Latitude and longitude are swapped: GeoJSON gives longitude first."
    return "Correct the outline or the id. Nothing was built."
