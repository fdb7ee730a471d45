"""Where every claim stands after some events: replayed from the ledger, never stored.

The same events give the same standing, whoever replays them and when.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from holdpoint.claims._events import (
    Accepted,
    Added,
    Attached,
    ClaimVersion,
    Corrected,
    Event,
    Linked,
    Rejected,
)
from holdpoint.claims._readings import by_id, content_hash
from holdpoint.claims._surety import effect_of
from holdpoint.errors import ClaimsError
from holdpoint.model import (
    ClaimEffect,
    ClaimLink,
    Exhibit,
    Named,
    ReadClaim,
    Reading,
    Review,
    ReviewState,
    Source,
)

Load = Callable[[Added], Reading]
"""Gives the reading that an event brought in, as it is kept (its text may be missing)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredLink:
    """A link between two claims, and who said so: a person, or the reader."""

    link: ClaimLink
    by: str
    at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredClaim:
    """A claim, the document on which it stands, and what people decided about it.

    Attributes:
        claim: The claim as it was reviewed; while nobody did, as it was read last.
        entities: The things of its document by id, as they are to be understood for this claim.
        content: Hash of claim and things, see :func:`holdpoint.claims._readings.content_hash`.
        added: When it came in, UTC.
        review: The last decision, who took it and when.
        history: Numbers of the events that concern it, in order.
        supersedes: Claims in whose place it stands.
        sharpened: Where it says more than the claim that it corrects, in words.
        newer: What a later reading of the same words says instead, where a person had decided
            before; to accept the claim again takes it.
    """

    claim: ReadClaim
    source: Source
    entities: Mapping[str, Named]
    content: str
    added: str
    review: Review
    history: tuple[int, ...] = ()
    supersedes: tuple[str, ...] = ()
    sharpened: tuple[str, ...] = ()
    evidence: tuple[Exhibit, ...] = ()
    newer: StoredClaim | None = None

    @property
    def state(self) -> ReviewState:
        """``unreviewed``, ``accepted``, ``rejected``, or ``corrected``: another is in its place."""
        return self.review.state

    @property
    def superseded_by(self) -> str | None:
        """The claim in its place."""
        return self.review.replaced_by

    @property
    def effect(self) -> ClaimEffect:
        """What it can do at most: see :func:`holdpoint.claims.effect_of`."""
        return effect_of(self.claim)

    def name(self, thing: str | None) -> str | None:
        """The name of a thing of its document; the id where it is not told."""
        if thing is None:
            return None
        found = self.entities.get(thing)
        return found.name if found else thing


@dataclass(slots=True)
class Standing:
    """Every claim of a store, by id, in the order in which they came in.

    Attributes:
        documents: Every document by id, as it was read last.
        readings: By document, the event that brought in its last reading.
    """

    claims: dict[str, StoredClaim] = field(default_factory=dict)
    documents: dict[str, Source] = field(default_factory=dict)
    readings: dict[str, Added] = field(default_factory=dict)
    links: list[StoredLink] = field(default_factory=list)

    def copy(self) -> Standing:
        """Another one that can change without this one."""
        return Standing(
            claims=dict(self.claims),
            documents=dict(self.documents),
            readings=dict(self.readings),
            links=list(self.links),
        )

    def accepted(self) -> Iterator[StoredClaim]:
        """The claims against which orders are screened, by id."""
        for name in sorted(self.claims):
            if self.claims[name].state == "accepted":
                yield self.claims[name]

    def links_of(self, claim: str) -> tuple[StoredLink, ...]:
        """The links at whose one end a claim stands, in the order in which they came in."""
        return tuple(one for one in self.links if claim in {one.link.source, one.link.target})


def up_to(events: Iterable[Event], day: str | None) -> tuple[Event, ...]:
    """The events that were in the ledger at the end of a day (UTC); all where it is ``None``.

    The times of a ledger never go back, so this is its beginning: what was known on a day never
    changes afterwards.
    """
    return tuple(event for event in events if day is None or event.day <= day)


def replay(events: Iterable[Event], load: Load) -> Standing:
    """Where every claim stands after some events.

    Args:
        events: From the first on, without a gap.
        load: Gives the readings.

    Raises:
        ClaimsError: An event speaks of what is not there.
    """
    standing = Standing()
    for event in events:
        take(standing, event, load)
    return standing


def take(standing: Standing, event: Event, load: Load) -> None:
    """Let one more event happen.

    Raises:
        ClaimsError: It speaks of what is not there, or of what was decided otherwise. The standing
            is of no use then.
    """
    match event.body:
        case Added():
            _added(standing, event, event.body, load(event.body))
        case Accepted():
            _reviewed(standing, event, "accepted", event.body)
        case Rejected():
            _reviewed(standing, event, "rejected", event.body)
        case Corrected():
            _corrected(standing, event, event.body)
        case Linked():
            _linked(standing, event, event.body)
        case Attached():
            for stored in [_held(standing, name, event) for name in event.body.exhibit.claims]:
                evidence = (*stored.evidence, event.body.exhibit)
                _put(standing, event, replace(stored, evidence=evidence))


def _added(standing: Standing, event: Event, body: Added, reading: Reading) -> None:
    things = by_id(reading.entities)
    versions = {version.claim: version.content for version in body.claims}
    if versions != {one.id: content_hash(one, reading.entities) for one in reading.claims}:
        raise _inconsistent(event, "the reading is not the one that was written down")
    standing.documents[body.document] = reading.source
    standing.readings[body.document] = body
    for claim in reading.claims:
        fresh = StoredClaim(
            claim=claim,
            source=reading.source,
            entities=things,
            content=versions[claim.id],
            added=event.at,
            review=Review(claim=claim.id),
        )
        _put(standing, event, _beside(standing.claims.get(claim.id), fresh))
    known = {(one.link.kind, one.link.source, one.link.target) for one in standing.links}
    standing.links += [
        StoredLink(link=link, by="reader", at=event.at)
        for link in reading.links
        if (link.kind, link.source, link.target) not in known
    ]


def _beside(known: StoredClaim | None, fresh: StoredClaim) -> StoredClaim:
    """A claim that is read again. What a person decided was about the words of that time."""
    if known is None:
        return fresh
    if known.content == fresh.content:
        return replace(known, newer=None)
    if known.state == "unreviewed":
        return replace(fresh, added=known.added, history=known.history, evidence=known.evidence)
    return replace(known, newer=fresh)


def _reviewed(
    standing: Standing, event: Event, state: ReviewState, body: Accepted | Rejected
) -> None:
    for version in body.claims:
        stored = _held(standing, version.claim, event)
        if stored.state == "corrected":
            raise _inconsistent(event, f"{version.claim} is superseded")
        review = _review(event, version.claim, state, body)
        _put(standing, event, replace(_version(stored, version, event), review=review))


def _version(stored: StoredClaim, version: ClaimVersion, event: Event) -> StoredClaim:
    """The claim with the content that was reviewed."""
    if version.content == stored.content:
        return stored
    newer = stored.newer
    if newer is None or newer.content != version.content:
        raise _inconsistent(event, f"{version.claim} never had the content that was reviewed")
    return replace(
        stored,
        claim=newer.claim,
        source=newer.source,
        entities=newer.entities,
        content=newer.content,
        newer=None,
    )


def _corrected(standing: Standing, event: Event, body: Corrected) -> None:
    old, new = _held(standing, body.old.claim, event), body.new
    if old.state == "corrected":
        raise _inconsistent(event, f"{body.old.claim} is superseded")
    if new.id in standing.claims:
        raise _inconsistent(event, f"{new.id} is there already")
    if new.document != old.claim.document:
        raise _inconsistent(event, f"{new.id} stands on another document")
    _put(standing, event, replace(old, review=_replaced(event, old, new.id, body.reason)))
    fresh = StoredClaim(
        claim=new,
        source=old.source,
        entities=by_id(body.entities),
        content=content_hash(new, body.entities),
        added=event.at,
        review=_review(event, new.id, "accepted", body) if body.accepted else Review(claim=new.id),
        supersedes=(old.claim.id,),
        sharpened=(*old.sharpened, *body.sharpened),
        evidence=old.evidence,
    )
    _put(standing, event, fresh)
    link = ClaimLink(kind="supersedes", source=new.id, target=old.claim.id, why=body.reason)
    standing.links.append(StoredLink(link=link, by=event.by, at=event.at))


def _linked(standing: Standing, event: Event, body: Linked) -> None:
    source, target = (_held(standing, name, event) for name in (body.source, body.target))
    if source.claim.id == target.claim.id:
        raise _inconsistent(event, "a claim is linked to itself")
    link = ClaimLink(kind=body.kind, source=body.source, target=body.target, why=body.reason)
    if body.kind == "supersedes":
        if "corrected" in {source.state, target.state}:
            raise _inconsistent(event, "one of the two claims is superseded")
        gone = _replaced(event, target, body.source, body.reason)
        _put(standing, event, replace(target, review=gone))
        source = replace(source, supersedes=(*source.supersedes, body.target))
    else:
        _put(standing, event, target)
    _put(standing, event, source)
    standing.links.append(StoredLink(link=link, by=event.by, at=event.at))


def _held(standing: Standing, name: str, event: Event) -> StoredClaim:
    found = standing.claims.get(name)
    if found is None:
        raise _inconsistent(event, f"there is no claim {name[:40]!r}")
    return found


def _put(standing: Standing, event: Event, stored: StoredClaim) -> None:
    history = stored.history if event.seq in stored.history else (*stored.history, event.seq)
    standing.claims[stored.claim.id] = replace(stored, history=history)


def _review(
    event: Event, claim: str, state: ReviewState, body: Accepted | Rejected | Corrected
) -> Review:
    review = Review(claim=claim, state=state, by=event.by, at=event.at, reason=body.reason)
    if isinstance(body, Rejected):
        return review
    return replace(review, reliability=body.reliability, credibility=body.credibility)


def _replaced(event: Event, old: StoredClaim, new: str, reason: str) -> Review:
    """The review of a claim in whose place another one stands; its codes stay."""
    return replace(
        old.review, state="corrected", by=event.by, at=event.at, reason=reason, replaced_by=new
    )


def _inconsistent(event: Event, why: str) -> ClaimsError:
    return ClaimsError(f"Event {event.seq} ({event.kind}) cannot be: {why}.")
