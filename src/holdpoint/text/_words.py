"""The word tables behind names: company forms, equal words, equal given names, how common."""

from __future__ import annotations

import functools
import math
import re

from rapidfuzz.distance import OSA

from holdpoint.text._data import rows, several
from holdpoint.text._scripts import romanise

FORM = "@"
"""First character of a canonical company form (``@llc``)."""

LETTERS = "~"
"""First character of a word from a script that leaves vowels out (``~mhmd``)."""

_WORD = re.compile(r"[a-z0-9]+")
# Hebrew and Arabic script, then Thai, Lao, Burmese and Khmer.
_NO_VOWELS = re.compile(
    "[\u0590-\u05ff\u0600-\u06ff\u0750-\u077f\ufb1d-\ufdff\ufe70-\ufeff"
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]"
)
_ARTICLE = re.compile(r"^al(?=[a-z]{3})")

# "Abd al-": one name in two words, in Arabic script too.
_SERVANT = re.compile("(\u0639\u0628\u062f)\\s+(?=\u0627\u0644)")

# A word in fewer than this many of _NAMES names is as telling as a word gets.
_RARE = 12
_NAMES = 100_000
_FORM_WEIGHT = 0.1
_INITIAL_WEIGHT = 0.3
_NUMBER_WEIGHT = 0.7
_LEAST_WEIGHT = 0.25
_LONG_FORM = 9
# A form this short is also a word of names ("AS", "AG", "AD"): believed at either end only.
SHORT_FORM = 3


def split(text: str) -> list[str]:
    """Romanised words of a text; words without vowels keep their mark (:data:`LETTERS`)."""
    if text.isascii() or not _NO_VOWELS.search(text):
        return _WORD.findall(romanise(text).replace("'", ""))
    words: list[str] = []
    for chunk in _SERVANT.sub(r"\1", text.replace("\u200c", " ")).split():
        found = _WORD.findall(romanise(chunk).replace("'", ""))
        if _NO_VOWELS.search(chunk):
            words.extend(LETTERS + _ARTICLE.sub("", word) for word in found)
        else:
            words.extend(found)
    return words


@functools.cache
def phrases(*, company: bool) -> dict[str, dict[tuple[str, ...], str]]:
    """Phrases to one word each, by their first word.

    Args:
        company: With company forms and equal words; without, an empty table (a person's name has
            neither).
    """
    table: dict[str, dict[tuple[str, ...], str]] = {}
    if not company:
        return table
    for row in rows("company_forms"):
        for variant in several(row["variants"]):
            _enter(table, split(variant), FORM + row["form"])
    for row in rows("equivalents"):
        if row["kind"] == "word":
            for variant in several(row["variants"]):
                _enter(table, split(variant), row["word"])
    return table


def _enter(table: dict[str, dict[tuple[str, ...], str]], words: list[str], to: str) -> None:
    if words:
        table.setdefault(words[0], {}).setdefault(tuple(words), to)


@functools.cache
def single_forms() -> frozenset[str]:
    """Company forms that are written as one word, romanised."""
    return frozenset(
        phrase[0]
        for group in phrases(company=True).values()
        for phrase, word in group.items()
        if len(phrase) == 1 and word.startswith(FORM)
    )


@functools.lru_cache(maxsize=65536)
def misspelt_form(word: str) -> str | None:
    """The company form that a long word comes within two letters of (``aktiengeselschaft``)."""
    if len(word) < _LONG_FORM or word in _counts():
        return None
    for form in sorted(single_forms()):
        if len(form) >= _LONG_FORM and OSA.distance(word, form, score_cutoff=2) <= 2:  # noqa: PLR2004 - two letters
            return phrases(company=True)[form][(form,)]
    return None


@functools.lru_cache(maxsize=65536)
def name_group(word: str) -> str | None:
    """The first spelling of a given name's group (``mohammed`` and ``mukhammad``: one)."""
    return _name_groups().get(word)


def name_spellings(word: str) -> tuple[str, ...]:
    """All spellings of the group that a given name belongs to; empty when it has none."""
    group = _name_groups().get(word)
    return () if group is None else _members()[group]


@functools.cache
def _name_groups() -> dict[str, str]:
    groups: dict[str, str] = {}
    for row in rows("equivalents"):
        if row["kind"] == "name":
            for variant in (row["word"], *several(row["variants"])):
                words = split(variant)
                if len(words) == 1:
                    groups.setdefault(words[0], row["word"])
    return groups


@functools.cache
def _members() -> dict[str, tuple[str, ...]]:
    members: dict[str, list[str]] = {}
    for word, group in _name_groups().items():
        members.setdefault(group, []).append(word)
    return {group: tuple(sorted(words)) for group, words in members.items()}


@functools.cache
def _generic() -> dict[str, tuple[str, float]]:
    table: dict[str, tuple[str, float]] = {}
    for row in rows("generic_words"):
        for word in several(row["words"]):
            table.setdefault(word, (row["kind"], float(row["weight"])))
    return table


@functools.cache
def _counts() -> dict[str, int]:
    return {row["word"]: int(row["names"]) for row in rows("word_counts")}


@functools.lru_cache(maxsize=262144)
def weight(word: str) -> float:
    """How telling a word of a name is, 0.05 to 1.

    A company form 0.1, an initial 0.3, a number 0.7; other words by how rare they are in names
    of public lists (``data/word_counts.csv``), and no more than their class allows
    (``data/generic_words.csv``).
    The weight depends on the word alone, so that the score of two names never changes because some
    third name was listed.
    """
    if word.startswith(FORM):
        return _FORM_WEIGHT
    if any(letter.isdigit() for letter in word):
        return _NUMBER_WEIGHT
    if len(word) == 1:
        return _INITIAL_WEIGHT
    count = max(_counts().get(spelling, 0) for spelling in (word, *name_spellings(word)))
    rarity = 1.0
    if count > _RARE:
        rarity = math.log(_NAMES / count) / math.log(_NAMES / _RARE)
    kind = _generic().get(word)
    return round(min(max(rarity, _LEAST_WEIGHT), kind[1] if kind else 1.0), 4)


def word_kind(word: str) -> str:
    """``form``, ``number``, ``initial``, a class of ``generic_words.csv``, or ``word``."""
    if word.startswith(FORM):
        return "form"
    if any(letter.isdigit() for letter in word):
        return "number"
    if len(word) == 1:
        return "initial"
    kind = _generic().get(word)
    return kind[0] if kind else "word"
