"""The places of a route and of the corridors it meets, gathered for the map."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from holdpoint.model import Decision
from holdpoint.report._plain import Row, clean, number, rows, text, truth, words

_TYPED: Final = re.compile(r"^\s*(-?\d{1,2}(?:\.\d+)?)\s*[,;]\s*(-?\d{1,3}(?:\.\d+)?)\s*$")
_LEG: Final = re.compile(r"^route\[(\d{1,4})\]")
_MOST_CANDIDATES: Final = 6
_ENDS: Final = (("from", "start"), ("to", "end"))
_TYPED_RADIUS_KM: Final = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A point on the earth, WGS84 degrees, and how far the real place may lie from it."""

    name: str
    lat: float
    lon: float
    radius_km: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """One stop of the declared route.

    Attributes:
        text: As the order writes it.
        spots: The places it may be: one is settled, several are all shown, none is not found.
    """

    number: int
    text: str
    spots: tuple[Spot, ...]

    @property
    def verdict(self) -> str:
        """``one``, ``several`` or ``none``."""
        return "none" if not self.spots else "one" if len(self.spots) == 1 else "several"


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """A declared leg, between stops by their place in :attr:`Journey.stops`."""

    start: int
    end: int
    mode: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Journey:
    """The declared route and the reported corridors that it meets."""

    stops: tuple[Stop, ...]
    ways: tuple[Way, ...]
    reported: tuple[tuple[Spot, Spot], ...]


def journey_of(decision: Decision, transaction: Row | None) -> Journey:
    """Gather the stops.

    Coordinates come from ``route[].places`` of the transaction where it carries them (the form in
    which rules see an order), from evidence about places, or from a position typed in the order.
    """
    entries = [entry for finding in decision.findings for entry in finding.evidence]
    known = _known(entries)
    legs = rows(transaction, "route") if transaction is not None else ()
    stops: list[Stop] = []
    ways: list[Way] = []
    for position, leg in enumerate(legs):
        ends = [_stop(leg, end, position, known, stops) for end in ("from", "to")]
        ways.append(Way(start=ends[0], end=ends[1], mode=text(leg, "mode") or "unknown"))
    at = {(n, end): stops[getattr(way, side)] for n, way in enumerate(ways) for end, side in _ENDS}
    reported = tuple(dict.fromkeys(pair for entry in entries for pair in _reported(entry, at)))
    return Journey(stops=tuple(stops), ways=tuple(ways), reported=reported)


def _known(entries: Iterable[Row]) -> dict[tuple[int, str], tuple[Spot, ...]]:
    found: dict[tuple[int, str], tuple[Spot, ...]] = {}
    for entry in entries:
        leg = _LEG.match(text(entry, "subject") or "")
        end = text(entry, "end")
        if leg is None or end is None:
            continue
        key = int(leg[1]), end
        candidates = rows(entry, "candidates")
        if candidates:
            found[key] = _spots(candidates)
        elif key not in found and truth(entry, "resolved") and (spot := spot_of(entry)):
            found[key] = (spot,)
    return found


def _spots(candidates: Iterable[Row]) -> tuple[Spot, ...]:
    spots = (spot for row in candidates if (spot := spot_of(row)) is not None)
    return tuple(dict.fromkeys(spots))[:_MOST_CANDIDATES]


def spot_of(row: object) -> Spot | None:
    """A place with coordinates, or ``None``."""
    if not isinstance(row, Mapping):
        return None
    lat, lon = number(row, "lat"), number(row, "lon")
    if lat is None or lon is None or not (-90 <= lat <= 90 and -180 <= lon <= 180):  # noqa: PLR2004 - degrees
        return None
    radius = number(row, "uncertainty_km") or 0.0
    return Spot(
        name=clean(text(row, "name", "place_name", "place") or "place"),
        lat=lat,
        lon=lon,
        radius_km=min(max(radius, 0.0), 2_000.0),
    )


def _stop(
    leg: Row,
    end: str,
    position: int,
    known: Mapping[tuple[int, str], tuple[Spot, ...]],
    stops: list[Stop],
) -> int:
    declared = clean(text(leg, end, f"{end}_place") or "unknown")
    spots = _own_spots(leg, end) or known.get((position, end), ()) or _typed(declared)
    for index, stop in enumerate(stops):
        if stop.text.casefold() == declared.casefold() and stop.spots == spots:
            return index
        if len(spots) == 1 and stop.spots == spots and index == len(stops) - 1:
            return index
    stops.append(Stop(number=len(stops) + 1, text=declared, spots=spots))
    return len(stops) - 1


def _own_spots(leg: Row, end: str) -> tuple[Spot, ...]:
    for place in rows(leg, "places"):
        if text(place, "end") == end:
            return _spots(rows(place, "candidates"))
    return ()


def _typed(declared: str) -> tuple[Spot, ...]:
    found = _TYPED.match(declared)
    if found is None:
        return ()
    row = {"name": declared, "lat": float(found[1]), "lon": float(found[2])}
    spot = spot_of({**row, "uncertainty_km": _TYPED_RADIUS_KM})
    return () if spot is None else (spot,)


def _reported(entry: Row, at: Mapping[tuple[int, str], Stop]) -> list[tuple[Spot, Spot]]:
    """The legs of a corridor: as the evidence gives them, else between the stops it matched."""
    if text(entry, "kind") not in {"corridors", "corridor"}:
        return []
    legs = [(spot_of(leg.get("from")), spot_of(leg.get("to"))) for leg in rows(entry, "legs")]
    whole = [(start, end) for start, end in legs if start is not None and end is not None]
    if whole:
        return whole
    nodes = [spot_of(row) or _settled(row, at) for row in rows(entry, "matched")]
    path = list(dict.fromkeys(node for node in nodes if node is not None))
    return list(itertools.pairwise(path))


def _settled(row: Row, at: Mapping[tuple[int, str], Stop]) -> Spot | None:
    """Where the matched stop of the route is, if only one place fits."""
    leg, end = row.get("leg"), text(row, "end")
    said = text(row, "text")
    for (position, side), stop in at.items():
        meant = position == leg and side == end if end else stop.text == said
        if meant and stop.verdict == "one":
            return stop.spots[0]
    return None


def way_words(way: Way) -> str:
    """The mode of a leg in a word."""
    return "mode not stated" if way.mode == "unknown" else words(way.mode).lower()
