"""Exports of one list as plain CSV of targets (``id,schema,name,aliases,…``): War & Sanctions.

Several values in one cell are parted by ``;``. What the portal reports of a party stands in
``sanctions``; it is a statement of facts, not a measure of law.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from holdpoint.errors import UnreadableInputError
from holdpoint.model import Entity, EntityType
from holdpoint.sources._draft import Draft, when
from holdpoint.sources._edition import Edition, Found, Tally
from holdpoint.sources._files import Content, date_in_name, load, named_records
from holdpoint.sources._published import published
from holdpoint.text import identifier_check, script

SOURCE = "ua-war-sanctions"
_DATASET = "Ukraine War and Sanctions"
_COLUMNS = (
    "id", "schema", "name", "aliases", "birth_date", "countries", "addresses", "identifiers",
    "sanctions", "phones", "emails", "program_ids", "dataset", "first_seen", "last_seen",
    "last_change",
)  # fmt: skip
_TYPES: dict[str, EntityType] = {
    "Person": "person",
    "Company": "company",
    "Organization": "company",
    "LegalEntity": "company",
    "Vessel": "vessel",
    "Airplane": "aircraft",
}
_IMO = re.compile(r"^IMO\s*(\d{7})$", re.IGNORECASE)
_OGRN, _INN, _MMSI = (13, 15), (10, 12), 9
Row = dict[str, str]


class TargetsCsv:
    """Reader of the export."""

    format = "targets-csv"

    def recognises(self, path: Path, head: bytes) -> bool:
        """By its header."""
        del path
        first = head[:512].split(b"\n", 1)[0].replace(b'"', b"").strip()
        return first.startswith(b"id,schema,name,aliases,birth_date,countries")

    def look(self, path: Path) -> tuple[Found, ...]:
        """The list, and how many entries it has."""
        tally = Tally()
        rows = _rows(load(path), tally)
        date, basis = _date(path, rows)
        return (
            Found(
                source=SOURCE,
                list_date=date,
                date_basis=basis,
                entries=len(rows),
                complete=not tally.cut_short,
            ),
        )

    def read(
        self, files: Sequence[Path], *, only: frozenset[str] | None = None
    ) -> Iterator[Edition]:
        """One edition."""
        if only is not None and SOURCE not in only:
            return
        content, tally = load(files[0]), Tally()
        rows = _rows(content, tally)
        date, basis = _date(files[0], rows)
        about = published(SOURCE).about(
            form=self.format,
            list_date=date,
            date_basis=basis,
            sha256={content.name: content.sha256},
        )
        yield Edition(about, map(_entity, rows), tally, [])


def _date(path: Path, rows: Sequence[Row]) -> tuple[str | None, str]:
    seen = max((row["last_seen"][:10] for row in rows), default="")
    return (seen, "inside the file") if seen else date_in_name(path)


def _rows(content: Content, tally: Tally) -> list[Row]:
    out: list[Row] = []
    seen: set[str] = set()
    known = named_records(content, tally, required=_COLUMNS, known=_COLUMNS)
    for line, row in known:
        reason = None if row["id"] and row["name"].strip() else "The record has no id or no name."
        if row["id"] in seen:
            reason = "The id stands here twice."
        if row["dataset"] != _DATASET:
            reason = "The record is of a data set that is not read from this form."
        if reason:
            tally.refuse(content.name, line, reason, "Fetch the file again.", field="id")
            continue
        seen.add(row["id"])
        tally.took(content.name)
        out.append(row)
    if not out:
        raise UnreadableInputError(f"{content.name}: holds no record of {_DATASET}.")
    return out


def _several(text: str) -> list[str]:
    return [part.strip() for part in text.split(";") if part.strip()]


def _entity(row: Row) -> Entity:
    draft = Draft(f"{SOURCE}:{row['id']}", SOURCE, _TYPES.get(row["schema"], "unknown"), apart=True)
    draft.name(row["name"], "primary")
    for alias in _several(row["aliases"]):
        draft.name(alias, "strong" if script(alias) in ("latin", "none") else "original")
    for born in _several(row["birth_date"]):
        draft.born(born)
    for land in _several(row["countries"]):
        draft.country(land.upper())
    for address in _several(row["addresses"]):
        draft.address(text=address)
    for number in _several(row["identifiers"]):
        _number(draft, number)
    draft.keep("Reported", row["sanctions"].strip('" '))
    which = published(SOURCE)
    draft.listing(
        dataclasses.replace(
            which.listing(),
            programmes=tuple(_several(row["program_ids"])),
            reference=row["id"],
            seen_on=when(row["first_seen"][:10]),
        )
    )
    return draft.build()


def _number(draft: Draft, number: str) -> None:
    """Numbers stand without a label; only their form and check digits tell what they are."""
    ship = _IMO.match(number)
    if ship:
        draft.identifier("imo", ship[1])
    elif number.isdigit() and len(number) in _OGRN and identifier_check("ogrn", number):
        draft.identifier("ogrn", number)
    elif number.isdigit() and len(number) in _INN and identifier_check("inn", number):
        draft.identifier("inn", number)
    elif draft.type == "vessel" and number.isdigit() and len(number) == _MMSI:
        draft.identifier("mmsi", number)
    else:
        draft.identifier("other", number)
