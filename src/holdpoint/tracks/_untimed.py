"""Positions without times: only their order is known, so lengths of time are estimates."""

from __future__ import annotations

import itertools
import statistics
from collections.abc import Iterator, Sequence

from holdpoint.tracks._motion import Stretch, stops
from holdpoint.tracks._settings import TrackSettings
from holdpoint.tracks._sphere import KM_PER_KNOT_HOUR, exact_km, quick_km
from holdpoint.tracks._types import Event, Position

WHY = (
    "the messages carry no time (no TAG block, no receiver's time): lengths of gaps are estimated "
    "from the vessel's own speed, stops are counted without length, speeds between positions are "
    "not judged"
)


def untimed_gaps(positions: Sequence[Position], limits: TrackSettings) -> Iterator[Event]:
    """Steps that take the vessel ``gap_note`` hours or more at its own speed."""
    moving = [one.sog for one in positions if one.sog is not None and one.sog > limits.slow_below]
    if not moving:
        return
    speed = min(statistics.median(moving), limits.sea_kn)
    for last, here in itertools.pairwise(positions):
        km = quick_km(last.lat, last.lon, here.lat, here.lon)
        if km / speed / KM_PER_KNOT_HOUR < limits.gap_note:
            continue
        km = exact_km(last.lat, last.lon, here.lat, here.lon)
        hours = km / speed / KM_PER_KNOT_HOUR
        yield Event(
            kind="gap",
            mmsi=last.mmsi,
            tier="question" if hours >= limits.gap_hold else "note",
            detail=f"{km:.0f} km without a position, about {hours:.1f} h at its own {speed:.1f} kn",
            lat=last.lat,
            lon=last.lon,
            to_lat=here.lat,
            to_lon=here.lon,
            hours=round(hours, 2),
            km=km,
            kn=round(speed, 2),
            coverage="unknown",
            estimated=True,
            lines=(last.line, here.line),
        )


def untimed_stops(positions: Sequence[Position], limits: TrackSettings) -> list[Stretch]:
    """Runs of at least three positions at rest."""
    values = [one.sog if one.sog is not None else limits.sea_kn for one in positions]
    return [run for run in stops(positions, values, limits) if len(run.positions) > 2]  # noqa: PLR2004 - a run
