"""XLSX and Parquet: numbers, dates and formulas as a spreadsheet leaves them."""

from __future__ import annotations

import datetime as dt
import sys
import zipfile
from collections.abc import Callable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

Reader = Callable[..., Any]
HEAD = ["id", "buyer_name", "item_description"]


@pytest.fixture
def sheet(tmp_path: Path, read_path: Reader) -> Callable[..., Any]:
    """Writes rows to a workbook and reads them."""

    def run(*rows: Sequence[object], formats: dict[str, str] | None = None) -> Any:
        book = openpyxl.Workbook()
        page = book.active
        assert page is not None
        for row in rows:
            page.append(list(row))
        for address, form in (formats or {}).items():
            page[address].number_format = form
        path = tmp_path / "orders.xlsx"
        book.save(path)
        return read_path(path)

    return run


def test_numbers_and_dates_become_what_they_mean(sheet: Reader) -> None:
    found = sheet(
        [*HEAD, "date", "hs_code", "quantity", "buyer_registration", "part_number"],
        [10023, "A1", "x", dt.datetime.fromisoformat("2026-11-20"), 854231, 12.5, 123456.0, "0071"],
    )
    assert found.problems == []
    (order,) = found.orders
    assert (order.id, order.date) == ("10023", "2026-11-20")
    assert order.items[0].hs_code == "854231"
    assert order.items[0].quantity == Decimal("12.5")
    assert order.items[0].part_number == "0071"
    assert order.parties[0].identifiers == {"registration": "123456"}


def test_a_zero_lost_in_a_number_is_refused(sheet: Reader) -> None:
    found = sheet([*HEAD, "hs_code"], ["1", "A1", "x", 10121], ["2", "B1", "y", "010121"])
    assert [order.items[0].hs_code for order in found.orders] == ["010121"]
    assert found.faults == [(2, "hs_code", "has 5 digits, so a zero was lost at its start or end.")]
    assert "as text" in found.problems[0].remedy


def test_a_format_of_zeros_keeps_them(sheet: Reader) -> None:
    found = sheet([*HEAD, "hs_code"], ["1", "A1", "x", 10121], formats={"D2": "000000"})
    assert found.orders[0].items[0].hs_code == "010121"


def test_per_cent_are_per_cent(sheet: Reader) -> None:
    found = sheet(
        [*HEAD, "us_content_percent"],
        ["1", "A1", "x", 0.3],
        ["2", "B1", "y", 30],
        ["3", "C1", "z", 0.255],
        formats={"D2": "0%", "D4": "0.0%"},
    )
    assert [order.items[0].us_content_percent for order in found.orders] == [30.0, 30.0, 25.5]


def test_formulas_are_refused_with_their_cell(sheet: Reader) -> None:
    found = sheet([*HEAD, "quantity"], ["1", "A1", "x", "=2+3"], ["2", "B1", "y", 5])
    assert [order.id for order in found.orders] == ["2"]
    (problem,) = found.problems
    assert (problem.line, problem.field, problem.value) == (2, "quantity", "cell D2")
    assert "is a formula" in problem.reason


def test_a_formula_as_id_refuses_the_row(sheet: Reader) -> None:
    found = sheet(HEAD, ["=A3", "A1", "x"], ["2", "B1", "y"])
    assert [order.id for order in found.orders] == ["2"]
    assert found.faults[0][:2] == (2, "id")


def test_text_that_looks_like_a_formula_is_text(
    tmp_path: Path, sheet: Reader, read_path: Reader
) -> None:
    sheet(HEAD, ["1", "marker", "x"])
    path = tmp_path / "orders.xlsx"
    _edit(path, "xl/worksheets/sheet1.xml", b"marker", b"=cmd|' /C calc'!A0")
    assert read_path(path).orders[0].parties[0].name == "=cmd|' /C calc'!A0"


def test_errors_of_formulas_are_refused(sheet: Reader) -> None:
    found = sheet([*HEAD, "quantity"], ["1", "A1", "x", "#N/A"])
    assert "holds the error of a formula" in found.faults[0][2]


def test_codes_with_broken_digits_are_refused(sheet: Reader) -> None:
    found = sheet([*HEAD, "buyer_tax"], ["1", "A1", "x", 1.2345678901234567e19])
    assert [(line, field) for line, field, _ in found.faults] == [(2, "buyer_tax")]


def test_a_time_of_day_is_passed_over_and_said(sheet: Reader) -> None:
    found = sheet(
        [*HEAD, "date"], ["1", "A1", "x", dt.datetime.fromisoformat("2026-11-20T08:30:00")]
    )
    assert found.orders[0].date == "2026-11-20"
    assert found.warnings == [("date", "has a time of day, which was passed over.")]


def test_blank_rows_and_short_rows_are_no_fault(sheet: Reader) -> None:
    found = sheet([], [None], [*HEAD, "notes"], [], ["1", "A1", "x"], [], ["2", "B1", "y", "n"])
    assert [order.id for order in found.orders] == ["1", "2"]


def test_values_right_of_the_header_are_refused(sheet: Reader) -> None:
    found = sheet(HEAD, ["1", "A1", "x", None, "lost"], ["2", "B1", "y"])
    assert [order.id for order in found.orders] == ["2"]
    assert "column 5, which has no heading" in found.faults[0][2]


def test_other_sheets_are_named(tmp_path: Path, read_path: Reader) -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.append(["Read me first"])
    orders = book.create_sheet("Orders")
    for row in (HEAD, ["1", "A1", "x"]):
        orders.append(row)
    book.create_sheet("Blank")
    path = tmp_path / "orders.xlsx"
    book.save(path)
    found = read_path(path)
    assert [order.id for order in found.orders] == ["1"]
    assert found.warnings == [("Sheet", "is another sheet of this workbook and was not read.")]


def test_a_workbook_is_known_by_its_content(
    tmp_path: Path, sheet: Reader, read_path: Reader
) -> None:
    sheet(HEAD, ["1", "A1", "x"])
    other = tmp_path / "orders.dat"
    (tmp_path / "orders.xlsx").rename(other)
    assert [order.id for order in read_path(other).orders] == ["1"]


def test_a_workbook_of_nothing_is_told(sheet: Reader) -> None:
    assert sheet().warnings == [(None, "holds no order.")]
    assert sheet(HEAD).warnings == [(None, "holds no order.")]


def _edit(path: Path, part: str, old: bytes, new: bytes) -> None:
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    assert old in parts[part]
    parts[part] = parts[part].replace(old, new)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, data)


@pytest.mark.parametrize(
    ("part", "old", "new", "words"),
    [
        ("xl/worksheets/sheet1.xml", b"<worksheet", b"<!DOCTYPE a [<!ENTITY e 'x'>]><worksheet",
         "document type"),
        ("xl/worksheets/sheet1.xml", b"</row>", b"</rwo>", "the workbook is damaged"),
        ("xl/worksheets/sheet1.xml", b'<c r="A2"', b'<c r="?2"', "the workbook is damaged"),
        ("xl/worksheets/sheet1.xml", b'<row r="2"', b'<row r="999999999999"', "far outside"),
        ("xl/worksheets/sheet1.xml", b"</c></row>", b"</c><c r='XFD2'><v>1</v></c></row>",
         "columns"),
        ("xl/workbook.xml", b"<sheets>", b"<steets>", "the workbook is damaged"),
        ("[Content_Types].xml", b"workbook", b"workbok", "damaged"),
    ],
)  # fmt: skip
def test_malformed_workbooks_end_in_a_clear_error(
    tmp_path: Path, sheet: Reader, read_path: Reader, part: str, old: bytes, new: bytes, words: str
) -> None:
    sheet(HEAD, ["1", "A1", "x"])
    path = tmp_path / "orders.xlsx"
    _edit(path, part, old, new)
    found = read_path(path)
    assert found.orders == []
    assert words in found.faults[-1][2], found.faults
    assert all(problem.file == str(path) for problem in found.problems)


def test_a_sheet_of_cells_far_to_the_right_is_refused_quickly(
    tmp_path: Path, sheet: Reader, read_path: Reader
) -> None:
    sheet(HEAD, ["1", "A1", "x"])
    path = tmp_path / "orders.xlsx"
    far = b"".join(b'<row r="%d"><c r="XFD%d"><v>1</v></c></row>' % (n, n) for n in range(3, 9000))
    _edit(path, "xl/worksheets/sheet1.xml", b"</sheetData>", far + b"</sheetData>")
    assert "far outside" in read_path(path).faults[-1][2]


_SPREADSHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def test_shared_strings_as_spreadsheet_programs_write_them(
    tmp_path: Path, read_path: Reader
) -> None:
    words = [*HEAD, "1", "=1+1 Works", "010121"]
    cells = ["".join(f'<c t="s"><v>{n}</v></c>' for n in row) for row in ((0, 1, 2), (3, 4, 5))]
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Override PartName='
        '"/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.'
        'spreadsheetml.sheet.main+xml"/><Override PartName="/xl/sharedStrings.xml" ContentType='
        '"application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" '
        f'Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{_SPREADSHEET}" xmlns:r="{_OFFICE}"><sheets>'
        '<sheet name="Orders" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="r1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
        "</Relationships>",
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{_SPREADSHEET}"><sheetData>'
        f"<row>{cells[0]}</row><row>{cells[1]}</row></sheetData></worksheet>",
        "xl/sharedStrings.xml": f'<sst xmlns="{_SPREADSHEET}">'
        + "".join(f"<si><t>{word}</t></si>" for word in words)
        + "</sst>",
    }
    path = tmp_path / "orders.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in parts.items():
            package.writestr(name, text)
    found = read_path(path)
    assert found.problems == []
    assert found.orders[0].parties[0].name == "=1+1 Works"
    assert found.orders[0].items[0].description == "010121"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"PK\x03\x04 no zip at all", "the package is damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500, "old .xls workbook"),
        (b"id,buyer_name\n", "is named like xlsx, but is none"),
    ],
)
def test_what_is_no_workbook_says_so(read: Reader, data: bytes, words: str) -> None:
    assert words in read("a.xlsx", data).faults[0][2]


def test_a_zip_bomb_is_not_opened(tmp_path: Path, sheet: Reader, read_path: Reader) -> None:
    sheet(HEAD, ["1", "A1", "x"])
    path = tmp_path / "orders.xlsx"
    _edit(path, "xl/worksheets/sheet1.xml", b"</sheetData>", b" " * (16 << 20) + b"</sheetData>")
    assert "as a bomb does" in read_path(path).faults[0][2]


# --- Parquet ---


@pytest.fixture
def parquet(tmp_path: Path, read_path: Reader) -> Callable[..., Any]:
    arrow = pytest.importorskip("pyarrow", reason="the extra [parquet] is not installed")
    from pyarrow import parquet as writer

    def run(columns: dict[str, list[object]]) -> Any:
        path = tmp_path / "orders.parquet"
        writer.write_table(arrow.table(columns), path, row_group_size=2)
        return read_path(path)

    return run


def test_parquet_rows_are_orders(parquet: Reader) -> None:
    found = parquet(
        {
            "id": [1, 1, 2],
            "buyer_name": ["A1", None, "B1"],
            "date": [dt.date(2026, 11, 20)] * 3,
            "hs_code": ["010121", "854231", "902519"],
            "quantity": [Decimal("1.50"), None, Decimal("2.00")],
            "colour": ["red", "red", "red"],
        }
    )
    assert [order.id for order in found.orders] == ["1", "2"]
    assert [item.hs_code for item in found.orders[0].items] == ["010121", "854231"]
    assert found.orders[0].date == "2026-11-20"
    assert found.warnings == [("colour", "is no known column and was not read.")]


def test_parquet_columns_that_are_no_text_are_refused(parquet: Reader) -> None:
    found = parquet(
        {"id": ["1", "2"], "buyer_name": ["A1", "B1"], "hs_code": [["854231"], []],
         "item_description": ["x", "y"]}
    )  # fmt: skip
    assert {field for _, field, _ in found.faults} == {"hs_code"}


def test_a_damaged_parquet_file_is_told(read: Reader) -> None:
    pytest.importorskip("pyarrow", reason="the extra [parquet] is not installed")
    assert "is damaged" in read("a.parquet", b"PAR1" + b"x" * 100 + b"PAR1").faults[0][2]


def test_parquet_without_its_library_says_what_to_install(
    read: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    (problem,) = read("a.parquet", b"PAR1xxxxPAR1").problems
    assert problem.remedy == "Run: pip install holdpoint[parquet]"
