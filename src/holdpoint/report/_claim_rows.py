"""Claims as rows of a table and as JSON: what other programs take."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from holdpoint.files import plain
from holdpoint.model import Reading, Review
from holdpoint.report._told import (
    Told,
    all_told,
    amount_words,
    by_claim,
    chain_words,
    is_hedged,
    leg_words,
    origin_of,
    review_of,
    roles_words,
)

_FORMULA: Final = tuple("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")
"""A spreadsheet takes a cell that begins so for a formula (OWASP, CSV injection)."""

COLUMNS: Final = (
    "claim", "predicate", "kind", "subject", "object", "value", "roles", "stance", "modality",
    "polarity", "hedges", "hedged", "origin", "attribution", "valid_from", "valid_to", "precision",
    "time_words", "amounts", "legs", "goods", "quote", "offsets", "document", "document_sha256",
    "title", "publisher", "issuer", "published", "url", "confidence", "extractor", "recorded",
    "review", "reviewed_by", "reviewed_at", "reliability", "credibility", "reason",
)  # fmt: skip
"""The columns of the table, in order; docs/guide/claims.md says what each holds."""

Reviews = Mapping[str, Review] | Sequence[Review]


def claims_to_csv(readings: Iterable[Reading], reviews: Reviews = ()) -> Iterator[str]:
    """A table of claims, one a row, in pieces; joined they are one CSV text (RFC 4180).

    Args:
        readings: In any number; their claims come in the order of the texts.
        reviews: What reviewers said of them.

    Yields:
        A row with its line end, the heading first. A cell that a spreadsheet would take for a
        formula has an apostrophe before it; what a text holds is else as it is.
    """
    known = by_claim(reviews)
    yield _line(COLUMNS)
    for told in all_told(readings):
        row = claim_row(told, review_of(told.claim, known))
        yield _line([_cell(row[column]) for column in COLUMNS])


def claims_to_json(readings: Iterable[Reading], reviews: Reviews = ()) -> list[dict[str, Any]]:
    """Claims as JSON values, each with its things, its source and its review.

    Args:
        readings: In any number; their claims come in the order of the texts.
        reviews: What reviewers said of them.

    Returns:
        One object a claim: the fields of :class:`holdpoint.model.ReadClaim`, where ``subject``,
        ``object`` and ``roles`` are objects with ``id``, ``name`` and ``schema``; ``hedged``,
        ``origin``, ``source`` and ``review`` beside them.
    """
    known = by_claim(reviews)
    return [_object(told, review_of(told.claim, known)) for told in all_told(readings)]


def claim_row(told: Told, review: Review) -> dict[str, str]:
    """One claim as a row of texts."""
    claim, names = told.claim, told.names
    row = {
        "claim": claim.id,
        "predicate": claim.predicate,
        "kind": claim.kind,
        "subject": names.name(claim.subject),
        "object": names.name(claim.object) if claim.object is not None else "",
        "value": claim.value or "",
        "roles": "; ".join(f"{role}: {name}" for role, name in roles_words(claim, names)),
        "stance": claim.stance,
        "modality": claim.modality,
        "polarity": claim.polarity,
        "hedges": "; ".join(f"{hedge.cue.quote} ({hedge.kind})" for hedge in claim.hedges),
        "hedged": "yes" if is_hedged(claim) else "no",
        "origin": origin_of(told),
        "attribution": chain_words(claim),
        "amounts": "; ".join(amount_words(amount) for amount in claim.amounts),
        "legs": "; ".join(leg_words(leg, names) for leg in claim.legs),
        "goods": "; ".join(claim.goods),
        "confidence": f"{claim.confidence:.2f}",
        "extractor": claim.extractor,
        "recorded": claim.recorded or "",
    }
    return row | _time_cells(told) | _grounds(told) | _review_cells(review)


def _time_cells(told: Told) -> dict[str, str]:
    time = told.claim.time
    return {
        "valid_from": (time.start or "") if time else "",
        "valid_to": (time.end or "") if time else "",
        "precision": time.precision if time else "",
        "time_words": time.span.quote if time else "",
    }


def _grounds(told: Told) -> dict[str, str]:
    source, spans = told.reading.source, told.claim.spans
    return {
        "quote": " … ".join(span.quote for span in spans),
        "offsets": "; ".join(f"{span.start}:{span.end}" for span in spans),
        "document": source.id,
        "document_sha256": source.sha256,
        "title": source.title or "",
        "publisher": source.publisher or "",
        "issuer": source.issuer or "",
        "published": source.published or "",
        "url": source.url or "",
    }


def _review_cells(review: Review) -> dict[str, str]:
    return {
        "review": review.state,
        "reviewed_by": review.by or "",
        "reviewed_at": review.at or "",
        "reliability": review.reliability,
        "credibility": review.credibility,
        "reason": review.reason or "",
    }


def _cell(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) else text


def _line(cells: Sequence[str]) -> str:
    out = io.StringIO()
    csv.writer(out).writerow(cells)
    return out.getvalue()


def _object(told: Told, review: Review) -> dict[str, Any]:
    claim, names = told.claim, told.names

    def thing(entity: str) -> dict[str, str | None]:
        named = names.get(entity)
        schema = named.schema if named else None
        return {"id": entity, "name": names.name(entity), "schema": schema}

    content: dict[str, Any] = plain(claim, keep_empty=True)
    return content | {
        "subject": thing(claim.subject),
        "object": thing(claim.object) if claim.object is not None else None,
        "roles": {role: thing(entity) for role, entity in claim.roles.items()},
        "hedged": is_hedged(claim),
        "origin": origin_of(told),
        "source": plain(told.reading.source, keep_empty=True),
        "review": plain(review, keep_empty=True),
    }
