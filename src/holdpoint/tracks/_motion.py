"""One vessel's positions in the order of time: chains, gaps, stops and slow stretches."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from holdpoint.tracks._settings import TrackSettings
from holdpoint.tracks._sphere import KM_PER_KNOT_HOUR, quick_km
from holdpoint.tracks._types import Position

HOUR = 3600.0
_MOST_CHAINS = 4
_SPREAD = 0.1
"""Kilometres within which positions at rest lie that no speed is given for."""


@dataclass(slots=True)
class Chain:
    """Positions that one ship could have sent."""

    positions: list[Position]

    @property
    def start(self) -> float:
        """Time of the first."""
        return self.positions[0].t or 0.0

    @property
    def end(self) -> float:
        """Time of the last."""
        return self.positions[-1].t or 0.0


@dataclass(frozen=True, slots=True)
class Stretch:
    """A run of positions at rest, or slow."""

    first: Position
    last: Position
    positions: tuple[Position, ...]

    @property
    def hours(self) -> float:
        """How long it lasted."""
        return ((self.last.t or 0.0) - (self.first.t or 0.0)) / HOUR

    def middle(self) -> tuple[float, float]:
        """A latitude and longitude in it: that of the position in its middle."""
        one = self.positions[len(self.positions) // 2]
        return one.lat, one.lon


def chains(positions: Sequence[Position], limits: TrackSettings) -> list[Chain]:
    """Split positions so that within each chain no step is faster than any cargo ship.

    A position goes to the chain that it can follow, the one last heard first; where none, it
    begins another.

    Args:
        positions: In the order of time, with times.
        limits: ``jump_kn`` and ``jump_least``.
    """
    most = limits.jump_kn * KM_PER_KNOT_HOUR / HOUR
    least = limits.jump_least
    # Within this many degrees of both it is surely near, and the sines can be saved.
    box = least / 1.42 / 111.4
    open_: list[Chain] = []
    done: list[Chain] = []
    for here in positions:
        time = here.t or 0.0
        for at, chain in enumerate(open_):
            last = chain.positions[-1]
            if abs(last.lat - here.lat) < box and abs(last.lon - here.lon) < box:
                km = 0.0
            else:
                km = quick_km(last.lat, last.lon, here.lat, here.lon)
            if km <= least or km <= most * (time - (last.t or 0.0)):
                chain.positions.append(here)
                if at:
                    open_.insert(0, open_.pop(at))
                break
        else:
            open_.insert(0, Chain([here]))
            if len(open_) > _MOST_CHAINS:
                done.append(open_.pop())
    return sorted([*done, *open_], key=lambda chain: (chain.start, -len(chain.positions)))


def speeds(positions: Sequence[Position]) -> list[float]:
    """Speed at each position in knots: as reported, else from the step before it."""
    found: list[float] = []
    for number, here in enumerate(positions):
        if here.sog is not None:
            found.append(here.sog)
            continue
        other = positions[number - 1] if number else (positions[1] if len(positions) > 1 else here)
        hours = abs((here.t or 0.0) - (other.t or 0.0)) / HOUR
        km = quick_km(other.lat, other.lon, here.lat, here.lon)
        found.append(0.0 if km < _SPREAD or not hours else km / hours / KM_PER_KNOT_HOUR)
    return found


def cruise(values: Sequence[float], limits: TrackSettings) -> float | None:
    """The speed kept under way: 95th percentile of all above the slow ones."""
    moving = sorted(value for value in values if value > limits.slow_below)
    if not moving:
        return None
    return min(moving[int(0.95 * (len(moving) - 1))], limits.sea_kn)


def stops(
    positions: Sequence[Position], values: Sequence[float], limits: TrackSettings
) -> Iterator[Stretch]:
    """Stretches at rest: begun below ``stop_below``, ended above ``stop_above``."""
    yield from _runs(positions, values, limits.stop_below, limits.stop_above, limits)


def slow(
    positions: Sequence[Position], values: Sequence[float], limits: TrackSettings
) -> Iterator[Stretch]:
    """Stretches below ``slow_below``."""
    yield from _runs(positions, values, limits.slow_below, limits.slow_below, limits)


def _runs(
    positions: Sequence[Position],
    values: Sequence[float],
    begin: float,
    end: float,
    limits: TrackSettings,
) -> Iterator[Stretch]:
    run: list[Position] = []
    for here, value in zip(positions, values, strict=True):
        if run and _parted(run[-1], here, limits):
            yield Stretch(run[0], run[-1], tuple(run))
            run = []
        if value < begin or (run and value <= end):
            run.append(here)
        elif run:
            yield Stretch(run[0], run[-1], tuple(run))
            run = []
    if run:
        yield Stretch(run[0], run[-1], tuple(run))


def _parted(last: Position, here: Position, limits: TrackSettings) -> bool:
    """Whether a gap lies between: what happened in it is not known."""
    if last.t is None or here.t is None:
        return False
    return here.t - last.t >= limits.gap_note * HOUR
