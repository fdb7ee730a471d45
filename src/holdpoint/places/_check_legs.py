"""Check R5: legs that no vehicle can travel in the time that is stated."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from holdpoint.model import Leg
from holdpoint.places._check import Check, clear, not_run, span_km, whole_legs
from holdpoint.places._sea import sea_way
from holdpoint.places._settings import CheckLimits
from holdpoint.places._stops import Stop

_DAY_HOURS = 24
_DEGREES_AN_HOUR = 15.0
_ZONES_DIFFER_HOURS = 3.0
"""How far the clocks of two places may differ beyond the sun (China keeps one time, Spain another
than its own)."""
_HALF_TURN = 180.0
_SEA_ERROR = 0.05
"""The network of sea lanes agrees with tables of distances within 5 %."""


def impossible(route: Sequence[Leg], stops: Sequence[Stop], limits: CheckLimits) -> Iterator[Check]:
    """Hits ``order of dates`` and ``too fast``. Days have no hours, so intervals are compared."""
    hits: list[Check] = []
    dated = 0
    before: tuple[int, date] | None = None
    ends = {index: (start, end) for index, _, start, end in whole_legs(route, stops)}
    for index, leg in enumerate(route):
        depart, arrive = day(leg.depart), day(leg.arrive)
        if before is not None and depart is not None and depart < before[1]:
            why = f"route[{index}] departs on {depart}, before route[{before[0]}] arrives"
            hits.append(_hit(index, "order of dates", f"{why} on {before[1]}"))
        if arrive is not None:
            before = (index, arrive)
        if depart is None or arrive is None:
            continue
        dated += 1
        if not _after(depart, arrive, ends.get(index)):
            why = f"route[{index}] arrives on {arrive}, before it departs on {depart}"
            hits.append(_hit(index, "order of dates", why))
        elif index in ends:
            hits += _too_fast(index, leg, *ends[index], limits)
    if hits:
        yield from hits
    elif dated == 0:
        yield not_run("R5", "no leg states when it departs and arrives")
    else:
        yield clear("R5", f"{dated} dated legs can be travelled in time")


def day(text: str | None) -> date | None:
    """The day of an ISO 8601 date; ``None`` where none is stated."""
    try:
        return date.fromisoformat((text or "")[:10])
    except ValueError:
        return None


def _after(depart: date, arrive: date, ends: tuple[Stop, Stop] | None) -> bool:
    """Whether an arrival may follow a departure. Eastward over the date line a day is won."""
    if arrive >= depart:
        return True
    return (depart - arrive).days == 1 and ends is not None and _over_date_line(*ends)


def _over_date_line(start: Stop, end: Stop) -> bool:
    return any(
        a.point is not None and b.point is not None and a.point.lon - b.point.lon > _HALF_TURN
        for a in start.candidates
        for b in end.candidates
    )


def _hours(depart: date, arrive: date, start: Stop, end: Stop) -> float:
    """The most hours that may lie between: it left at the first minute, came in at the last."""
    behind = [
        (a.point.lon - b.point.lon) / _DEGREES_AN_HOUR
        for a in start.candidates
        for b in end.candidates
        if a.point is not None and b.point is not None
    ]
    clocks = max(behind, default=0.0) + _ZONES_DIFFER_HOURS
    return ((arrive - depart).days + 1) * _DAY_HOURS + max(0.0, clocks)


def _too_fast(index: int, leg: Leg, start: Stop, end: Stop, limits: CheckLimits) -> Iterator[Check]:
    depart, arrive, cap = day(leg.depart), day(leg.arrive), limits.fastest_kmh(leg.mode)
    span = span_km(start, end)
    if depart is None or arrive is None or cap is None or span is None:
        return
    least = max(span[0], _least_by_sea(start, end) if leg.mode == "sea" else 0.0)
    hours = _hours(depart, arrive, start, end)
    if least / hours > cap:
        why = f"route[{index}]: at least {least:.0f} km by {leg.mode} in at most {hours:.0f} hours"
        yield _hit(index, "too fast", f"{why}: {least / hours:.0f} km/h", f"{cap:.0f} km/h")


def _least_by_sea(start: Stop, end: Stop) -> float:
    if not start.resolution.verdict == end.resolution.verdict == "one":
        return 0.0
    a, b = start.candidates[0], end.candidates[0]
    way = sea_way(a.point, b.point) if a.point and b.point else None
    if way is None:
        return 0.0
    return way.km * (1 - _SEA_ERROR) - a.uncertainty_km - b.uncertainty_km


def _hit(index: int, what: str, why: str, limit: str = "") -> Check:
    return Check(
        check="R5",
        state="hit",
        what=what,
        why=why,
        certain=True,
        limit=limit,
        clears_if="the right days, places and mode, from the carrier's papers",
        leg=index,
    )
