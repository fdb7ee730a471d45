"""Canada's consolidated autonomous sanctions list in XML: one ``record`` an entry."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from holdpoint.model import Entity, EntityType, Measure
from holdpoint.sources._draft import Draft, when
from holdpoint.sources._edition import Edition, Found, Tally
from holdpoint.sources._files import Content, date_in_name, load
from holdpoint.sources._keys import distinct, short_hash
from holdpoint.sources._printed import comma_names
from holdpoint.sources._published import published
from holdpoint.sources._xml import elements, root_of, text_of
from holdpoint.text import script

SOURCE = "ca-sema"
_KNOWN = frozenset(
    {
        "Country", "LastName", "GivenName", "Aliases", "DateOfBirth", "DateOfBirthOrShipBuildDate",
        "Schedule", "Item", "Entity", "EntityOrShip", "Title", "TitleOrShip", "ShipIMONumber",
        "DateOfListing",
    }
)  # fmt: skip
_LANGUAGE = re.compile(r"^\(?(?:in )?([A-Z][a-z]+)\)?\s*:\s*")
_APART = re.compile(r"\s*;\s*|\s+/\s+|\s*,\s*(?=[A-Z][a-z]+\s*:)")
_BOTH = re.compile(r"\s+/\s+")
_BANKS = re.compile(r"^[23]\b")
Row = Mapping[str, str]


class CaSema:
    """Reader of the Canadian list; it prints no date of its own."""

    format = "ca-sema-xml"

    def recognises(self, path: Path, head: bytes) -> bool:
        """By the root element and the fields of its first records."""
        del path
        return root_of(head)[0] == "data-set" and b"<Schedule>" in head and b"<Item>" in head

    def look(self, path: Path) -> tuple[Found, ...]:
        """The list; it is parsed whole, so that a damaged file shows here."""
        date, basis = date_in_name(path, years=True)
        rows = _rows(load(path), Tally())
        return (Found(source=SOURCE, list_date=date, date_basis=basis, entries=len(rows)),)

    def read(
        self, files: Sequence[Path], *, only: frozenset[str] | None = None
    ) -> Iterator[Edition]:
        """One edition."""
        if only is not None and SOURCE not in only:
            return
        content, tally = load(files[0]), Tally()
        date, basis = date_in_name(files[0], years=True)
        rows = _rows(content, tally)
        about = published(SOURCE).about(
            form=self.format,
            list_date=date,
            date_basis=basis,
            sha256={content.name: content.sha256},
        )
        yield Edition(about, _entities(rows), tally, [])


def _rows(content: Content, tally: Tally) -> list[Row]:
    name = content.name
    tally.open(name)
    out: list[Row] = []
    for place, element in enumerate(elements(content, ("record",)), start=1):
        tally.row(name)
        row = {child.tag: text for child in element if (text := text_of(child))}
        for tag in row.keys() - _KNOWN:
            if tag not in tally.ignored:
                why = "An element is not known and is not read."
                tally.warn(name, place, why, "Tell the project.", field=tag)
            tally.ignored[tag] += 1
        if _name(row):
            tally.took(name)
            out.append(row)
        else:
            tally.refuse(name, place, "The record has no name.", "Ask the publisher.")
    return out


def _name(row: Row) -> str:
    entity = row.get("Entity") or row.get("EntityOrShip")
    parts = (row.get("LastName", ""), row.get("GivenName", ""))
    return entity or ", ".join(part for part in parts if part)


def _entities(rows: Sequence[Row]) -> Iterator[Entity]:
    levels = (
        lambda row: short_hash(row.get("Country", ""), _name(row)),
        _born,
        lambda row: f"{row.get('Schedule', '')} {row.get('Item', '')}",
    )
    for key, same in distinct(rows, *levels).items():
        yield _entity(key, same)


def _born(row: Row) -> str:
    return row.get("DateOfBirth") or row.get("DateOfBirthOrShipBuildDate") or ""


def _type(row: Row) -> EntityType:
    if row.get("ShipIMONumber"):
        return "vessel"
    return "company" if row.get("Entity") or row.get("EntityOrShip") else "person"


def _entity(key: str, rows: Sequence[Row]) -> Entity:
    row = rows[0]
    draft = Draft(f"{SOURCE}:{key}", SOURCE, _type(row))
    draft.name(_name(row), "primary")
    for alias, language in _aliases(row.get("Aliases", ""), draft.type):
        draft.name(alias, "strong" if script(alias) in ("latin", "none") else "original", language)
    title = row.get("Title") or row.get("TitleOrShip") or ""
    if draft.type == "vessel":
        draft.identifier("imo", row["ShipIMONumber"])
        if title:
            draft.vessel["vessel_type"] = title
        if _born(row):
            draft.vessel["built"] = _born(row)
    else:
        draft.title(_BOTH.split(title)[0].split("/")[0])
        if _born(row) and not draft.born(_born(row)):
            draft.remark(f"Born: {_born(row)}")
    for one in rows:
        base = dataclasses.replace(
            published(SOURCE).listing(_measure(one, draft.type)),
            programmes=(_BOTH.split(one.get("Country", ""))[0].strip() or "unknown",),
            listed_on=when(one.get("DateOfListing", "")),
            reference=_reference(one),
        )
        draft.listing(base)
    return draft.build()


def _measure(row: Row, kind: EntityType) -> Measure:
    """Ships are barred; schedules 2 and 3 of the Russian regulations limit financing only."""
    if kind == "vessel":
        return "transport_ban"
    russian = row.get("Country", "").startswith("Russia")
    return "sectoral" if russian and _BANKS.match(row.get("Schedule", "")) else "asset_freeze"


def _reference(row: Row) -> str | None:
    schedule, item = row.get("Schedule", ""), row.get("Item", "")
    parts = (f"Schedule {schedule}" if schedule else "", f"item {item}" if item else "")
    return ", ".join(part for part in parts if part) or None


def _aliases(text: str, kind: EntityType) -> Iterator[tuple[str, str | None]]:
    """Further names, each with its language where the list says it ("Russian: …")."""
    for part in _APART.split(text):
        label = _LANGUAGE.match(part)
        rest = part[label.end() :] if label else part
        for one in comma_names(rest, kind):
            yield one, label[1] if label else None
