"""The places and routes that a document tells, as the features of a map."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from holdpoint.model import Exhibit, Named, PlaceCandidate, RouteLeg
from holdpoint.report._map_features import (
    LayerId,
    MapFeature,
    MapLine,
    MapPoint,
    great_circle_km,
)
from holdpoint.report._told import Told, claim_sentence, predicate_words, settled, time_words

_MOST_CANDIDATES: Final = 6
_NEAR_KM: Final = 25.0
"""Places of one name that lie nearer than this are drawn as one point."""

_MOST_PLACES: Final = 200
_MOST_LINES: Final = 400

_Spot = tuple[float, float]


def told_features(told: Iterable[Told], exhibits: Sequence[Exhibit] = ()) -> list[MapFeature]:
    """Told routes leg by leg, the places of claims, and what evidence covers.

    Args:
        told: Claims; only places that they name are drawn, at most 200 of them.
        exhibits: Evidence with a footprint.

    Returns:
        A leg between places that stand alone is a line; where a name can mean several places, all
        of them are drawn, and the legs as *if that is the place*. A route is never turned round,
        and nothing is drawn where the text tells no place.
    """
    lines: dict[tuple[str, tuple[_Spot, ...]], MapLine] = {}
    points: dict[tuple[str, str, float, float], MapPoint] = {}
    for one in told:
        for leg in one.claim.legs:
            for line in _lines(one, leg):
                if len(lines) < _MOST_LINES:
                    lines.setdefault((line.layer, line.points), line)
        for named in _places(one):
            for point in _points(one, named):
                if len(points) < _MOST_PLACES:
                    points.setdefault((named.id, point.name, point.lat, point.lon), point)
    return [*lines.values(), *points.values(), *footprints(exhibits)]


def footprints(exhibits: Sequence[Exhibit]) -> Iterator[MapFeature]:
    """What pictures cover: a ring, or a point."""
    for exhibit in exhibits:
        said = ", ".join(filter(None, (exhibit.issuer, exhibit.captured)))
        corners = tuple((lat, lon) for lon, lat in exhibit.footprint)
        if len(corners) == 1:
            yield MapPoint(
                layer="site",
                name=exhibit.title,
                lat=corners[0][0],
                lon=corners[0][1],
                detail="point that evidence shows",
                source=said,
            )
        elif corners:
            yield MapLine(
                layer="footprint",
                name=exhibit.title,
                points=(*corners, corners[0]),
                straight=False,
                detail="what the picture covers",
                source=said,
            )


def _spots(named: Named | None) -> tuple[list[PlaceCandidate], bool]:
    """The places with a position that a name can mean, and whether one alone is left."""
    if named is None:
        return [], False
    chosen = settled(named)
    rows = [chosen] if chosen else list(named.candidates[:_MOST_CANDIDATES])
    placed = [one for one in rows if one.lat is not None and one.lon is not None]
    if chosen is None and len(placed) == len(named.candidates) and _together(placed):
        return placed[:1], True
    return placed, chosen is not None or len(named.candidates) == 1


def _together(placed: Sequence[PlaceCandidate]) -> bool:
    """Whether all lie so near to one another that a map shows one point: a town and its port."""
    return len(placed) > 1 and all(
        great_circle_km(_spot(placed[0]), _spot(one)) <= _NEAR_KM for one in placed[1:]
    )


def _lines(told: Told, leg: RouteLeg) -> Iterator[MapLine]:
    names = told.names
    ends = [_spots(names.get(end)) for end in (leg.origin, leg.destination)]
    between = [_spots(names.get(place)) for place in leg.via]
    way = tuple(_spot(rows[0]) for rows, alone in between if alone and rows)
    sure = all(alone for _, alone in ends)
    title = " to ".join(names.name(end) if end else "?" for end in (leg.origin, leg.destination))
    for start, end in itertools.product(ends[0][0], ends[1][0]):
        points = (_spot(start), *way, _spot(end))
        if points[0] != points[-1]:
            layer: LayerId = "corridor" if sure else "maybe"
            yield MapLine(
                layer=layer,
                name=title,
                points=points,
                detail=f"leg {leg.order}, {leg.mode or 'mode not stated'}",
                source=_said_by(told),
            )


def _spot(place: PlaceCandidate) -> _Spot:
    return place.lat or 0.0, place.lon or 0.0


def _places(told: Told) -> Iterator[Named]:
    claim = told.claim
    ends = [end for leg in claim.legs for end in (leg.origin, *leg.via, leg.destination)]
    for entity in dict.fromkeys((*ends, claim.subject, claim.object, *claim.roles.values())):
        named = told.names.get(entity)
        if named is not None and named.candidates:
            yield named


def _points(told: Told, named: Named) -> Iterator[MapPoint]:
    placed, alone = _spots(named)
    for one in placed:
        lat, lon = _spot(one)
        about = claim_sentence(told.claim, told.names)
        written = f"written {named.name!r}" if alone else f"{named.name!r} may mean it"
        yield MapPoint(
            layer="named" if alone else "candidate",
            name=one.name,
            lat=lat,
            lon=lon,
            radius_km=one.uncertainty_km,
            detail=f"{predicate_words(one.kind)}, {written}; {about}",
            source=one.source,
        )


def _said_by(told: Told) -> str:
    time = f", {time_words(told.claim.time)}" if told.claim.time else ""
    return f"{' > '.join(link.name for link in told.claim.attribution)}{time}"
