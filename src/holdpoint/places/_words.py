"""The words of a place: its own, and those that say what kind of place is meant."""

from __future__ import annotations

import csv
import functools
import re
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from holdpoint.text import romanise

_WORDS_FILE = Path(__file__).with_name("data") / "place_words.csv"
_NOT_A_WORD = re.compile(r"[^a-z0-9]+")
_NUMBER = re.compile(r"^\d{1,7}[a-z]?$")
_ADDRESS_FILE = Path(__file__).with_name("data") / "address_words.txt"
NEAR = "near"


class Reading(NamedTuple):
    """A place reference, taken apart.

    Attributes:
        whole: All its words in one, so that ``Amir Abad`` and ``Amirabad`` are the same.
        core: The same without the words for kinds of places.
        own: The words of the core.
        functions: Kinds that it names: ``port``, ``airport``, ``air_base``, ``zone``, ``town``.
        near: It says that the place is only near by.
    """

    whole: str
    core: str
    own: tuple[str, ...]
    functions: frozenset[str]
    near: bool


def words(text: str) -> tuple[str, ...]:
    """The words of a text in plain Latin letters; hyphens and signs part them."""
    plain = romanise(text).replace("'", "")
    return tuple(word for word in _NOT_A_WORD.split(plain) if word)


@functools.lru_cache(maxsize=16384)
def read(text: str) -> Reading:
    """Take a place reference apart."""
    rest = words(text)
    own: list[str] = []
    functions: set[str] = set()
    at = 0
    while at < len(rest):
        size, function = _phrase(rest, at)
        if size == 0:
            own.append(rest[at])
            at += 1
            continue
        functions.add(function)
        at += size
    functions.discard("")
    near = NEAR in functions
    functions.discard(NEAR)
    return Reading("".join(rest), "".join(own), tuple(own), frozenset(functions), near)


def _phrase(rest: tuple[str, ...], at: int) -> tuple[int, str]:
    """Length and function of the longest known phrase that begins here; 0 when there is none."""
    phrases = _phrases()
    for size in range(min(_longest(), len(rest) - at), 0, -1):
        found = phrases.get(rest[at : at + size])
        if found is not None:
            return size, found
    return 0, ""


def is_number(word: str) -> bool:
    """A number of a berth, a house or a postcode: it is not compared, so it says nothing."""
    return _NUMBER.match(word) is not None


@functools.cache
def passed_over() -> frozenset[str]:
    """Words of addresses that tell nothing of which place it is: street, building, district."""
    return frozenset(_ADDRESS_FILE.read_text(encoding="utf-8").split())


@functools.cache
def _phrases() -> Mapping[tuple[str, ...], str]:
    with _WORDS_FILE.open(encoding="utf-8", newline="") as handle:
        return {words(row["phrase"]): row["function"] for row in csv.DictReader(handle)}


@functools.cache
def _longest() -> int:
    return max(len(phrase) for phrase in _phrases())
