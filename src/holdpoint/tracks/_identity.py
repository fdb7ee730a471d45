"""What the ships say of themselves, and where it does not agree."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from holdpoint.text import identifier_check
from holdpoint.tracks._settings import TrackSettings
from holdpoint.tracks._sphere import iso
from holdpoint.tracks._types import Event, Static

_YEAR = 366 * 86400.0
_MID_DIGITS = 3


def by_mmsi(statics: Iterable[Static]) -> dict[int, list[Static]]:
    """The reports of each MMSI in the order of the file."""
    found: dict[int, list[Static]] = {}
    for one in statics:
        found.setdefault(one.mmsi, []).append(one)
    return found


def identity_events(
    statics: Mapping[int, Sequence[Static]], limits: TrackSettings
) -> Iterator[Event]:
    """IMO numbers that fail, an MMSI with several, one ship under several flags."""
    for mmsi, reports in statics.items():
        numbers = _first_of_each(reports)
        for imo, report in numbers.items():
            if identifier_check("imo", str(imo)) is False:
                detail = f"IMO {imo} fails its check digit: it is no ship's number"
                yield _event("wrong_imo", mmsi, "question", detail, report, report)
        valid = [n for n in numbers if identifier_check("imo", str(n))]
        if len(valid) > 1:
            detail = f"one MMSI with {len(valid)} IMO numbers: {', '.join(map(str, valid))}"
            first, last = numbers[valid[0]], numbers[valid[-1]]
            yield _event("identity_change", mmsi, "strong", detail, first, last)
    yield from _flags(statics, limits)


def _first_of_each(reports: Iterable[Static]) -> dict[int, Static]:
    found: dict[int, Static] = {}
    for report in reports:
        if report.imo:
            found.setdefault(report.imo, report)
    return found


def _flags(statics: Mapping[int, Sequence[Static]], limits: TrackSettings) -> Iterator[Event]:
    """A ship (IMO number) that sends under MMSIs of several countries within a year."""
    ships: dict[int, list[Static]] = {}
    for reports in statics.values():
        for imo, report in _first_of_each(reports).items():
            if identifier_check("imo", str(imo)):
                ships.setdefault(imo, []).append(report)
    for imo, reports in sorted(ships.items()):
        reports.sort(key=lambda one: (one.t or 0.0, one.line))
        flags = list(dict.fromkeys(str(one.mmsi)[:_MID_DIGITS] for one in reports))
        spread = (reports[-1].t or 0.0) - (reports[0].t or 0.0)
        if len(flags) < limits.flags_least or spread > _YEAR:
            continue
        detail = (
            f"IMO {imo} under {len(flags)} flags within a year (MMSI digits {', '.join(flags)})"
        )
        yield _event("flag_change", reports[-1].mmsi, "question", detail, reports[0], reports[-1])


def _event(kind: str, mmsi: int, tier: str, detail: str, first: Static, last: Static) -> Event:
    return Event(
        kind=kind,  # type: ignore[arg-type]
        mmsi=mmsi,
        tier=tier,  # type: ignore[arg-type]
        detail=detail,
        start=iso(first.t),
        end=iso(last.t),
        lines=(first.line, last.line),
    )
