"""Entries of the US tables: rows of one party under one notice, put together."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from holdpoint.model import Entity, EntityType, Listing, SourceInfo
from holdpoint.sources._draft import Draft
from holdpoint.sources._keys import distinct, short_hash
from holdpoint.text import parse_date

_TYPES: dict[str, EntityType] = {
    "Individual": "person",
    "Person": "person",
    "Entity": "company",
    "Company": "company",
    "Organization": "company",
    "Vessel": "vessel",
    "Aircraft": "aircraft",
}
_ALIASES = re.compile(r"\s*;\s*")
_SUCCESSORS = re.compile(r"^and any successor", re.IGNORECASE)
_TRANSCRIBED = ("inksna", "mieu")
"""Forms that somebody else has written down from the Federal Register."""
_NOTES = {
    "requirement": "Licence requirement",
    "policy": "Licence policy",
    "notice": "Federal Register",
    "correction": "Corrected notice",
    "standard_order": "Standard order",
    "action": "Action",
}


class Which(Protocol):
    """A list that describes its editions and makes its listings."""

    @property
    def source(self) -> str:
        """Id of the list."""

    def about(
        self, *, form: str, list_date: str | None, date_basis: str, sha256: Mapping[str, str]
    ) -> SourceInfo:
        """The edition's description, still without counts."""

    def listing(self) -> Listing:
        """A listing with what is the same for every entry."""


@dataclass(frozen=True, slots=True)
class Row:
    """One record by fields; a field can stand in several columns."""

    form: str
    fields: Mapping[str, tuple[str, ...]]

    def text(self, field: str) -> str:
        """The first text of a field, empty where there is none."""
        return next(iter(self.fields.get(field, ())), "")

    @property
    def key(self) -> tuple[str, str]:
        """What rows of one entry share: the name, and the country where the table keeps one."""
        return self.text("name").casefold(), self.text("country").casefold()

    def day(self, field: str) -> str | None:
        """A date, in the order of the United States where it is all numbers."""
        return parse_date(self.text(field), order="mdy")


def entities(which: Which, rows: Sequence[Row]) -> Iterator[Entity]:
    """The entries of one list, in the order in which each is first met."""
    groups: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        groups.setdefault(row.key, []).append(row)
    keys = distinct(list(groups), lambda key: short_hash(key[0]), lambda key: key[1])
    for key, same in keys.items():
        yield _entity(which, key, groups[same[0]])


def _entity(which: Which, key: str, rows: Sequence[Row]) -> Entity:
    kind = _TYPES.get(rows[0].text("type"), "unknown")
    draft = Draft(f"{which.source}:{key}", which.source, kind)
    draft.name(rows[0].text("name"), "primary")
    for row in rows:
        _facts(draft, row)
    for row in rows:
        draft.listing(_listing(which, row))
    return draft.build()


def _facts(draft: Draft, row: Row) -> None:
    for text in row.fields.get("alias", ()):
        for alias in _ALIASES.split(text):
            draft.name(alias)
    for field in ("street", "address", "city", "country"):
        if row.text(field):
            draft.address(
                text=row.text("address"),
                street=row.text("street"),
                city=row.text("city"),
                region=row.text("region"),
                postcode=row.text("postcode"),
                country=row.text("country"),
            )
            break
    draft.position(row.text("position"))
    draft.identifier("call_sign", row.text("call_sign"))
    born = row.text("born")
    if born and parse_date(born, order="mdy"):
        draft.born(parse_date(born, order="mdy") or "")
    elif born:
        draft.remark(f"DOB {born}")
    for remark in row.fields.get("remark", ()):
        draft.remark(_SUCCESSORS.sub("and any successor", remark).rstrip(" ;,"))


def _listing(which: Which, row: Row) -> Listing:
    notes = [f"{label}: {row.text(field)}" for field, label in _NOTES.items() if row.text(field)]
    programmes = tuple(text for text in row.fields.get("programme", ()) if text)
    if row.form == "inksna":
        programmes = ("INKSNA",)
    base = which.listing()
    return dataclasses.replace(
        base,
        basis="secondary" if row.form in _TRANSCRIBED else base.basis,
        programmes=programmes,
        listed_on=row.day("listed_on"),
        until=row.day("until"),
        reference=row.text("number") or None,
        url=row.text("url") or base.url,
        note="; ".join(notes) or None,
    )
