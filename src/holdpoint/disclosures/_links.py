"""How claims stand to each other, within a reading and between readings: links, never a merge.

How well a claim is borne out is the number of distinct origins, not of articles: one government
through ten newspapers is one, and a wire copy adds nothing.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from holdpoint.disclosures._predicates import predicates
from holdpoint.model import ClaimLink, ClaimLinkKind, Named, ReadClaim, Reading, Seats

_MOST_LINKS = 500
_LEAST_PART = 60
_STOPS = re.compile(r"[.!?]\s|\n")
_SIDES = tuple[str, str, str | None]


def origin(claim: ReadClaim, seats: Seats) -> str:
    """Give whose statement a claim is: a state for its bodies and people, else the speaker.

    Args:
        claim: Its chain ends with the one who says it.
        seats: Who speaks for whom in its reading.
    """
    source = claim.attribution[-1].source
    body = seats.body(source)
    return seats.state(source) or (folded(body.name) if body is not None else source)


@functools.lru_cache(maxsize=16384)
def folded(name: str) -> str:
    """Give a name without case, article and marks, for comparing across readings."""
    words = re.findall(r"\w+", name.casefold().replace("\u2019s", "").replace("'s", ""))
    return " ".join(words[1:] if words[:1] == ["the"] and len(words) > 1 else words)


def links_within(claims: Sequence[ReadClaim], named: Iterable[Named]) -> tuple[ClaimLink, ...]:
    """Give how the claims of one reading stand to each other."""
    seats = Seats.of(named, claims)
    groups: dict[_SIDES, list[ReadClaim]] = {}
    for claim in claims:
        groups.setdefault(_sides(claim, {}), []).append(claim)
    found: list[ClaimLink] = []
    for held in groups.values():
        for number, one in enumerate(held):
            for other in held[number + 1 :]:
                same = origin(one, seats) == origin(other, seats)
                found.append(_link(one, other, same_origin=same))
    found.extend(_refined(claims))
    return tuple(found[:_MOST_LINKS])


def compare_readings(a: Reading, b: Reading) -> tuple[ClaimLink, ...]:
    """Give how the claims of two readings stand to each other, those of ``a`` first.

    Things are the same where a name or alias of one is a name or alias of the other and their
    schema agrees; an alias that several things share decides nothing.

    Returns:
        Links from claims of ``b`` to claims of ``a``: ``same`` for the same statement of one origin
        (a wire copy word for word, or two papers on one release), ``supports`` for that of another,
        ``denies`` and ``contradicts`` where one says no, ``refines`` where one tells more.
    """
    as_in_a = _same_things(a.entities, b.entities)
    seats_a, seats_b = (Seats.of(r.entities, r.claims) for r in (a, b))
    copied = _copied(a, b)
    groups: dict[_SIDES, list[ReadClaim]] = {}
    for claim in a.claims:
        groups.setdefault(_sides(claim, {}), []).append(claim)
    found: list[ClaimLink] = []
    for other in b.claims:
        for one in groups.get(_sides(other, as_in_a), ()):
            same = copied or origin(one, seats_a) == origin(other, seats_b)
            found.append(_link(one, other, same_origin=same))
    return tuple(found[:_MOST_LINKS])


def origins(readings: Sequence[Reading], links: Sequence[ClaimLink], claim: ReadClaim) -> int:
    """Count the distinct origins that bear a claim out: its own and those of claims linked to it.

    Args:
        readings: The readings of all claims concerned.
        links: From :func:`compare_readings`, any direction.
        claim: The claim.
    """
    near = {claim.id}
    for link in links:
        if link.kind in {"same", "supports"} and claim.id in {link.source, link.target}:
            near |= {link.source, link.target}
    found: set[str] = set()
    for reading in readings:
        seats = Seats.of(reading.entities, reading.claims)
        root = reading.source.derived_from
        for one in reading.claims:
            if one.id in near and one.stance not in {"denied", "retracted"}:
                narrated = one.attribution[-1].form == "narration"
                copied = folded(root) if root and narrated else None
                found.add(copied or origin(one, seats))
    return len(found)


def _sides(claim: ReadClaim, to: Mapping[str, str]) -> _SIDES:
    subject = to.get(claim.subject, claim.subject)
    other = to.get(claim.object, claim.object) if claim.object else claim.value
    if predicates()[claim.predicate].both and other is not None and other < subject:
        subject, other = other, subject
    return claim.predicate, subject, other


def _link(one: ReadClaim, other: ReadClaim, *, same_origin: bool) -> ClaimLink:
    kind, why = _relation(one, other, same_origin=same_origin)
    return ClaimLink(kind=kind, source=other.id, target=one.id, why=why)


def _relation(one: ReadClaim, other: ReadClaim, *, same_origin: bool) -> tuple[ClaimLinkKind, str]:
    denied = {one.stance, other.stance} & {"denied", "retracted"}
    if denied and one.stance != other.stance:
        return "denies", "One of the two says that it is not so."
    if one.polarity != other.polarity:
        return "contradicts", "One says yes, the other no."
    if one.modality != other.modality or len(other.legs) != len(one.legs):
        return "refines", f"Said as {one.modality} and as {other.modality}."
    if same_origin:
        return "same", "The same statement, of one origin: it bears nothing out."
    return "supports", "The same statement, of another origin."


def _refined(claims: Sequence[ReadClaim]) -> Iterator[ClaimLink]:
    """A way that is told refines the supply of which no way is told."""
    for claim in claims:
        if claim.predicate != "transfers_goods" or not claim.legs:
            continue
        for other in claims:
            if other.predicate in {"supplies", "routes_claimed"} and other.subject == claim.subject:
                goods = other.roles.get("goods")
                if goods in {None, claim.object}:
                    yield ClaimLink(
                        kind="refines",
                        source=claim.id,
                        target=other.id,
                        why="Tells the way on which the goods go.",
                    )


def _same_things(a: Sequence[Named], b: Sequence[Named]) -> dict[str, str]:
    """Give the ids of ``b`` as those of the same things in ``a``; others get a mark."""
    names: dict[str, set[str]] = {}
    for one in a:
        for name in {folded(name) for name in (one.name, *one.aliases)}:
            names.setdefault(name, set()).add(one.id)
    by_id = {one.id: one for one in a}
    found: dict[str, str] = {}
    for other in b:
        hits: set[str] = set()
        for name in {folded(name) for name in (other.name, *other.aliases)}:
            hits |= names.get(name, set())
        fitting = sorted(hit for hit in hits if by_id[hit].schema == other.schema)
        # An id of b may by chance be that of another thing of a.
        found[other.id] = fitting[0] if len(fitting) == 1 else f"b:{other.id}"
    return found


def _copied(a: Reading, b: Reading) -> bool:
    """Tell whether one repeats the other: it says so, or most of its longer sentences are there."""
    publishers = {folded(name) for name in (a.source.publisher, a.source.issuer) if name}
    if b.source.derived_from and folded(b.source.derived_from) in publishers:
        return True
    held = " ".join(a.text.split())
    long = [part for part in _parts(b.text) if len(part) >= _LEAST_PART]
    return sum(part in held for part in long) * 2 > len(long)


def _parts(text: str) -> set[str]:
    return {" ".join(part.split()) for part in _STOPS.split(text)}
