"""Where the tests of the readers find real lists, and how they make invented ones."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

LISTS = Path(__file__).parents[2].parent / "shared" / "data" / "lists"

Write = Callable[[str, str | bytes], Path]


@pytest.fixture
def lists() -> Path:
    """The folder of official lists, where there is one."""
    if not LISTS.is_dir():
        pytest.skip("the official lists are not beside the project (../shared/data/lists)")
    return LISTS


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write a file into a fresh folder; ``.gz`` names are gzipped."""

    def make(name: str, content: str | bytes) -> Path:
        data = content.encode("utf-8") if isinstance(content, str) else content
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(gzip.compress(data) if name.endswith(".gz") else data)
        return path

    return make


@pytest.fixture
def workbook(tmp_path: Path) -> Callable[[str, Iterable[list[str]]], Path]:
    """Write rows into the first sheet of an XLSX file."""

    def make(name: str, rows: Iterable[list[str]]) -> Path:
        from openpyxl import Workbook

        book = Workbook()
        sheet = book.active
        assert sheet is not None
        for row in rows:
            sheet.append(row)
        path = tmp_path / name
        book.save(path)
        return path

    return make
