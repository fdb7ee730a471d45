"""What two vessels show together: encounters, and one that goes on under another number."""

from __future__ import annotations

import bisect
from collections.abc import Iterator, Mapping, Sequence

from holdpoint.tracks._motion import HOUR, Stretch
from holdpoint.tracks._ports import PortIndex
from holdpoint.tracks._settings import TrackSettings
from holdpoint.tracks._sphere import exact_km, iso, quick_km
from holdpoint.tracks._types import Event, Position

_LEAST = 5
"""Positions of a track whose begin or end says something."""


def encounters(
    slow: Mapping[int, Sequence[Stretch]], ports: PortIndex, limits: TrackSettings
) -> list[Event]:
    """Two vessels side by side, slow, for long, away from every port.

    Args:
        slow: Slow stretches of each vessel.
        ports: Anchorages lie within ``anchorage`` kilometres of these.
        limits: ``meet_km``, ``meet_least``, ``anchorage``.
    """
    every = sorted(
        (stretch.first.t or 0.0, mmsi, at, stretch)
        for mmsi, stretches in slow.items()
        for at, stretch in enumerate(stretches)
        if stretch.hours >= limits.meet_least
    )
    found = []
    open_: list[tuple[int, Stretch]] = []
    for start, mmsi, _, stretch in every:
        open_ = [(m, s) for m, s in open_ if (s.last.t or 0.0) - start >= limits.meet_least * HOUR]
        for other, theirs in open_:
            if other != mmsi and (event := _met(theirs, stretch, ports, limits)):
                found.append(event)
        open_.append((mmsi, stretch))
    return found


def _met(one: Stretch, other: Stretch, ports: PortIndex, limits: TrackSettings) -> Event | None:
    # Two slow ships drift no further than this from where they began.
    reach = limits.meet_km + limits.slow_below * 1.852 * (one.hours + other.hours)
    if not _within(one.first, other.first.lat, other.first.lon, reach):
        return None
    together: list[Position] = []
    times = [p.t or 0.0 for p in other.positions]
    best: list[Position] = []
    for here in one.positions:
        lat, lon = _at(other.positions, times, here.t or 0.0) or (None, None)
        if lat is not None and lon is not None and _within(here, lat, lon, limits.meet_km):
            together.append(here)
        else:
            together = []
        if len(together) > len(best):
            best = list(together)
    if len(best) < 2:  # noqa: PLR2004 - two ends
        return None
    first, last = best[0], best[-1]
    hours = ((last.t or 0.0) - (first.t or 0.0)) / HOUR
    if hours < limits.meet_least or ports.nearest(first.lat, first.lon, limits.anchorage):
        return None
    mmsi, theirs = sorted((one.first.mmsi, other.first.mmsi))
    return Event(
        kind="encounter",
        mmsi=mmsi,
        other_mmsi=theirs,
        tier="question",
        detail=f"within {limits.meet_km * 1000:g} m of {theirs} for {hours:.1f} h, slow, at sea",
        start=iso(first.t),
        end=iso(last.t),
        lat=first.lat,
        lon=first.lon,
        hours=round(hours, 2),
        lines=(first.line, last.line),
    )


def _at(
    positions: Sequence[Position], times: Sequence[float], time: float
) -> tuple[float, float] | None:
    """Where a vessel was at a time, between two positions at most an hour apart."""
    after = bisect.bisect_left(times, time)
    if after < len(times) and times[after] == time:
        return positions[after].lat, positions[after].lon
    if after in {0, len(times)} or times[after] - times[after - 1] > HOUR:
        return None
    a, b = positions[after - 1], positions[after]
    part = (time - times[after - 1]) / (times[after] - times[after - 1])
    turn = (b.lon - a.lon + 180.0) % 360.0 - 180.0
    return a.lat + (b.lat - a.lat) * part, a.lon + turn * part


def _within(here: Position, lat: float, lon: float, km: float) -> bool:
    return quick_km(here.lat, here.lon, lat, lon) <= km


def swaps(
    tracks: Mapping[int, Sequence[Position]], ports: PortIndex, limits: TrackSettings
) -> Iterator[Event]:
    """A number falls silent at sea for good, and a new one appears beside it soon after."""
    if not tracks:
        return
    # Where a file begins or ends soon, silence and a new number mean nothing.
    early = min(track[0].t or 0.0 for track in tracks.values()) + limits.swap_hours * HOUR
    late = max(track[-1].t or 0.0 for track in tracks.values()) - limits.swap_hours * HOUR
    begins = sorted(
        (track[0].t or 0.0, mmsi)
        for mmsi, track in tracks.items()
        if (track[0].t or 0.0) >= early and len(track) >= _LEAST
    )
    for mmsi, track in sorted(tracks.items()):
        last = track[-1]
        end = last.t or 0.0
        if end > late or len(track) < _LEAST:
            continue
        if ports.nearest(last.lat, last.lon, limits.anchorage):
            continue
        at = bisect.bisect_left(begins, (end, 0))
        for start, other in begins[at:]:
            hours = (start - end) / HOUR
            if hours > limits.swap_hours:
                break
            first = tracks[other][0]
            km = quick_km(last.lat, last.lon, first.lat, first.lon)
            reach = min(limits.swap_km, limits.sea_kn * 1.852 * max(hours, 0.1))
            if other == mmsi or km > reach:
                continue
            yield Event(
                kind="identity_swap",
                mmsi=mmsi,
                other_mmsi=other,
                tier="question",
                detail=f"fell silent at sea; {other} appears {km:.1f} km away {hours:.1f} h later",
                start=iso(end),
                end=iso(start),
                lat=last.lat,
                lon=last.lon,
                to_lat=first.lat,
                to_lon=first.lon,
                hours=round(hours, 2),
                km=exact_km(last.lat, last.lon, first.lat, first.lon),
                lines=(last.line, first.line),
            )
