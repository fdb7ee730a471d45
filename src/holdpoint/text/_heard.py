"""Foreign names as Han characters, kana and Hangul let them be heard, back to Latin ones.

``Vladimir`` becomes ``フラジーミル`` or ``弗拉基米尔``: sounds that a language lacks are replaced,
and vowels put between consonants. So a name is looked for among the names of the tables whose
consonants could have been written so, and the one whose letters come closest is taken.
"""

from __future__ import annotations

import functools
import itertools
import re
from typing import Final

from rapidfuzz.distance import JaroWinkler

from holdpoint.text._data import rows, several

LEAST_ALIKE: Final = 0.88
"""Jaro-Winkler similarity of what was heard and a name, from which the name is believed."""

SHORTEST_HEARD: Final = 4
_MOST_READINGS = 8
_WORD = re.compile("[a-z]{3,}")
_ONE_SOUND = str.maketrans("lvc", "rbk")
_HELPERS = re.compile(
    "(?<=[aeiou][bfgkmprsz])u(?=[^aeiouy]|$)|(?<=[aeioun][td])o(?=[^aeiouy]|$)|(?<=[aeioun][gkbs])u(?=[^aeiouy]|$)"
)
_DOUBLE = re.compile(r"(.)\1+")
# Classes of consonants that the three scripts do not tell apart; two where it depends.
_SOUNDS: Final[tuple[tuple[str, tuple[str, ...]], ...]] = (
    ("sch", ("s",)), ("tch", ("s",)), ("ch", ("s", "k")), ("sh", ("s",)), ("zh", ("s",)),
    ("kh", ("k", "")), ("ph", ("f",)), ("th", ("s", "t")), ("ck", ("k",)), ("ts", ("s", "t")),
    ("gh", ("k", "")), ("wh", ("f", "")), ("b", ("b",)), ("p", ("b",)), ("v", ("b", "f")),
    ("f", ("f", "b")), ("w", ("", "f")), ("t", ("t", "s")), ("d", ("t", "s")), ("k", ("k",)),
    ("q", ("k",)), ("c", ("k", "s")), ("g", ("k", "s")), ("j", ("s", "")), ("s", ("s",)),
    ("z", ("s",)), ("x", ("ks",)), ("r", ("l", "")), ("l", ("l",)), ("m", ("m",)), ("n", ("n",)),
)  # fmt: skip
_WAYS: Final = dict(_SOUNDS)
_LETTERS: Final = re.compile("|".join(_WAYS))


@functools.lru_cache(maxsize=8192)
def heard_name(sounds: str, *, company: bool) -> str | None:
    """The known name or word that a foreign word was meant to be, or ``None``.

    Args:
        sounds: What is read, in Latin letters (``baraku``, ``fulajimier``).
        company: Whether it may be a word of a company's name too (``エレクトロニクス``).
    """
    if len(sounds) < SHORTEST_HEARD:
        return None
    keys = _readings(sounds)
    found = {name for key in keys for name in _known().get(key, ())}
    if company:
        found |= {word for key in keys for word in _known_words().get(key, ())}
    ways = _ways_of(sounds)
    best = max(
        ((_alike(ways, name), _often().get(name, 0), name) for name in sorted(found)),
        default=(0.0, 0, ""),
    )
    return best[2] if best[0] >= LEAST_ALIKE else None


def _ways_of(sounds: str) -> frozenset[str]:
    ways = (sounds, without_helpers(sounds))
    return frozenset(_folded(_DOUBLE.sub(r"\1", way)) for way in ways)


def _alike(ways: frozenset[str], name: str) -> float:
    plain = _plainly_written(name)
    return max(JaroWinkler.similarity(way, plain) for way in ways)


@functools.lru_cache(maxsize=65536)
def _plainly_written(name: str) -> str:
    return _DOUBLE.sub(r"\1", _folded(name.replace("ph", "f").replace("ck", "k")))


def _folded(word: str) -> str:
    """Letters that kana, Hangul and Han do not tell apart made one."""
    return word.translate(_ONE_SOUND)


def without_helpers(sounds: str) -> str:
    """A foreign word without the vowels that kana and Hangul put between its consonants.

    ``rindoguren`` gives ``rindgren``: "u" after most consonants, "o" after "t" and "d".
    """
    return sounds if sounds in _native() else _HELPERS.sub("", sounds)


@functools.cache
def _native() -> frozenset[str]:
    """Japanese names and words, whose vowels are their own."""
    return frozenset(row["latin"] for row in rows("japanese"))


@functools.lru_cache(maxsize=65536)
def _readings(word: str) -> frozenset[str]:
    ways = [_WAYS[letters] for letters in _LETTERS.findall(_DOUBLE.sub(r"\1", word))]
    chosen = itertools.islice(itertools.product(*ways), _MOST_READINGS * 2)
    return frozenset("".join(way) for way in chosen)


@functools.cache
def _known() -> dict[str, tuple[str, ...]]:
    table: dict[str, list[str]] = {}
    for file in ("given_names", "surnames"):
        for row in rows(file):
            for name in (row["name"], *several(row["spellings"])):
                if _WORD.fullmatch(name):
                    for key in _readings(name):
                        table.setdefault(key, []).append(name)
    return {key: tuple(names) for key, names in table.items()}


@functools.cache
def _known_words() -> dict[str, tuple[str, ...]]:
    table: dict[str, list[str]] = {}
    words = {row["word"] for row in rows("equivalents")}
    for row in rows("generic_words"):
        words.update(several(row["words"]))
    for word in sorted(words):
        if _WORD.fullmatch(word) and len(word) > SHORTEST_HEARD:
            for key in _readings(word):
                table.setdefault(key, []).append(word)
    return {key: tuple(found) for key, found in table.items()}


@functools.cache
def _often() -> dict[str, int]:
    table: dict[str, int] = {}
    for file in ("surnames", "given_names"):
        for row in rows(file):
            table[row["name"]] = int(row["often"] or 0)
    return table
