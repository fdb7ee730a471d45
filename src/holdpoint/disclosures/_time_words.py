"""The words of dates, by kind."""

from __future__ import annotations

import functools
from dataclasses import dataclass

from holdpoint.disclosures._tables import table

_KINDS = (
    "month",
    "short_month",
    "weekday",
    "short_weekday",
    "unit",
    "season",
    "ordinal",
    "number",
    "part",
    "relation",
    "day",
    "forward",
)
_MOST_DIGITS = 3


@dataclass(frozen=True, slots=True)
class TimeWord:
    """What a word means in a date: its kind and value."""

    kind: str
    value: str


@functools.cache
def time_words() -> dict[str, TimeWord]:
    """Give the words of ``data/time_words.csv`` in lower case."""
    rows = table("time_words", ("word", "kind", "value"))
    return {row["word"]: TimeWord(row.one_of("kind", _KINDS), row["value"]) for row in rows}


def value_of(word: str, kind: str) -> str | None:
    """Give the value of a word if it is of this kind."""
    found = time_words().get(word)
    return found.value if found is not None and found.kind == kind else None


def number_of(word: str) -> int | None:
    """Give the count that a figure or a number word up to twelve tells."""
    if word.isascii() and word.isdigit():
        return int(word) if len(word) <= _MOST_DIGITS else None
    told = value_of(word, "number")
    return None if told is None else int(told)


@functools.cache
def subjects() -> dict[str, str]:
    """Give the words that tell what a time dates (``data/time_subjects.csv``)."""
    rows = table("time_subjects", ("subject", "forms"))
    return {form: row["subject"] for row in rows for form in row.several("forms")}


@functools.cache
def context(use: str) -> frozenset[str]:
    """Give the words that decide whether a figure or a month is a date."""
    rows = table("time_context", ("use", "words"))
    return frozenset(word for row in rows if row["use"] == use for word in row["words"].split())
