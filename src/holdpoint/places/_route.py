"""Evidence of a route: its ends resolved, listed places, watched sites, watched corridors."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from holdpoint.model import Corridor, Evidence, Leg, NotRun, Place
from holdpoint.places._corridor import corridor_rows, missing_places
from holdpoint.places._gazetteer import Gazetteer
from holdpoint.places._law import in_force, is_meant, sorted_listings
from holdpoint.places._outline import Outline
from holdpoint.places._resolution import Candidate, Resolution
from holdpoint.places._settings import RouteSettings
from holdpoint.places._stops import Reach, Stop, reach_of, reach_of_stop


def route_evidence(
    route: tuple[Leg, ...],
    gazetteer: Gazetteer,
    corridors: Iterable[Corridor],
    *,
    as_of: date,
    destination_country: str | None = None,
    settings: RouteSettings | None = None,
    resolved: tuple[list[Stop], list[NotRun]] | None = None,
) -> tuple[list[Evidence], list[NotRun]]:
    """What the places of a route say.

    Args:
        route: The legs in order; for an unknown route do not call.
        gazetteer: Places.
        corridors: Routes that sources reported (check R1).
        as_of: The day whose law applies.
        destination_country: ISO 3166-1 alpha-2; helps to choose among several places for the
            route's last end.
        settings: Radii; the defaults where ``None``.
        resolved: What :func:`resolve_stops` gave for this route, so that it is not done twice.

    Returns:
        Evidence of four kinds. ``places`` (subject ``route[0]``): each end with its candidates.
        ``place_listings`` (``route[0]``): legal acts that name a candidate; ``resolved`` is
        ``True`` only when the end is that place beyond doubt, else ``None``. ``sites``
        (``route[0]``): watched sites within reach (check R2), ports left out. ``corridors``
        (``transaction``): see :func:`holdpoint.places._corridor.corridor_rows`.

        The second list names every end that is missing or could not be resolved, and corridors that
        refer to places the gazetteer lacks.
    """
    chosen = settings or RouteSettings()
    if not route:
        return [], [NotRun(check="places.route", why="the route has no leg")]
    stops, lost = resolved or resolve_stops(route, gazetteer, destination_country)
    not_run = [*lost]
    evidence: list[Evidence] = []
    for stop in stops:
        evidence.append(_evidence("places", stop, _place_row(stop)))
        evidence += [
            _evidence("place_listings", stop, row)
            for row in _listing_rows(stop, _joined(stop, stops), gazetteer, as_of)
        ]
        evidence += [
            _evidence("sites", stop, row) for row in _site_rows(stop, gazetteer, as_of, chosen)
        ]
    for corridor in sorted(corridors, key=lambda one: one.id):
        lacking = missing_places(corridor, gazetteer)
        if lacking:
            why = (
                f"the corridor {corridor.id} names places that are not known: {', '.join(lacking)}"
            )
            not_run.append(NotRun(check="places.corridors", why=why))
        evidence += [
            Evidence(kind="corridors", subject="transaction", data=row)
            for row in corridor_rows(stops, corridor, gazetteer, chosen)
        ]
    return evidence, not_run


def _evidence(kind: str, stop: Stop, row: dict[str, Any]) -> Evidence:
    return Evidence(kind=kind, subject=f"route[{stop.leg}]", data=row)


def resolve_stops(
    route: tuple[Leg, ...], gazetteer: Gazetteer, destination: str | None = None
) -> tuple[list[Stop], list[NotRun]]:
    """Both ends of every leg, resolved; and those that are missing or could not be.

    Args:
        route: The legs in order.
        gazetteer: Places.
        destination: ISO 3166-1 alpha-2 of the last end, as the order states it.
    """
    stops: list[Stop] = []
    not_run: list[NotRun] = []
    for index, leg in enumerate(route):
        for end, text in (("from", leg.from_place), ("to", leg.to_place)):
            where = f"route[{index}].{end}"
            if text is None or not text.strip():
                not_run.append(NotRun(check="places.resolve", why=f"{where} is not given"))
                continue
            last = end == "to" and index == len(route) - 1
            country = destination if last else None
            resolution = gazetteer.resolve(text, country=country, mode=leg.mode)
            stops.append(Stop(leg=index, end=end, mode=leg.mode, resolution=resolution))
            if resolution.verdict == "none":
                not_run.append(NotRun(check="places.resolve", why=_unresolved(where, resolution)))
    return stops, not_run


def _unresolved(where: str, resolution: Resolution) -> str:
    seen = resolution.text.strip()[:60]
    country = "" if resolution.country is None else f"; country {resolution.country}"
    return (
        f"{where} {seen!r} could not be resolved ({resolution.note}{country}): "
        "not compared with listed places, sites and corridors"
    )


def _place_row(stop: Stop) -> dict[str, Any]:
    resolution = stop.resolution
    return {
        "end": stop.end,
        "text": resolution.text,
        "verdict": resolution.verdict,
        "country": resolution.country,
        "candidates": [_candidate_row(candidate) for candidate in resolution.candidates],
        "set_aside": [_candidate_row(candidate) for candidate in resolution.set_aside],
        "note": resolution.note,
    }


def _candidate_row(candidate: Candidate) -> dict[str, Any]:
    place = candidate.place
    return {
        "place": place.id,
        "name": place.name,
        "kind": place.kind,
        "country": place.country,
        "lat": place.lat,
        "lon": place.lon,
        "uncertainty_km": candidate.uncertainty_km,
        "score": candidate.score,
        "why": candidate.why,
        "source": place.source,
        "basis": place.basis,
    }


def _joined(stop: Stop, stops: list[Stop]) -> Stop | None:
    """The end of the neighbouring leg that is the same stop: where one ends the next begins."""
    leg, end = (stop.leg - 1, "to") if stop.end == "from" else (stop.leg + 1, "from")
    return next((other for other in stops if (other.leg, other.end) == (leg, end)), None)


def _listing_rows(
    stop: Stop, joined: Stop | None, gazetteer: Gazetteer, as_of: date
) -> Iterator[dict[str, Any]]:
    for candidate in stop.candidates:
        if candidate.by == "point":
            yield from _listings_round(stop, candidate, gazetteer, as_of)
            continue
        resolved, why = _meant(stop, candidate)
        if resolved is None and joined is not None and joined.is_at(stop):
            # A lorry that leaves from where a ship has come in leaves from the port.
            other, reason = _meant(joined, joined.candidates[0])
            resolved, why = (True, f"leg {joined.leg}: {reason}") if other else (None, why)
        yield from _listings(stop, candidate.place, resolved, why, as_of)


def _meant(stop: Stop, candidate: Candidate) -> tuple[bool | None, str]:
    return is_meant(stop.resolution, candidate, stop.mode)


def _listings_round(
    stop: Stop, candidate: Candidate, gazetteer: Gazetteer, as_of: date
) -> Iterator[dict[str, Any]]:
    """Coordinates name no place: a listed one within the uncertainties is a question."""
    for place in gazetteer.listed.around([candidate], 0.0):
        outline = gazetteer.outlines.get(place.id)
        reach = reach_of(candidate, place, 0.0, outline)
        if not reach.hit:
            continue
        if outline is None:
            why = f"the point lies {reach.distance_km:g} km from it, within the uncertainty"
        elif reach.distance_km == 0:
            why = "the point lies inside its outline, which is no text of law"
        else:
            why = (
                f"the point lies {reach.distance_km:g} km from its outline, within the uncertainty"
            )
        yield from _listings(stop, place, None, why, as_of)


def _listings(
    stop: Stop, place: Place, resolved: bool | None, why: str, as_of: date
) -> Iterator[dict[str, Any]]:
    for listing in sorted_listings(place):
        yield {
            "place": place.id,
            "place_name": place.name,
            "end": stop.end,
            "text": stop.resolution.text,
            "resolved": resolved,
            "resolved_why": why,
            "authority": listing.authority,
            "act": listing.act,
            "annex": listing.annex,
            "article": listing.article,
            "effect": listing.effect,
            "in_force": in_force(listing, as_of),
            "in_force_from": listing.in_force_from,
            "in_force_until": listing.in_force_until,
            "basis": listing.basis,
            "url": listing.url,
            "note": listing.note,
        }


def _site_rows(
    stop: Stop, gazetteer: Gazetteer, as_of: date, settings: RouteSettings
) -> Iterator[dict[str, Any]]:
    for site in gazetteer.sites.around(stop.candidates, settings.site_km):
        found = reach_of_stop(stop, [site], settings.site_km, gazetteer.outlines)
        if found is not None:
            yield from _sites(stop, site, found[1], gazetteer.outlines.get(site.id), as_of)


def _sites(
    stop: Stop, site: Place, reach: Reach, outline: Outline | None, as_of: date
) -> Iterator[dict[str, Any]]:
    base: dict[str, Any] = {
        "place": site.id,
        "place_name": site.name,
        "end": stop.end,
        "text": stop.resolution.text,
        "tier": "inside" if reach.inside else "near",
        "distance_km": reach.distance_km,
        "certain": reach.certain or None,
    }
    if outline is not None and site.outline is not None:
        base |= {
            "measured_to": "the edge of its outline",
            "outline_source": site.outline.source,
            "outline": outline.drawn(),
        }
    if not site.listings:
        yield {**base, "listed": False, "authority": None, "act": None, "in_force": None}
    for listing in sorted_listings(site):
        yield {
            **base,
            "listed": True,
            "authority": listing.authority,
            "act": f"{listing.act} {listing.annex}",
            "in_force": in_force(listing, as_of),
        }
