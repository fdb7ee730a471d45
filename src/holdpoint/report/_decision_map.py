"""The places of a decision as the features of a map."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from holdpoint.model import Decision
from holdpoint.report._map_features import LayerId, MapFeature, MapLine, MapPoint
from holdpoint.report._map_page import map_page
from holdpoint.report._plain import Row, rows, text
from holdpoint.report._stops import Spot, Stop, journey_of, spot_of, way_words

_Marks = Mapping[tuple[float, float], tuple[LayerId, str, str]]


def decision_map(decision: Decision, transaction: Row | None = None) -> str:
    """The route of one order as a map page; see :func:`holdpoint.report.map_page`.

    Args:
        decision: The decision.
        transaction: The order as a plain dict, with ``route[].places`` as the screening gives
            them; without it nothing but reported corridors can be drawn.
    """
    journey = journey_of(decision, transaction)
    lost = [stop.text for stop in journey.stops if stop.verdict == "none"]
    return map_page(
        tuple(decision_features(decision, transaction)),
        title=f"Route of order {decision.transaction}",
        lead=[f"{decision.outcome.capitalize()}, judged by the law of {decision.as_of}."],
        notes=[f"Not found, so not drawn: {', '.join(lost)}."] if lost else [],
    )


def decision_features(decision: Decision, transaction: Row | None = None) -> Iterator[MapFeature]:
    """Declared route, places with their doubt, listed places, watched sites, reported corridors."""
    journey = journey_of(decision, transaction)
    marks = _marks(decision)
    for way in journey.ways:
        yield from _legs(journey.stops[way.start], journey.stops[way.end], way_words(way))
    for stop in journey.stops:
        for spot in stop.spots:
            yield _place(stop, spot, marks)
    for start, end in journey.reported:
        yield MapLine(
            layer="corridor",
            name=f"{start.name} to {end.name}",
            points=((start.lat, start.lon), (end.lat, end.lon)),
            detail="reported by a source, not observed on this order",
        )


def _legs(start: Stop, end: Stop, mode: str) -> Iterator[MapFeature]:
    settled = start.verdict == end.verdict == "one"
    for one in start.spots:
        for other in end.spots:
            if (one.lat, one.lon) != (other.lat, other.lon):
                yield MapLine(
                    layer="route" if settled else "maybe",
                    name=f"{start.text} to {end.text}",
                    points=((one.lat, one.lon), (other.lat, other.lon)),
                    detail=mode,
                    source="the order",
                )


def _place(stop: Stop, spot: Spot, marks: _Marks) -> MapPoint:
    several = stop.verdict == "several"
    layer, detail, source = marks.get((spot.lat, spot.lon), ("place", "", ""))
    written = f"stop {stop.number}, written {stop.text!r}"
    if several:
        written += ", one of several places that fit"
    return MapPoint(
        layer="candidate" if several else layer,
        name=spot.name,
        lat=spot.lat,
        lon=spot.lon,
        radius_km=spot.radius_km,
        detail="; ".join(filter(None, (written, detail))),
        source=source,
    )


def _marks(decision: Decision) -> _Marks:
    """What is known of a point: a listing comes before a watched site."""
    known: dict[str, tuple[LayerId, str, str]] = {}
    for finding in decision.findings:
        for row in finding.evidence:
            kind, place = text(row, "kind"), text(row, "place")
            if place and kind == "place_listings":
                act = " ".join(filter(None, (text(row, "act"), text(row, "annex"))))
                known[place] = "listed", f"listed: {act}", text(row, "authority") or ""
            elif place and kind == "sites":
                known.setdefault(place, ("site", "a watched site", ""))
    found: dict[tuple[float, float], tuple[LayerId, str, str]] = {}
    for entry in decision.places:
        for candidate in rows(entry, "candidates"):
            spot, mark = spot_of(candidate), known.get(text(candidate, "place") or "")
            if spot is not None and mark is not None:
                found[spot.lat, spot.lon] = mark
    return found
