"""The places of a decision as the features of a map."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from holdpoint.model import Decision
from holdpoint.report._map_features import LayerId, MapArea, MapFeature, MapLine, MapPoint
from holdpoint.report._map_page import map_page
from holdpoint.report._plain import Row, rows, text
from holdpoint.report._stops import Spot, Stop, journey_of, spot_of, way_words


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectedWay:
    """A way as it would usually be, for some legs of the order.

    Attributes:
        start: The first stop as the order writes it; ``end`` the last.
        points: Latitude and longitude, at least two.
        km: Its length.
        passages: Canals and straits on it.
        assumes: What must hold for it.
    """

    start: str
    end: str
    points: tuple[tuple[float, float], ...]
    km: float
    passages: tuple[str, ...] = ()
    assumes: tuple[str, ...] = ()


_Marks = Mapping[tuple[float, float], tuple[LayerId, str, str]]


def decision_map(
    decision: Decision, transaction: Row | None = None, expected: Sequence[ExpectedWay] = ()
) -> str:
    """The route of one order as a map page; see :func:`holdpoint.report.map_page`.

    Args:
        decision: The decision.
        transaction: The order as a plain dict, with ``route[].places`` as the screening gives
            them; without it nothing but reported corridors can be drawn.
        expected: Ways as they would usually be, drawn beside the declared ones.
    """
    journey = journey_of(decision, transaction)
    lost = [stop.text for stop in journey.stops if stop.verdict == "none"]
    return map_page(
        tuple(decision_features(decision, transaction, expected)),
        title=f"Route of order {decision.transaction}",
        lead=[f"{decision.outcome.capitalize()}, judged by the law of {decision.as_of}."],
        notes=[f"Not found, so not drawn: {', '.join(lost)}."] if lost else [],
    )


def decision_features(
    decision: Decision, transaction: Row | None = None, expected: Sequence[ExpectedWay] = ()
) -> Iterator[MapFeature]:
    """Declared and expected route, places with their doubt, listed places, sites, corridors."""
    journey = journey_of(decision, transaction)
    marks = _marks(decision)
    for way in journey.ways:
        yield from _legs(journey.stops[way.start], journey.stops[way.end], way_words(way))
    for stop in journey.stops:
        for spot in stop.spots:
            yield _place(stop, spot, marks)
    yield from _outlines(decision)
    for usual in expected:
        yield MapLine(
            layer="expected",
            name=f"{usual.start} to {usual.end} by sea",
            points=usual.points,
            detail=_usual_words(usual),
            source="sea lanes of this program, for distances only",
        )
    for start, end in journey.reported:
        yield MapLine(
            layer="corridor",
            name=f"{start.name} to {end.name}",
            points=((start.lat, start.lon), (end.lat, end.lon)),
            detail="reported by a source, not observed on this order",
        )


def _usual_words(way: ExpectedWay) -> str:
    text = f"{way.km:,.0f} km, the shortest way over the sea lanes known"
    if way.passages:
        text += f", through {', '.join(way.passages)}"
    return text + (f", assuming {'; '.join(way.assumes)}" if way.assumes else "")


def _outlines(decision: Decision) -> Iterator[MapArea]:
    """The outlines of watched zones that a finding compares with, each polygon once."""
    drawn: set[str] = set()
    for finding in decision.findings:
        for row in finding.evidence:
            place = text(row, "place") or ""
            polygons = row.get("outline")
            if place in drawn or not isinstance(polygons, list | tuple):
                continue
            drawn.add(place)
            for polygon in polygons:
                yield MapArea(
                    layer="zone",
                    name=text(row, "place_name") or place,
                    rings=tuple(tuple((lat, lon) for lat, lon in ring) for ring in polygon),
                    detail="a watched zone, as it was drawn",
                    source=text(row, "outline_source") or "",
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
