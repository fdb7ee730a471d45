"""What a ship's track shows, laid down beside the leg on which she sails (check R6)."""

from __future__ import annotations

from collections.abc import Iterator

from holdpoint.model import Evidence, Leg, NotRun, Track, Transaction

_CHECK = "vessel.gap"
_BY_WATER = ("sea", "river")


def voyage_evidence(transaction: Transaction) -> tuple[list[Evidence], list[NotRun]]:
    """Rows of kind ``voyages``, one an event of a track, and the legs that have no track.

    An event before the leg begins or after it ends is left out where both are dated; a track that
    does not reach into the leg is told as a check that could not run.
    """
    evidence: list[Evidence] = []
    not_run: list[NotRun] = []
    for number, leg in enumerate(transaction.route or ()):
        path = f"route[{number}].vessel"
        track = leg.vessel.track if leg.vessel else None
        if track is None:
            if leg.mode in _BY_WATER:
                not_run.append(NotRun(check=_CHECK, why=f"{path}: no track was given"))
            continue
        if not _meets(track.start, track.end, leg):
            why = f"{path}: the track ends before the leg begins, or begins after it ends"
            not_run.append(NotRun(check=_CHECK, why=why))
            continue
        if track.start is None:
            why = f"{path}: the track has no times: lengths of gaps are estimates"
            not_run.append(NotRun(check=_CHECK, why=why))
        evidence += _rows(track, leg, path)
    return evidence, not_run


def _rows(track: Track, leg: Leg, path: str) -> Iterator[Evidence]:
    for event in track.events:
        if not _meets(event.start, event.end, leg):
            continue
        row = {
            "what": event.what.replace("_", " "),
            "tier": event.tier,
            "detail": event.detail,
            "start": event.start,
            "end": event.end,
            "hours": None if event.hours is None else float(event.hours),
            "reach": ", ".join(event.reach) or "none",
            "source": track.source,
        }
        yield Evidence(kind="voyages", subject=path.removesuffix(".vessel"), data=row)


def _meets(start: str | None, end: str | None, leg: Leg) -> bool:
    """Whether a span of time touches the days of a leg; what is not dated may."""
    if leg.depart and end and end[:10] < leg.depart:
        return False
    return not (leg.arrive and start and start[:10] > leg.arrive)
