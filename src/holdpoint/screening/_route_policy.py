"""The settings of places, routes and tracks, as a company's policy sets them."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from holdpoint.places import CheckLimits, RouteSettings

if TYPE_CHECKING:
    from holdpoint.tracks import TrackSettings

Fault = tuple[tuple[str, ...], object, str, str]
"""Where in the settings, the value, what is wrong with it, and what to write."""

_MOST_KM = 500.0
_MOST = 100_000.0
_FROM_TRACK = {"gap_note_hours": "gap_note", "gap_hold_hours": "gap_hold"}
"""Limits of the route checks that are those of tracks, set there alone."""

_RISING = (
    ("track", "gap_note", "gap_hold"),
    ("track", "stop_below", "stop_above"),
    ("route", "river_kn", "sea_kn"),
)
"""Pairs of settings of which the first may not be above the second."""


@cache
def known_settings() -> Mapping[str, tuple[str, ...]]:
    """Names of the settings below ``route`` and ``track``."""
    from holdpoint.tracks import TrackSettings

    radii = [field.name for field in dataclasses.fields(RouteSettings)]
    limits = [f.name for f in dataclasses.fields(CheckLimits) if f.name not in _FROM_TRACK]
    return {
        "route": (*radii, *limits),
        "track": tuple(field.name for field in dataclasses.fields(TrackSettings)),
    }


def route_faults(values: Mapping[str, Any]) -> Iterator[Fault]:
    """What is wrong with the settings below ``route`` and ``track``."""
    radii = {field.name for field in dataclasses.fields(RouteSettings)}
    for group, names in known_settings().items():
        for name in names:
            if name not in values[group]:
                continue  # a limit of tracks that the policy leaves to their table
            least = 1.0 if name == "detour_ratio" else 0.0
            most = _MOST_KM if name in radii else _MOST
            number = _number(values[group][name])
            if number is None or not least < number <= most:
                reason = f"not a number above {least:g} and up to {most:g}."
                yield (group, name), values[group][name], reason, "Change it."
                return
    for group, low, high in _RISING:
        least, most = _of(values, group, low), _of(values, group, high)
        if least > most:
            reason = f"above {high}, which is {most:g}."
            at = low if low in values[group] else high
            yield (group, at), values[group][at], reason, f"Let {high} be the larger one."


def _of(values: Mapping[str, Any], group: str, name: str) -> float:
    from holdpoint.tracks import default_settings

    given = values[group].get(name)
    return float(getattr(default_settings(), name) if given is None else given)


def _number(value: object) -> float | None:
    try:
        number = float(str(value))
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def route_settings(values: Mapping[str, Any]) -> RouteSettings:
    """The radii and uncertainties below ``route``, which has no fault."""
    names = [field.name for field in dataclasses.fields(RouteSettings)]
    return RouteSettings(**{name: float(values["route"][name]) for name in names})


def check_limits(values: Mapping[str, Any]) -> CheckLimits:
    """The limits below ``route``; those of a track's gaps are those of ``track``."""
    names = [field.name for field in dataclasses.fields(CheckLimits)]
    own = {name: float(values["route"][name]) for name in names if name not in _FROM_TRACK}
    shared = {name: _of(values, "track", its) for name, its in _FROM_TRACK.items()}
    return CheckLimits(**own, **shared)


def track_settings(values: Mapping[str, Any]) -> TrackSettings:
    """The limits of tracks: their table, with what stands below ``track`` laid over it."""
    from holdpoint.tracks import default_settings

    own = {name: float(value) for name, value in values["track"].items()}
    return dataclasses.replace(default_settings(), **own)
