"""The check of co-location: does a party give the address of somebody who is listed?

An address shared with a listed party says nothing about what a firm does; it is a warning sign
that authorities have published, and a reason to ask.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from holdpoint.matching import closest_address
from holdpoint.model import Address, Entity, Evidence, Listing, NotRun, Party, SourceInfo
from holdpoint.screening._listed import in_force, listing_row
from holdpoint.text import FORM, address_key, name_tokens

CHECK = "lists.address"
"""Name of the check among those that could not run."""

MANY = 5
"""From so many different names on the lists an address looks like one that is let to anybody."""

_SHOWN = 6


@dataclass(slots=True)
class _Unable:
    """Parties whose address could not be compared."""

    missing: list[str] = field(default_factory=list)
    little: list[str] = field(default_factory=list)

    def notes(self) -> Iterable[NotRun]:
        told = (
            (self.missing, "no address was given"),
            (self.little, "the address names no street and number, or no country"),
        )
        for paths, why in told:
            if paths:
                rest = "so it was not compared with the addresses of listed parties"
                yield NotRun(check=CHECK, why=f"{', '.join(paths)}: {why}, {rest}")


class AddressFinder:
    """Compares addresses with those of the entities of one snapshot.

    Args:
        at_address: Ids of the entities at an address: ``at_address(text, country)``.
        entity: Gives the entity of an id.
        sources: The snapshot's sources, by id.
        as_of: The day on which a listing must be in force.
    """

    def __init__(
        self,
        at_address: Callable[[str, str | None], tuple[str, ...]],
        entity: Callable[[str], Entity],
        sources: Mapping[str, SourceInfo],
        as_of: date,
    ) -> None:
        self._at_address = at_address
        self._entity = entity
        self._sources = sources
        self._as_of = as_of

    def find(
        self, parties: Iterable[Party], matched: Mapping[str, Collection[str]]
    ) -> tuple[list[Evidence], list[NotRun]]:
        """Listed parties at the addresses of the parties of an order.

        Args:
            parties: In the order of the transaction.
            matched: For each place in the transaction the ids of entities that the party is or
                resembles: what they say of the address belongs to that comparison.

        Returns:
            Evidence of kind ``address_matches``, a row an entry and listing, and a note for
            addresses that were not given or say too little.
        """
        out: list[Evidence] = []
        unable = _Unable()
        for i, party in enumerate(parties):
            path = f"parties[{i}]"
            if party.role == "seller":
                continue  # the firm knows its own neighbours
            if not (party.address or "").strip():
                unable.missing.append(path)
            elif address_key(party.address or "", party.country) is None:
                unable.little.append(path)
            else:
                rows = self._rows(party, matched.get(path, ()))
                out += [Evidence(kind="address_matches", subject=path, data=row) for row in rows]
        return out, list(unable.notes())

    def _rows(self, party: Party, matched: Collection[str]) -> list[dict[str, Any]]:
        address = party.address or ""
        there = self._at_address(address, party.country)
        entities = [self._entity(one) for one in sorted(there) if one not in matched]
        bound = [
            (entity, listed)
            for entity in entities
            if self._binds(entity) and (listed := _same_place(entity, address, party.country))
        ]
        names = {_name_key(entity) for entity, _ in bound}
        return [
            {
                **listing_row(entity, listing, self._sources.get(entity.source), self._as_of),
                "address": address,
                "listed_address": listed.line(),
                "shared_by": len(names),
                "sharing": _sharing(len(names)),
            }
            for entity, listed in bound[:_SHOWN]
            for listing in entity.listings
            if self._in_force(entity, listing) is not False
        ]

    def _binds(self, entity: Entity) -> bool:
        return any(self._in_force(entity, one) is not False for one in entity.listings)

    def _in_force(self, entity: Entity, listing: Listing) -> bool | None:
        return in_force(listing, self._sources.get(entity.source), self._as_of)


def _same_place(entity: Entity, address: str, country: str | None) -> Address | None:
    """The entity's address that is the same place; the key by which it was found is coarser."""
    found = closest_address(address, country, entity)
    return found[0] if found and found[1].same_place else None


def _name_key(entity: Entity) -> tuple[str, ...]:
    """One key for the ways in which lists write a name."""
    words = name_tokens(entity.caption, entity.type)
    return tuple(sorted(word for word in words if not word.startswith(FORM)))


def _sharing(names: int) -> str:
    if names >= MANY:
        return (
            f"{names} different names on the lists give it, as is usual of a business centre or of "
            "an agent who lends his address"
        )
    if names > 1:
        return f"{names} different names on the lists give it"
    return "one name on the lists gives it"
