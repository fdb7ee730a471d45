"""Particulars that an older edition gives and a newer one leaves out.

Some editions hold names and programmes only. For an entry that is still listed, the birth dates,
numbers and links of an older edition of the same list are far better than none; they are carried
over, and every entity so completed says from when they are.
"""

from __future__ import annotations

import dataclasses
import functools
from typing import Any

from holdpoint.model import Address, Entity, Listing
from holdpoint.text import date_interval

AS_OF = "Particulars as of"
_IF_EMPTY = (
    "nationalities", "birth_dates", "birth_places", "founded", "gender", "titles", "positions",
    "vessel", "remarks",
)  # fmt: skip


def completed(newer: Entity, older: Entity, as_of: str) -> Entity:
    """The newer entity with the older one's particulars where it has none of its own.

    Names, and whether and until when it is listed, are the newer edition's alone: an old end date
    would make an order that was renewed look expired.

    Args:
        newer: As listed now.
        older: The same entry in an older edition.
        as_of: Date of the older edition.
    """
    changes: dict[str, Any] = {
        name: getattr(older, name)
        for name in _IF_EMPTY
        if not getattr(newer, name) and getattr(older, name)
    }
    for name in ("countries", "identifiers"):
        changes[name] = tuple(dict.fromkeys((*getattr(newer, name), *getattr(older, name))))
    changes["addresses"] = _addresses(newer, older)
    changes["listings"] = tuple(_listing(row, older, as_of) for row in newer.listings)
    changes["extra"] = _extra(newer, older)
    if any(getattr(newer, name) != value for name, value in changes.items()):
        changes["extra"][AS_OF] = as_of
    last = _last_day(as_of)
    changes["listings"] = tuple(
        dataclasses.replace(row, seen_on=last) for row in changes["listings"]
    )
    return dataclasses.replace(newer, **changes)


@functools.lru_cache(maxsize=64)
def _last_day(as_of: str) -> str | None:
    """The day by which an edition was out; an edition of a month counts from its last day."""
    try:
        return date_interval(as_of)[1].isoformat()
    except ValueError:
        return None


def _addresses(newer: Entity, older: Entity) -> tuple[Address, ...]:
    bare = [address for address in newer.addresses if address == Address(country=address.country)]
    if len(bare) < len(newer.addresses):
        return newer.addresses
    known = {address.country for address in older.addresses}
    return (*older.addresses, *(address for address in bare if address.country not in known))


def _extra(newer: Entity, older: Entity) -> dict[str, str]:
    return {**older.extra, **newer.extra}


def _listing(row: Listing, older: Entity, as_of: str) -> Listing:
    before = next((old for old in older.listings if old.list == row.list), None)
    if before is None:
        return row
    note = row.note or (f"{before.note} (as of {as_of})" if before.note else None)
    return dataclasses.replace(row, listed_on=row.listed_on or before.listed_on, note=note)
