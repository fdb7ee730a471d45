"""Spellings of one name: families of given names and surnames, by table and by sound.

A spelling can belong to several families: ``Sasha`` is Aleksandr or Aleksandra, ``Ching`` the
Wade-Giles form of Jing and of Qing. Two words are one name where they share a family; that ``a``
goes with ``b`` and ``b`` with ``c`` makes no name of ``a`` and ``c``.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping

from holdpoint.text._data import rows, several
from holdpoint.text._ready import ready
from holdpoint.text._sound import fold
from holdpoint.text._words import split

_PARTICLES = frozenset({"al", "bin", "bint", "ould"})
_FILES = ("given_names", "surnames", "hangul_syllables", "chinese_syllables")


@functools.lru_cache(maxsize=131072)  # an index asks for all words of the lists, twice
def name_groups(word: str) -> tuple[str, ...]:
    """The names whose spelling a word is (``mohammed`` and ``mukhammad``: one); empty if unknown.

    Spellings that the tables do not have belong to the name that sounds the same in another
    system of transliteration (``Serguej``), if only one does.

    Args:
        word: A word of :func:`holdpoint.text.name_tokens`.
    """
    groups = _groups().get(word)
    if groups is not None:
        return groups
    key = fold(word)
    return () if key is None else _by_fold().get(key, ())


def name_group(word: str) -> str | None:
    """The first of :func:`name_groups`, the most usual one, or ``None``."""
    groups = name_groups(word)
    return groups[0] if groups else None


def same_name(left: str, right: str) -> bool:
    """Whether two words are spellings or short forms of one name. Symmetric, not transitive."""
    groups = name_groups(left)
    return bool(groups) and not set(groups).isdisjoint(name_groups(right))


@functools.lru_cache(maxsize=65536)
def name_spellings(word: str) -> tuple[str, ...]:
    """Every word of the tables that is one name with a word (:func:`same_name`), sorted."""
    members = _members()
    return tuple(sorted({other for group in name_groups(word) for other in members[group]}))


@functools.cache
def _groups() -> Mapping[str, tuple[str, ...]]:
    made = ready("names")
    return made_groups() if made is None else _parted(made)


def _parted(made: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    return {word: tuple(names.split(";")) for word, names in made.items()}


def made_groups() -> dict[str, tuple[str, ...]]:
    """Make the families of every spelling; ``ready.json`` has them joined by ``;``."""
    found: dict[str, dict[str, None]] = {}
    for file in _FILES:
        for row in rows(file):
            for variant in (row["name"], *several(row["spellings"])):
                words = [variant] if variant.isascii() else split(variant)
                if len(words) > 1 and words[0] == "al":
                    words = words[1:]  # a name written with its article
                if len(words) == 1:
                    found.setdefault(words[0], {})[row["name"]] = None
    for row in rows("titles"):
        if row["kind"] == "particle" and row["title"] in _PARTICLES:
            for word in several(row["spellings"]):
                found.setdefault(word, {})[row["title"]] = None
    return {
        word: (word, *(group for group in groups if group != word))
        if word in groups
        else tuple(groups)
        for word, groups in found.items()
    }


@functools.lru_cache(maxsize=65536)
def split_syllables(word: str) -> tuple[tuple[str, str], ...]:
    """Every way to read a word as two syllables of Chinese or Korean names.

    ``xiaoming`` is "xiao" and "ming"; ``xian`` may be "xi" and "an".
    """
    if not word.isalpha():
        return ()
    known = _syllables()
    ways = ((word[:at], word[at:]) for at in range(1, len(word)))
    return tuple(
        way
        for way in ways
        if any(part in known for part in way)
        and all(part in known or _PINYIN.fullmatch(part) for part in way)
    )


_PINYIN = re.compile(
    "(?:[zcs]h|[bpmfdtnlgkhjqxrzcswy])(?:[iu]?(?:an|ang|ao|a)|ai|uai|e|ei|en|eng|i|ie|in|ing|io?u"
    "|iong|o|ong|ou|u|ui|un|uo|ue)|[aeo](?:[inru]|ng)?"
)
"""Most syllables are spelt in one way only and stand in no table."""


@functools.cache
def _syllables() -> frozenset[str]:
    return frozenset(
        spelling
        for file in ("chinese_syllables", "hangul_syllables")
        for row in rows(file)
        for spelling in (row["name"], *several(row["spellings"]))
    )


@functools.cache
def known_names() -> frozenset[str]:
    """Every spelling in the tables of given names and surnames."""
    return frozenset(
        word
        for file in ("given_names", "surnames")
        for row in rows(file)
        for word in (row["name"], *several(row["spellings"]))
    )


def is_known_name(word: str) -> bool:
    """Whether a word is a given name or a surname of the tables, in one of their spellings."""
    return word in known_names()


@functools.cache
def _members() -> dict[str, tuple[str, ...]]:
    members: dict[str, list[str]] = {}
    for word, groups in _groups().items():
        for group in groups:
            members.setdefault(group, []).append(word)
    return {group: tuple(sorted(words)) for group, words in members.items()}


@functools.cache
def _by_fold() -> Mapping[str, tuple[str, ...]]:
    made = ready("folds")
    return made_folds(_groups()) if made is None else _parted(made)


def made_folds(families: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """Make the one family of each sound that has no other; ``ready.json`` has it as it is."""
    found: dict[str, set[str]] = {}
    for word, groups in families.items():
        key = fold(word)
        if key is not None:
            found.setdefault(key, set()).add(groups[0])
    return {key: tuple(groups) for key, groups in found.items() if len(groups) == 1}


@functools.cache
def often() -> dict[str, int]:
    """How common names are world-wide, by their first spelling: 1 (known) to 5 (everywhere)."""
    table: dict[str, int] = {}
    for file in ("given_names", "surnames"):
        for row in rows(file):
            table[row["name"]] = max(table.get(row["name"], 0), int(row["often"] or 1))
    return table
