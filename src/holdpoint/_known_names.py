"""What a snapshot knows of names and places, for the reading of documents."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from holdpoint.disclosures import KnownName, Lexicon
from holdpoint.knowledge import Snapshot
from holdpoint.model import EntityType
from holdpoint.places import Gazetteer

_SCHEMAS: dict[EntityType, str] = {
    "person": "Person",
    "company": "Company",
    "vessel": "Vessel",
    "aircraft": "Airplane",
    "government": "PublicBody",
}


@lru_cache(maxsize=4)
def lexicon_of(snapshot: Snapshot) -> Lexicon:
    """Give the names and the gazetteer of a snapshot, by which documents are read."""
    gazetteer = Gazetteer(snapshot.places, world=snapshot.world)
    return Lexicon.of(_names(snapshot), gazetteer)


def _names(snapshot: Snapshot) -> Iterator[KnownName]:
    for entity in snapshot.entities():
        country = entity.countries[0] if len(entity.countries) == 1 else None
        for name in entity.names:
            if name.kind != "weak":
                yield KnownName(
                    name=name.text,
                    schema=_SCHEMAS.get(entity.type, "LegalEntity"),
                    id=entity.id,
                    country=country,
                )
