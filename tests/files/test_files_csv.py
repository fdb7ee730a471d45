"""CSV records: streamed, with their lines, and no quote swallows a file unseen."""

from __future__ import annotations

import csv
import io
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from holdpoint.errors import HostileInputError, UnreadableInputError
from holdpoint.files import MAX_CELL, TextLines, csv_records, read_csv
from holdpoint.model import Problem


def _read(tmp_path: Path, text: str | bytes, **options: str) -> list[tuple[int, list[str]]]:
    path = tmp_path / "f.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return list(read_csv(path, **options))  # type: ignore[arg-type]  # delimiter only


def test_records_know_the_line_they_begin_on(tmp_path: Path) -> None:
    text = 'a,b\r\n\r\n"two\r\nlines",x\nlast,"q""q"\r\n'
    assert _read(tmp_path, text) == [
        (1, ["a", "b"]),
        (3, ["two\r\nlines", "x"]),
        (5, ["last", 'q"q']),
    ]


def test_every_line_end_is_one(tmp_path: Path) -> None:
    assert [cells for _, cells in _read(tmp_path, "a;1\rb;2\nc;3\r\nd;4", delimiter=";")] == [
        ["a", "1"],
        ["b", "2"],
        ["c", "3"],
        ["d", "4"],
    ]


def test_codes_stay_text(tmp_path: Path) -> None:
    assert _read(tmp_path, "010121,NO,1e5,8542.10,=1+1\n")[0][1] == [
        "010121",
        "NO",
        "1e5",
        "8542.10",
        "=1+1",
    ]


def test_a_quote_never_closed_is_an_error_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(UnreadableInputError, match=r"f.csv:2: a quote is opened here") as caught:
        _read(tmp_path, 'a,b\n"open,b\nc,d\ne,f\n')
    assert "Lines 2 to 4 were not read" in str(caught.value)


def test_a_quote_never_closed_does_not_fill_the_memory(tmp_path: Path) -> None:
    with pytest.raises(UnreadableInputError, match="a quote is never closed"):
        _read(tmp_path, b'a,b\n"' + b"some text without an end\n" * 100_000)


def test_a_huge_cell_is_refused(tmp_path: Path) -> None:
    assert len(_read(tmp_path, "a" * MAX_CELL)[0][1][0]) == MAX_CELL
    with pytest.raises(UnreadableInputError, match="more than 1048576 characters"):
        _read(tmp_path, "b,c\n" + "a" * (MAX_CELL + 1))


def test_a_huge_record_is_refused(tmp_path: Path) -> None:
    with pytest.raises(HostileInputError, match="a record has more than"):
        _read(tmp_path, b'"' + b'\n","' * 9_000_000)


def test_reading_goes_on_behind_a_bad_record(tmp_path: Path) -> None:
    path = tmp_path / "f.csv"
    path.write_text('a,b\n"x"y,b\nc,d\n"open\n', encoding="utf-8")
    problems: list[Problem] = []
    records = csv_records(TextLines(path), strict=True, on_problem=problems.append)
    assert [cells for _, cells in records] == [["a", "b"], ["c", "d"]]
    assert [problem.line for problem in problems] == [2, 4]
    assert "after a closing quote" in problems[0].reason


def test_five_thousand_columns_are_read(tmp_path: Path) -> None:
    assert len(_read(tmp_path, ",".join(map(str, range(5000))) + "\n")[0][1]) == 5000


def test_memory_stays_flat(tmp_path: Path) -> None:
    path = tmp_path / "large.csv"
    path.write_text("some,cells,of,a,row\n" * 500_000, encoding="utf-8")
    tracemalloc.start()
    try:
        rows = sum(1 for _ in read_csv(path))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert rows == 500_000
    assert peak < 8 << 20 < path.stat().st_size


_CELL = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\ufeff"), max_size=8)


@given(rows=st.lists(st.lists(_CELL, min_size=2, max_size=4), min_size=1, max_size=8))
@settings(deadline=None, max_examples=100)
def test_what_the_csv_module_writes_is_read_back(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]]
) -> None:
    path = tmp_path_factory.mktemp("csv") / "f.csv"
    text = io.StringIO()
    csv.writer(text, quoting=csv.QUOTE_ALL).writerows(rows)
    path.write_bytes(text.getvalue().encode())
    assert [cells for _, cells in read_csv(path)] == rows
