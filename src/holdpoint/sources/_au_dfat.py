"""Australia's consolidated list (XLSX): a row a name, entries numbered ``2``, ``2a``, ``2b``."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from holdpoint.errors import UnreadableInputError
from holdpoint.model import Entity, EntityType, Listing, Measure, NameKind
from holdpoint.sources._draft import Draft, when
from holdpoint.sources._edition import Edition, Found, Tally
from holdpoint.sources._eu_entry import lettered, take_address
from holdpoint.sources._files import Content, check_header, date_in_name, load
from holdpoint.sources._parsed import Parsed, Sharing
from holdpoint.sources._published import published
from holdpoint.sources._sheets import named_rows, sheet_start, sheets

SOURCE = "au-dfat"
_REQUIRED = ("Reference", "Name of Individual or Entity", "Type", "Name Type", "Committees")
_FLAGS: dict[str, Measure] = {
    "Targeted Financial Sanction": "asset_freeze",
    "Travel Ban": "travel_ban",
    "Arms Embargo": "arms_embargo",
    "Maritime Restriction": "transport_ban",
}
_KNOWN = frozenset(
    {
        *_REQUIRED, *_FLAGS, "Alias Strength", "Date of Birth", "Place of Birth", "Citizenship",
        "Address", "Additional Information", "Listing Information", "IMO Number", "Control Date",
        "Instrument of Designation",
    }
)  # fmt: skip
_TYPES: dict[str, EntityType] = {
    "Individual": "person",
    "Entity": "company",
    "Vessel": "vessel",
}
_NUMBER = re.compile(r"^(\d+)[a-z]*$", re.IGNORECASE)
_UN = re.compile(r"\b([A-Z]{2}[ie]\.\d{3})\b")
_LISTED = re.compile(r"\b[Ll]isted on:? (\d{1,2} \w+\.? \d{4})")
_SINCE = re.compile(r"\bon (\d{1,2} \w+ \d{4})")
Row = Mapping[str, str]


class AuDfat(Sharing):
    """Reader of the Australian list."""

    format = "au-dfat-xlsx"

    def recognises(self, path: Path, head: bytes) -> bool:
        """By the headings among the first texts of a workbook."""
        if not head.startswith(b"PK"):
            return False
        start = sheet_start(path)
        return b"Name of Individual or Entity" in start and b"Control Date" in start

    def look(self, path: Path) -> tuple[Found, ...]:
        """The list, and how many entries it has."""
        date, basis = date_in_name(path)
        groups = _groups(load(path), Tally(), self._parsed)
        return (Found(source=SOURCE, list_date=date, date_basis=basis, entries=len(groups)),)

    def read(
        self, files: Sequence[Path], *, only: frozenset[str] | None = None
    ) -> Iterator[Edition]:
        """One edition."""
        if only is not None and SOURCE not in only:
            return
        content, tally = load(files[0]), Tally()
        date, basis = date_in_name(files[0])
        groups = _groups(content, tally, self._parsed)
        about = published(SOURCE).about(
            form=self.format,
            list_date=date,
            date_basis=basis,
            sha256={content.name: content.sha256},
        )
        yield Edition(about, _entities(groups), tally, [])


def _groups(content: Content, tally: Tally, held: Parsed | None) -> Mapping[str, list[Row]]:
    rows = next(iter(sheets(content, held).values()), [])
    if not rows:
        raise UnreadableInputError(f"{content.name}: the first sheet is empty. Fetch it again.")
    header = rows[0]
    tally.open(content.name)
    check_header(content.name, 1, header, _REQUIRED, _KNOWN, tally)
    groups: dict[str, list[Row]] = {}
    for line, row in named_rows(content, header, rows[1:], tally, first=2):
        number = _NUMBER.match(row["Reference"])
        if not number or not row["Name of Individual or Entity"]:
            reason = "The row has no name." if number else "The reference is no number."
            tally.refuse(content.name, line, reason, "Ask the publisher.", field="Reference")
            continue
        groups.setdefault(number[1], []).append(row)
        tally.took(content.name)
    return groups


def _entities(groups: Mapping[str, list[Row]]) -> Iterator[Entity]:
    for number, rows in groups.items():
        draft = Draft(f"{SOURCE}:{number}", SOURCE, _TYPES.get(rows[0]["Type"], "unknown"))
        for row in rows:
            draft.name(row["Name of Individual or Entity"], _kind(row))
        for row in rows:
            _facts(draft, row)
        for listing in _listings(number, rows[0]):
            draft.listing(listing)
        yield draft.build()


def _kind(row: Row) -> NameKind:
    if row["Name Type"] == "Primary Name":
        return "primary"
    if row["Name Type"] == "Original Script":
        return "original"
    return "weak" if row.get("Alias Strength") == "Weak" else "strong"


def _facts(draft: Draft, row: Row) -> None:
    born = row.get("Date of Birth", "")
    if born and draft.type == "person" and not draft.born(born):
        draft.remark(f"Born: {born}")
    for place in lettered(row.get("Place of Birth", "")):
        draft.birth_place(place)
    land = row.get("Citizenship", "")
    if land and not draft.nationality(land):
        draft.keep("Citizenship", land)
    for address in lettered(row.get("Address", "")):
        if address:
            take_address(draft, address)
    draft.identifier("imo", row.get("IMO Number", ""))
    draft.remark(row.get("Additional Information", ""))
    draft.keep("Listing information", row.get("Listing Information", ""))
    draft.keep("Control date", when(row.get("Control Date", "")) or "")
    un = _UN.match(row.get("Additional Information", ""))
    if un:
        draft.keep("UN reference", un[1])


def _listings(number: str, row: Row) -> tuple[Listing, ...]:
    said = row.get("Listing Information", "")
    day = _LISTED.search(said) or _SINCE.search(said)
    which = published(SOURCE)
    base = dataclasses.replace(
        which.listing(),
        programmes=(row["Committees"],) if row["Committees"] else (),
        legal_basis=_instrument(row),
        listed_on=when(day[1]) if day else None,
        reference=number,
    )
    flags = [measure for flag, measure in _FLAGS.items() if _yes(row.get(flag, ""))]
    return which.listings(tuple(flags), base)


def _instrument(row: Row) -> str | None:
    """The instrument; older rows say the day of listing there, which is none."""
    said = row.get("Instrument of Designation", "")
    return None if not said or said.startswith("Listed") else said


def _yes(text: str) -> bool:
    return text.casefold() in ("true", "yes", "1")
