"""Entities and links as FollowTheMoney JSON lines, for other programs to read."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping

from holdpoint.model import Entity, Link, Listing, NameKind
from holdpoint.sources._data import table
from holdpoint.sources._keys import short_hash

_SCHEMATA = {
    "person": "Person",
    "company": "Company",
    "vessel": "Vessel",
    "aircraft": "Airplane",
    "government": "PublicBody",
    "site": "Asset",
    "unknown": "LegalEntity",
}
_NAMES: Mapping[NameKind, str] = {
    "primary": "name",
    "strong": "alias",
    "original": "alias",
    "weak": "weakAlias",
    "former": "previousName",
}
_RELATIONS = {
    "owned_by": ("Ownership", "asset", "owner"),
    "officer_of": ("Directorship", "director", "organization"),
    "part_of": ("Membership", "member", "organization"),
    "acts_for": ("Representation", "agent", "client"),
}
Values = dict[str, list[str]]


def export_ftm(entities: Iterable[Entity], links: Iterable[Link]) -> Iterator[str]:
    """Lines of FollowTheMoney JSON, one object each, without line ends.

    Args:
        entities: Each becomes a thing, and a ``Sanction`` for each of its listings.
        links: Those whose ``object`` is an entity become relations; others say nothing to a
            reader of entities and are left out.

    Yields:
        JSON objects with sorted keys.
    """
    for entity in entities:
        yield _line(entity.id, _SCHEMATA[entity.type], entity.source, _thing(entity))
        for listing in entity.listings:
            said = _sanction(entity, listing)
            key = f"{entity.id}:{short_hash(*map(str, sorted(said.items())))}"
            yield _line(key, "Sanction", entity.source, said)
    for link in links:
        if link.object:
            yield _relation(link, link.object)


def _line(key: str, schema: str, source: str, properties: Values) -> str:
    clean = {name: values for name, values in properties.items() if values}
    data = {"id": key, "schema": schema, "properties": clean, "datasets": [source]}
    return json.dumps(data, ensure_ascii=False, sort_keys=True)


def _thing(entity: Entity) -> Values:
    out: Values = {
        "country": [code.lower() for code in entity.countries],
        "nationality": [code.lower() for code in entity.nationalities],
        "birthDate": [date for date in entity.birth_dates if len(date) <= len("2000-01-01")],
        "incorporationDate": list(entity.founded),
        "birthPlace": list(entity.birth_places),
        "title": list(entity.titles),
        "position": list(entity.positions),
        "gender": [entity.gender] if entity.gender else [],
        "address": [address.line() for address in entity.addresses if address.line()],
        "notes": [entity.remarks] if entity.remarks else [],
        "topics": ["sanction"] if entity.listings else [],
    }
    for name in entity.names:
        out.setdefault(_NAMES[name.kind], []).append(name.text)
    kinds = {row["kind"]: row["property"] for row in reversed(table("ftm_properties.csv"))}
    for identifier in entity.identifiers:
        if identifier.kind in kinds and identifier.kind != "other":
            out.setdefault(kinds[identifier.kind], []).append(identifier.value)
    ship = entity.vessel
    if ship:
        out["flag"] = [ship.flag.lower()] if ship.flag else []
        out["pastFlags"] = [flag.lower() for flag in ship.former_flags]
        out["type"] = [ship.vessel_type] if ship.vessel_type else []
        out["buildDate"] = [ship.built] if ship.built else []
    return out


def _sanction(entity: Entity, listing: Listing) -> Values:
    single = {
        "authority": listing.authority,
        "program": listing.legal_basis,
        "startDate": listing.listed_on,
        "endDate": listing.until,
        "authorityId": listing.reference,
        "sourceUrl": listing.url,
        "reason": listing.note,
        "provisions": listing.measure,
    }
    out: Values = {"entity": [entity.id], "programId": list(listing.programmes)}
    out.update({name: [value] for name, value in single.items() if value})
    return out


def _relation(link: Link, other: str) -> str:
    schema, subject, target = _RELATIONS.get(link.relation, ("UnknownLink", "subject", "object"))
    said: Values = {subject: [link.subject], target: [other], "role": [link.relation]}
    if link.percent is not None:
        said["percentage"] = [f"{link.percent:g}"]
    if link.since:
        said["startDate"] = [link.since]
    key = short_hash(link.subject, link.relation, other)
    return _line(f"{link.subject}:{key}", schema, link.source, said)
