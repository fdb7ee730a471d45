"""Limits of the track checks, read from their table."""

from __future__ import annotations

import csv
import dataclasses
import functools
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib import resources

from holdpoint.errors import PolicyError

_FILE = "thresholds.csv"


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackSettings:
    """Limits; what each means, its unit and its origin stand in ``thresholds.csv``.

    Raises:
        holdpoint.errors.PolicyError: A limit is not a number above 0.
    """

    gap_note: float
    gap_hold: float
    busy_before: float
    jump_kn: float
    jump_least: float
    sea_kn: float
    stop_below: float
    stop_above: float
    stop_least: float
    port_in: float
    slow_below: float
    loiter_least: float
    anchorage: float
    meet_km: float
    meet_least: float
    heard_km: float
    heard_least: float
    swap_km: float
    swap_hours: float
    flags_least: float

    def __post_init__(self) -> None:
        for field in dataclasses.fields(self):
            value = getattr(self, field.name)
            if not (math.isfinite(value) and value > 0):
                raise PolicyError(f"The track setting {field.name} is {value}. Give more than 0.")


@functools.cache
def default_settings() -> TrackSettings:
    """The limits of the table."""
    text = resources.files("holdpoint.tracks").joinpath(_FILE).read_text("utf-8")
    return TrackSettings(**settings_of(text.splitlines(), _FILE))


def settings_of(lines: Iterable[str], name: str) -> Mapping[str, float]:
    """The limits of a table, by name.

    Raises:
        holdpoint.errors.PolicyError: A row is not a number, unknown, double, or missing.
    """
    known = {field.name for field in dataclasses.fields(TrackSettings)}
    found: dict[str, float] = {}
    kept = ((n, line) for n, line in enumerate(lines, 1) if not line.startswith("#"))
    numbered = list(kept)
    for (number, _), row in zip(
        numbered[1:], csv.DictReader(line for _, line in numbered), strict=True
    ):
        key = row["name"]
        try:
            value = float(row["value"])
        except (TypeError, ValueError):
            raise PolicyError(f"{name}:{number}: {key} is not a number.") from None
        if key not in known or key in found:
            raise PolicyError(f"{name}:{number}: {key} is not known, or given twice.")
        found[key] = value
    if missing := sorted(known - found.keys()):
        raise PolicyError(f"{name}: has no {', '.join(missing)}.")
    return found
