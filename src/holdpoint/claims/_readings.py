"""Readings as a store takes and keeps them: every span checked, the text under its hash."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from holdpoint.claims._events import CLAIM_ID, DOCUMENT_ID, HASH
from holdpoint.claims._shape import ShapeError, shaped
from holdpoint.disclosures import spans_of
from holdpoint.errors import ClaimsError
from holdpoint.files import canonical, plain, read_bytes
from holdpoint.model import Named, Problem, ReadClaim, Reading, Source, Span

_THING = re.compile(r"[^\s/\\\x00-\x1f\x7f]{1,200}")
"""Id of a thing in a document: it becomes a part of other ids."""

_REMEDY = "Have the document read again; a claim stands on words of the text or it is none."
_LARGEST = 64 << 20
_MOST = 20
"""Faults of one reading that are told."""


def content_hash(claim: ReadClaim, entities: Iterable[Named]) -> str:
    """The hash of what a reviewer reviews: what the claim says, and of whom and of where.

    How sure the reading was, who read it and when it came in do not count: the same words with
    the same meaning are the same content.

    Args:
        claim: The claim.
        entities: The things of its document; those that it does not name do not count.

    Returns:
        64 hex digits.
    """
    named = things_of(claim)
    about = sorted((one for one in entities if one.id in named), key=lambda one: one.id)
    bare = [dataclasses.replace(one, mentions=(), note=None) for one in about]
    said = dataclasses.replace(claim, confidence=0.0, extractor="", note=None, recorded=None)
    return hashlib.sha256(canonical([said, bare])).hexdigest()


def things_of(claim: ReadClaim) -> frozenset[str]:
    """Ids of the things that a claim names: subject, object, roles, and the ends of its legs."""
    ids = {claim.subject, claim.object, *claim.roles.values()}
    for leg in claim.legs:
        ids |= {leg.origin, leg.destination, *leg.via}
    return frozenset(one for one in ids if one)


def text_hash(text: str) -> str:
    """sha256 (hex) of a text in UTF-8, by which it is kept."""
    return hashlib.sha256(text.encode()).hexdigest()


def packed(reading: Reading) -> bytes:
    """A reading as it is kept: canonical JSON without the text, which has a file of its own."""
    return canonical(dataclasses.replace(reading, text=""))


def settled(reading: Reading) -> Reading:
    """A reading as it will be when it is read back from its file: checked and sound.

    Raises:
        ClaimsError: It has a value of the wrong kind, or is not grounded (:func:`check_reading`).
    """
    try:
        made = shaped(Reading, plain(reading), file=reading.source.file or "the reading")
    except ShapeError as error:
        raise ClaimsError(f"The reading cannot be taken. {error}", error.problems) from None
    check_reading(made)
    return made


def check_reading(reading: Reading) -> None:
    """See that a reading is grounded: that it may have been written by anybody.

    Raises:
        ClaimsError: Its ids are no ids, a span is not where it says, or a claim names what is not
            there; its problems name each.
    """
    problems: list[Problem] = []
    for problem in _faults(reading):
        problems.append(problem)
        if len(problems) == _MOST:
            break
    if problems:
        raise ClaimsError(f"The reading cannot be taken. {problems[0]}", problems)


def _faults(reading: Reading) -> Iterator[Problem]:
    source = reading.source
    name = source.file or source.title or "the reading"
    yield from (_fault(name, field, reason) for field, reason in _of_source(source, reading.text))
    things = {one.id for one in reading.entities}
    for index, thing in enumerate(reading.entities):
        if not _THING.fullmatch(thing.id):
            yield _fault(name, f"entities[{index}].id", "is no id: no spaces, no slashes.")
        for mention in thing.mentions:
            yield from _span(name, f"entities[{index}]", mention.span, reading.text)
    if len(things) != len(reading.entities):
        yield _fault(name, "entities", "has one id twice.")
    claims = [claim.id for claim in reading.claims]
    if len(set(claims)) != len(claims):
        yield _fault(name, "claims", "has one id twice.")
    for index, claim in enumerate(reading.claims):
        for field, reason in claim_faults(claim, source.id, things):
            yield _fault(name, f"claims[{index}].{field}", reason)
        for span in spans_of(claim):
            yield from _span(name, f"claims[{index}]", span, reading.text)


def _of_source(source: Source, text: str) -> Iterator[tuple[str, str]]:
    if not HASH.fullmatch(source.sha256) or source.sha256 != text_hash(text):
        yield "source.sha256", "is not the hash of the text."
    if not DOCUMENT_ID.fullmatch(source.id) or source.id[4:] != source.sha256[:16]:
        yield "source.id", "must be doc- and the first 16 digits of the hash of the text."
    for field, value in (("published", source.published), ("retrieved", source.retrieved)):
        if value is not None and not _is_day(value):
            yield f"source.{field}", "is no day. Write it as 2026-11-20."


def claim_faults(
    claim: ReadClaim, document: str, things: Iterable[str]
) -> Iterator[tuple[str, str]]:
    """What is wrong with a claim beside its spans: field and reason.

    Args:
        claim: The claim.
        document: Id of the document on which it must stand.
        things: Ids of the things that may be named.
    """
    if not CLAIM_ID.fullmatch(claim.id):
        yield "id", "must be claim- and 16 hex digits."
    if claim.document != document:
        yield "document", "is another document."
    if not claim.spans:
        yield "spans", "is empty: no quote, no claim."
    if not claim.attribution:
        yield "attribution", "is empty: say who said it, from publisher to speaker."
    if not re.fullmatch(r"[a-z][a-z_]{1,60}", claim.predicate):
        yield "predicate", "is no predicate."
    if unknown := sorted(things_of(claim) - set(things)):
        yield "subject", f"or another end names what is not there: {unknown[0][:80]!r}."


def _span(name: str, field: str, span: Span, text: str) -> Iterator[Problem]:
    inside = 0 <= span.start < span.end <= len(text)
    if not inside or text[span.start : span.end] != span.quote:
        where = f"{field} {span.start}:{span.end}"
        yield _fault(name, where, "does not stand on these words of the text.")


def _is_day(text: str) -> bool:
    from datetime import date

    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _fault(name: str, field: str, reason: str) -> Problem:
    return Problem(file=name, field=field, reason=reason, remedy=_REMEDY)


def by_id(entities: Iterable[Named]) -> Mapping[str, Named]:
    """Things of a document by their id."""
    return {one.id: one for one in entities}


def read_reading(path: Path) -> Reading:
    """A reading from its JSON form, as anybody may have written it.

    Args:
        path: A JSON object with ``source``, ``text``, ``entities``, ``claims`` and what else a
            :class:`holdpoint.model.Reading` has; up to 64 MiB.

    Raises:
        UnreadableInputError: It cannot be read or is no reading; the message names the field.
    """
    raw = read_bytes(path, max_bytes=_LARGEST)
    try:
        data = json.loads(raw)
    except (ValueError, RecursionError):
        problem = Problem(
            file=path.name, reason="This is no JSON.", remedy="Give a reading in JSON form."
        )
        raise ShapeError(str(problem), (problem,)) from None
    return shaped(Reading, data, file=path.name)
