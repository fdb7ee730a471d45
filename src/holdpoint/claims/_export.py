"""Claims for other programs: JSON with everything, CSV with a row a claim."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from holdpoint.claims._readings import things_of
from holdpoint.claims._said import said_words, statement_of
from holdpoint.files import plain

if TYPE_CHECKING:
    from holdpoint.claims._standing import Standing, StoredClaim

COLUMNS = (
    "id", "state", "effect", "statement", "predicate", "subject", "object", "stance", "modality",
    "polarity", "hedges",
    "quote", "start", "end", "speaker", "attribution", "valid_from", "valid_to",
    "document", "title", "publisher", "published", "url", "recorded",
    "reviewed_at", "reviewed_by", "reliability", "credibility", "reason", "supersedes",
    "superseded_by",
)  # fmt: skip
"""Columns of the CSV form, in order."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""Beginnings that a spreadsheet would take for a formula."""


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


def to_csv(claims: Iterable[StoredClaim]) -> str:
    """One row a claim, under :data:`COLUMNS`; several values in a cell are parted by ``"; "``.

    A cell that a spreadsheet would run as a formula gets an apostrophe in front.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for stored in claims:
        row = _row(stored)
        writer.writerow([_cell(row[column]) for column in COLUMNS])
    return out.getvalue()


def _row(stored: StoredClaim) -> Mapping[str, object]:
    claim, source, review = stored.claim, stored.source, stored.review
    return {
        "id": claim.id,
        "state": stored.state,
        "effect": stored.effect,
        "statement": statement_of(stored),
        "predicate": claim.predicate,
        "subject": stored.name(claim.subject),
        "object": stored.name(claim.object) or claim.value,
        "stance": claim.stance,
        "modality": claim.modality,
        "polarity": claim.polarity,
        "hedges": "; ".join(f"{hedge.cue.quote} ({hedge.kind})" for hedge in claim.hedges),
        "quote": " […] ".join(span.quote for span in claim.spans),
        "start": claim.spans[0].start,
        "end": claim.spans[-1].end,
        "speaker": claim.attribution[-1].name,
        "attribution": "; ".join(link.name for link in claim.attribution),
        "valid_from": claim.time.start if claim.time else None,
        "valid_to": claim.time.end if claim.time else None,
        "document": source.id,
        "title": source.title,
        "publisher": source.publisher,
        "published": source.published,
        "url": source.url,
        "recorded": claim.recorded,
        "reviewed_at": review.at,
        "reviewed_by": review.by,
        "reliability": review.reliability,
        "credibility": review.credibility,
        "reason": review.reason,
        "supersedes": "; ".join(stored.supersedes),
        "superseded_by": stored.superseded_by,
    }


def _cell(value: object) -> str:
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text


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
