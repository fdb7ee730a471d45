"""The words of a track: positions, what a ship says of herself, and what was found."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from holdpoint.model import Problem

EventKind = Literal[
    "gap", "stop", "port_call", "loitering", "encounter", "jump", "two_places",
    "identity_swap", "identity_change", "flag_change", "wrong_imo",
]  # fmt: skip
Tier = Literal["note", "question", "strong"]
Coverage = Literal["received", "hole", "unknown"]


class Position(NamedTuple):
    """A position report.

    Attributes:
        t: Seconds since 1970, UTC; ``None`` where the file gives no time.
        sog: Speed over ground in knots; ``None`` is not available.
    """

    mmsi: int
    t: float | None
    lat: float
    lon: float
    sog: float | None
    line: int


class Static(NamedTuple):
    """What a ship says of herself."""

    mmsi: int
    t: float | None
    imo: int | None
    name: str | None
    call_sign: str | None
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Port:
    """A place at which a stop is no surprise, or which a gap could have served; WGS84 degrees."""

    id: str
    name: str
    lat: float
    lon: float
    uncertainty_km: float = 0.0
    watched: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Messages:
    """A file as it was read.

    Attributes:
        read: Position reports and static reports that were taken.
        other: Sound messages of other kinds, such as those of base stations.
        refused: Lines that could not be read, each one of the problems.
        undecoded: Sound messages of kinds that only the extra ``ais`` can read, without it.
    """

    positions: tuple[Position, ...]
    statics: tuple[Static, ...]
    problems: tuple[Problem, ...] = ()
    read: int = 0
    other: int = 0
    refused: int = 0
    undecoded: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Feasible:
    """A port that a vessel could have called at within a gap.

    Attributes:
        detour_km: From the last position to the port and on to the next, as the crow flies.
        needed_kn: Speed that takes.
        spare_hours: What is left of the gap at the vessel's own speed.
    """

    port: str
    name: str
    watched: bool
    detour_km: float
    needed_kn: float
    spare_hours: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something on a track that a person should know of. It is no offence in itself.

    Attributes:
        start: ISO 8601, UTC; ``None`` where the file gives no times.
        end: The same; ``None`` for what is still open.
        hours: How long; estimated from distance and speed where ``estimated``.
        km: Geodesic distance from the first to the last point.
        kn: Speed that distance and time imply.
        place: Port at which it is.
        coverage: Of a gap: whether others were received there meanwhile.
        feasible: Of a gap: ports that could have been called at.
        lines: Lines of the file at its start and end.
    """

    kind: EventKind
    mmsi: int
    tier: Tier
    detail: str
    start: str | None = None
    end: str | None = None
    lat: float | None = None
    lon: float | None = None
    to_lat: float | None = None
    to_lon: float | None = None
    hours: float | None = None
    km: float | None = None
    kn: float | None = None
    place: str | None = None
    other_mmsi: int | None = None
    coverage: Coverage | None = None
    estimated: bool = False
    feasible: tuple[Feasible, ...] = ()
    lines: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Vessel:
    """One MMSI of a file. An MMSI is not a vessel: several may share one.

    Attributes:
        speed_kn: Speed that it keeps under way, 95th percentile; ``None`` where it never moved.
        points: Latitude and longitude in the order of time.
    """

    mmsi: int
    imo: tuple[int, ...]
    names: tuple[str, ...]
    positions: int
    start: str | None
    end: str | None
    speed_kn: float | None
    points: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackReport:
    """What a file of positions shows.

    Attributes:
        not_run: Checks that could not run, by name, with the reason; never the same as "clear".
    """

    vessels: tuple[Vessel, ...]
    events: tuple[Event, ...]
    not_run: tuple[tuple[str, str], ...] = ()
    caveats: tuple[str, ...] = field(default=())

    def of(self, *kinds: EventKind) -> tuple[Event, ...]:
        """The events of some kinds."""
        return tuple(event for event in self.events if event.kind in kinds)
