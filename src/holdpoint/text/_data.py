"""The data files of this room, read once."""

from __future__ import annotations

import csv
import functools
import hashlib
from pathlib import Path

_FOLDER = Path(__file__).with_name("data")


@functools.cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """All rows of ``data/NAME.csv``, each a mapping of column to text."""
    with (_FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as handle:
        return tuple(csv.DictReader(handle))


def several(cell: str) -> tuple[str, ...]:
    """The values of a cell that holds several, parted by ``;``."""
    return tuple(part for raw in cell.split(";") if (part := raw.strip()))


@functools.cache
def tables_digest() -> str:
    """A hash of the tables that words of names and keys of addresses are made with.

    What was made with other tables must be made anew.
    """
    digest = hashlib.sha256()
    for name in (
        "address_cities",
        "address_equivalents",
        "address_letters",
        "address_opposites",
        "address_postcodes",
        "address_regions",
        "address_units",
        "chinese_syllables",
        "company_forms",
        "cyrillic",
        "cyrillic_systems",
        "equivalents",
        "foreign_names",
        "generic_words",
        "given_names",
        "han_sounds",
        "han_surnames",
        "han_traditional",
        "han_words",
        "hangul_surnames",
        "hangul_syllables",
        "japanese",
        "kana",
        "number_words",
        "south_east_letters",
        "surnames",
        "word_counts",
    ):
        digest.update((_FOLDER / f"{name}.csv").read_bytes() + b"\0")
    return digest.hexdigest()[:16]
