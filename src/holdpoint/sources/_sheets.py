"""Sheets of a workbook (XLSX, ODS) as rows of texts, guarded against what a package can do."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from holdpoint.errors import HostileInputError, UnreadableInputError
from holdpoint.files import MAX_CELL, check_package, far_cells, peek_package
from holdpoint.sources._edition import Tally
from holdpoint.sources._files import Content
from holdpoint.sources._parsed import Parsed, parsed_once

if TYPE_CHECKING:
    from pathlib import Path
    from xml.etree.ElementTree import Element

Rows = list[list[str]]
SHEET_STARTS = ("xl/sharedStrings.xml", "xl/worksheets/sheet1.xml", "content.xml")
"""The parts in which a workbook keeps its first texts: one of them shows what list it is."""

_NO_SHEET = ("xl/sharedStrings.xml", "xl/styles.xml")  # any other part may be named as a sheet
_WIDEST, _DEEPEST = 1_000, 200_000  # columns and rows of a sheet; lists have 45 and 20,000
_ODS_BYTES = 256 << 20
_REPEAT = "number-columns-repeated"


def sheet_start(path: Path) -> bytes:
    """The first texts of a workbook, wherever it keeps them; empty for anything else."""
    return b"".join(peek_package(path, SHEET_STARTS).values())


def sheets(content: Content, held: Parsed | None = None) -> Mapping[str, Rows]:
    """The sheets of a workbook by name, each as rows of texts, which must not be altered.

    Args:
        content: The workbook.
        held: Where its sheets are held for the next time; ``None`` holds nothing.

    Raises:
        HostileInputError: The package could do harm.
        UnreadableInputError: It is damaged.
    """
    return parsed_once(held, "sheets", content, _sheets)


def _sheets(content: Content) -> Mapping[str, Rows]:
    if "content.xml" in peek_package(content.path):
        return _opendocument(content)
    return _excel(content)


def _excel(content: Content) -> Mapping[str, Rows]:
    from python_calamine import CalamineError, CalamineWorkbook

    guard(content.path)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content.data))
        return {
            name: [
                [v.strip() if isinstance(v, str) else cell_text(v) for v in row]
                for row in book.get_sheet_by_name(name).to_python(skip_empty_area=False)
            ]
            for name in book.sheet_names
        }
    except (CalamineError, OSError, ValueError) as error:
        raise _damaged(content) from error


def _damaged(content: Content) -> UnreadableInputError:
    return UnreadableInputError(
        f"{content.name}: the workbook is damaged, so nothing of it is used. Fetch it again."
    )


def guard(path: Path) -> None:
    """Refuse what would make the workbook reader take all the memory there is.

    It lays out every cell between the first and the last one, so that a single cell at the far
    end of a sheet ends the whole process.

    Raises:
        HostileInputError: Cells stand far outside the table; or as :func:`check_package`.
        UnreadableInputError: As :func:`check_package`.
    """
    for part in check_package(path):
        if not part.casefold().endswith(".xml") or part in _NO_SHEET:
            continue
        width, depth = far_cells(path, part)
        if width > _WIDEST or depth > _DEEPEST:
            raise HostileInputError(
                f"{path.name}: cells stand far outside the table, in row {depth} and column "
                f"{width}. Fetch it again; a list never looks like that."
            )


def cell_text(value: Any) -> str:  # noqa: ANN401 - what a cell holds
    """A cell as text: days as ``dd/mm/yyyy``, whole numbers without a decimal point."""
    if isinstance(value, datetime | date):
        return value.strftime("%d/%m/%Y")
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def _opendocument(content: Content) -> Mapping[str, Rows]:
    """Sheets of an OpenDocument file; the library at hand refuses pretty-printed ones."""
    import zipfile

    from defusedxml.common import DefusedXmlException
    from defusedxml.ElementTree import ParseError, iterparse

    check_package(content.path, max_part=_ODS_BYTES)
    out: dict[str, Rows] = {}
    rows: Rows = []
    try:
        with (
            zipfile.ZipFile(io.BytesIO(content.data)) as package,
            package.open("content.xml") as part,
        ):
            for _, element in iterparse(part, events=("end",), forbid_dtd=True):
                name = _local(element.tag)
                if name == "table-row":
                    rows.append(_ods_row(content, element))
                    element.clear()
                elif name == "table":
                    out[_attribute(element, "name")] = rows
                    rows = []
                if len(rows) > _DEEPEST:
                    raise HostileInputError(
                        f"{content.name}: has more than {_DEEPEST} rows. Fetch it again."
                    )
    except (DefusedXmlException, ParseError, zipfile.BadZipFile, KeyError, ValueError) as error:
        raise _damaged(content) from error
    return out


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def _attribute(element: Element, name: str) -> str:
    return next((value for key, value in element.attrib.items() if _local(key) == name), "")


def _ods_row(content: Content, row: Element) -> list[str]:
    """The cells of a row; blank cells at its end, which a sheet repeats to its full width, go."""
    out: list[str] = []
    blanks = 0
    for cell in row:
        repeated = int(_attribute(cell, _REPEAT) or 1)
        text = _ods_cell(cell)
        if not text:
            blanks += repeated
            continue
        if len(out) + blanks + repeated > _WIDEST:
            raise HostileInputError(
                f"{content.name}: has more than {_WIDEST} columns. Fetch it again."
            )
        out += [""] * blanks + [text] * repeated
        blanks = 0
    return out


def _ods_cell(cell: Element) -> str:
    day = _attribute(cell, "date-value")
    if day:
        return day[:10]
    return " ".join(
        t for p in cell if _local(p.tag) == "p" and (t := "".join(p.itertext()).strip())
    )


def named_rows(
    content: Content, header: Sequence[str], rows: Sequence[list[str]], tally: Tally, *, first: int
) -> Iterator[tuple[int, dict[str, str]]]:
    """Rows of a sheet under their header, each with its line; blank rows are no records.

    Args:
        content: The file, for problems.
        header: Headings, already checked.
        rows: The rows below it; a short one is filled up with empty cells.
        tally: Where rows are counted and refused.
        first: Line of the first row.
    """
    for line, values in enumerate(rows, start=first):
        whole = "".join(values)
        if not whole:
            continue
        tally.row(content.name)
        if "\0" in whole or (
            len(whole) > MAX_CELL and any(len(text) > MAX_CELL for text in values)
        ):
            reason = f"A cell holds NUL bytes or more than {MAX_CELL} characters."
            tally.refuse(content.name, line, reason, "Mend or remove it.")
            continue
        filled = [*values, *[""] * (len(header) - len(values))]
        yield line, dict(zip(header, filled, strict=False))
