"""Claims as FollowTheMoney entities: things, links between them, and the document as their proof.

A link without a hedge gets the schema of its kind. What a source hedged is an ``UnknownLink`` whose
role bears the hedge; what it denied, or said not to be so, is a ``Note``, for a link would say that
there is one.
"""

from __future__ import annotations

import csv
import functools
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib import resources
from typing import Any, Final

from holdpoint.model import Named, ReadClaim, Reading, Review
from holdpoint.report._claim_rows import Reviews
from holdpoint.report._plain import clean, safe_url
from holdpoint.report._told import (
    Told,
    all_told,
    amount_words,
    by_claim,
    caution_words,
    chain_words,
    claim_sentence,
    document_name,
    is_hedged,
    leg_words,
    predicate_words,
    review_of,
    roles_words,
    says_not,
    settled,
    time_words,
)

# What each schema of ours is a kind of, as far as the ranges of links ask.
_KINDS: Final[Mapping[str, frozenset[str]]] = {
    "Person": frozenset({"Thing", "LegalEntity", "Person"}),
    "Company": frozenset({"Thing", "LegalEntity", "Organization", "Asset", "Company"}),
    "Organization": frozenset({"Thing", "LegalEntity", "Organization"}),
    "PublicBody": frozenset({"Thing", "LegalEntity", "Organization", "PublicBody"}),
    "LegalEntity": frozenset({"Thing", "LegalEntity"}),
    "Vessel": frozenset({"Thing", "Asset", "Vehicle", "Vessel"}),
    "Airplane": frozenset({"Thing", "Asset", "Vehicle", "Airplane"}),
    "Vehicle": frozenset({"Thing", "Asset", "Vehicle"}),
    "RealEstate": frozenset({"Thing", "Asset", "RealEstate"}),
    "Asset": frozenset({"Thing", "Asset"}),
}
_THING: Final = frozenset({"Thing"})
_OTHER: Final = "Asset"
_UNSAID: Final = frozenset({"hypothetical", "unknown"})

# Properties that take an identifier, by schema; what is not here stands in the notes.
_IDENTIFIERS: Final[Mapping[str, Mapping[str, str]]] = {
    "Vessel": {"imo": "imoNumber", "mmsi": "mmsi"},
    "Organization": {"imo": "imoNumber"},
    "LegalEntity": {
        "registration": "registrationNumber", "tax": "taxNumber", "lei": "leiCode",
        "duns": "dunsCode", "inn": "innCode", "ogrn": "ogrnCode", "usci": "uscCode",
        "swift": "swiftBic",
    },
    "Person": {"passport": "passportNumber"},
}  # fmt: skip

Properties = dict[str, list[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkSchema:
    """A row of ``data/ftm_links.csv``."""

    schema: str
    source: str
    target: str
    subject_is_source: bool
    source_range: str
    target_range: str


_UNKNOWN_LINK: Final = LinkSchema(
    schema="UnknownLink", source="subject", target="object", subject_is_source=True,
    source_range="Thing", target_range="Thing",
)  # fmt: skip


def readings_to_ftm(readings: Iterable[Reading], reviews: Reviews = ()) -> Iterator[dict[str, Any]]:
    """Give readings as FollowTheMoney entities.

    Args:
        readings: In any number. Things of two documents are never merged: their ids are made of
            the document and of their id in it.
        reviews: What reviewers said; a rejected claim, or one that was corrected, is left out.

    Yields:
        Objects with ``id``, ``schema`` and ``properties`` (lists of texts), each id once: the
        document, its things, then its claims. Every link has the document as ``proof``, the quote
        as ``summary``, and chain, hedges and review in its ``description``.
    """
    known = by_claim(reviews)
    given: set[str] = set()
    for reading in readings:
        for entity in _entities(reading, known):
            if entity["id"] not in given:
                given.add(entity["id"])
                yield entity


def readings_to_ftm_lines(readings: Iterable[Reading], reviews: Reviews = ()) -> Iterator[str]:
    """The same as JSON Lines, each with its line feed."""
    for entity in readings_to_ftm(readings, reviews):
        yield json.dumps(entity, ensure_ascii=False, sort_keys=True) + "\n"


def _entities(reading: Reading, known: Mapping[str, Review]) -> Iterator[dict[str, Any]]:
    yield _document(reading)
    for named in reading.entities:
        yield _thing(reading, named)
    for told in all_told([reading]):
        review = review_of(told.claim, known)
        if review.state not in {"rejected", "corrected"}:
            yield from _claim(told, review)


def _document(reading: Reading) -> dict[str, Any]:
    source = reading.source
    return _entity(
        _id(source.id),
        "Article",
        name=[document_name(source)],
        title=[source.title],
        fileName=[source.file or source.id],
        publisher=[source.publisher],
        author=[source.issuer],
        publishedAt=[source.published],
        retrievedAt=[source.retrieved],
        sourceUrl=[safe_url(source.url)],
        notes=[f"sha256 of the kept text: {source.sha256}"],
    )


def _thing(reading: Reading, named: Named) -> dict[str, Any]:
    row = _schemata().get(named.schema)
    schema, name = row or (_OTHER, "name")
    properties: dict[str, list[str | None]] = {
        "name": [named.name],
        "weakAlias": list(named.aliases),
        "country": [named.country],
        "proof": [_id(reading.source.id)],
        "summary": [named.role],
        "notes": [
            None if row else f"in the reading: {named.schema}",
            None if named.resolved else "not named in the text: a description",
            f"goods lists: {', '.join(named.goods)}" if named.goods else None,
            named.note,
        ],
    }
    properties.setdefault(name, []).append(named.name)
    if schema == "Document":
        properties["fileName"] = [named.name]
    place = settled(named)
    if place is not None and schema in {"Address", "RealEstate"} and place.lat is not None:
        properties["latitude"], properties["longitude"] = [f"{place.lat}"], [f"{place.lon}"]
    for kind, value in named.identifiers.items():
        field = _identifier(schema, kind)
        properties.setdefault(field or "notes", []).append(value if field else f"{kind}: {value}")
    return _entity(_id(reading.source.id, named.id), schema, **properties)


def _identifier(schema: str, kind: str) -> str | None:
    kinds = (schema, *sorted(_KINDS.get(schema, _THING)))
    rows = (_IDENTIFIERS.get(one, {}).get(kind.casefold()) for one in kinds)
    return next(filter(None, rows), None)


def _claim(told: Told, review: Review) -> Iterator[dict[str, Any]]:
    claim, names = told.claim, told.names
    subject = names.get(claim.subject)
    others = [("", claim.object), *((role, entity) for role, entity in claim.roles.items())]
    ends = [(role, names.get(entity)) for role, entity in others]
    ends = [(role, end) for role, end in ends if end is not None]
    if subject is None or not ends or says_not(claim) or claim.modality in _UNSAID:
        yield _note(told, review, subject)
        return
    for role, end in ends:
        if end is not None and end.id != subject.id:
            yield _link(told, review, subject, end, role)


def _link(told: Told, review: Review, subject: Named, end: Named, role: str) -> dict[str, Any]:
    claim, document = told.claim, told.reading.source.id
    row = _UNKNOWN_LINK if role or is_hedged(claim) else _link_schema(claim, subject, end)
    pair = (subject, end) if row.subject_is_source else (end, subject)
    words = [*caution_words(claim), predicate_words(claim.predicate)]
    said = ": ".join(words) + (f" ({predicate_words(role)})" if role else "")
    ends = {
        row.source: [_id(document, pair[0].id)],
        row.target: [_id(document, pair[1].id)],
    }
    status = "hedged" if is_hedged(claim) else None
    return _entity(
        _id(claim.id, role, end.id),
        row.schema,
        **ends,
        role=[said],
        status=[status],
        **_interval(told, review),
    )


def _link_schema(claim: ReadClaim, subject: Named, end: Named) -> LinkSchema:
    row = _links().get(claim.predicate, _UNKNOWN_LINK)
    pair = (subject, end) if row.subject_is_source else (end, subject)
    kinds = [_KINDS.get((_schemata().get(one.schema) or (_OTHER, ""))[0], _THING) for one in pair]
    fits = row.source_range in kinds[0] and row.target_range in kinds[1]
    return row if fits else _UNKNOWN_LINK


def _note(told: Told, review: Review, subject: Named | None) -> dict[str, Any]:
    """What is no link: denied, or about one thing alone."""
    properties = _interval(told, review)
    description = [*(properties["summary"] or []), *(properties["description"] or [])]
    about = [_id(told.reading.source.id, subject.id)] if subject else []
    return _entity(
        _id(told.claim.id),
        "Note",
        name=[claim_sentence(told.claim, told.names)],
        entity=about,
        description=list(description),
        proof=properties["proof"],
        publisher=properties["publisher"],
        sourceUrl=properties["sourceUrl"],
        retrievedAt=properties["retrievedAt"],
    )


def _interval(told: Told, review: Review) -> dict[str, list[str | None]]:
    claim, source = told.claim, told.reading.source
    time = claim.time
    one_day = time is not None and time.start == time.end
    return {
        "summary": [f"“{span.quote}”" for span in claim.spans],
        "description": list(_description(told, review)),
        "recordId": [claim.id],
        "proof": [_id(source.id)],
        "publisher": [source.publisher],
        "sourceUrl": [safe_url(source.url)],
        "retrievedAt": [source.retrieved],
        "date": [time.start if time and one_day else None],
        "startDate": [None if one_day or not time else time.start],
        "endDate": [None if one_day or not time else time.end],
    }


def _description(told: Told, review: Review) -> Iterator[str]:
    claim, names = told.claim, told.names
    yield f"who said it: {chain_words(claim)}"
    yield f"how: {claim.stance}, {claim.modality}, {claim.polarity}"
    for hedge in claim.hedges:
        yield f"hedge: “{hedge.cue.quote}” ({hedge.kind})"
    if claim.value:
        yield f"value: {claim.value}"
    for amount in claim.amounts:
        yield f"amount: {amount_words(amount)} (“{amount.span.quote}”)"
    for leg in claim.legs:
        yield f"leg {leg.order}: {leg_words(leg, names)}"
    for role, name in roles_words(claim, names):
        yield f"{role}: {name}"
    if claim.time is not None:
        yield f"when: {time_words(claim.time)} (“{claim.time.span.quote}”)"
    by = f" by {review.by}" if review.by else ""
    yield f"review: {review.state}{by}, {review.reliability}{review.credibility}"


def _entity(key: str, schema: str, **properties: Iterable[str | None]) -> dict[str, Any]:
    """An entity without what is empty; each value once, control characters made visible."""
    kept: Properties = {}
    for name, values in sorted(properties.items()):
        said = list(dict.fromkeys(clean(value).strip() for value in values if value))
        if said := [value for value in said if value]:
            kept[name] = said
    return {"id": key, "schema": schema, "properties": kept}


def _id(*parts: str) -> str:
    """An id without a space or a sign that means something elsewhere, whatever the parts hold."""
    text = "\x1f".join(parts).encode("utf-8", "surrogatepass")
    return f"hp-{hashlib.sha256(text).hexdigest()[:32]}"


@functools.cache
def _schemata() -> dict[str, tuple[str, str]]:
    return {
        row["schema"]: (row["ftm"], row["name_property"] or "name") for row in _table("schemata")
    }


@functools.cache
def _links() -> dict[str, LinkSchema]:
    return {
        row["predicate"]: LinkSchema(
            schema=row["ftm"],
            source=row["source"],
            target=row["target"],
            subject_is_source=row["from"] == "subject",
            source_range=row["source_range"],
            target_range=row["target_range"],
        )
        for row in _table("links")
    }


def _table(name: str) -> list[dict[str, str]]:
    table = resources.files("holdpoint.report").joinpath("data", f"ftm_{name}.csv")
    lines = table.read_text("utf-8").splitlines()
    return list(csv.DictReader(line for line in lines if not line.startswith("#")))
