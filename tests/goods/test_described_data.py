"""The tables behind descriptions: checked at load with file and line, and sound as they ship."""

from __future__ import annotations

import csv
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from holdpoint.goods import _described_data as data
from holdpoint.goods import describe
from holdpoint.text import hs_fault

FOLDER = Path(data.__file__).with_name("data")
TABLES: dict[str, Callable[[], object]] = {
    "described_categories": data.categories,
    "described_terms": data.terms,
    "described_general": data.terms,
    "described_other": data.other_words,
    "described_context": data.other_words,
    "described_grammar": lambda: data.grammar("ending"),
    "described_parts": data.part_families,
    "described_weights": data.weights,
}


def forget() -> None:
    for table in (
        data.categories,
        data.terms,
        data.other_words,
        data.grammar,
        data.part_families,
        data.weights,
    ):
        table.cache_clear()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The tables in a folder of their own, free to be spoilt."""
    copy = tmp_path / "data"
    shutil.copytree(FOLDER, copy)
    monkeypatch.setattr(data, "_FOLDER", copy)
    forget()
    yield copy
    forget()


@pytest.mark.parametrize(
    ("table", "row", "why"),
    [
        ("described_categories", "new,New,85423", "six digits"),
        ("described_categories", "new,New,", "six digits"),
        ("described_categories", "new,New,８５４２３１", "six digits"),
        ("described_categories", "fpga,Again,854231", "repeats"),
        ("described_terms", "no-such,en,words", "unknown category"),
        ("described_terms", "fpga,en", "columns"),
        ("described_terms", "fpga,en,words,more", "columns"),
        ("described_general", "8542.31,words", "six digits"),
        ("described_other", "thingy,en,words", "unknown kind"),
        ("described_context", "thing,words", "unknown kind"),
        ("described_grammar", "thing,en,words", "unknown kind"),
        ("described_parts", "XC(,fpga,Example,family", "cannot be read"),
        ("described_parts", "XC9,no-such,Example,family", "unknown category"),
        ("described_weights", "thing,nan", "number"),
        ("described_weights", "thing,", "number"),
    ],
)
def test_a_wrong_row_is_refused_with_file_and_line(
    folder: Path, table: str, row: str, why: str
) -> None:
    path = folder / f"{table}.csv"
    lines = len(path.read_text("utf-8").splitlines())
    with path.open("a", encoding="utf-8") as handle:
        handle.write(row + "\n")
    with pytest.raises(data.DescribedDataError) as caught:
        TABLES[table]()
    assert re.match(rf"{table}\.csv, line {lines + 1}: .*{why}", str(caught.value))


def test_a_term_that_is_added_is_found(folder: Path) -> None:
    with (folder / "described_terms.csv").open("a", encoding="utf-8") as handle:
        handle.write("fpga,en,example fabric thingamajig\n")
    assert data.Term("fpga", "en", "example fabric thingamajig") in data.terms()


def test_every_code_is_one_of_the_edition_of_2022() -> None:
    codes = {code for category in data.categories().values() for code in category.hs6}
    codes |= {term.target for term in data.terms() if term.target not in data.categories()}
    assert {code for code in codes if hs_fault(code) is not None} == set()


def test_every_listed_code_has_a_category_but_two_residual_ones() -> None:
    listed = {row[1][:6] for row in data.shipped_lines() if row[0] in data.WEIGHED_LISTS}
    assert len(listed) == 53
    named = {code for category in data.categories().values() for code in category.hs6}
    # "Others" of a heading, which no trade name calls.
    assert listed - named == {"854159", "854800"}


def test_every_listed_category_is_named_in_five_languages() -> None:
    listed = {row[1][:6] for row in data.shipped_lines() if row[0] in data.WEIGHED_LISTS}
    for category in data.categories().values():
        if category.hs6[0] in listed:
            languages = {t.language for t in data.terms() if t.target == category.id}
            assert len(languages) >= 5, category.id


def test_no_term_stands_for_two_categories_of_which_one_is_listed() -> None:
    listed = {row[1][:6] for row in data.shipped_lines() if row[0] in data.WEIGHED_LISTS}
    sides: dict[tuple[str, str], set[bool]] = {}
    for term in data.terms():
        category = data.categories().get(term.target)
        if category is not None and not term.weak:
            key = (term.language, term.words.casefold())
            sides.setdefault(key, set()).add(category.hs6[0] in listed)
    assert {key for key, both in sides.items() if len(both) > 1} == set()


@pytest.mark.parametrize(
    ("part", "category"),
    [
        ("XC7A35T-1CPG236C", "fpga"),
        ("EP4CE10F17C8N", "fpga"),
        ("STM32F407VGT6", "processor"),
        ("NEO-M8N-0-10", "gnss"),
        ("ADXRS453BRGZ", "inertial"),
    ],
)
def test_part_numbers_of_known_families_are_read(part: str, category: str) -> None:
    assert describe(f"{part}, 10 pcs").categories[0].category == category


@pytest.mark.parametrize("text", ["INV-2024-0017", "PO 4500012345", "X7R-0805", "A4-2024"])
def test_other_numbers_are_no_part_numbers(text: str) -> None:
    assert all(word.role != "part number" for word in describe(text).words)


def test_each_table_says_where_it_is_from() -> None:
    readme = (FOLDER / "README.md").read_text("utf-8")
    rows = dict(re.findall(r"^\| `(\w+\.csv)` \|.*\| ([^|]+) \|$", readme, re.MULTILINE))
    assert set(rows) == {path.name for path in FOLDER.glob("*.csv")}
    assert all(rows.values())


def test_tables_hold_no_cell_that_is_blank_or_twice_in_its_row() -> None:
    for name, column in (("terms", "terms"), ("general", "terms"), ("other", "words")):
        with (FOLDER / f"described_{name}.csv").open(encoding="utf-8", newline="") as handle:
            for number, row in enumerate(csv.DictReader(handle), start=2):
                cells = row[column].split(";")
                assert all(cell.strip() for cell in cells), (name, number)
                assert len(cells) == len(set(cells)), (name, number)
