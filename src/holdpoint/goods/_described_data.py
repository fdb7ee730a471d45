"""What the trade calls goods: the tables of this room, read once and checked."""

from __future__ import annotations

import csv
import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from holdpoint.errors import HoldpointError

_FOLDER = Path(__file__).with_name("data")
_STARTER = Path(__file__).parents[1] / "starter" / "goods.csv"
_HS6 = re.compile(r"[0-9]{6}\Z")
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?\Z", re.ASCII)
WEIGHED_LISTS = ("CHPL", "EAR_746_SUPP7")
"""The lists that "listed" means."""


class DescribedDataError(HoldpointError, ValueError):
    """A table of goods words is wrong; the message names file and line."""


@dataclass(frozen=True, slots=True)
class Category:
    """A kind of goods of the trade, and the HS-6 codes that it is declared under."""

    id: str
    title: str
    hs6: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Term:
    """What one language calls a category or a code.

    Attributes:
        target: Id of a category, six digits of a code, or the kind of another word.
        language: ISO 639-1; empty where the word is of several languages.
        words: As written in the table.
        weak: Whether other goods are called that too.
    """

    target: str
    language: str
    words: str
    weak: bool = False


@dataclass(frozen=True, slots=True)
class PartFamily:
    """Part numbers of one family: a pattern over capitals, the category they belong to."""

    pattern: str
    category: str
    manufacturer: str
    family: str


def _rows(name: str) -> Iterator[tuple[int, dict[str, str]]]:
    with (_FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as handle:
        reader = csv.DictReader(handle)
        for row in reader:
            if None in row or None in row.values():
                raise _wrong(name, reader.line_num, "has too many or too few columns")
            yield reader.line_num, row


def _wrong(name: str, line: int, what: str) -> DescribedDataError:
    return DescribedDataError(f"{name}.csv, line {line}: {what}.")


def _several(cell: str) -> tuple[str, ...]:
    return tuple(part for raw in cell.split(";") if (part := raw.strip()))


@functools.cache
def categories() -> dict[str, Category]:
    """All categories by id.

    Raises:
        DescribedDataError: A code that is not six digits, or an id that stands twice.
    """
    name, found = "described_categories", dict[str, Category]()
    for line, row in _rows(name):
        codes = _several(row["hs6"])
        if not codes or not all(_HS6.match(code) for code in codes):
            raise _wrong(name, line, "needs HS codes of six digits")
        if row["category"] in found:
            raise _wrong(name, line, f"repeats the category {row['category']!r}")
        found[row["category"]] = Category(row["category"], row["title"], codes)
    return found


@functools.cache
def terms() -> tuple[Term, ...]:
    """What categories and codes are called.

    Raises:
        DescribedDataError: A category that does not exist, or a code that is not six digits.
    """
    found: list[Term] = []
    for line, row in _rows("described_terms"):
        if row["category"] not in categories():
            raise _wrong("described_terms", line, f"unknown category {row['category']!r}")
        for words in _several(row["terms"]):
            weak = words.startswith("~")
            found.append(Term(row["category"], row["language"], words.removeprefix("~"), weak))
    for line, row in _rows("described_general"):
        if not _HS6.match(row["hs6"]):
            raise _wrong("described_general", line, "needs an HS code of six digits")
        found.extend(Term(row["hs6"], "", words) for words in _several(row["terms"]))
    return tuple(found)


@functools.cache
def other_words() -> tuple[Term, ...]:
    """Words that say what a line is about instead: `thing`, `subject`, `for`, `with`."""
    found: list[Term] = []
    for line, row in _rows("described_other"):
        if row["kind"] not in ("thing", "subject", "for", "with"):
            raise _wrong("described_other", line, f"unknown kind {row['kind']!r}")
        found.extend(Term(row["kind"], row["language"], words) for words in _several(row["words"]))
    for line, row in _rows("described_context"):
        if row["kind"] not in ("technical", "consumer"):
            raise _wrong("described_context", line, f"unknown kind {row['kind']!r}")
        found.extend(Term(row["kind"], "", words) for words in _several(row["words"]))
    return tuple(found)


@functools.cache
def grammar(kind: str) -> tuple[str, ...]:
    """Endings (``ending``), or little words of languages with the head in front (``head first``).

    Raises:
        DescribedDataError: A row of another kind.
    """
    name, found = "described_grammar", list[str]()
    for line, row in _rows(name):
        if row["kind"] not in ("ending", "head first"):
            raise _wrong(name, line, f"unknown kind {row['kind']!r}")
        if row["kind"] == kind:
            found.extend(_several(row["words"]))
    return tuple(found)


@functools.cache
def part_families() -> tuple[PartFamily, ...]:
    """Families of part numbers.

    Raises:
        DescribedDataError: A category that does not exist, or a pattern that cannot be read.
    """
    found: list[PartFamily] = []
    for line, row in _rows("described_parts"):
        if row["category"] not in categories():
            raise _wrong("described_parts", line, f"unknown category {row['category']!r}")
        try:
            re.compile(row["pattern"])
        except re.error as error:
            raise _wrong("described_parts", line, f"pattern cannot be read: {error}") from error
        found.append(
            PartFamily(row["pattern"], row["category"], row["manufacturer"], row["family"])
        )
    return tuple(found)


@functools.cache
def weights() -> dict[str, float]:
    """Log-odds of what speaks for and against "listed" (fitted by ``benchmarks._goods_fit``).

    Raises:
        DescribedDataError: A weight that is no finite number.
    """
    name, found = "described_weights", dict[str, float]()
    for line, row in _rows(name):
        if not _NUMBER.match(row["weight"]):
            raise _wrong(name, line, f"needs a number, not {row['weight'][:20]!r}")
        found[row["feature"]] = float(row["weight"])
    return found


@functools.cache
def shipped_lines() -> tuple[tuple[str, str, str | None, bool], ...]:
    """List, HS digits, tier and "ex" of each line by HS code in the goods lists that ship."""
    with _STARTER.open(encoding="utf-8", newline="") as handle:
        return tuple(
            (row["list"], row["code"].replace(".", ""), row["tier"] or None, row["ex"] == "yes")
            for row in csv.DictReader(handle)
            if row["kind"] == "hs"
        )
