"""What a person may change of a claim, and where that says more than the source did."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from typing import TYPE_CHECKING, Any, get_args

from holdpoint.claims._readings import claim_faults, content_hash
from holdpoint.claims._surety import sharper
from holdpoint.errors import ClaimsError
from holdpoint.files import canonical
from holdpoint.model import Modality, Named, PlaceCandidate, Polarity, ReadClaim, Stance

if TYPE_CHECKING:
    from holdpoint.claims._standing import StoredClaim

_SAME = ("subject", "object", "value", "predicate", "stance", "modality", "polarity", "note")
_WORDS: Mapping[str, tuple[str, ...]] = {
    "stance": get_args(Stance),
    "modality": get_args(Modality),
    "polarity": get_args(Polarity),
}
_POINT = re.compile(r"(-?\d{1,2}(?:\.\d{1,8})?),\s?(-?\d{1,3}(?:\.\d{1,8})?)")
_LATITUDE, _LONGITUDE = 90.0, 180.0
_POINT_KM = 1.0
"""How far a point that a reviewer gives may be off."""

_NAME = re.compile(r"[^\x00-\x1f\x7f]{1,300}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """What is to be different; what is left out stays.

    Attributes:
        subject: Id of a thing of the document; ``object`` likewise.
        quote: Other words of the text on which the claim stands.
        names: By thing, the name that is meant.
        places: By thing, the id of the place that is meant, one of its candidates; or its
            latitude and longitude in degrees (``55.8,52.0``), then it is a site.
        sharpen: Whether the claim may say more than before. Hedges stay in any case.
    """

    subject: str | None = None
    object: str | None = None
    value: str | None = None
    predicate: str | None = None
    stance: str | None = None
    modality: str | None = None
    polarity: str | None = None
    note: str | None = None
    quote: str | None = None
    names: Mapping[str, str] = field(default_factory=dict)
    places: Mapping[str, str] = field(default_factory=dict)
    sharpen: bool = False


def corrected(
    old: StoredClaim, change: Correction, text: str
) -> tuple[ReadClaim, tuple[Named, ...], tuple[str, ...]]:
    """The claim in the place of an older one.

    Args:
        old: The claim that is wrong.
        change: What is to be different.
        text: The text of its document.

    Returns:
        The new claim, the things of its document as they are to be understood, and where it says
        more than the old one.

    Raises:
        ClaimsError: Nothing is different, a word or thing is not known, the quote is not there, or
            the claim would say more than its source and that was not asked for.
    """
    _check_words(change)
    entities = _understood(old, change)
    wanted: dict[str, Any] = {
        name: getattr(change, name) for name in _SAME if getattr(change, name) is not None
    }
    if change.quote is not None:
        wanted["spans"] = (_found(text, change.quote),)
    new = replace(old.claim, **wanted, extractor="reviewer")
    faults = list(claim_faults(new, new.document, [one.id for one in entities]))
    if faults:
        known = ", ".join(sorted(old.entities)[:12])
        raise ClaimsError(f"{faults[0][0]} {faults[0][1]} Things of this document: {known}.")
    same = replace(new, extractor=old.claim.extractor) == old.claim
    if same and entities == tuple(old.entities[name] for name in sorted(old.entities)):
        raise ClaimsError(f"{old.claim.id}: nothing is different. Say what is (--help).")
    more = tuple(sharper(old.claim, new))
    if more and not change.sharpen:
        raise ClaimsError(
            f"The claim would say more than its source did ({'; '.join(more)}). If the source does "
            "say so, ask for it with --sharpen; the hedges of the source stay."
        )
    return replace(new, id=_new_id(old, new, entities)), entities, more


def _check_words(change: Correction) -> None:
    for part, allowed in _WORDS.items():
        word = getattr(change, part)
        if word is not None and word not in allowed:
            raise ClaimsError(f"{part} {word[:40]!r} is not known. One of: {', '.join(allowed)}.")
    for thing, name in change.names.items():
        if not _NAME.fullmatch(name.strip()):
            raise ClaimsError(f"name.{thing[:40]}: give a name of up to 300 characters.")


def _understood(old: StoredClaim, change: Correction) -> tuple[Named, ...]:
    """The things of the document, with the names and places that a person chose."""
    if unknown := sorted({*change.names, *change.places} - set(old.entities)):
        known = ", ".join(sorted(old.entities)[:12])
        raise ClaimsError(f"The document has no {unknown[0][:40]!r}. It has: {known}.")
    things = dict(old.entities)
    for thing, name in change.names.items():
        things[thing] = replace(things[thing], name=name.strip(), resolved=True)
    for thing, place in change.places.items():
        things[thing] = _placed(things[thing], place)
    return tuple(things[name] for name in sorted(things))


def _placed(thing: Named, place: str) -> Named:
    """A thing with the place that is meant: one of its candidates, or a point."""
    if point := _POINT.fullmatch(place):
        lat, lon = float(point[1]), float(point[2])
        if abs(lat) > _LATITUDE or abs(lon) > _LONGITUDE:
            raise ClaimsError(f"{place}: latitudes go to 90 degrees, longitudes to 180.")
        made = PlaceCandidate(
            id=f"point:{lat:g},{lon:g}",
            name=thing.name,
            kind="site",
            country=thing.country,
            lat=lat,
            lon=lon,
            uncertainty_km=_POINT_KM,
            score=1.0,
            source="reviewer",
        )
        return replace(thing, candidates=(*thing.candidates, made), chosen=made.id)
    offered = [candidate.id for candidate in thing.candidates]
    if place not in offered:
        some = ", ".join(offered[:8]) or "none"
        raise ClaimsError(
            f"{place[:60]!r} is no candidate for {thing.id}. Candidates: {some}; or give lat,lon."
        )
    return replace(thing, chosen=place)


def _found(text: str, quote: str) -> Any:  # noqa: ANN401 - a Span; the room below is loaded late
    from holdpoint.disclosures import QuoteNotFoundError, find_quote

    try:
        return find_quote(text, quote)
    except QuoteNotFoundError as error:
        raise ClaimsError(f"--quote: {error}") from error


def _new_id(old: StoredClaim, new: ReadClaim, entities: tuple[Named, ...]) -> str:
    """An id of its own: the hash of what it corrects and of what it says."""
    without = {one.name: getattr(new, one.name) for one in fields(new) if one.name != "id"}
    said = canonical([old.claim.id, old.content, without, content_hash(new, entities)])
    return f"claim-{hashlib.sha256(said).hexdigest()[:16]}"
