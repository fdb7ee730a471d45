"""One entity of the EU's financial sanctions list, from its parts."""

from __future__ import annotations

import dataclasses

from holdpoint.model import Entity, EntityType
from holdpoint.sources._draft import Draft, when
from holdpoint.sources._published import published
from holdpoint.text import script

SOURCE = "eu-fsf"
Part = dict[str, str]
Parts = dict[str, list[Part]]

_TYPES: dict[str, EntityType] = {
    "person": "person",
    "P": "person",
    "enterprise": "company",
    "E": "company",
}
_DOCUMENTS = {
    "passport": "passport",
    "diplomatic": "passport",
    "id": "national_id",
    "ssn": "national_id",
    "fiscalcode": "tax",
    "tradelic": "registration",
    "regnumber": "registration",
    "swiftbic": "bic",
    "imo": "imo",
}
_FLAGS = {
    "knownfalse": "known to be false",
    "knownexpired": "expired",
    "reportedlost": "reported lost",
    "revokedbyissuer": "revoked by its issuer",
}
_NOWHERE = ("00", "UNKNOWN", "-")


def entity(number: str, parts: Parts) -> Entity:
    """The entity.

    Args:
        number: The EU's reference number.
        parts: Names, addresses and the rest, with attribute names in small letters.
    """
    draft = Draft(f"{SOURCE}:{number}", SOURCE, _type(parts))
    for name in parts.get("namealias", ()):
        _name(draft, name)
    for address in parts.get("address", ()):
        _address(draft, address)
    for born in parts.get("birthdate", ()):
        _born(draft, born)
    for document in parts.get("identification", ()):
        _document(draft, document)
    for citizenship in parts.get("citizenship", ()):
        land = _land(citizenship)
        if land:
            draft.nationality(land)
    about = parts["entity"][0]
    draft.remark(about.get("remark", ""))
    draft.keep("UN reference", about.get("unitednationid", ""))
    _listings(draft, number, parts)
    return draft.build()


def _type(parts: Parts) -> EntityType:
    for part in parts.get("subjecttype", ()):
        found = _TYPES.get(part.get("code", "")) or _TYPES.get(part.get("classificationcode", ""))
        if found:
            return found
    return "unknown"


def _name(draft: Draft, part: Part) -> None:
    text = part.get("wholename", "")
    kind = "primary" if not draft.has_name() else "strong"
    if part.get("strong", "true") == "false":
        kind = "weak"
    if script(text) not in ("latin", "none"):
        kind = "original"
    draft.name(text, kind, part.get("namelanguage", "").lower() or None)  # type: ignore[arg-type]
    draft.title(part.get("title", ""))
    draft.position(part.get("function", ""))
    draft.sex(part.get("gender", ""))
    draft.remark(part.get("remark", ""))


def _land(part: Part) -> str:
    code = part.get("countryiso2code", "")
    if code and code not in _NOWHERE:
        return code
    name = part.get("countrydescription", "")
    return "" if name in _NOWHERE else name


def _address(draft: Draft, part: Part) -> None:
    box = part.get("pobox", "")
    said = (part.get("street", ""), part.get("place", ""), f"P.O. Box {box}" if box else "")
    draft.address(
        street=", ".join(text for text in said if text),
        city=part.get("city"),
        region=part.get("region"),
        postcode=part.get("zipcode"),
        country=_land(part) or None,
    )
    draft.remark(part.get("remark", ""))


def _born(draft: Draft, part: Part) -> None:
    first, last = part.get("yearrangefrom", ""), part.get("yearrangeto", "")
    text = part.get("birthdate") or part.get("year", "")
    if first and last and not text:
        text = f"{first} to {last}"
    if text and part.get("circa") == "true":
        text = f"circa {text}"
    if text and not draft.born(text):
        draft.remark(f"Born: {text}")
    places = [part.get(name, "") for name in ("place", "city", "region")]
    named = [place for place in places if place and place not in _NOWHERE]
    land = part.get("countrydescription", "")
    draft.birth_place(", ".join([*named, *([land.title()] if land not in ("", *_NOWHERE) else [])]))
    draft.remark(part.get("remark", ""))


def _document(draft: Draft, part: Part) -> None:
    kind = _DOCUMENTS.get(part.get("identificationtypecode") or part.get("typecode") or "", "other")
    label = part.get("identificationtypedescription") or part.get("typedescription") or ""
    number = part.get("number") or part.get("latinnumber") or ""
    said = [words for flag, words in _FLAGS.items() if part.get(flag) == "true"]
    said += [part.get("issuedby", ""), part.get("remark", "")]
    if kind == "other":
        said.insert(0, label)
    note = "; ".join(text for text in said if text)
    draft.identifier(kind, number, _land(part) or None, note or None)


def _listings(draft: Draft, number: str, parts: Parts) -> None:
    which = published(SOURCE)
    listed_on = when(parts["entity"][0].get("designationdate", ""))
    for law in parts.get("regulation", ()) or ({},):
        draft.listing(
            dataclasses.replace(
                which.listing(),
                programmes=(law["programme"],) if law.get("programme") else (),
                legal_basis=law.get("numbertitle"),
                listed_on=listed_on,
                reference=number,
                url=law.get("publicationurl") or which.url,
            )
        )
