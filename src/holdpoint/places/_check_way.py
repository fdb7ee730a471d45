"""Check R3: a way that is far longer than it need be, or that leads back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from holdpoint.model import Leg
from holdpoint.places._check import Check, clear, not_run, whole_legs
from holdpoint.places._geo import Point, distance_km
from holdpoint.places._sea import closures, sea_way
from holdpoint.places._settings import CheckLimits
from holdpoint.places._stops import Stop

_LEGS = 2  # one to the last port, one from there


class _Drawn(NamedTuple):
    leg: int
    mode: str
    start: Point
    end: Point


def illogical(
    route: Sequence[Leg], stops: Sequence[Stop], as_of: date, limits: CheckLimits
) -> Iterator[Check]:
    """Hits ``detour by sea`` and ``way back``; runs only where every stop is one place."""
    legs: list[_Drawn] = []
    for index, leg, start, end in whole_legs(route, stops):
        sure = start.resolution.verdict == end.resolution.verdict == "one"
        points = [stop.candidates[0].point for stop in (start, end)] if sure else [None]
        if points[0] is None or points[-1] is None:
            yield not_run("R3", "not every stop is one place with a point")
            return
        legs.append(_Drawn(index, leg.mode, points[0], points[-1]))
    if len(legs) != len(route) or not legs:
        yield not_run("R3", "an end of a leg is missing")
        return
    shut = [c.passage for c in closures(as_of) if c.state == "closed"]
    hits = [*_detours(legs, shut, limits), *_back(legs, limits)]
    yield from hits or [clear("R3", "no detour by sea, no way back seen")]


def _detours(legs: Sequence[_Drawn], shut: Sequence[str], limits: CheckLimits) -> Iterator[Check]:
    """Legs by sea one after the other, against the shortest way over the network."""
    group: list[_Drawn] = []
    for leg in [*legs, None]:
        if leg is not None and leg.mode == "sea":
            group.append(leg)
            continue
        if len(group) > 1:
            yield from _detour(group, shut, limits)
        group = []


def _detour(group: Sequence[_Drawn], shut: Sequence[str], limits: CheckLimits) -> Iterator[Check]:
    ways = [sea_way(leg.start, leg.end, without=shut) for leg in group]
    best = sea_way(group[0].start, group[-1].end, without=shut)
    if best is None:
        return
    known = [way.km for way in ways if way is not None]
    said = sum(known)
    if len(known) < len(ways) or said - best.km <= limits.detour_km:
        return
    if said <= limits.detour_ratio * best.km:
        return
    assumed = f", assuming {'; '.join(best.assumes)}" if best.assumes else ""
    yield Check(
        check="R3",
        state="hit",
        what="detour by sea",
        why=f"{said:.0f} km by sea for {best.km:.0f} km by the shortest way{assumed}",
        limit=f"{limits.detour_ratio:g} times and {limits.detour_km:g} km more",
        clears_if="the carrier's schedule shows the way, or a passage was avoided",
        leg=group[0].leg,
    )


def _back(legs: Sequence[_Drawn], limits: CheckLimits) -> Iterator[Check]:
    """The last stop before the end lies farther from it than an earlier one."""
    if len(legs) < _LEGS or legs[-1].mode == "sea":
        return
    goal = legs[-1].end
    last = distance_km(legs[-1].start, goal)
    nearest = min(distance_km(leg.start, goal) for leg in legs[:-1])
    if last - nearest > limits.back_km:
        yield Check(
            check="R3",
            state="hit",
            what="way back",
            why=f"the last stop lies {last:.0f} km from the end, an earlier one {nearest:.0f} km",
            limit=f"{limits.back_km:g} km farther",
            clears_if="a hub of the carrier explains the way",
            leg=legs[-1].leg,
        )
