"""The UK Sanctions List (FCDO): XML, CSV, and the spreadsheet of eight columns.

Whatever the form, a designation becomes rows under the same names (``uk_columns.csv``); rows of one
Unique ID are one entry. Since 28 January 2026 this is the UK's only list.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from holdpoint.errors import UnreadableInputError
from holdpoint.model import Entity, Link
from holdpoint.sources._data import table
from holdpoint.sources._edition import Edition, Found, Tally
from holdpoint.sources._files import (
    Content,
    check_header,
    date_in_name,
    load,
    named_records,
    records,
)
from holdpoint.sources._parsed import Parsed, Sharing
from holdpoint.sources._published import published
from holdpoint.sources._sheets import named_rows, sheet_start, sheets
from holdpoint.sources._uk_designation import SOURCE, Row, designation
from holdpoint.sources._uk_sanctions_xml import xml_rows
from holdpoint.sources._xml import root_of
from holdpoint.text import parse_date

_SIGNS = re.compile(r"[^a-z0-9]+")
_DAY = re.compile(r"(\d{1,2}[-/ ]\w+[-/ ]\d{4})")
_NAMES = ("name", *(f"name_{n}" for n in range(1, 7)))
_REQUIRED = ("unique_id", "regime")


class UkSanctions(Sharing):
    """Reader of the list in its three forms."""

    format = "uk-sanctions-list"

    def recognises(self, path: Path, head: bytes) -> bool:
        """By the root element, the columns of the CSV, or the first texts of the sheet."""
        if head.startswith(b"PK"):
            start = sheet_start(path)
            return b"Unique ID" in start and b"OFSI Group ID" in start
        if head.lstrip(b"\xef\xbb\xbf \r\n").startswith(b"<"):
            return root_of(head)[0] == "Designations"
        start = head[:4096]
        return b"Unique ID" in start and b"OFSI Group ID" in start and b"Regime Name" in start

    def look(self, path: Path) -> tuple[Found, ...]:
        """The list, and how many entries it has."""
        tally = Tally()
        date, basis, groups = _groups(load(path), tally, self._parsed)
        return (
            Found(
                source=SOURCE,
                list_date=date,
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
        content, tally = load(files[0]), Tally()
        date, basis, groups = _groups(content, tally, self._parsed)
        about = published(SOURCE).about(
            form=self.format,
            list_date=date,
            date_basis=basis,
            sha256={content.name: content.sha256},
        )
        links: list[Link] = []
        yield Edition(about, _entities(groups, links), tally, links)


def _key(heading: str) -> str:
    return _SIGNS.sub("", heading.casefold())


def _kinds(header: Sequence[str]) -> list[str]:
    known = {_key(row["column"]): row["kind"] for row in table("uk_columns.csv")}
    return [known.get(_key(heading), heading) for heading in header]


def _groups(
    content: Content, tally: Tally, held: Parsed | None
) -> tuple[str | None, str, Mapping[str, list[Row]]]:
    """The date of the list, where it stood, and the rows of each designation."""
    date: str | None = None
    rows: Iterable[tuple[int, Row]]
    if content.data.startswith(b"PK"):
        rows = _sheet_rows(content, tally, held)
    elif content.data.lstrip(b"\xef\xbb\xbf \r\n").startswith(b"<"):
        date, rows = xml_rows(content, tally)
    else:
        date, rows = _csv_rows(content, tally)
    groups: dict[str, list[Row]] = defaultdict(list)
    for line, row in rows:
        number = row.get("unique_id", "").strip()
        named = any(row.get(name, "").strip() for name in _NAMES)
        if not number or not (named or row.get("original_name") or number in groups):
            reason = "The row has no name." if number else "The row has no Unique ID."
            tally.refuse(content.name, line, reason, "Ask the publisher.", field="Unique ID")
            continue
        groups[number].append(row)
        tally.took(content.name)
    if date:
        return date, "inside the file", groups
    return (*date_in_name(content.path), groups)


def _sheet_rows(content: Content, tally: Tally, held: Parsed | None) -> Iterator[tuple[int, Row]]:
    rows = next(iter(sheets(content, held).values()), [])
    at = next((i for i, row in enumerate(rows[:5]) if "Unique ID" in row), None)
    if at is None:
        raise UnreadableInputError(f"{content.name}: has no heading 'Unique ID'. Fetch it again.")
    header = _kinds(rows[at])
    tally.open(content.name)
    check_header(content.name, at + 1, header, _REQUIRED, set(_kinds_known()), tally)
    yield from named_rows(content, header, rows[at + 1 :], tally, first=at + 2)


def _kinds_known() -> Iterator[str]:
    return (row["kind"] for row in table("uk_columns.csv"))


def _csv_rows(content: Content, tally: Tally) -> tuple[str | None, Iterator[tuple[int, Row]]]:
    """Rows under the header, which a line with the date of the report may precede."""
    first = next(records(content.text(), content.name), None)
    cells = first.cells if first else []
    day = next((d[1] for cell in cells if (d := _DAY.search(cell))), None)
    skip = 0 if "Unique ID" in [cell.strip() for cell in cells] else 1
    known = named_records(content, tally, required=("Unique ID", "Regime Name"), skip=skip)
    date = parse_date(day) if day and skip else None

    def named() -> Iterator[tuple[int, Row]]:
        for line, row in known:
            yield line, dict(zip(_kinds(list(row)), row.values(), strict=True))

    return date, named()


def _entities(groups: Mapping[str, list[Row]], links: list[Link]) -> Iterator[Entity]:
    for number, rows in groups.items():
        draft = designation(number, rows)
        links.extend(draft.links)
        yield draft.build()
