"""The picture of a route: its stops, legs, the way by sea and reported corridors."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from holdpoint.places import Gazetteer
    from holdpoint.report import MapFeature
    from holdpoint.report._map_features import LayerId

Spots = dict[tuple[str, str], tuple[float, float]]
"""Where each end of each leg is drawn, by subject and end."""


def features(answer: Mapping[str, Any], gazetteer: Gazetteer) -> Iterator[MapFeature]:
    """Points and lines of the map, from what ``holdpoint route`` answers.

    Args:
        answer: The answer as JSON values.
        gazetteer: Knows the places of the corridors.
    """
    at: Spots = {}
    yield from _zones(answer, gazetteer)
    yield from _stops(answer, at)
    yield from _legs(answer, at)
    yield from _corridors(answer, gazetteer)


def _zones(answer: Mapping[str, Any], gazetteer: Gazetteer) -> Iterator[MapFeature]:
    """The outlines of watched zones near a stop."""
    from holdpoint.report import MapArea

    for name in sorted({row["place"] for row in answer["sites"]}):
        place = gazetteer.places[name]
        for polygon in gazetteer.outlines[name].polygons if place.outline else ():
            yield MapArea(
                layer="zone",
                name=place.name,
                rings=polygon,
                detail="a watched zone, as it was drawn",
                source=place.outline.source if place.outline else "",
            )


def _stops(answer: Mapping[str, Any], at: Spots) -> Iterator[MapFeature]:
    from holdpoint.report import MapPoint

    drawn = set[tuple[str, str]]()  # a port at which one leg ends and the next begins is one mark
    listed = {row["place"] for row in answer["listings"]}
    for row in answer["stops"]:
        points = [c for c in row["candidates"] if c["lat"] is not None]
        for candidate in points:
            layer: LayerId = "place" if row["verdict"] == "one" else "candidate"
            if candidate["place"] in listed:
                layer = "listed"
            if (layer, candidate["place"]) in drawn:
                continue
            drawn.add((layer, candidate["place"]))
            yield MapPoint(
                layer=layer,
                name=candidate["name"],
                lat=candidate["lat"],
                lon=candidate["lon"],
                radius_km=candidate["uncertainty_km"],
                detail=f"{row['text']}: {candidate['why']}",
                source=candidate["source"],
            )
        if points:
            at[row["subject"], row["end"]] = (points[0]["lat"], points[0]["lon"])


def _legs(answer: Mapping[str, Any], at: Spots) -> Iterator[MapFeature]:
    from holdpoint.report import MapLine

    sure = {(r["subject"], r["end"]) for r in answer["stops"] if r["verdict"] == "one"}
    for leg in answer["legs"]:
        ends = [(f"route[{leg['leg']}]", end) for end in ("from", "to")]
        if all(end in at for end in ends) and at[ends[0]] != at[ends[1]]:
            yield MapLine(
                layer="route" if sure.issuperset(ends) else "maybe",
                name=f"{leg['from']} to {leg['to']}, {leg['mode']}",
                points=(at[ends[0]], at[ends[1]]),
                detail=length(leg),
                source="as declared",
            )
            if leg["way"]:
                yield MapLine(
                    layer="expected",
                    name=f"{leg['from']} to {leg['to']} by sea",
                    points=(at[ends[0]], *map(tuple, leg["way"]), at[ends[1]]),
                    detail=f"{leg['sea_km']:,.0f} km, the shortest way over the sea lanes known",
                    source="sea lanes of this program, for distances only",
                )


def _corridors(answer: Mapping[str, Any], gazetteer: Gazetteer) -> Iterator[MapFeature]:
    from holdpoint.report import MapLine

    for row in answer["corridors"]:
        places = [gazetteer.places[hit["place"]] for hit in row["matched"]]
        points = [(p.lat, p.lon) for p in places if p.lat is not None and p.lon is not None]
        if len(points) > 1:
            yield MapLine(
                layer="corridor",
                name=row["name"],
                points=tuple(points),
                detail=f"{row['tier']}, {row['stance']}",
                source=f"{row['source']}, {row['source_date']}",
            )


def length(leg: Mapping[str, Any]) -> str:
    """How long a leg is, in words: as the crow flies, and by sea where that is known."""
    if leg["km"] is None:
        return "distance not known"
    text = f"{leg['km'][0]:,.0f} to {leg['km'][1]:,.0f} km by geodesic"
    if leg["sea_km"] is not None:
        text += f", {leg['sea_km']:,.0f} km by sea"
        if leg["passages"]:
            text += f" through {', '.join(leg['passages'])}"
        if leg["assumes"]:
            text += f", assuming {'; '.join(leg['assumes'])}"
    return text
