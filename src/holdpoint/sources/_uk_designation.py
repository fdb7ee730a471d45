"""One designation of the UK Sanctions List, from its rows."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence

from holdpoint.model import EntityType, Listing, NameKind
from holdpoint.sources._data import keyed
from holdpoint.sources._draft import Draft, when
from holdpoint.sources._files import tidy
from holdpoint.sources._measures import measures_said
from holdpoint.sources._published import published
from holdpoint.sources._uk_other import numbered, one_country

SOURCE = "uk-sanctions-list"
_TYPES: dict[str, EntityType] = {"individual": "person", "entity": "company", "ship": "vessel"}
_KINDS: dict[str, NameKind] = {
    "": "primary",
    "primary name": "primary",
    "primary name variation": "strong",
    "alias": "strong",
    "fka": "former",
}
_NAMES = ("name_1", "name_2", "name_3", "name_4", "name_5", "name_6")
_STREET = tuple(f"street_{n}" for n in range(1, 7))
_REGIME = " Regulations"
Row = Mapping[str, str]


def designation(number: str, rows: Sequence[Row]) -> Draft:
    """The draft of a designation.

    Args:
        number: Its Unique ID.
        rows: Its rows; what is said in several is kept once.
    """
    kind = _TYPES.get(rows[0].get("type", "").strip().casefold(), "unknown")
    draft = Draft(f"{SOURCE}:{number}", SOURCE, kind)
    for row in rows:
        _name(draft, row)
    for row in rows:
        _person(draft, row)
        _numbers(draft, row)
        _ship(draft, row)
        street = ", ".join(tidy(row[part]) for part in _STREET if row.get(part, "").strip())
        draft.address(text=street, postcode=row.get("postcode"), country=row.get("country"))
        draft.remark(row.get("remark", ""))
        draft.keep("UK Statement of Reasons", row.get("reasons", ""))
        draft.keep("OFSI Group ID", row.get("group_id", ""))
        draft.keep("UN reference", row.get("un_ref", ""))
        draft.keep("Designation source", row.get("designated_by", ""))
        draft.keep("Subsidiaries", row.get("subsidiaries", ""))
        draft.keep("Type of entity", row.get("entity_type", ""))
    for row in rows:
        for listing in _listings(number, row):
            draft.listing(listing)
    return draft


def _name(draft: Draft, row: Row) -> None:
    kind: NameKind = _KINDS.get(row.get("name_type", "").strip().casefold(), "strong")
    if kind == "strong" and row.get("strength", "").strip().casefold().startswith("low"):
        kind = "weak"
    whole = row.get("name") or " ".join(tidy(row[part]) for part in _NAMES if row.get(part))
    draft.name(whole, kind)
    language = row.get("script_language") or row.get("script_type") or None
    draft.name(row.get("original_name", ""), "original", language)


def _person(draft: Draft, row: Row) -> None:
    for part in numbered(row.get("title", "")):
        draft.title(part)
    for part in numbered(row.get("position", "")):
        draft.position(part)
    for part in numbered(row.get("nationality", "")):
        if part and not draft.nationality(part):
            draft.keep("Nationality", part)
    for part in numbered(row.get("born", "").replace("dd/mm/", "00/00/").replace("dd/", "00/")):
        if part and not draft.born(part):
            draft.remark(f"Born: {part}")
    places = (row.get("birth_town", ""), row.get("birth_country", ""))
    draft.birth_place(", ".join(place for place in places if place))
    draft.sex(row.get("gender", ""))


def _numbers(draft: Draft, row: Row) -> None:
    for kind in ("passport", "national_id"):
        note = row.get(f"{kind}_note", "")
        for number in numbered(row.get(kind, "")):
            draft.identifier(kind, number, one_country(note) if note else None, note or None)
    for kind in ("registration", "phone", "website", "email"):
        for number in numbered(row.get(kind, "")):
            draft.identifier(kind, number)
    draft.link("part_of", row.get("parent", ""))


def _ship(draft: Draft, row: Row) -> None:
    if draft.type != "vessel":
        return
    draft.identifier("imo", row.get("imo", "").upper().removeprefix("IMO").strip(" :"))
    draft.flag(row.get("flag", ""))
    for flag in numbered(row.get("flag_former", "")):
        draft.flag(flag, former=True)
    for part in ("vessel_type", "gross_tonnage", "built", "owner"):
        if row.get(part, "").strip():
            draft.vessel[part] = tidy(row[part])
    draft.link("owned_by", row.get("owner", ""))
    for label in ("former_owner", "length", "hull"):
        draft.keep(label.replace("_", " ").capitalize(), row.get(label, ""))


def _listings(number: str, row: Row) -> tuple[Listing, ...]:
    which = published(SOURCE)
    regime, imposed = tidy(row.get("regime", "")), tidy(row.get("measures", "")).strip(" ,-")
    known = keyed("uk_regimes.csv", "regime").get(regime)
    base = dataclasses.replace(
        which.listing(),
        programmes=(regime,) if regime else (),
        legal_basis=known["legal_basis"] if known else regime if _REGIME in regime else None,
        listed_on=when(row.get("listed_on", "")),
        reference=number,
        note=f"Imposed: {imposed}" if imposed else None,
    )
    measures = measures_said(SOURCE, imposed)
    if not measures:  # nothing is said, or in words that are not known: a person must look
        base = dataclasses.replace(base, basis="not_verified")
    return which.listings(measures, base)
