"""Gaps in a track: how long, whether others were heard there, and which ports were in reach."""

from __future__ import annotations

import bisect
from collections.abc import Mapping, Sequence

from holdpoint.tracks._motion import HOUR
from holdpoint.tracks._ports import PortIndex
from holdpoint.tracks._settings import TrackSettings
from holdpoint.tracks._sphere import KM_PER_KNOT_HOUR, exact_km, iso, quick_km
from holdpoint.tracks._types import Coverage, Event, Feasible, Position, Tier

_MOST_FEASIBLE = 20
_LEAST_KM_PER_DEGREE = 110.0
_NEAR_ENOUGH = 0.99
"""Spherical distances are within 0.6 % of the ellipsoid's: nothing in reach is left out."""


def gap_events(
    positions: Sequence[Position],
    speed: float | None,
    others: Mapping[int, Sequence[Position]],
    ports: PortIndex,
    limits: TrackSettings,
) -> list[Event]:
    """Every pause of at least ``gap_note`` hours between positions of one vessel, in time."""
    found = []
    for number in range(1, len(positions)):
        last, here = positions[number - 1], positions[number]
        hours = ((here.t or 0.0) - (last.t or 0.0)) / HOUR
        if hours < limits.gap_note:
            continue
        km = exact_km(last.lat, last.lon, here.lat, here.lon)
        kn = km / hours / KM_PER_KNOT_HOUR
        coverage = _coverage(last, here, others, limits)
        busy = _busy(positions, number, limits)
        tier = _tier(hours, coverage, busy=busy, limits=limits)
        found.append(
            Event(
                kind="gap",
                mmsi=last.mmsi,
                tier=tier,
                detail=_detail(hours, km, kn, coverage, busy=busy),
                start=iso(last.t),
                end=iso(here.t),
                lat=last.lat,
                lon=last.lon,
                to_lat=here.lat,
                to_lon=here.lon,
                hours=round(hours, 2),
                km=km,
                kn=round(kn, 2),
                coverage=coverage,
                feasible=feasible(last, here, hours, max(speed or 0.0, kn), ports),
                lines=(last.line, here.line),
            )
        )
    return found


def feasible(
    last: Position, here: Position, hours: float, speed: float, ports: PortIndex
) -> tuple[Feasible, ...]:
    """Ports that could have been called at: ``(d1 + d2) / v`` is at most the gap.

    Distances are as the crow flies, less the uncertainty of the port: the way by sea is longer, so
    a port that is told here may be out of reach, and one that is not told is.
    """
    if speed <= 0:
        return ()
    reach = speed * hours * KM_PER_KNOT_HOUR
    found = []
    for port in ports.band(last.lat, reach):
        spare = 2 * port.uncertainty_km
        near = quick_km(last.lat, last.lon, port.lat, port.lon)
        if (near - port.uncertainty_km) * _NEAR_ENOUGH > reach:
            continue
        way = exact_km(last.lat, last.lon, port.lat, port.lon) + exact_km(
            port.lat, port.lon, here.lat, here.lon
        )
        shortest = max(0.0, way - spare)
        if shortest <= reach:
            found.append(
                Feasible(
                    port=port.id,
                    name=port.name,
                    watched=port.watched,
                    detour_km=round(way, 1),
                    needed_kn=round(shortest / hours / KM_PER_KNOT_HOUR, 2),
                    spare_hours=round(hours - shortest / speed / KM_PER_KNOT_HOUR, 2),
                )
            )
    found.sort(key=lambda one: (not one.watched, -one.spare_hours, one.port))
    return tuple(found[:_MOST_FEASIBLE])


def _busy(positions: Sequence[Position], number: int, limits: TrackSettings) -> bool:
    """Whether the vessel was well received in the twelve hours before."""
    since = (positions[number - 1].t or 0.0) - 12 * HOUR
    first = bisect.bisect_left(positions, since, hi=number, key=lambda one: one.t or 0.0)
    return number - first >= limits.busy_before


def _coverage(
    last: Position,
    here: Position,
    others: Mapping[int, Sequence[Position]],
    limits: TrackSettings,
) -> Coverage:
    """Whether other vessels were received near the two ends while this one was not.

    ``hole``: another one fell silent in the same place at the same time, and none was received.
    """
    start, end = last.t or 0.0, here.t or 0.0
    # At its ends a gap begins and ends a little apart for ships that fall silent together.
    edge = min(HOUR, (end - start) / 10)
    start, end = start + edge, end - edge
    heard = silent = 0
    for mmsi, positions in others.items():
        if mmsi == last.mmsi:
            continue
        first = bisect.bisect_right(positions, start, key=lambda one: one.t or 0.0)
        after = bisect.bisect_left(positions, end, key=lambda one: one.t or 0.0)
        near = sum(
            _near(one, last, limits.heard_km) or _near(one, here, limits.heard_km)
            for one in positions[first:after]
        )
        heard += near
        if not near and first > 0 and after < len(positions):
            before = positions[first - 1]
            silent += _near(before, last, limits.heard_km)
    if heard >= limits.heard_least:
        return "received"
    return "hole" if silent and not heard else "unknown"


def _near(one: Position, other: Position, km: float) -> bool:
    if abs(one.lat - other.lat) * _LEAST_KM_PER_DEGREE > km:
        return False
    return quick_km(one.lat, one.lon, other.lat, other.lon) <= km


def _tier(hours: float, coverage: Coverage, *, busy: bool, limits: TrackSettings) -> Tier:
    if hours < limits.gap_hold or coverage == "hole":
        return "note"
    return "strong" if coverage == "received" and busy else "question"


def _detail(hours: float, km: float, kn: float, coverage: Coverage, *, busy: bool) -> str:
    words = {
        "received": "other vessels were received there meanwhile",
        "hole": "another vessel fell silent there as well: a hole in the coverage",
        "unknown": "whether there was coverage is not known",
    }
    before = "well received before" if busy else "thinly received before"
    seen = f"{hours:.1f} h without a position, {km:.0f} km, {kn:.2f} kn implied"
    return f"{seen}; {words[coverage]}; {before}"
