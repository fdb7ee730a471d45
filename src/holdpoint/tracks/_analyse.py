"""A file of positions to what a person should know of it."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import replace

from holdpoint.tracks._gaps import feasible, gap_events
from holdpoint.tracks._identity import by_mmsi, identity_events
from holdpoint.tracks._motion import Chain, Stretch, chains, cruise, slow, speeds, stops
from holdpoint.tracks._pairs import encounters, swaps
from holdpoint.tracks._ports import PortIndex
from holdpoint.tracks._settings import TrackSettings, default_settings
from holdpoint.tracks._sphere import exact_km, iso
from holdpoint.tracks._types import (
    Event,
    Messages,
    Port,
    Position,
    Static,
    TrackReport,
    Vessel,
)
from holdpoint.tracks._untimed import WHY, untimed_gaps, untimed_stops

_LEAST_CHAIN = 3
_CAVEATS = (
    (
        "A gap is no proof that a transmitter was switched off: receivers miss messages, "
        "small vessels carry weaker equipment, and satellites pass at intervals."
    ),
    (
        "The 50 nautical miles from shore that global studies ask for leave almost nothing of the "
        "Caspian: distance from shore is not used here."
    ),
    "An MMSI is not a vessel: several may share one, and one may change lawfully at a sale.",
)


def analyse(
    messages: Messages, ports: Sequence[Port] = (), settings: TrackSettings | None = None
) -> TrackReport:
    """Find gaps, port calls, loitering, encounters, jumps and conflicts of identity.

    Args:
        messages: As :func:`holdpoint.tracks.read_track` gives them.
        ports: Places at which a stop is no surprise and which gaps are tested against. Without
            any, loitering, encounters and feasible ports are not run.
        settings: Limits; the defaults where ``None``.

    Returns:
        Vessels, events in the order of time, and what could not be checked. The same messages give
        the same report, in whatever order a file has them.
    """
    limits = settings or default_settings()
    known = PortIndex(ports)
    tracks = _by_vessel(messages.positions)
    statics = by_mmsi(messages.statics)
    timed = {mmsi: track for mmsi, track in tracks.items() if track[0].t is not None}
    events: list[Event] = []
    vessels: list[Vessel] = []
    slow_runs: dict[int, list[Stretch]] = {}
    for mmsi, track in sorted(tracks.items()):
        if mmsi in timed:
            vessel, found, runs = _timed(track, timed, known, limits)
            slow_runs[mmsi] = runs
        else:
            vessel, found = _untimed(track, known, limits)
        vessels.append(_named(vessel, statics.get(mmsi, ())))
        events += found
    if known:
        events += encounters(slow_runs, known, limits)
        events += swaps(timed, known, limits)
    events += identity_events(statics, limits)
    events.sort(key=lambda event: (event.start or "", event.mmsi, event.kind, event.lines))
    return TrackReport(
        vessels=tuple(vessels),
        events=tuple(events),
        not_run=tuple(_not_run(tracks, timed, statics, known)),
        caveats=_CAVEATS,
    )


def _by_vessel(positions: Sequence[Position]) -> dict[int, list[Position]]:
    """Positions of each MMSI in the order of time; doubles left out, untimed ones as they came."""
    found: dict[int, list[Position]] = {}
    for one in positions:
        found.setdefault(one.mmsi, []).append(one)
    for mmsi, track in found.items():
        known = [one for one in track if one.t is not None]
        if known:
            known.sort(key=lambda one: (one.t or 0.0, one.lat, one.lon))
            unique = [known[0]]
            unique += [b for a, b in itertools.pairwise(known) if a.t != b.t or a[1:4] != b[1:4]]
            found[mmsi] = unique
    return found


def _timed(
    track: Sequence[Position],
    every: dict[int, list[Position]],
    ports: PortIndex,
    limits: TrackSettings,
) -> tuple[Vessel, list[Event], list[Stretch]]:
    split = chains(track, limits)
    events = list(_jumps(split))
    main = max(split, key=lambda chain: len(chain.positions))
    # Lone positions that no ship could have sent are told as jumps and left out of the rest.
    whole = [chain for chain in split if len(chain.positions) >= _LEAST_CHAIN] or [main]
    kept = sorted((one for chain in whole for one in chain.positions), key=lambda p: p.t or 0.0)
    values = [speeds(chain.positions) for chain in whole]
    speed = cruise([value for own in values for value in own], limits)
    runs: list[Stretch] = []
    events += gap_events(kept, speed, every, ports, limits)
    for chain, own in zip(whole, values, strict=True):
        halts = [
            run for run in stops(chain.positions, own, limits) if run.hours >= limits.stop_least
        ]
        events += [_stop(run, ports, limits) for run in halts]
        stretches = list(slow(chain.positions, own, limits))
        runs += stretches
        events += _loitering(stretches, ports, limits)
    return _vessel(kept, speed), events, runs


def _untimed(
    track: Sequence[Position], ports: PortIndex, limits: TrackSettings
) -> tuple[Vessel, list[Event]]:
    speed = cruise([one.sog or 0.0 for one in track], limits)
    events = [_reachable(gap, track, speed, ports) for gap in untimed_gaps(track, limits)]
    events += [
        replace(_stop(run, ports, limits), hours=None) for run in untimed_stops(track, limits)
    ]
    return _vessel(track, speed), events


def _reachable(
    gap: Event, track: Sequence[Position], speed: float | None, ports: PortIndex
) -> Event:
    ends = [one for one in track if one.line in gap.lines]
    found = feasible(ends[0], ends[-1], gap.hours or 0.0, max(speed or 0.0, gap.kn or 0.0), ports)
    return replace(gap, feasible=found)


def _jumps(split: Sequence[Chain]) -> Iterator[Event]:
    """Chains that overlap in time are two ships; what follows at once is a jump."""
    for number, chain in enumerate(split[1:], 1):
        before = max(split[:number], key=lambda one: (_overlap(one, chain), one.end <= chain.start))
        first = chain.positions[0]
        last = max(
            (one for one in before.positions if (one.t or 0.0) <= chain.start),
            key=lambda one: one.t or 0.0,
            default=before.positions[0],
        )
        hours = ((first.t or 0.0) - (last.t or 0.0)) / 3600
        km = exact_km(last.lat, last.lon, first.lat, first.lon)
        both = min(len(before.positions), len(chain.positions)) >= _LEAST_CHAIN
        twice = both and _overlap(before, chain) > 0
        kn = round(km / hours / 1.852, 1) if hours > 0 else None
        implied = f"{kn:,.0f} kn implied" if kn is not None else "at the same time"
        yield Event(
            kind="two_places" if twice else "jump",
            mmsi=first.mmsi,
            tier="strong" if twice else "question",
            detail=f"{km:.0f} km, {implied}"
            + (
                f"; {len(chain.positions)} positions there while the other went on" if twice else ""
            ),
            start=iso(last.t),
            end=iso(chain.end if twice else first.t),
            lat=last.lat,
            lon=last.lon,
            to_lat=first.lat,
            to_lon=first.lon,
            hours=round(hours, 2),
            km=km,
            kn=kn,
            lines=(last.line, first.line),
        )


def _overlap(one: Chain, other: Chain) -> float:
    return min(one.end, other.end) - max(one.start, other.start)


def _stop(run: Stretch, ports: PortIndex, limits: TrackSettings) -> Event:
    lat, lon = run.middle()
    port = ports.nearest(lat, lon, limits.port_in)
    timed = run.first.t is not None
    long = f" for {run.hours:.1f} h" if timed else ""
    return Event(
        kind="port_call" if port else "stop",
        mmsi=run.first.mmsi,
        tier="question" if port and port.watched else "note",
        detail=(f"at {port.name}" if port else "at rest, at no port that is known") + long,
        start=iso(run.first.t),
        end=iso(run.last.t),
        lat=lat,
        lon=lon,
        hours=round(run.hours, 2) if timed else None,
        place=port.id if port else None,
        lines=(run.first.line, run.last.line),
    )


def _loitering(runs: Sequence[Stretch], ports: PortIndex, limits: TrackSettings) -> Iterator[Event]:
    for run in runs if ports else ():
        lat, lon = run.middle()
        if run.hours < limits.loiter_least or ports.nearest(lat, lon, limits.anchorage):
            continue
        yield Event(
            kind="loitering",
            mmsi=run.first.mmsi,
            tier="question",
            detail=f"below {limits.slow_below:g} kn for {run.hours:.1f} h away from ports",
            start=iso(run.first.t),
            end=iso(run.last.t),
            lat=lat,
            lon=lon,
            hours=round(run.hours, 2),
            lines=(run.first.line, run.last.line),
        )


def _vessel(track: Sequence[Position], speed: float | None) -> Vessel:
    return Vessel(
        mmsi=track[0].mmsi,
        imo=(),
        names=(),
        positions=len(track),
        start=iso(track[0].t),
        end=iso(track[-1].t),
        speed_kn=None if speed is None else round(speed, 1),
        points=tuple((one.lat, one.lon) for one in track),
    )


def _named(vessel: Vessel, reports: Sequence[Static]) -> Vessel:
    return replace(
        vessel,
        imo=tuple(sorted({one.imo for one in reports if one.imo})),
        names=tuple(sorted({one.name for one in reports if one.name})),
    )


def _not_run(
    tracks: dict[int, list[Position]],
    timed: dict[int, list[Position]],
    statics: dict[int, list[Static]],
    ports: PortIndex,
) -> Iterator[tuple[str, str]]:
    if not tracks:
        yield "vessel.gap", "the file holds no position"
    elif len(timed) < len(tracks):
        yield "vessel.time", WHY
    if not ports:
        yield "vessel.ports", "no ports were given: loitering, encounters and ports in reach"
    if not any(one.imo for reports in statics.values() for one in reports):
        yield (
            "vessel.identity",
            "no message names an IMO number: identity and flags are not compared",
        )
