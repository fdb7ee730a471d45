"""Rows of the embedded files to parties, their listings and their links."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import replace
from typing import get_args

from holdpoint.knowledge._starter_rows import Reader, Row
from holdpoint.model import (
    Address,
    Entity,
    EntityType,
    Identifier,
    Link,
    Listing,
    Measure,
    Name,
    VesselFacts,
)

SOURCE = "starter"
"""Id of the source to which the embedded entities and links belong."""

_ENTITIES = (
    "id type name aliases weak former original countries nationalities born born_at founded role"
    " vessel_type flag tonnage built authority list measure programmes legal_basis listed_on seen"
    " absent reference basis listing_note place source url as_of note"
)
_IDENTIFIERS = "entity kind value country label source as_of basis"
_ADDRESSES = "entity street place country source as_of basis"
_LINKS = "subject relation object_name object percent since source url basis"
_SCRIPTS = (("fa", 0x0600, 0x06FF), ("ru", 0x0400, 0x052F), ("zh", 0x4E00, 0x9FFF))


def read_entities(reader: Reader, places: Collection[str]) -> tuple[Entity, ...]:
    """The listed parties; ``places`` are the ids that a site may point at."""
    identifiers: dict[str, list[Identifier]] = defaultdict(list)
    addresses: dict[str, list[Address]] = defaultdict(list)
    for row in reader.csv("identifiers.csv", _IDENTIFIERS):
        identifiers[row.need("entity")].append(_identifier(row))
    for row in reader.csv("addresses.csv", _ADDRESSES):
        addresses[row.need("entity")].append(_address(row))
    entities = tuple(
        replace(
            entity,
            identifiers=tuple(identifiers.pop(entity.id, ())),
            addresses=tuple(addresses.pop(entity.id, ())),
        )
        for entity in (_entity(row, places) for row in reader.csv("entities.csv", _ENTITIES))
    )
    reader.stray("identifiers.csv", "entity", identifiers)
    reader.stray("addresses.csv", "entity", addresses)
    return entities


def read_links(reader: Reader, entities: Collection[str]) -> tuple[Link, ...]:
    """The links; an end that is an id must be one of ``entities``."""
    return tuple(_link(row, entities) for row in reader.csv("links.csv", _LINKS))


def _entity(row: Row, places: Collection[str]) -> Entity:
    kind: EntityType = row.choice("type", get_args(EntityType))
    role = row.text("role")
    person = kind == "person"
    return Entity(
        id=row.need("id"),
        source=SOURCE,
        type=kind,
        names=_names(row),
        countries=row.countries("countries"),
        nationalities=row.countries("nationalities"),
        birth_dates=row.dates("born"),
        birth_places=row.many("born_at"),
        founded=row.dates("founded"),
        positions=(role,) if person and role else (),
        vessel=_vessel(row) if kind == "vessel" else None,
        listings=(_listing(row),),
        remarks="; ".join(text for text in (None if person else role, row.text("note")) if text)
        or None,
        extra=_extra(row, places),
    )


def _names(row: Row) -> tuple[Name, ...]:
    return (
        Name(text=row.need("name")),
        *(Name(text=text, kind="strong") for text in row.many("aliases")),
        *(Name(text=text, kind="weak") for text in row.many("weak")),
        *(Name(text=text, kind="former") for text in row.many("former")),
        *(
            Name(text=text, kind="original", language=_language(text))
            for text in row.many("original")
        ),
    )


def _language(text: str) -> str | None:
    """The language of a name in another script, by its first letter of one."""
    for letter in map(ord, text):
        for language, first, last in _SCRIPTS:
            if first <= letter <= last:
                return language
    return None


def _vessel(row: Row) -> VesselFacts:
    return VesselFacts(
        vessel_type=row.text("vessel_type"),
        flag=row.country("flag"),
        gross_tonnage=row.text("tonnage"),
        built=row.date("built"),
    )


def _listing(row: Row) -> Listing:
    measure: Measure = row.choice("measure", get_args(Measure))
    return Listing(
        authority=row.need("authority"),
        list=row.need("list"),
        measure=measure,
        programmes=row.many("programmes"),
        legal_basis=row.text("legal_basis"),
        listed_on=row.date("listed_on"),
        seen_on=row.date("seen"),
        absent_on=row.date("absent"),
        reference=row.text("reference"),
        url=row.text("url"),
        basis=row.basis(),
        note=row.text("listing_note"),
    )


def _extra(row: Row, places: Collection[str]) -> dict[str, str]:
    """Where the row was read."""
    extra = {
        "read in": row.need("source"),
        "read as of": row.date("as_of"),
        "place": row.known("place", places),
    }
    return {label: text for label, text in extra.items() if text}


def _identifier(row: Row) -> Identifier:
    row.need("source")
    row.basis()
    return Identifier(
        kind=row.need("kind"),
        value=row.need("value"),
        country=row.country("country"),
        note=row.text("label"),
    )


def _address(row: Row) -> Address:
    row.need("source")
    row.basis()
    return Address(
        street=row.text("street"), city=row.text("place"), country=row.country("country")
    )


def _link(row: Row, entities: Collection[str]) -> Link:
    row.need("subject")
    return Link(
        subject=row.known("subject", entities) or "",
        relation=row.need("relation"),
        object_name=row.need("object_name"),
        object=row.known("object", entities),
        percent=row.number("percent", 0, 100),
        since=row.date("since"),
        source=row.need("source"),
        url=row.text("url"),
        basis=row.basis(),
    )
