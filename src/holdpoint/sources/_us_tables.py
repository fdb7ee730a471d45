"""Tables of the Bureau of Industry and Security and the State Department, each with a header.

Denied persons (tabs), Entity and Military End User lists, Unverified List, nonproliferation
sanctions, debarred parties, military-intelligence end users. What a column holds stands in
``us_tables.csv``. Rows that differ only in address or alias are one entry.
"""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from holdpoint.errors import UnreadableInputError
from holdpoint.sources._data import table
from holdpoint.sources._edition import Edition, Found, Tally, by_list
from holdpoint.sources._files import Content, check_header, date_in_name, load, records
from holdpoint.sources._published import published
from holdpoint.sources._us_lists import us_lists
from holdpoint.sources._us_rows import Row, Which, entities

_CODES = {"dpl": "DPL", "uvl": "UVL", "inksna": "ISN", "dtc": "DTC"}
_BY_ROW = frozenset({"el", "isn"})
_MIEU = "us-bis-mieu"
_REMEDY = "Fetch the file again."


@dataclass(frozen=True, slots=True)
class _Form:
    name: str
    delimiter: str
    header: tuple[str, ...]


@functools.cache
def _columns(form: str) -> Mapping[str, str]:
    return {row["column"]: row["field"] for row in table("us_tables.csv") if row["form"] == form}


@functools.cache
def _marks() -> Mapping[str, frozenset[str]]:
    out: dict[str, set[str]] = defaultdict(set)
    for row in table("us_tables.csv"):
        if row["mark"]:
            out[row["form"]].add(row["column"])
    return {form: frozenset(columns) for form, columns in out.items()}


def _form_of(text: str) -> _Form | None:
    """The form whose marked columns are all in the first line, the most telling one."""
    first = text.lstrip("\ufeff").split("\n", 1)[0]
    for delimiter in ("\t", ","):
        row = next(records(first, "head", delimiter=delimiter), None)
        header = tuple(cell.strip() for cell in row.cells) if row else ()
        fits = [form for form, marks in _marks().items() if marks <= set(header)]
        if fits:
            return _Form(max(fits, key=lambda form: len(_marks()[form])), delimiter, header)
    return None


class UsTables:
    """Reader of the tables."""

    format = "us-tables"

    def recognises(self, path: Path, head: bytes) -> bool:
        """By the header."""
        del path
        return not head.startswith((b"PK", b"<")) and _form_of(_decoded(head[:8192])) is not None

    def look(self, path: Path) -> tuple[Found, ...]:
        """The lists in it; several where each row names its list."""
        tally = Tally()
        rows = _rows(load(path), tally)
        date, basis = date_in_name(path, years=True)
        return tuple(
            Found(
                source=source,
                list_date=date,
                date_basis=basis,
                entries=len({row.key for row in found}),
                complete=not tally.cut_short,
            )
            for source, found in sorted(rows.items())
        )

    def read(
        self, files: Sequence[Path], *, only: frozenset[str] | None = None
    ) -> Iterator[Edition]:
        """One edition for each list; refused records are told with the first of them."""
        content, seen = load(files[0]), Tally()
        rows = _rows(content, seen)
        date, basis = date_in_name(files[0], years=True)
        for source, found, tally in by_list(rows, seen, content.name, only):
            which = _which(source)
            about = which.about(
                form=self.format,
                list_date=date,
                date_basis=basis,
                sha256={content.name: content.sha256},
            )
            yield Edition(about, entities(which, found), tally, [])


def _decoded(head: bytes) -> str:
    return head.decode("utf-8", "replace")


def _which(source: str) -> Which:
    if source == _MIEU:
        return published(source)
    return next(member for member in us_lists().values() if member.source == source)


def _rows(content: Content, tally: Tally) -> Mapping[str, list[Row]]:
    """Rows by list; blank ones are no records.

    Raises:
        UnreadableInputError: The header is not of a known table.
    """
    text = content.text()
    form = _form_of(text)
    if form is None:
        raise UnreadableInputError(f"{content.name}: has no header of a known table. {_REMEDY}")
    tally.open(content.name)
    header = [cell for cell in form.header if cell]
    check_header(content.name, 1, header, (), set(_columns(form.name)), tally)
    out: dict[str, list[Row]] = defaultdict(list)
    lines = records(text, content.name, delimiter=form.delimiter)
    next(lines)
    for record in lines:
        cells = [cell.strip() for cell in record.cells]
        if not record.fault and not any(cells):
            continue
        tally.row(content.name)
        row = _row(form, cells)
        source = _source(form.name, row)
        reason = record.fault or (None if row.text("name") else "The record has no name.")
        tally.cut_short = not row.text("name")
        if reason is None and source is None:
            reason = "The record names no list that is known."
        if reason or source is None:
            tally.refuse(content.name, record.line, reason or "", _REMEDY, field="name")
        else:
            out[source].append(row)
            tally.took(content.name)
    return out


def _row(form: _Form, cells: Sequence[str]) -> Row:
    """The fields of a record; rows of these tables leave out blank cells at their end."""
    columns = _columns(form.name)
    said: dict[str, list[str]] = defaultdict(list)
    for heading, cell in zip(form.header, cells, strict=False):
        field = columns.get(heading, "-")
        if field != "-" and cell:
            said[field].append(cell)
    return Row(form.name, {field: tuple(texts) for field, texts in said.items()})


def _source(form: str, row: Row) -> str | None:
    if form == "mieu":
        return _MIEU
    code = row.text("code") if form in _BY_ROW else _CODES[form]
    member = us_lists().get(code)
    return member.source if member else None
