"""`holdpoint screen --track FILE`: positions of ships, attached to the orders that name them."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from holdpoint.cli import _console as console
from holdpoint.model import Leg, Problem, Track, TrackEvent, Transaction, Vessel

if TYPE_CHECKING:
    from holdpoint.knowledge import Snapshot
    from holdpoint.tracks import Event, Port, TrackReport, TrackSettings


def with_tracks(
    orders: Iterator[Transaction | Problem], file: Path, snapshot: Snapshot, limits: TrackSettings
) -> Iterator[Transaction | Problem]:
    """The orders, each ship that a message names by MMSI or IMO number with her track.

    A ship that the file does not name keeps the track that the order gives, if any: nothing is
    attached by name alone. ``limits`` are those of the policy.
    """
    from holdpoint.cli._track import ports_of
    from holdpoint.tracks import analyse, read_track

    messages = read_track(file)
    console.show_problems(messages.problems)
    ports = ports_of(snapshot)
    tracks = _tracks(analyse(messages, ports, limits), ports, file.name)
    used = False
    for order in orders:
        if isinstance(order, Problem) or not order.route:
            yield order
            continue
        legs = tuple(_with_track(leg, tracks) for leg in order.route)
        used = used or legs != order.route
        yield dataclasses.replace(order, route=legs)
    if not used:
        console.note(f"{file.name}: names no ship of these orders by MMSI or IMO number.")


def _with_track(leg: Leg, tracks: Mapping[str, Track]) -> Leg:
    vessel = leg.vessel
    if vessel is None:
        return leg
    numbers = (f"mmsi {vessel.mmsi}", f"imo {vessel.imo}")
    found = next((tracks[number] for number in numbers if number in tracks), None)
    if found is None:
        return leg
    told: Vessel = dataclasses.replace(vessel, track=found)
    return dataclasses.replace(leg, vessel=told)


def _tracks(report: TrackReport, ports: tuple[Port, ...], source: str) -> dict[str, Track]:
    """The track of each ship by its numbers: ``mmsi 273…`` and ``imo 9…``."""
    watched = {port.id: port.name for port in ports if port.watched}
    found: dict[str, Track] = {}
    for vessel in report.vessels:
        events = [e for e in report.events if vessel.mmsi in {e.mmsi, e.other_mmsi}]
        track = Track(
            source=source,
            start=vessel.start,
            end=vessel.end,
            events=tuple(_event(event, watched) for event in events),
        )
        found[f"mmsi {vessel.mmsi:09d}"] = track
        # Two numbers of ships under one MMSI: whose the track is, is not known.
        if len(vessel.imo) == 1:
            found.setdefault(f"imo {vessel.imo[0]}", track)
    return found


def _event(event: Event, watched: Mapping[str, str]) -> TrackEvent:
    reach = [one.name for one in event.feasible if one.watched]
    if event.place and event.place in watched:
        reach.append(watched[event.place])
    return TrackEvent(
        what=event.kind,
        tier=event.tier,
        detail=event.detail,
        start=event.start,
        end=event.end,
        hours=None if event.hours is None else Decimal(str(event.hours)),
        reach=tuple(reach),
    )
