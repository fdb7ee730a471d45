"""Accepted claims as an edition that a snapshot can be built from, each fact with its claim behind.

Nothing here says more than the claims do. A claim with a hedge makes no link of a kind, and what it
names is marked as hedged. What the text leaves open (which of two ports, who a description means)
is left out and told, never guessed.
"""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from holdpoint.claims._effects import (
    BUILT_SCHEMAS,
    PARTY_TYPES,
    SITE_KINDS,
    SITE_SCHEMAS,
    WIDE_SCHEMAS,
    Effect,
    effect_of_predicate,
    ends_of,
)
from holdpoint.claims._said import said_words, statement_of
from holdpoint.model import (
    Claim,
    Corridor,
    CorridorLeg,
    Entity,
    Identifier,
    Link,
    Name,
    Named,
    Place,
    PlaceCandidate,
    Problem,
    SourceInfo,
)
from holdpoint.places import Point, distance_km

if TYPE_CHECKING:
    from holdpoint.claims._standing import Standing, StoredClaim

SOURCE = "claims"
"""Id of the source in a snapshot."""

CLAIMED = "claimed"
"""Relation of a link on which its source held back."""

_ONE_STOP_KM = 25.0
"""Candidates of one name this near to each other are one stop: as wide as a corridor's radius."""

_OPPOSED = frozenset({"contradicts", "denies"})
_ALIKE = frozenset({"same", "supports", "refines"})


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptedClaims:
    """What accepted claims add to a snapshot: an edition, as a build takes them.

    Attributes:
        info: The source; its date is the day of publication of the newest document.
        entities: Persons, companies, bodies and ships that a claim names as parties.
        links: Between them.
        problems: What an accepted claim names and nobody can watch as it stands, and why.
        reference: Rows of the shelves ``claims``, ``places`` and ``corridors``. A place that the
            snapshot has already only gets the claims that speak of it.
    """

    info: SourceInfo
    entities: tuple[Entity, ...]
    links: tuple[Link, ...]
    problems: tuple[Problem, ...]
    reference: Mapping[str, Sequence[Any]]


def accepted_claims(standing: Standing) -> AcceptedClaims:
    """What the accepted claims of a store add to a snapshot.

    Args:
        standing: Where every claim stands on the day in question.

    Returns:
        The edition; the same claims always give the same one, whoever reviewed them in what order.
    """
    taken = _Taken()
    accepted = list(standing.accepted())
    rows = [taken.claim(stored, standing) for stored in accepted]
    published = [stored.source.published for stored in accepted if stored.source.published]
    entities = tuple(taken.entities[name] for name in sorted(taken.entities))
    return AcceptedClaims(
        info=SourceInfo(
            id=SOURCE,
            title="Claims of disclosures that a person accepted",
            publisher="own review",
            authority="company",
            format="claims-ledger",
            list_date=max(published, default=None),
            date_basis="publication of the newest document" if published else "unknown",
            rows=len(rows),
            read=len(rows),
            entities=len(entities),
            note="what sources said, not what is true; a claim can hold an order, never block it",
        ),
        entities=entities,
        links=tuple(taken.links),
        problems=tuple(taken.problems),
        reference={
            "claims": tuple(rows),
            "places": tuple(taken.places[name] for name in sorted(taken.places)),
            "corridors": tuple(taken.corridors),
        },
    )


class _Taken:
    """What was taken of the claims so far."""

    def __init__(self) -> None:
        self.entities: dict[str, Entity] = {}
        self.links: list[Link] = []
        self.places: dict[str, Place] = {}
        self.corridors: list[Corridor] = []
        self.problems: list[Problem] = []

    def claim(self, stored: StoredClaim, standing: Standing) -> Claim:
        """Take one claim; returns its row."""
        claim = stored.claim
        effect = effect_of_predicate(claim.predicate)
        parties: tuple[str, ...] = ()
        sites: tuple[str, ...] = ()
        corridor: str | None = None
        goods: tuple[str, ...] = ()
        countries: tuple[str, ...] = ()
        if stored.effect != "none":
            parties = tuple(self._parties(stored, effect))
            sites = tuple(self._sites(stored, effect))
            corridor = self._corridor(stored)
            goods, countries = _goods(stored, effect)
            self._link(stored, effect)
        return dataclasses.replace(
            _row(stored),
            about=tuple(dict.fromkeys([*parties, *sites, *([corridor] if corridor else [])])),
            parties=parties,
            places=sites,
            corridors=(corridor,) if corridor else (),
            goods=goods,
            goods_for=countries,
            conflicts=_conflicts(stored, standing),
            origins=_origins(stored, standing),
        )

    def _parties(self, stored: StoredClaim, effect: Effect) -> Iterable[str]:
        speakers = {link.source for link in stored.claim.attribution}
        for thing in ends_of(stored.claim, effect.parties):
            named = stored.entities[thing]
            if named.schema not in PARTY_TYPES or thing in speakers:
                continue
            if not named.resolved:
                why = f"names no party by name ({named.name!r})."
                self._untold(stored, thing, why, "Correct it with --name, if it is known who.")
                continue
            yield self._entity(stored, named)

    def _entity(self, stored: StoredClaim, named: Named) -> str:
        key = f"{SOURCE}:{stored.source.id}/{named.id}"
        fresh = _entity_of(key, stored, named)
        known = self.entities.get(key)
        self.entities[key] = fresh if known is None else _joined(known, fresh)
        return key

    def _sites(self, stored: StoredClaim, effect: Effect) -> Iterable[str]:
        claim = stored.claim
        lies = claim.predicate == "located_in"
        # "The firm is located in the zone" says nothing of the zone, nor does "the zone in Russia".
        if lies and stored.entities[claim.subject].schema not in BUILT_SCHEMAS:
            return
        for thing in ends_of(claim, effect.sites):
            named = stored.entities[thing]
            where = lies and thing == claim.object
            if not where and named.schema not in SITE_SCHEMAS:
                continue
            chosen = _chosen(named)
            if chosen is None:
                if named.candidates or (where and named.schema not in WIDE_SCHEMAS):
                    self._unplaced(stored, named)
                continue  # a plant without a place of its own: a claim says where it is, or none
            if chosen.kind not in SITE_KINDS:
                why = f"puts the site at {named.name!r}, a {chosen.kind}: too wide to be watched."
                self._untold(stored, thing, why, "Correct it with --place, if it is known where.")
                continue
            self._place(chosen, named, stored, site=True)
            yield chosen.id

    def _place(
        self, chosen: PlaceCandidate, named: Named, stored: StoredClaim, *, site: bool
    ) -> None:
        known = self.places.get(chosen.id)
        before = known.claims if known else ()
        claims = tuple(sorted({*before, stored.claim.id})) if site else before
        place = known or Place(
            id=chosen.id,
            name=chosen.name,
            kind=chosen.kind,
            country=chosen.country,
            lat=chosen.lat,
            lon=chosen.lon,
            uncertainty_km=chosen.uncertainty_km,
            coordinate_basis=f"chosen among {len(named.candidates)} for {named.name}",
            aliases=tuple(
                sorted({named.name, *named.aliases} - {chosen.name}) if named.resolved else ()
            ),
            source=chosen.source,
            basis="secondary",
        )
        self.places[chosen.id] = dataclasses.replace(place, claims=claims)

    def _corridor(self, stored: StoredClaim) -> str | None:
        """The corridor that a claim tells; only whole: a gap would join what nobody joined."""
        claim = stored.claim
        if not claim.legs:
            return None
        ends: dict[str, PlaceCandidate] = {}
        for leg in claim.legs:
            for thing in (leg.origin, leg.destination):
                if thing is None:
                    self._untold(stored, "legs", "leaves an end of its route open.", "None needed.")
                    return None
                chosen = _stop(stored.entities[thing])
                if chosen is None:
                    self._unplaced(stored, stored.entities[thing])
                    return None
                ends[thing] = chosen
        for thing, chosen in ends.items():
            self._place(chosen, stored.entities[thing], stored, site=False)
        corridor = f"{SOURCE}:{claim.id}"
        self.corridors.append(_corridor_of(corridor, stored, ends))
        return corridor

    def _link(self, stored: StoredClaim, effect: Effect) -> None:
        claim = stored.claim
        ends = [f"{SOURCE}:{stored.source.id}/{thing}" for thing in (claim.subject, claim.object)]
        if effect.relation is None or any(end not in self.entities for end in ends):
            return
        subject, target = reversed(ends) if effect.reversed else ends
        plain = stored.effect == "asserted"
        self.links.append(
            Link(
                subject=subject,
                relation=effect.relation if plain else CLAIMED,
                object=target,
                object_name=self.entities[target].caption,
                source=SOURCE,
                url=stored.source.url,
                basis="secondary",
                reasons=(f"{claim.id}: {statement_of(stored)} ({said_words(claim)})",),
            )
        )

    def _unplaced(self, stored: StoredClaim, named: Named) -> None:
        count = len(named.candidates)
        some = ", ".join(candidate.id for candidate in named.candidates[:4])
        why = (
            f"{named.name!r} may be {count} places ({some}{' …' if count > 4 else ''})."  # noqa: PLR2004 - as shown
            if count
            else f"nobody knows where {named.name!r} lies."
        )
        remedy = f"Choose with `holdpoint claims correct {stored.claim.id} --place {named.id}=…`."
        self._untold(stored, named.id, why, remedy)

    def _untold(self, stored: StoredClaim, field: str, reason: str, remedy: str) -> None:
        problem = Problem(
            file=stored.claim.id, field=field, reason=reason, remedy=remedy, fatal=False
        )
        if problem not in self.problems:
            self.problems.append(problem)


def _entity_of(key: str, stored: StoredClaim, named: Named) -> Entity:
    names = [Name(text=named.name)]
    names += [Name(text=alias, kind="strong") for alias in named.aliases if alias != named.name]
    return Entity(
        id=key,
        source=SOURCE,
        type=PARTY_TYPES[named.schema],
        names=tuple(names),
        countries=(named.country,) if named.country else (),
        identifiers=tuple(
            Identifier(kind=kind, value=value) for kind, value in sorted(named.identifiers.items())
        ),
        positions=(named.role,) if named.role and named.schema == "Person" else (),
        remarks="Named in a claim, not on a list.",
        extra={"claims": stored.claim.id, "document": stored.source.id},
    )


def _joined(known: Entity, fresh: Entity) -> Entity:
    """One thing of one document, named in several claims."""
    names = [*known.names, *(name for name in fresh.names if name not in known.names)]
    claims = {*known.extra["claims"].split(), fresh.extra["claims"]}
    return dataclasses.replace(
        known,
        names=tuple(names),
        countries=tuple(sorted({*known.countries, *fresh.countries})),
        identifiers=tuple(dict.fromkeys([*known.identifiers, *fresh.identifiers])),
        extra={**known.extra, "claims": " ".join(sorted(claims))},
    )


def _chosen(named: Named) -> PlaceCandidate | None:
    """The one place that is meant, with a point; never a guess."""
    found = next((one for one in named.candidates if one.id == named.chosen), None)
    return found if found and found.lat is not None and found.lon is not None else None


def _stop(named: Named) -> PlaceCandidate | None:
    """The stop of a route that is meant: a town and its own port are one stop, not two places."""
    if (chosen := _chosen(named)) is not None:
        return chosen
    points = [
        Point(one.lat, one.lon)
        for one in named.candidates
        if one.lat is not None and one.lon is not None
    ]
    if len(points) < len(named.candidates) or len({one.country for one in named.candidates}) > 1:
        return None
    apart = (distance_km(one, other) for one, other in itertools.combinations(points, 2))
    if max(apart, default=0.0) > _ONE_STOP_KM:
        return None
    ports = [one for one in named.candidates if one.kind == "port"]
    return next(iter(ports or named.candidates), None)


def _corridor_of(
    corridor: str, stored: StoredClaim, ends: Mapping[str, PlaceCandidate]
) -> Corridor:
    claim, source = stored.claim, stored.source
    legs = sorted(claim.legs, key=lambda leg: (leg.order, leg.origin or "", leg.destination or ""))
    first, last = legs[0], legs[-1]
    speaker = claim.attribution[-1].name
    return Corridor(
        id=corridor,
        name=f"{stored.name(first.origin)} to {stored.name(last.destination)}",
        legs=tuple(
            CorridorLeg(
                order=leg.order,
                from_place=ends[leg.origin or ""].id,
                to_place=ends[leg.destination or ""].id,
                mode=leg.mode if leg.mode and leg.mode_stated else "unknown",
            )
            for leg in legs
        ),
        source=f"{speaker}, as told by {source.publisher}" if source.publisher else speaker,
        source_date=source.published or claim.recorded or "",
        stance=said_words(claim),
        goods=stored.name(claim.object) or "",
        direction="forward",
        url=source.url,
        claim=claim.id,
    )


def _goods(stored: StoredClaim, effect: Effect) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Categories of goods that are wanted or moved, and the countries that they are for."""
    claim = stored.claim
    if not effect.goods:
        return (), ()
    found = {*claim.goods}
    for thing in ends_of(claim, frozenset({"subject", "object", "roles"})):
        found |= {*stored.entities[thing].goods}
    ends = [stored.entities[thing] for thing in ends_of(claim, effect.goods)]
    countries = {named.country for named in ends if named.country}
    return tuple(sorted(found)), tuple(sorted(countries))


def _row(stored: StoredClaim) -> Claim:
    claim, source, review = stored.claim, stored.source, stored.review
    time = claim.time
    return Claim(
        id=claim.id,
        statement=statement_of(stored),
        predicate=claim.predicate,
        subject=stored.name(claim.subject) or claim.subject,
        object=stored.name(claim.object) or claim.value or "",
        attribution=tuple(link.name for link in claim.attribution),
        stance=claim.stance,
        modality=claim.modality,
        published=source.published or "",
        url=source.url,
        basis="secondary",
        note=claim.note,
        polarity=claim.polarity,
        document=source.id,
        text_sha256=source.sha256,
        title=source.title,
        publisher=source.publisher,
        spans=claim.spans,
        chain=claim.attribution,
        hedges=claim.hedges,
        effect=stored.effect,
        recorded=claim.recorded or source.retrieved or source.published,
        reviewed=review.at[:10] if review.at else None,
        reliability=review.reliability,
        credibility=review.credibility,
        valid_from=time.start if time else None,
        valid_to=time.end if time else None,
    )


def _conflicts(stored: StoredClaim, standing: Standing) -> tuple[str, ...]:
    """Ids of accepted claims that contradict or deny a claim, or that it denies."""
    return tuple(sorted(_linked(stored.claim.id, standing, _OPPOSED)))


def _linked(name: str, standing: Standing, kinds: frozenset[str]) -> set[str]:
    found = set()
    for one in standing.links_of(name):
        other = one.link.target if one.link.source == name else one.link.source
        held = standing.claims.get(other)
        if one.link.kind in kinds and held is not None and held.state == "accepted":
            found.add(other)
    return found


def _origins(stored: StoredClaim, standing: Standing) -> int:
    """From how many sources a claim and those that say the same come: ten articles can be one."""
    seen, todo = {stored.claim.id}, [stored.claim.id]
    while todo:
        for other in sorted(_linked(todo.pop(), standing, _ALIKE) - seen):
            seen.add(other)
            todo.append(other)
    return len({_origin(standing.claims[name]) for name in seen})


def _origin(stored: StoredClaim) -> str:
    """Whose statement it is: the outermost speaker who is not the narrator, or whom a text repeats.

    The White House and its spokesman are one origin, and so are ten newspapers on either.
    """
    claim, source = stored.claim, stored.source
    speaker = next((link.name for link in claim.attribution if link.form != "narration"), None)
    found = speaker or source.derived_from or source.issuer or source.publisher
    return " ".join((found or claim.attribution[0].name).casefold().split())
