"""What a careful reader notices in a reading, by rules that know no text.

Nothing is changed by a check: it says what agrees, differs, conflicts or stays open, and on which
claims and words.
"""

from __future__ import annotations

import functools
import math
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from holdpoint.disclosures._links import folded, origin
from holdpoint.disclosures._parsed import Parsed
from holdpoint.disclosures._places_named import resolved
from holdpoint.model import Amount, Check, Named, PlaceCandidate, ReadClaim, RouteLeg, Seats, Span
from holdpoint.places import Gazetteer, distance_km, is_within

_KM_OF = {"km": 1.0, "mile": 1.609344, "mi": 1.609344, "nautical mile": 1.852, "nmi": 1.852}
_UNITS_AGREE = 0.02
_DISTANCE_AGREES = 0.1
_SAME_PLACE_KM = 25.0
_CONFLICT_KM = 100.0
_BEARING_AGREES = 33.75
_BEARINGS = dict(
    zip(
        ("north", "northeast", "east", "southeast", "south", "southwest", "west", "northwest"),
        range(0, 360, 45),
        strict=True,
    )
)
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MOST = 40
"""Checks of one kind in a reading; a text with more is a table, and says so at the first."""


@dataclass(frozen=True, slots=True)
class _Case:
    """A reading while it is checked."""

    parsed: Parsed
    claims: tuple[ReadClaim, ...]
    named: dict[str, Named]
    gazetteer: Gazetteer | None
    predicates: frozenset[str]

    def point(self, identity: str | None) -> tuple[PlaceCandidate, tuple[float, float]] | None:
        """Give the place that a thing is, where only one is left."""
        one = self.named.get(identity or "")
        if one is None:
            return None
        meant = [c for c in one.candidates if c.id == one.chosen] or list(one.candidates)
        points = [(c.lat, c.lon) for c in meant if c.lat is not None and c.lon is not None]
        if not points or len(points) < len(meant):
            return None
        # A town and its port are one place for a distance.
        if not all(is_within(points[0], other, _SAME_PLACE_KM) for other in points[1:]):
            return None
        return meant[0], points[0]

    def name(self, identity: str | None) -> str:
        """Give the name of a thing."""
        one = self.named.get(identity or "")
        return one.name if one else str(identity)

    def of(self, *predicates: str) -> Iterator[ReadClaim]:
        """Give the claims with one of these predicates."""
        if self.predicates.isdisjoint(predicates):
            return iter(())
        return (claim for claim in self.claims if claim.predicate in predicates)


def checks_of(
    parsed: Parsed, claims: tuple[ReadClaim, ...], gazetteer: Gazetteer | None = None
) -> tuple[Check, ...]:
    """Give the checks of a reading, by kind and in text order.

    Args:
        parsed: The document with its names, times and amounts.
        claims: Its claims.
        gazetteer: Where one is at hand: it knows the other places of a name.
    """
    named = {one.id: one for one in parsed.found.named}
    told = frozenset([claim.predicate for claim in claims])
    case = _Case(parsed, claims, named, gazetteer, told)
    rules = (
        _stated_distances,
        _unit_pairs,
        _locations,
        _homonyms,
        _spellings,
        _routes,
        _metonyms,
        _instruments,
        _directions,
        _dates,
        _inherited,
        _corroboration,
    )
    found: list[Check] = []
    for rule in rules:
        found.extend(list(rule(case))[:_MOST])
    return tuple(found)


def _km(amount: Amount) -> float | None:
    factor = _KM_OF.get(amount.unit)
    return amount.value * factor if factor and amount.value is not None else None


def _stated_distances(case: _Case) -> Iterator[Check]:
    for claim in case.of("distance"):
        lengths = [km for amount in claim.amounts if (km := _km(amount)) is not None]
        one, other = case.point(claim.subject), case.point(claim.object)
        if not lengths:
            continue
        stated = lengths[-1]
        sides = f"{case.name(claim.subject)} and {case.name(claim.object)}"
        if one is None or other is None:
            yield _check(
                "distance.geodesic", "open", claim,
                f"{stated:.0f} km are stated between {sides}; where one of them lies is open.",
            )  # fmt: skip
            continue
        geodesic = distance_km(one[1], other[1])
        off = stated / geodesic - 1 if geodesic else math.inf
        verdict = "agrees" if abs(off) <= _DISTANCE_AGREES else "differs"
        more = "longer" if off > 0 else "shorter"
        yield _check(
            "distance.geodesic", verdict, claim,
            f"{stated:.0f} km are stated between {sides}; the shortest line is {geodesic:.0f} km: "
            f"stated {abs(off):.0%} {more}"
            + (", which a way by road may explain." if verdict == "differs" and off > 0 else "."),
        )  # fmt: skip
        yield from _bearing(claim, other[1], one[1])


def _bearing(
    claim: ReadClaim, base: tuple[float, float], there: tuple[float, float]
) -> Iterator[Check]:
    wanted = _BEARINGS.get((claim.value or "").replace("-", ""))
    if wanted is None:
        return
    azimuth = _azimuth(base, there)
    off = abs((azimuth - wanted + 180) % 360 - 180)
    verdict = "agrees" if off <= _BEARING_AGREES else "differs"
    yield _check(
        "distance.bearing", verdict, claim,
        f"{claim.value} is stated; the line leaves at {azimuth:.0f} degrees.",
    )  # fmt: skip


@functools.lru_cache(maxsize=4096)
def _azimuth(base: tuple[float, float], there: tuple[float, float]) -> float:
    """Give the direction in which the geodesic leaves a point, in degrees from north."""
    from geographiclib.geodesic import Geodesic

    return float(Geodesic.WGS84.Inverse(*base, *there)["azi1"]) % 360


def _unit_pairs(case: _Case) -> Iterator[Check]:
    amounts = case.parsed.amounts
    for one, other in pairwise(amounts):
        lengths = _km(one), _km(other)
        near = other.span.start - one.span.end <= 4  # noqa: PLR2004 - a bracket between them
        if one.unit == other.unit or None in lengths or not near:
            continue
        first, second = lengths
        if not first or not second:
            continue
        off = abs(first / second - 1)
        verdict = "agrees" if off <= _UNITS_AGREE else "differs"
        yield Check(
            check="distance.units",
            verdict=verdict,
            explanation=f"{one.span.quote} are {first:.0f} km; {other.span.quote} is stated.",
            claims=tuple(claim.id for claim in case.of("distance") if one in claim.amounts),
            spans=(one.span, other.span),
        )


def _locations(case: _Case) -> Iterator[Check]:
    """One site said to lie at two places that are far apart, or of which no more is known."""
    held: dict[str, list[ReadClaim]] = {}
    for claim in case.of("located_in", "located_near"):
        held.setdefault(claim.subject, []).append(claim)
    inside = {(claim.subject, claim.object) for claim in case.of("located_in")}
    for claims in held.values():
        for number, one in enumerate(claims):
            for other in claims[number + 1 :]:
                if one.object == other.object or (one.object, other.object) in inside:
                    continue
                yield from _two_places(case, one, other)


def _two_places(case: _Case, one: ReadClaim, other: ReadClaim) -> Iterator[Check]:
    points = case.point(one.object), case.point(other.object)
    names = f"{case.name(one.object)} and {case.name(other.object)}"
    stated = [
        km
        for claim in case.of("distance")
        if {claim.subject, claim.object} == {one.object, other.object}
        for amount in claim.amounts
        if (km := _km(amount)) is not None
    ]
    if points[0] and points[1]:
        apart = distance_km(points[0][1], points[1][1])
        if apart < _CONFLICT_KM:
            return
        how = f"they are {apart:.0f} km apart"
    elif stated and stated[-1] >= _CONFLICT_KM:
        how = f"the text itself puts {stated[-1]:.0f} km between them"
    else:
        how = "how far they are apart is open"
    verdict = "open" if how.endswith("open") else "conflict"
    yield Check(
        check="location.conflict",
        verdict=verdict,
        explanation=f"{case.name(one.subject)} is placed at {names}; {how}. Both are kept.",
        claims=(one.id, other.id),
        spans=(*one.spans, *other.spans),
    )


def _homonyms(case: _Case) -> Iterator[Check]:
    """A name that several places bear, and which of them the text leaves."""
    for one in case.parsed.found.named:
        if not one.candidates:
            continue
        known = {(c.lat, c.lon): c.id for c in one.candidates}
        if case.gazetteer is not None:
            for found in resolved(case.gazetteer, one.name, None, None).candidates:
                known.setdefault((found.place.lat, found.place.lon), found.place.id)
        meant = case.point(one.id)
        there = {(lat, lon) for lat, lon in known if lat is not None and lon is not None}
        others = {p for p in there if meant is None or not is_within(p, meant[1], _SAME_PLACE_KM)}
        if not others or (meant is None and len(there) < 2):  # noqa: PLR2004
            continue
        told = f"{len(others) + (meant is not None)} places bear the name {one.name}"
        if meant is None:
            verdict, why = "open", f"{told}; the text does not tell which is meant."
        else:
            verdict, why = "agrees", f"{told}; the text leaves {meant[0].name} ({meant[0].kind})."
        yield Check(
            check="place.homonym",
            verdict=verdict,
            explanation=why,
            spans=tuple(mention.span for mention in one.mentions[:1]),
        )


def _spellings(case: _Case) -> Iterator[Check]:
    """A place written otherwise than the gazetteer writes it."""
    for one in case.parsed.found.named:
        if one.chosen is None:
            continue
        chosen = next((c for c in one.candidates if c.id == one.chosen), None)
        if chosen is None:
            continue
        written = one.mentions[0].span.quote if one.mentions else one.name
        ours = folded(chosen.name)
        if folded(written) in ours or ours in folded(written):
            continue
        yield Check(
            check="name.spelling",
            verdict="agrees",
            explanation=f"{written} is written {chosen.name} in the gazetteer: one place.",
            spans=tuple(mention.span for mention in one.mentions[:1]),
        )


def _routes(case: _Case) -> Iterator[Check]:
    seen: set[tuple[str | None, str | None]] = set()
    for claim in case.of("transfers_goods", "ships_to"):
        for leg in claim.legs:
            if (leg.origin, leg.destination) in seen:
                continue
            seen.add((leg.origin, leg.destination))
            ends = case.point(leg.origin), case.point(leg.destination)
            told = f"{case.name(leg.origin)} to {case.name(leg.destination)}"
            length = (
                f" ({distance_km(ends[0][1], ends[1][1]):.0f} km)" if ends[0] and ends[1] else ""
            )
            mode = f"by {leg.mode}" if leg.mode_stated else "the text does not say by what"
            if not leg.mode_stated and _before(case, leg):
                mode += f", nor how it goes on at {case.name(leg.origin)}"
            yield _check(
                "route.mode", "agrees" if leg.mode_stated else "open", claim,
                f"Leg {leg.order}, {told}{length}: {mode}.",
            )  # fmt: skip


def _before(case: _Case, leg: RouteLeg) -> bool:
    return any(
        other.destination == leg.origin and other.order < leg.order
        for claim in case.of("transfers_goods")
        for other in claim.legs
    )


def _metonyms(case: _Case) -> Iterator[Check]:
    """A name that is a government in one sentence and a city in another."""
    states: dict[str, tuple[Named, Span]] = {}
    for one in case.parsed.found.named:
        for mention in one.mentions if one.schema == "Country" else ():
            if folded(mention.span.quote) != folded(one.name):
                states.setdefault(folded(mention.span.quote), (one, mention.span))
    cities = {
        folded(mention.span.quote): (one, mention.span)
        for one in case.parsed.found.named
        if one.schema in {"City", "Port", "Place"}
        for mention in one.mentions
    }
    for word, (state, span) in states.items():
        if word in cities:
            yield Check(
                check="name.metonym",
                verdict="agrees",
                explanation=f"{span.quote} is the government of {state.name} in one place and the "
                "city in another.",
                spans=(span, cities[word][1]),
            )


def _instruments(case: _Case) -> Iterator[Check]:
    for one in case.parsed.found.named:
        if one.schema in {"LegalInstrument", "Law"} and not one.resolved:
            yield Check(
                check="instrument.not_named",
                verdict="open",
                explanation=f"The text does not say which: {one.name}. No number is filled in.",
                claims=tuple(c.id for c in case.claims if one.id in {c.subject, c.object}),
                spans=tuple(mention.span for mention in one.mentions[:1]),
            )


def _directions(case: _Case) -> Iterator[Check]:
    """Goods one way, something else the other: who gives, and that no way back is told."""
    flows: dict[tuple[str, str], list[ReadClaim]] = {}
    for claim in case.of("supplies", "transfers_goods", "offers", "supports", "announced_deal"):
        for giver, taker in _flow(case, claim):
            flows.setdefault((giver, taker), []).append(claim)
    for (giver, taker), there in sorted(flows.items()):
        back = flows.get((taker, giver))
        if back is None or giver > taker:
            continue
        for one, other, out, home in ((giver, taker, there, back), (taker, giver, back, there)):
            if any(claim.legs for claim in out) or not any(claim.legs for claim in home):
                continue
            kept = ", ".join(sorted({f"{c.predicate} ({c.modality})" for c in out}))
            yield Check(
                check="direction.no_way_back",
                verdict="open",
                explanation=f"From {case.name(one)} to {case.name(other)} the text tells {kept}, "
                "but no way; the way that it tells runs the other way only.",
                claims=tuple(claim.id for claim in (*out, *home)),
            )


def _flow(case: _Case, claim: ReadClaim) -> Iterator[tuple[str, str]]:
    """Between which states something passes."""
    giver: str | None = claim.subject
    takers: Iterable[str | None] = (claim.object, claim.roles.get("recipient"))
    if claim.predicate == "announced_deal":
        giver, takers = claim.roles.get("seller"), (claim.subject,)
    if claim.predicate == "transfers_goods":
        takers = (*takers, *(leg.destination for leg in claim.legs))
    giver = _state(case, giver)
    for taker in dict.fromkeys(_state(case, one) for one in takers):
        if giver and taker and giver != taker:
            yield giver, taker


def _state(case: _Case, identity: str | None) -> str | None:
    one = case.named.get(identity or "")
    if one is None or one.schema == "Country":
        return one.id if one else None
    country = one.country
    if country is None and (point := case.point(one.id)) is not None:
        country = point[0].country
    return next(
        (n.id for n in case.named.values() if n.schema == "Country" and n.country == country),
        None,
    ) if country else None  # fmt: skip


def _dates(case: _Case) -> Iterator[Check]:
    source = case.parsed.kept.source
    relative = [time for time in case.parsed.times if not any(c.isdigit() for c in time.span.quote)]
    if not relative:
        return
    spans = tuple(time.span for time in relative)
    if source.published is None:
        yield Check(
            check="date.base", verdict="open", spans=spans,
            explanation="No day of publication is known: times such as "
            f"{relative[0].span.quote!r} stay open.",
        )  # fmt: skip
        return
    from datetime import date

    day = date.fromisoformat(source.published)
    weekday = _DAYS[day.weekday()]
    named = [time for time in relative if weekday in time.span.quote.lower()]
    other = [t for t in relative if any(w in t.span.quote.lower() for w in _DAYS)]
    told = f"Published on {source.published} ({source.published_basis}), a {weekday.capitalize()}"
    if named:
        verdict, why = "agrees", f"{told}; the text speaks of that day."
    elif other:
        verdict, why = "open", f"{told}; the text speaks of {other[0].span.quote}."
    else:
        verdict, why = "agrees", f"{told}; {relative[0].span.quote!r} is counted from it."
    yield Check(check="date.base", verdict=verdict, explanation=why, spans=spans)


def _inherited(case: _Case) -> Iterator[Check]:
    speakers: dict[str, list[ReadClaim]] = {}
    for claim in case.claims:
        for link in claim.attribution:
            if link.inherited:
                speakers.setdefault(claim.attribution[-1].name, []).append(claim)
                break
    for name, claims in speakers.items():
        yield Check(
            check="attribution.inherited",
            verdict="agrees",
            explanation=f"{len(claims)} claims stand in sentences without a word of saying and are "
            f"taken to go on with {name}.",
            claims=tuple(claim.id for claim in claims),
        )


def _corroboration(case: _Case) -> Iterator[Check]:
    if not case.claims:
        return
    seats = Seats.of(case.parsed.found.named, case.claims)
    speakers = {claim.attribution[-1].source: claim for claim in case.claims}
    whose = {speaker: origin(claim, seats) for speaker, claim in speakers.items()}
    origins = [whose[claim.attribution[-1].source] for claim in case.claims]
    found = Counter(origins)
    most, count = found.most_common(1)[0]
    publisher = case.claims[0].attribution[0].name
    yield Check(
        check="corroboration.origins",
        verdict="open",
        explanation=f"{count} of {len(case.claims)} claims rest on one origin ({most}), all "
        f"through one publisher ({publisher}): one source, however often it is printed.",
        claims=tuple(c.id for c, one in zip(case.claims, origins, strict=True) if one == most),
    )


def _check(check: str, verdict: str, claim: ReadClaim, explanation: str) -> Check:
    return Check(
        check=check,
        verdict=verdict,
        explanation=explanation,
        claims=(claim.id,),
        spans=claim.spans,
    )
