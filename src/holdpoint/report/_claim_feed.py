"""Accepted claims as an Atom feed (RFC 4287), so that others can be told."""

from __future__ import annotations

import contextlib
import re
import uuid
from collections.abc import Iterable
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from holdpoint.model import Reading, Review
from holdpoint.report._claim_rows import Reviews
from holdpoint.report._plain import clean, safe_url
from holdpoint.report._told import (
    CREDIBILITY,
    HEDGES,
    RELIABILITY,
    Told,
    all_told,
    by_claim,
    chain_words,
    claim_sentence,
    document_name,
    is_hedged,
    origin_of,
    time_words,
)

_NOT_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
_TIME: Final = re.compile(r"\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}:\d{2}(\.\d+)?([Zz]|[+-]\d{2}:\d{2})")
_SPACE: Final = uuid.uuid5(uuid.NAMESPACE_URL, "https://holdpoint.invalid/claims")
"""Names of claims and feeds become ids (RFC 4122, version 5) that no place or host is part of."""


def claims_feed(
    readings: Iterable[Reading],
    reviews: Reviews,
    *,
    title: str,
    author: str,
    as_of: str,
    link: str | None = None,
) -> str:
    """Give the accepted claims as one Atom feed, newest first.

    Args:
        readings: The documents that were read; claims that nobody accepted are left out.
        reviews: What reviewers said of the claims.
        title: Name of the feed; its id is made of it and of ``author``.
        author: Who tells: the firm, not the speaker of a claim.
        as_of: ISO 8601 day or time for which the feed holds; shown as ``updated`` where it has no
            entry.
        link: Address at which it will be published, if any.

    Returns:
        XML in UTF-8. The same claims give the same text, whenever it is made. An entry's id is made
        of the claim's id alone, its ``updated`` is the day on which it was accepted (the day on
        which the document came in where that is not told).

    Raises:
        ValueError: ``as_of``, or the day of a review, is no ISO 8601 day or time in UTC.
    """
    known = by_claim(reviews)
    entries: dict[str, tuple[str, str]] = {}
    for told in all_told(readings):
        review = known.get(told.claim.id)
        if review is not None and review.state == "accepted":
            day = review.at or told.claim.recorded or told.reading.source.published or as_of
            updated = _instant(day)
            entries.setdefault(told.claim.id, (updated, _entry(told, review, updated)))
    newest = sorted(sorted(entries), key=lambda claim: entries[claim][0], reverse=True)
    updated = entries[newest[0]][0] if newest else _instant(as_of)
    head = _head(title, author, updated, link)
    return "\n".join((*head, *(entries[claim][1] for claim in newest), "</feed>", ""))


def _head(title: str, author: str, updated: str, link: str | None) -> list[str]:
    found = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<feed xmlns="http://www.w3.org/2005/Atom">',
        f"<id>{_urn('feed', title, author)}</id>",
        f"<title>{_text(title)}</title>",
        f"<updated>{updated}</updated>",
        f"<author><name>{_text(author)}</name></author>",
        "<generator>Holdpoint</generator>",
        "<rights>Quotes belong to the publishers of the documents.</rights>",
    ]
    if address := safe_url(link):
        found.append(f'<link rel="self" type="application/atom+xml" href={_attribute(address)}/>')
    return found


def _entry(told: Told, review: Review, updated: str) -> str:
    claim, source = told.claim, told.reading.source
    effect = "hedged" if is_hedged(claim) else "said without a hedge"
    rows = [
        "<entry>",
        f"<id>{_urn('claim', claim.id)}</id>",
        f"<title>{_text(claim_sentence(claim, told.names))}</title>",
        f"<updated>{updated}</updated>",
        f"<category term={_attribute(claim.predicate)}/>",
        f'<category scheme="urn:x-holdpoint:effect" term={_attribute(effect)}/>',
        f'<content type="text">{_text(_content(told, review))}</content>',
    ]
    if address := safe_url(source.url):
        title = _attribute(document_name(source))
        rows.append(f'<link rel="via" href={_attribute(address)} title={title}/>')
    return "\n".join((*rows, "</entry>"))


def _content(told: Told, review: Review) -> str:
    claim, source = told.claim, told.reading.source
    said = [f"“{span.quote}”" for span in claim.spans]
    said.append(f"Who said it: {chain_words(claim)}. Origin: {origin_of(told)}.")
    how = f"How: {claim.stance}, {claim.modality}, {claim.polarity}."
    cues = "; ".join(f"“{h.cue.quote}” ({HEDGES.get(h.kind, h.kind)})" for h in claim.hedges)
    said.append(how + (f" Hedges: {cues}." if cues else ""))
    if claim.time is not None:
        said.append(f"When: {time_words(claim.time)} (“{claim.time.span.quote}”).")
    said.append(
        f"Review: {review.reliability}{review.credibility} (source "
        f"{RELIABILITY[review.reliability]}, information {CREDIBILITY[review.credibility]})"
        f"{f', {review.reason}' if review.reason else ''}."
    )
    said.append(f"Document: {document_name(source)}, sha256 {source.sha256}, claim {claim.id}.")
    return "\n".join(said)


def _urn(*parts: str) -> str:
    return uuid.uuid5(_SPACE, "\x1f".join(parts)).urn


def _instant(day: str) -> str:
    """A day as the first instant of it, as RFC 3339 writes it."""
    from datetime import UTC, datetime

    whole = f"{day}T00:00:00Z" if _DAY.fullmatch(day) else day
    if _TIME.fullmatch(whole):
        with contextlib.suppress(ValueError):  # a 13th month, a 31st of April
            return datetime.fromisoformat(whole).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    raise ValueError(f"{clean(day[:40])!r} is no ISO 8601 day or time with its zone.")


def _text(text: str) -> str:
    return escape(_NOT_XML.sub("\N{REPLACEMENT CHARACTER}", clean(text)))


def _attribute(text: str) -> str:
    return quoteattr(_NOT_XML.sub("\N{REPLACEMENT CHARACTER}", clean(text)))
