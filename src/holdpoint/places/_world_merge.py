"""Rows of several tables to places: what two tables say of one place is put together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from holdpoint.places._exonyms import other_names
from holdpoint.places._geo import Point, distance_km
from holdpoint.places._words import read
from holdpoint.places._world_rows import SOURCES, WorldPlace

_SAME_KM = {"nga-wpi": 40.0, "natural-earth-places": 60.0, "geonames-cities": 0.0}
"""Two entries of one name and country this near to each other are taken for one place. UN/LOCODE
gives whole minutes and one point to a whole town; a choice of the project."""


def merge_places(rows: Iterable[WorldPlace]) -> list[WorldPlace]:
    """One place for all rows that tell of it.

    A row joins an earlier one that has its UN/LOCODE, or its country and name and lies near (a
    table without points: the most prominent of that name in its region, else in its country).
    Airports stay places of their own beside their towns. The order of the rows does not matter.

    Returns:
        The places by id.
    """
    found: dict[str, WorldPlace] = {}
    by_name: dict[tuple[str, str], list[str]] = defaultdict(list)
    by_code: dict[str, str] = {}
    airports = _by_iata(ordered := sorted(rows, key=_order))
    for row in ordered:
        home = _home(row, found, by_name, by_code)
        if home is not None:
            found[home] = _joined(found[home], row)
            continue
        placed = _with_point(row, airports)
        found[row.id] = placed
        if code := row.codes.get("unlocode"):
            by_code[code] = row.id
        if "ourairports" not in row.sources:
            for name in (row.name, *row.aliases):
                by_name[row.country, read(name).core].append(row.id)
    return sorted(map(_translated, found.values()), key=lambda place: place.id)


def _translated(place: WorldPlace) -> WorldPlace:
    """With its names in other languages and of the past."""
    names = dict.fromkeys((*place.aliases, *other_names(place.codes.get("unlocode", ""))))
    return replace(place, aliases=tuple(name for name in names if name != place.name))


def _order(row: WorldPlace) -> tuple[int, str]:
    return (min((SOURCES.index(name) for name in row.sources), default=len(SOURCES)), row.id)


def _by_iata(rows: Iterable[WorldPlace]) -> dict[tuple[str, str], WorldPlace]:
    return {
        (row.country, row.codes["iata"]): row
        for row in rows
        if "ourairports" in row.sources and "iata" in row.codes
    }


def _with_point(row: WorldPlace, airports: dict[tuple[str, str], WorldPlace]) -> WorldPlace:
    """A UN/LOCODE without a point gets that of the airport whose code it is, in doubt by 25 km."""
    code = row.codes.get("unlocode", "")
    field = airports.get((row.country, code[2:]))
    if row.lat is not None or field is None or not _names(row) & _names(field):
        return row
    return replace(row, lat=field.lat, lon=field.lon, uncertainty_km=25)


def _names(row: WorldPlace) -> set[str]:
    return {read(name).core for name in (row.name, row.region, *row.aliases)} - {""}


def _home(
    row: WorldPlace,
    found: dict[str, WorldPlace],
    by_name: dict[tuple[str, str], list[str]],
    by_code: dict[str, str],
) -> str | None:
    code = row.codes.get("unlocode")
    if code in by_code and "un-locode" not in row.sources:
        return by_code[code]
    reach = next((_SAME_KM[name] for name in row.sources if name in _SAME_KM), None)
    if reach is None:
        return None
    names = dict.fromkeys(read(name).core for name in (row.name, *row.aliases))
    ids = [place for name in names for place in by_name.get((row.country, name), ())]
    near = [found[one] for one in dict.fromkeys(ids) if _near(found[one], row, reach)]
    if row.lat is None and (
        same := [p for p in near if read(p.region).core == read(row.region).core]
    ):
        near = same
    best = max(
        near, key=lambda place: (place.lat is not None, place.prominence, place.id), default=None
    )
    return None if best is None else best.id


def _near(place: WorldPlace, row: WorldPlace, reach: float) -> bool:
    if row.lat is None or row.lon is None or place.lat is None or place.lon is None:
        return True
    return distance_km(Point(place.lat, place.lon), Point(row.lat, row.lon)) <= reach


def _joined(place: WorldPlace, row: WorldPlace) -> WorldPlace:
    bare = place.lat is None
    names = dict.fromkeys((*place.aliases, row.name, *row.aliases))
    return replace(
        place,
        lat=row.lat if bare else place.lat,
        lon=row.lon if bare else place.lon,
        uncertainty_km=row.uncertainty_km if bare else place.uncertainty_km,
        region=place.region or row.region,
        kind="port" if "port" in row.functions else place.kind,
        functions=place.functions | row.functions if place.functions else row.functions,
        codes={**row.codes, **place.codes},
        aliases=tuple(name for name in names if name and name != place.name),
        prominence=max(place.prominence, row.prominence),
        sources=tuple(name for name in SOURCES if name in {*place.sources, *row.sources}),
    )
