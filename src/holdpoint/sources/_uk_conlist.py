"""The UK's consolidated list of financial sanctions targets (OFSI "ConList"), CSV and XLSX.

The first record says when the list was last updated, the second is the header. Several rows of one
Group ID are one entry: a row for each name and each address.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from holdpoint.model import (
    Entity,
    EntityType,
    Link,
    Listing,
    Measure,
    NameKind,
    SourceInfo,
)
from holdpoint.sources._data import keyed
from holdpoint.sources._draft import Draft, when
from holdpoint.sources._edition import Edition, Found, Tally
from holdpoint.sources._files import (
    Content,
    Record,
    check_header,
    load,
    named_records,
    records,
    tidy,
)
from holdpoint.sources._parsed import Parsed, Sharing
from holdpoint.sources._sheets import named_rows, sheet_start, sheets
from holdpoint.sources._uk_other import numbered, one_country, read_other

SOURCE = "uk-conlist"
_TYPES: dict[str, EntityType] = {"Individual": "person", "Entity": "company", "Ship": "vessel"}
_KINDS: dict[str, NameKind] = {
    "primary name": "primary",
    "prime alias": "primary",
    "primary name variation": "strong",
    "aka": "strong",
    "fka": "former",
}
_NAMES = ("Name 1", "Name 2", "Name 3", "Name 4", "Name 5", "Name 6")
_STREET = tuple(f"Address {n}" for n in range(1, 7))
_ISSUED = re.compile(r"^(?P<value>[^()]*\d[^()]*?)\s*\((?P<remark>[^()]+)\)$")
_ASSET = re.compile(r"\b(?:asset of|economic resources? of)\b", re.IGNORECASE)
_REQUIRED = ("Name 6", "Group Type", "Alias Type", "Regime", "Listed On", "Group ID")
_KNOWN = frozenset(
    {
        *_REQUIRED, *_NAMES, *_STREET, "Title", "Name Non-Latin Script", "Non-Latin Script Type",
        "Non-Latin Script Language", "DOB", "Town of Birth", "Country of Birth", "Nationality",
        "Passport Number", "Passport Details", "National Identification Number", "NI Number",
        "National Identification Details", "Position", "Post/Zip Code", "Country",
        "Other Information", "Alias Quality", "UK Sanctions List Date Designated", "Last Updated",
    }
)  # fmt: skip

Row = Mapping[str, str]


class UkConlist(Sharing):
    """Reader of the UK list in both forms."""

    format = "uk-conlist"

    def recognises(self, path: Path, head: bytes) -> bool:
        """By its first record and its header; in a workbook by the first shared strings."""
        if not head.startswith(b"PK"):
            return head[:20].lstrip(b'\xef\xbb\xbf"').startswith(b"Last Updated") and (
                b"Group ID" in head[:4096]
            )
        start = sheet_start(path)
        return b"Last Updated" in start and b"Name 6" in start and b"Group ID" in start

    def look(self, path: Path) -> tuple[Found, ...]:
        """The list, and how many entries it has."""
        content, tally = load(path), Tally()
        updated, rows = _rows(content, tally, self._parsed)
        groups = {row["Group ID"] for _, row in rows}
        basis = "inside the file" if updated else "unknown"
        return (
            Found(
                source=SOURCE,
                list_date=updated,
                date_basis=basis,
                entries=len(groups),
                complete=not tally.cut_short,
            ),
        )

    def read(
        self, files: Sequence[Path], *, only: frozenset[str] | None = None
    ) -> Iterator[Edition]:
        """One edition."""
        if only is not None and SOURCE not in only:
            return
        content, tally, links = load(files[0]), Tally(), list[Link]()
        updated, rows = _rows(content, tally, self._parsed)
        about = SourceInfo(
            id=SOURCE,
            title="UK Consolidated List of Financial Sanctions Targets",
            publisher="HM Treasury, Office of Financial Sanctions Implementation",
            authority="UK",
            format=self.format,
            url="https://www.gov.uk/government/publications/financial-sanctions-consolidated-list-of-targets",
            licence="Published by HM Treasury; terms not stated in the file",
            list_date=updated,
            date_basis="inside the file" if updated else "unknown",
            sha256={content.name: content.sha256},
        )
        yield Edition(about, _entities(rows, content.name, tally, links), tally, links)


def _rows(
    content: Content, tally: Tally, held: Parsed | None
) -> tuple[str | None, list[tuple[int, Row]]]:
    """The date of the list, and its rows with their lines."""
    if content.data.startswith(b"PK"):
        return _sheet_rows(content, tally, held)
    first = next(records(content.text(), content.name), Record(1, [])).cells
    rows = list(named_records(content, tally, required=_REQUIRED, known=_KNOWN, skip=1))
    return when(first[1]) if len(first) > 1 else None, rows  # type: ignore[return-value]


def _sheet_rows(
    content: Content, tally: Tally, held: Parsed | None
) -> tuple[str | None, list[tuple[int, Row]]]:
    cells = next(iter(sheets(content, held).values()), [])
    header = cells[1] if len(cells) > 1 else []
    tally.open(content.name)
    check_header(content.name, 2, header, _REQUIRED, _KNOWN, tally)
    rows: list[tuple[int, Row]] = [*named_rows(content, header, cells[2:], tally, first=3)]
    return when(cells[0][1]) if len(cells[0]) > 1 else None, rows


def _entities(
    rows: Sequence[tuple[int, Row]], name: str, tally: Tally, links: list[Link]
) -> Iterator[Entity]:
    groups: dict[str, list[Row]] = {}
    for line, row in rows:
        group = row["Group ID"].strip()
        named = any(row.get(part, "").strip() for part in _NAMES)
        if not group or not named:
            reason = "The row has no name." if group else "The row has no Group ID."
            tally.refuse(name, line, reason, "Ask the publisher.", field="Group ID")
            continue
        groups.setdefault(group, []).append(row)
        tally.took(name)
    for group, members in groups.items():
        draft = Draft(f"{SOURCE}:{group}", SOURCE, _TYPES.get(members[0]["Group Type"], "unknown"))
        seen: set[str] = set()
        said: dict[str, str] = {}
        for row in members:
            _names(draft, row)
            _person(draft, row)
            _documents(draft, row)
            _address(draft, row)
            said = {**read_other(draft, row.get("Other Information", ""), seen), **said}
        for row in members:
            draft.listing(_listing(row, draft, said, group))
        _dates(draft, members)
        links.extend(draft.links)
        yield draft.build()


def _dates(draft: Draft, members: Sequence[Row]) -> None:
    """The latest day on which a row of the entry was changed, and the days of designation."""
    updated = {when(row.get("Last Updated", "")) for row in members} - {None}
    draft.keep("Last updated", max(filter(None, updated), default=""))
    for row in members:
        draft.keep("Date designated", when(row.get("UK Sanctions List Date Designated", "")) or "")


def _names(draft: Draft, row: Row) -> None:
    kind = _KINDS.get(row.get("Alias Type", "").strip().lower(), "strong")
    if kind == "strong" and row.get("Alias Quality", "").strip().lower().startswith("low"):
        kind = "weak"
    draft.name(" ".join(tidy(row.get(part, "")) for part in _NAMES if row.get(part)), kind)
    language = row.get("Non-Latin Script Language") or row.get("Non-Latin Script Type") or None
    draft.name(row.get("Name Non-Latin Script", ""), "original", language)


def _person(draft: Draft, row: Row) -> None:
    for part in numbered(row.get("Title", "")):
        draft.title(part)
    for part in numbered(row.get("Position", "")):
        draft.position(part)
    for part in numbered(row.get("Nationality", "")):
        if part and not draft.nationality(part):
            draft.keep("Nationality", part)
    born = row.get("DOB", "")
    if born and not draft.born(born):
        draft.remark(f"Born: {born}")
    towns, lands = numbered(row.get("Town of Birth", "")), numbered(row.get("Country of Birth", ""))
    for place in range(max(len(towns), len(lands))):
        parts = (each[place] for each in (towns, lands) if place < len(each))
        draft.birth_place(", ".join(part for part in parts if part))


def _documents(draft: Draft, row: Row) -> None:
    numbers = row.get("Passport Number", row.get("Passport Details", ""))
    details = row.get("Passport Details", "") if "Passport Number" in row else ""
    _several(draft, "passport", numbers, details)
    numbers = row.get("National Identification Number", row.get("NI Number", ""))
    _several(draft, "national_id", numbers, row.get("National Identification Details", ""))


def _several(draft: Draft, kind: str, numbers: str, details: str) -> None:
    """Numbers and what is said of each, paired by their place."""
    values, notes = numbered(numbers), numbered(details)
    paired = len(values) == len(notes)
    for place, value in enumerate(values):
        note = notes[place] if paired else ""
        issued = _ISSUED.match(value)
        if issued and one_country(issued["remark"]):
            value, note = issued["value"], "; ".join(p for p in (note, issued["remark"]) if p)  # noqa: PLW2901 - what is left of it
        own = "inn" if kind == "national_id" and "INN" in note.split() else kind
        draft.identifier(own, value, one_country(note) if note else None, note or None)
    if not paired:
        for note in notes:
            draft.keep(f"{kind.replace('_', ' ').capitalize()} details", note)


def _address(draft: Draft, row: Row) -> None:
    street = ", ".join(tidy(row[part]) for part in _STREET if row.get(part, "").strip())
    draft.address(text=street, postcode=row.get("Post/Zip Code"), country=row.get("Country"))


def _listing(row: Row, draft: Draft, said: Mapping[str, str], group: str) -> Listing:
    regime = tidy(row.get("Regime", ""))
    known = keyed("uk_regimes.csv", "regime").get(regime)
    un_ref = said.get("un_ref")
    return Listing(
        authority="UK",
        list="UK Consolidated List",
        measure=_measure(row, draft),
        programmes=(regime,) if regime else (),
        legal_basis=known["legal_basis"] if known else None,
        listed_on=when(row.get("Listed On", "")),
        reference=said.get("reference") or group,
        note=f"UN reference {un_ref}" if un_ref else None,
    )


def _measure(row: Row, draft: Draft) -> Measure:
    """A ship is frozen where the list says that it is an asset of a target.

    One that is only "specified" is barred from ports, and nobody's funds are frozen.
    """
    if draft.type != "vessel" or _ASSET.search(row.get("Other Information", "")):
        return "asset_freeze"
    return "transport_ban"
