"""A report on tracks as the features of a map."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from holdpoint.report import MapFeature
    from holdpoint.tracks import Event, Port, TrackReport

_MOST_VESSELS = 50
_MOST_POINTS = 2_000
_POINT_EVENTS = {"loitering": "loitering", "encounter": "encounter", "stop": "stop"}
_TOLD = {"jump": "jump", "two_places": "two places at once", "identity_swap": "identity swap"}


def track_map(name: str, report: TrackReport, ports: Sequence[Port]) -> str:
    """A map page of a report.

    Args:
        name: Name of the file.
        report: What it shows.
        ports: Ports; those that an event names are drawn.
    """
    from holdpoint.report import map_page

    return map_page(
        tuple(track_features(report, ports, name)),
        title=f"Track of {name}",
        lead=[
            (
                f"{len(report.vessels)} vessel{'' if len(report.vessels) == 1 else 's'}, "
                f"{len(report.of('gap'))} gap{'' if len(report.of('gap')) == 1 else 's'}. A gap is "
                "drawn as a straight broken line: where the vessel went is not known."
            )
        ],
        notes=[*report.caveats, *(f"Not run: {check}: {why}." for check, why in report.not_run)],
    )


def track_features(report: TrackReport, ports: Sequence[Port], source: str) -> Iterator[MapFeature]:
    """Tracks, gaps, events, and the ports that they name, as points and lines."""
    from holdpoint.report import MapLine, MapPoint

    gaps = report.of("gap")
    for vessel in report.vessels[:_MOST_VESSELS]:
        mine = [gap for gap in gaps if gap.mmsi == vessel.mmsi]
        for points in _pieces(vessel.points, mine):
            if len(points) > 1:
                yield MapLine(
                    layer="track",
                    name=f"MMSI {vessel.mmsi:09d}",
                    points=points,
                    straight=False,
                    detail=f"{len(points)} positions",
                    source=source,
                )
    for event in report.events:
        yield from _event(event, source)
    named = {event.place for event in report.events if event.place}
    reach = {one.port for event in gaps for one in event.feasible}
    for port in ports:
        if port.id in named or port.id in reach:
            yield MapPoint(
                layer="site" if port.watched else "reach",
                name=port.name,
                lat=port.lat,
                lon=port.lon,
                radius_km=port.uncertainty_km,
                detail="called at" if port.id in named else "could have been called at in a gap",
            )


def _pieces(
    points: Sequence[tuple[float, float]], gaps: Sequence[Event]
) -> Iterator[tuple[tuple[float, float], ...]]:
    """The track cut where a gap is, thinned where it has very many points."""
    cuts = {((gap.lat, gap.lon), (gap.to_lat, gap.to_lon)) for gap in gaps}
    piece: list[tuple[float, float]] = []
    pieces = [piece]
    for point in points:
        if piece and (piece[-1], point) in cuts:
            piece = []
            pieces.append(piece)
        piece.append(point)
    for one in pieces:
        step = max(1, len(one) // _MOST_POINTS)
        yield tuple(one[::step] if one[-1:] == one[::step][-1:] else [*one[::step], one[-1]])


def _event(event: Event, source: str) -> Iterator[MapFeature]:
    from holdpoint.report import MapLine, MapPoint

    if event.lat is None or event.lon is None:
        return
    origin = f"{source}, lines {', '.join(map(str, dict.fromkeys(event.lines)))}"
    when = f"{event.start or 'no time'} to {event.end or 'no time'}: " if event.start else ""
    if event.kind == "gap" and event.to_lat is not None and event.to_lon is not None:
        yield MapLine(
            layer="gap",
            name=f"{'about ' if event.estimated else ''}{event.hours:.1f} h",
            points=((event.lat, event.lon), (event.to_lat, event.to_lon)),
            detail=when + event.detail,
            source=origin,
        )
    elif event.kind in _POINT_EVENTS or event.kind in _TOLD:
        words = _POINT_EVENTS.get(event.kind) or _TOLD[event.kind]
        yield MapPoint(
            layer="event",
            name=words,
            lat=event.lat,
            lon=event.lon,
            detail=when + event.detail,
            source=origin,
        )
