"""How telling a word of a name is, and of what kind."""

from __future__ import annotations

import functools
import math

from holdpoint.text._counts import counts
from holdpoint.text._data import rows, several
from holdpoint.text._families import name_group, name_spellings, often
from holdpoint.text._marks import FORM

# A word in fewer than this many of _NAMES names is as telling as a word gets.
_RARE = 12
_NAMES = 100_000
_FORM_WEIGHT = 0.1
_INITIAL_WEIGHT = 0.3
_NUMBER_WEIGHT = 0.7
_LEAST_WEIGHT = 0.25
# Of 100,000 names, how many have a name of that class, as far as lists that favour some countries
# would show it: a name is no rarer than it is in the world.
_WORLD = {1: 20, 2: 50, 3: 120, 4: 300, 5: 700}


@functools.cache
def _generic() -> dict[str, tuple[str, float]]:
    table: dict[str, tuple[str, float]] = {}
    for row in rows("generic_words"):
        for word in several(row["words"]):
            table.setdefault(word, (row["kind"], float(row["weight"])))
    return table


@functools.lru_cache(maxsize=262144)
def weight(word: str) -> float:
    """How telling a word of a name is, 0.05 to 1.

    A company form 0.1, an initial 0.3, a number 0.7; other words by how rare they are in names
    of public lists (``data/word_counts.csv``), and no more than their class allows
    (``data/generic_words.csv``). A name that is common in the world is no rarer because lists have
    few of it (``data/given_names.csv``, ``data/surnames.csv``).
    The weight depends on the word alone, so that the score of two names never changes because some
    third name was listed.
    """
    if word.startswith(FORM):
        return _FORM_WEIGHT
    if not word.isalpha() and any(letter.isdigit() for letter in word):
        return _NUMBER_WEIGHT
    if len(word) == 1:
        return _INITIAL_WEIGHT
    count = max(counts().get(spelling, 0) for spelling in (word, *name_spellings(word)))
    count = max(count, _WORLD.get(often().get(name_group(word) or word, 0), 0))
    rarity = 1.0
    if count > _RARE:
        rarity = math.log(_NAMES / count) / math.log(_NAMES / _RARE)
    kind = _generic().get(word)
    return round(min(max(rarity, _LEAST_WEIGHT), kind[1] if kind else 1.0), 4)


@functools.lru_cache(maxsize=65536)
def word_kind(word: str) -> str:
    """``form``, ``number``, ``initial``, a class of ``generic_words.csv``, or ``word``."""
    if word.startswith(FORM):
        return "form"
    if not word.isalpha() and any(letter.isdigit() for letter in word):
        return "number"
    if len(word) == 1:
        return "initial"
    kind = _generic().get(word)
    return kind[0] if kind else "word"
