"""Distance by sea: the shortest way over a small frozen network of waypoints."""

from __future__ import annotations

import csv
import functools
import heapq
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path

from holdpoint.errors import KnowledgeError
from holdpoint.places._geo import Point, distance_km

_DATA = Path(__file__).with_name("data")
_REACH_KM = 700.0
"""A port must lie this near to a waypoint of its water."""
_SAME_WATER_KM = 120.0
"""A port this near to a waypoint is in its water; farther ones join the nearest few."""
_JOINS = 4
RIVER_SHIPS = "a ship that fits the Volga-Don (some 140 m long, 16.6 m wide, 3.5 m deep)"
SMALL_ONLY = frozenset({"Volga-Don", "Volga"})
"""Passages for river-sea ships only; dimensions from general knowledge, not verified."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SeaWay:
    """The shortest way by sea between two points.

    Attributes:
        km: Kilometres, the ports' own approaches included.
        approach_km: How much of it leads from the points to the network, straight and unchecked.
        through: Waypoints on the way.
        points: The same as latitude and longitude, for a picture; lines between may cross land.
        passages: Canals, rivers and straits on it.
        assumes: What must hold for it, in words.
    """

    km: float
    approach_km: float
    through: tuple[str, ...]
    passages: tuple[str, ...]
    assumes: tuple[str, ...] = ()
    points: tuple[tuple[float, float], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Closure:
    """A time in which a passage was closed or avoided."""

    passage: str
    state: str
    first: str
    last: str | None
    why: str
    source: str
    basis: str

    def holds(self, day: date) -> bool:
        """Whether it held on a day; both ends count."""
        return self.first <= day.isoformat() and (self.last is None or day.isoformat() <= self.last)


def sea_way(
    start: tuple[float, float],
    end: tuple[float, float],
    *,
    without: Iterable[str] = (),
) -> SeaWay | None:
    """The shortest way by sea.

    Args:
        start: Latitude and longitude of a port.
        end: The same.
        without: Passages that must not be used.

    Returns:
        ``None`` where a point lies far from all water that is known here, or no way is left.
    """
    left_out = frozenset(without)
    if start == end:
        return SeaWay(km=0.0, approach_km=0.0, through=(), passages=())
    ends = _joins(Point(*end))
    best: dict[str, tuple[float, str | None, str]] = {}
    queue = [(km, name, "", "") for name, km in _joins(Point(*start)).items()]
    heapq.heapify(queue)
    found: tuple[float, str] | None = None
    while queue:
        km, name, before, passage = heapq.heappop(queue)
        if found is not None and km >= found[0]:
            break
        if name in best:
            continue
        best[name] = (km, before or None, passage)
        if name in ends and (found is None or km + ends[name] < found[0]):
            found = (km + ends[name], name)
        for other, length, gate in _lanes().get(name, ()):
            if gate not in left_out and other not in best:
                heapq.heappush(queue, (km + length, other, name, gate))
    return None if found is None else _way(found, best, ends)


def _way(
    found: tuple[float, str],
    best: Mapping[str, tuple[float, str | None, str]],
    ends: Mapping[str, float],
) -> SeaWay:
    names, passages = list[str](), list[str]()
    at: str | None = found[1]
    first = found[1]
    while at is not None:
        names.append(at)
        first = at
        _, before, passage = best[at]
        if passage:
            passages.append(passage)
        at = before
    gates = tuple(dict.fromkeys(reversed(passages)))
    small = SMALL_ONLY & set(gates)
    return SeaWay(
        km=round(found[0], 1),
        approach_km=round(best[first][0] + ends[found[1]], 1),
        through=tuple(reversed(names)),
        passages=gates,
        assumes=(RIVER_SHIPS,) if small else (),
        points=tuple((at.lat, at.lon) for at, _ in map(_nodes().__getitem__, reversed(names))),
    )


def closures(day: date) -> tuple[Closure, ...]:
    """Passages that were closed or avoided on a day, in the order of the file."""
    return tuple(closure for closure in _closures() if closure.holds(day))


@functools.lru_cache(maxsize=4096)
def _joins(point: Point) -> dict[str, float]:
    """Waypoints that a port is joined to, with the kilometres to them.

    Of the water nearest to it only: a port of the Black Sea is none of the Caspian. A waypoint
    off the port itself is the only one.
    """
    away = sorted((distance_km(point, at), name) for name, (at, _) in _nodes().items())
    away = [(km, name) for km, name in away if km <= _REACH_KM]
    if not away:
        return {}
    basin = _nodes()[away[0][1]][1]
    near = [(km, name) for km, name in away if _nodes()[name][1] == basin]
    if near[0][0] <= _SAME_WATER_KM:
        return {near[0][1]: near[0][0]}
    return {name: km for km, name in near[:_JOINS]}


@functools.cache
def _nodes() -> Mapping[str, tuple[Point, str]]:
    found: dict[str, tuple[Point, str]] = {}
    for line, row in _rows("sea_nodes.csv"):
        try:
            point = Point(float(row["lat"]), float(row["lon"]))
        except (KeyError, ValueError) as error:
            raise KnowledgeError(f"sea_nodes.csv:{line}: needs lat and lon in degrees.") from error
        if row["id"] in found or not row["basin"]:
            raise KnowledgeError(f"sea_nodes.csv:{line}: needs an id of its own and a basin.")
        found[row["id"]] = (point, row["basin"])
    return found


@functools.cache
def _lanes() -> Mapping[str, tuple[tuple[str, float, str], ...]]:
    lanes: dict[str, list[tuple[str, float, str]]] = {}
    nodes = _nodes()
    for line, row in _rows("sea_lanes.csv"):
        chain = row["chain"].split()
        unknown = [name for name in chain if name not in nodes]
        if unknown or len(chain) < 2:  # noqa: PLR2004 - two ends
            raise KnowledgeError(
                f"sea_lanes.csv:{line}: {', '.join(unknown) or 'a chain of one'} is no way between "
                "waypoints of sea_nodes.csv."
            )
        for one, other in pairwise(chain):
            km = float(row["km"]) if row["km"] else distance_km(nodes[one][0], nodes[other][0])
            lanes.setdefault(one, []).append((other, km, row["passage"]))
            lanes.setdefault(other, []).append((one, km, row["passage"]))
    return {name: tuple(sorted(ways)) for name, ways in lanes.items()}


@functools.cache
def _closures() -> tuple[Closure, ...]:
    return tuple(
        Closure(
            passage=row["passage"],
            state=row["state"],
            first=row["first"],
            last=row["last"] or None,
            why=row["why"],
            source=row["source"],
            basis=row["basis"],
        )
        for _, row in _rows("sea_closures.csv")
    )


def _rows(name: str) -> list[tuple[int, dict[str, str]]]:
    """The rows of a data file with their lines."""
    with (_DATA / name).open(encoding="utf-8", newline="") as handle:
        lines = [(n, text) for n, text in enumerate(handle, start=1) if not text.startswith("#")]
    rows = csv.DictReader(text for _, text in lines)
    return [(line, row) for (line, _), row in zip(lines[1:], rows, strict=True)]
