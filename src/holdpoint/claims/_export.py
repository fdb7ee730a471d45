"""Claims for other programs, and for the views that are made of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from holdpoint.claims._readings import things_of
from holdpoint.claims._said import said_words, statement_of
from holdpoint.files import digest, plain
from holdpoint.model import Reading

if TYPE_CHECKING:
    from holdpoint.claims._standing import Standing, StoredClaim


def claim_record(stored: StoredClaim, standing: Standing) -> dict[str, Any]:
    """A claim with everything that the store knows of it, as JSON values.

    Args:
        stored: The claim.
        standing: Where the others stand, for links.
    """
    return {
        **_brief(stored),
        "claim": plain(stored.claim),
        "source": plain(stored.source),
        "review": plain(stored.review, keep_empty=True),
        "supersedes": list(stored.supersedes),
        "superseded_by": stored.superseded_by,
        "sharpened": list(stored.sharpened),
        "links": [
            {**plain(one.link), "by": one.by, "at": one.at}
            for one in standing.links_of(stored.claim.id)
        ],
        "evidence": plain(stored.evidence),
        "newer": plain(stored.newer.claim) if stored.newer else None,
        "history": list(stored.history),
        "things": {
            name: plain(stored.entities[name])
            for name in sorted(things_of(stored.claim))
            if name in stored.entities
        },
    }


def _brief(stored: StoredClaim) -> dict[str, Any]:
    claim = stored.claim
    return {
        "id": claim.id,
        "document": stored.source.id,
        "state": stored.state,
        "effect": stored.effect,
        "statement": statement_of(stored),
        "said": said_words(claim),
        "subject": stored.name(claim.subject),
        "object": stored.name(claim.object),
        "quotes": [span.quote for span in claim.spans],
    }


def as_readings(claims: Iterable[StoredClaim]) -> tuple[Reading, ...]:
    """Claims as readings, which the views of :mod:`holdpoint.report` take.

    Args:
        claims: In any order.

    Returns:
        One reading for each document and understanding of its things: a correction may have given a
        thing another name or place for its claim. Their texts are left out.
    """
    groups: dict[tuple[str, str], list[StoredClaim]] = {}
    for stored in claims:
        things = digest([stored.entities[name] for name in sorted(stored.entities)])
        groups.setdefault((stored.source.id, things), []).append(stored)
    return tuple(
        Reading(
            source=group[0].source,
            text="",
            entities=tuple(group[0].entities.values()),
            claims=tuple(stored.claim for stored in group),
        )
        for group in groups.values()
    )


def chosen_claims(
    standing: Standing,
    *,
    states: Iterable[str] = (),
    predicate: str | None = None,
    stance: str | None = None,
    entity: str | None = None,
    document: str | None = None,
) -> Iterator[StoredClaim]:
    """The claims that fit every given condition, in the order in which they came in.

    Args:
        standing: Where to look.
        states: Any of these states; all where there is none.
        predicate: This one.
        stance: This one.
        entity: A part of the name, of an alias or of the id of a thing that the claim names.
        document: The beginning of the document's id (``doc-…`` or its digits).
    """
    wanted = frozenset(states)
    start = None if document is None else f"doc-{document.strip().lower().removeprefix('doc-')}"
    part = None if entity is None else entity.casefold()
    for stored in standing.claims.values():
        claim = stored.claim
        if wanted and stored.state not in wanted:
            continue
        if predicate is not None and claim.predicate != predicate:
            continue
        if stance is not None and claim.stance != stance:
            continue
        if start is not None and not stored.source.id.startswith(start):
            continue
        if part is None or _names(stored, part):
            yield stored


def _names(stored: StoredClaim, part: str) -> bool:
    for thing in things_of(stored.claim):
        named = stored.entities.get(thing)
        names = (thing, *((named.name, *named.aliases) if named else ()))
        if any(part in name.casefold() for name in names):
            return True
    return False
