"""The tables by which warning signs are known: words, codes, mailbox hosts, calling codes."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from io import StringIO

from holdpoint.errors import LawError

Phrases = Mapping[str, tuple[tuple[str, tuple[str, ...]], ...]]
"""By the place where they are looked for: sign and its words, in the order of the table."""

_PLACES = ("payment", "payer", "party", "address", "name", "goods", "item")
_SCHEMES = ("hs", "eccn")


@cache
def phrases() -> Phrases:
    """Words that are a sign where they stand together, from ``sign_words.csv``.

    Raises:
        LawError: A row names no known place, or no words; with its line.
    """
    out: dict[str, list[tuple[str, tuple[str, ...]]]] = {place: [] for place in _PLACES}
    for line, row in _rows("sign_words.csv"):
        if row["where"] not in out or not row["words"] or not row["sign"]:
            known = ", ".join(_PLACES)
            raise LawError(f"sign_words.csv:{line}: needs sign, words and one of {known}.")
        out[row["where"]].append((row["sign"], tuple(row["words"].split())))
    return {place: tuple(rows) for place, rows in out.items()}


@cache
def code_beginnings() -> tuple[tuple[str, str, str], ...]:
    """Sign, scheme (``hs`` or ``eccn``) and how the code begins, from ``sign_codes.csv``.

    Raises:
        LawError: A row names no known scheme; with its line.
    """
    out = []
    for line, row in _rows("sign_codes.csv"):
        if row["scheme"] not in _SCHEMES or not row["begins"]:
            raise LawError(f"sign_codes.csv:{line}: needs a scheme (hs, eccn) and a code.")
        out.append((row["sign"], row["scheme"], row["begins"]))
    return tuple(out)


@cache
def calling_codes() -> Mapping[str, frozenset[str]]:
    """Countries by the code with which their telephone numbers begin (ITU-T E.164)."""
    rows = _rows("calling_codes.csv")
    return {row["code"]: frozenset(row["countries"].split()) for _, row in rows}


@cache
def words_of(name: str) -> frozenset[str]:
    """The lines of a word list beside this module, without its remarks."""
    text = (files("holdpoint.screening") / name).read_text("utf-8")
    return frozenset(line for line in text.split("\n") if line and not line.startswith("#"))


def _rows(name: str) -> Iterator[tuple[int, dict[str, str]]]:
    text = (files("holdpoint.screening") / name).read_text("utf-8")
    return enumerate(csv.DictReader(StringIO(text)), 2)
