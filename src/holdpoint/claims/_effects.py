"""What a claim becomes by its predicate: parties, sites, goods and links. The table is data."""

from __future__ import annotations

import csv
import functools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import resources
from typing import TYPE_CHECKING

from holdpoint.model import EntityType

if TYPE_CHECKING:
    from holdpoint.model import ReadClaim

PARTY_TYPES: Mapping[str, EntityType] = {
    "Person": "person",
    "Company": "company",
    "Organization": "company",
    "LegalEntity": "unknown",
    "PublicBody": "government",
    "Vessel": "vessel",
    "Airplane": "aircraft",
}
"""Schemas of things that can be a party to an order, and the type of the entity that each becomes.
A country is none: its name stands in too many orders to say anything of one."""

SITE_SCHEMAS = frozenset({"Site", "Zone", "AirBase", "Plant", "Building", "RealEstate"})
"""Schemas of things that are a site of their own (a plant, a base), not a town or a country."""

SITE_KINDS = frozenset({"zone", "plant", "site", "air_base", "airport"})
"""Kinds of places that are watched as a site. Lawful trade uses the same ports and towns."""

BUILT_SCHEMAS = SITE_SCHEMAS - {"Zone", "AirBase"}
"""Schemas of sites that are not places of a map themselves: a claim has to say where they lie."""

WIDE_SCHEMAS = frozenset({"Country", "Region", "WaterBody"})
"""Schemas of places that are no site, wherever in them something lies."""

_ENDS = frozenset({"subject", "object", "roles"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """A row of the table: see ``data/effects.csv``."""

    parties: frozenset[str] = frozenset()
    sites: frozenset[str] = frozenset()
    goods: frozenset[str] = frozenset()
    relation: str | None = None
    reversed: bool = False
    phrase: str = "{subject}: {predicate} {object}"


def effect_of_predicate(predicate: str) -> Effect:
    """What claims of a predicate become; nothing for one that the table does not have."""
    return _table().get(predicate, Effect())


def ends_of(claim: ReadClaim, ends: frozenset[str]) -> Iterator[str]:
    """Ids of the things at some ends of a claim, each once, in a fixed order."""
    found = []
    if "subject" in ends:
        found.append(claim.subject)
    if "object" in ends and claim.object:
        found.append(claim.object)
    if "roles" in ends:
        found += [thing for _, thing in sorted(claim.roles.items())]
    yield from dict.fromkeys(found)


@functools.cache
def _table() -> Mapping[str, Effect]:
    text = (resources.files("holdpoint.claims") / "data" / "effects.csv").read_text("utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    return {
        row["predicate"]: Effect(
            parties=_some(row["parties"]),
            sites=_some(row["sites"]),
            goods=_some(row["goods"]),
            relation=row["relation"] or None,
            reversed=row["reversed"] == "yes",
            phrase=row["phrase"],
        )
        for row in csv.DictReader(lines)
    }


def _some(text: str) -> frozenset[str]:
    found = frozenset(text.split())
    if not found <= _ENDS:
        raise ValueError(f"effects.csv: {min(found - _ENDS)!r} is no end of a claim")
    return found
