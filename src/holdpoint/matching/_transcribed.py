"""Foreign names as another script lets them be heard: ``斯图尔特`` and ``Stewart``.

Who writes a foreign name in Chinese, Korean, Arabic or Russian writes what he hears, with the
sounds that his script has. So two words are compared sound by sound, where each letter can stand
for several sounds and for none (``data/transcription_sounds.csv``). Vowels are left out.
"""

from __future__ import annotations

import csv
import functools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from holdpoint.matching._names import NameScore, points_of, score_names
from holdpoint.matching._similar import CONSONANTS, EQUAL, FEW_CONSONANTS
from holdpoint.matching._traits import known
from holdpoint.matching._types import TokenPair
from holdpoint.text import LETTERS, script

SURE_FROM = 3
"""Sounds that two words have in common when they are more than few."""

LEAST_SOUNDS = 2
"""Sounds that two words have in common at least: one says nothing."""

MOST_PARTS = 5
"""Words that one of the other side can be: Chinese and Korean part what they do not know."""

MOST_ALONE = 8
"""Words without a partner that a name has at most when the others are heard: no name has more."""

LONGEST_HEARD = 24
"""Letters of the longest words that are compared by their sounds."""

_PATH = Path(__file__).with_name("data") / "transcription_sounds.csv"
_SILENT = "-"
_VOWELS = frozenset("aeiou")
_SOFT = frozenset("eiy")
_WHERE = ("", "before e i y", "not before vowel", "last")

_MERGED: Mapping[str, Mapping[int, int]] = {
    "arabic": str.maketrans("PG", "BK"),
    "han": str.maketrans("RPDG", "LBTK"),
    "hangul": str.maketrans("RFPDG", "LBBTK"),
    "katakana": str.maketrans("R", "L"),
    "hiragana": str.maketrans("R", "L"),
}
"""Sounds that a script does not tell apart, such as r and l, or b and p."""

_SYLLABIC = frozenset({"han", "hangul", "katakana", "hiragana"})
"""Scripts that end most syllables in a vowel, heard or not."""

Sounds = tuple[frozenset[str], ...]
"""Of each letter in turn, the sounds it can stand for; ``-`` is none."""


def other_script(asked: str, listed: str, names: Iterable[str]) -> str | None:
    """The script of the one of two names that is not in Latin letters, if the other one is.

    Args:
        asked: The query's name as printed.
        listed: The listed name as printed.
        names: Every name of the listed party: where one of them is in the query's script, nothing
            need be heard, for that one tells more.
    """
    if asked.isascii() and listed.isascii():
        return None
    mine, theirs = script(asked), script(listed)
    if "none" in (mine, theirs) or (mine == "latin") == (theirs == "latin"):
        return None
    if any(script(name) == mine for name in names):
        return None
    return theirs if mine == "latin" else mine


def as_transcribed(
    name: NameScore, mine: Sequence[str], theirs: Sequence[str], *, script: str, turned: bool
) -> NameScore | None:
    """Two names of which one lets the other's words be heard, or ``None``.

    Only words that found no partner by their letters are compared by their sounds, and the whole
    names must be the same then: a few sounds are those of many words.

    Args:
        name: How their words pair letter by letter.
        mine: Words of the query.
        theirs: Words of the listed name.
        script: That of the name that is not in Latin letters.
        turned: That name is the listed one.
    """
    left = [one.left for one in name.pairs if one.left is not None and _open(one)]
    right = [one.right for one in name.pairs if one.right is not None and _open(one)]
    if not (0 < len(left) <= MOST_ALONE and 0 < len(right) <= MOST_ALONE):
        return None
    if turned:
        read, back = _heard(theirs, right, left, script)
        found = score_names(mine, read)
    else:
        read, back = _heard(mine, left, right, script)
        found = score_names(read, theirs)
    if not back:
        return None
    pairs = tuple(_by_sound(pair, back, turned=turned) for pair in found.pairs)
    if not _is_whole(pairs):
        return None
    lost = sum((1.0 - worth) * points_of(word) for word, (_, worth) in back.items())
    whole = max(sum(map(points_of, mine if turned else theirs)), 1)
    return replace(found, score=round(max(found.score - lost / whole, 0.0), 4), pairs=pairs)


def _is_whole(pairs: Sequence[TokenPair]) -> bool:
    """Whether several words pair and no telling word of either name is left over."""
    left = [pair.left or pair.right or "" for pair in pairs if pair.how == "alone"]
    telling = any(known(word, person=True).telling for word in left)
    return not telling and len(pairs) - len(left) > 1


def _open(pair: TokenPair) -> bool:
    """Whether a pair could be another one by its sounds: letters that were heard may be others."""
    return pair.how == "alone" or (pair.how == "similar" and pair.score < CONSONANTS / EQUAL)


Back = Mapping[str, tuple[str, float]]
"""Words of the one name to what is printed for them in the other, and how alike they are."""


def _heard(
    words: Sequence[str], alone: Sequence[str], others: Sequence[str], script: str
) -> tuple[list[str], Back]:
    """Words of another script, those that let a left-over word of the other name be heard as it.

    Args:
        words: Of the name in the other script.
        alone: Those that found no partner.
        others: Of the name in Latin letters, those that found none.
        script: The other script.
    """
    read: list[str | None] = list(words)
    free, there = _places(words, alone), [word for word in others if word.isalpha()]
    found = [
        (-sounds, -size, start, other)
        for size in range(1, MOST_PARTS + 1)
        for start in range(len(words) - size + 1)
        if free.issuperset(range(start, start + size))
        for other in dict.fromkeys(there)
        if (sounds := _in_common(words[start : start + size], other, script))
    ]
    back: dict[str, tuple[str, float]] = {}
    for sounds, parts, start, other in sorted(found):
        size = -parts
        run = range(start, start + size)
        if other not in back and free.issuperset(run):
            worth = CONSONANTS if -sounds >= SURE_FROM else FEW_CONSONANTS
            back[other] = " ".join(words[start : start + size]), worth / EQUAL
            read[start : start + size] = [other, *[None] * (size - 1)]
            free.difference_update(run)
    return [word for word in read if word is not None], back


def _places(words: Sequence[str], alone: Sequence[str]) -> set[int]:
    """Where the words stand that found no partner, but for company forms and numbers."""
    left = list(alone)
    found = set()
    for at, word in enumerate(words):
        if word in left:
            left.remove(word)
            if word.lstrip(LETTERS).isalpha():
                found.add(at)
    return found


def _in_common(printed: Sequence[str], other: str, script: str) -> int:
    """Sounds in common; none of two syllables, of which there are a few hundred."""
    if len(printed) == 1:
        if known(printed[0], person=True).syllable and known(other, person=True).syllable:
            return 0
        return sounds_in_common(printed[0], other, script)
    return sounds_in_common("".join(word.lstrip(LETTERS) for word in printed), other, script)


def _by_sound(pair: TokenPair, back: Back, *, turned: bool) -> TokenPair:
    """The pair of a word that was heard, with what is printed."""
    printed, score = back.get(pair.left or "", ("", 0.0))
    if pair.how != "equal" or not printed:
        return pair
    if turned:
        return replace(pair, right=printed, score=score, how="consonants")
    return replace(pair, left=printed, score=score, how="consonants")


@functools.lru_cache(maxsize=65536)
def sounds_in_common(heard: str, word: str, script: str) -> int:
    """How many sounds two words have in common, if all of both are; 0 where they are two words.

    Args:
        heard: A word of a name in another script (:func:`holdpoint.text.name_tokens`).
        word: A word of a name in Latin letters.
        script: The other script, as :func:`holdpoint.text.script` calls it.
    """
    mine, theirs = heard.lstrip(LETTERS), word.lstrip(LETTERS)
    if max(len(mine), len(theirs)) > LONGEST_HEARD:
        return 0
    if (mine[:1] in _VOWELS) != (theirs[:1] in _VOWELS) and not {mine[:1], theirs[:1]} & _GLIDES:
        return 0
    if script not in _SYLLABIC and theirs[-1:] in _ENDINGS and mine[-1:] not in _OPEN:
        return 0
    left, right = _sounds(mine, script), _sounds(theirs, script)
    # reach[j]: the most sounds in common of what was read of the one and the first j of the other.
    reach = _silently([0] + [-1] * len(right), right)
    for one in left:
        following = list(reach) if _SILENT in one else [-1] * len(reach)
        for at, other in enumerate(right):
            if reach[at] >= 0 and (one & other) - {_SILENT}:
                following[at + 1] = max(following[at + 1], reach[at] + 1)
        reach = _silently(following, right)
    least = SURE_FROM if _vowels_apart(mine, theirs) else LEAST_SOUNDS
    return reach[-1] if reach[-1] >= least else 0


_GLIDES = frozenset("hwyj")
"""Letters that one script writes before a vowel and another one does not."""

_ENDINGS = frozenset("iou")
"""Vowels that a last syllable has in every spelling …"""

_OPEN = frozenset("aeiouywh")
"""… and what scripts with letters for sounds, not syllables, end in then."""


def _vowels_apart(left: str, right: str) -> bool:
    """Whether one word's first vowel is e or i, the other's o or u: a few sounds say less then."""
    firsts = [next((letter for letter in word if letter in "aeiou"), "a") for word in (left, right)]
    return any(one in "ei" and other in "ou" for one, other in (firsts, firsts[::-1]))


def _silently(reach: list[int], right: Sounds) -> list[int]:
    for at, other in enumerate(right):
        if _SILENT in other:
            reach[at + 1] = max(reach[at + 1], reach[at])
    return reach


@functools.lru_cache(maxsize=65536)
def _sounds(word: str, script: str) -> Sounds:
    merged = _MERGED.get(script, {})
    found: list[frozenset[str]] = []
    at, before = 0, frozenset[str]()
    while at < len(word):
        size, ways = _heard_at(word, at)
        at += size
        if not ways:
            before = frozenset()
        for place in range(max(map(len, ways), default=0)):
            letters = frozenset(way[place : place + 1] or _SILENT for way in ways)
            sounds = frozenset(letter.translate(merged) for letter in letters)
            # A sound that two letters running have is written once, or twice.
            found.append(sounds | {_SILENT} if sounds & before - {_SILENT} else sounds)
            before = sounds
    return tuple(found)


def _heard_at(word: str, at: int) -> tuple[int, tuple[str, ...]]:
    """How many letters are read at a place, and what they can stand for."""
    for size in range(min(_longest(), len(word) - at), 0, -1):
        for where, ways in _table().get(word[at : at + size], ()):
            if _applies(where, word, at, at + size):
                return size, ways
    return 1, ()  # a vowel


def _applies(where: str, word: str, start: int, end: int) -> bool:
    if where == "before e i y":
        return word[end : end + 1] in _SOFT
    if where == "not before vowel":
        return start > 0 and word[end : end + 1] not in _VOWELS | {"y"}
    return where == "" or (start > 1 and end == len(word))


@functools.cache
def _table() -> dict[str, tuple[tuple[str, tuple[str, ...]], ...]]:
    """Letters to where they are read so, and the sounds, in the order of the file."""
    table: dict[str, tuple[tuple[str, tuple[str, ...]], ...]] = {}
    for letters, where, ways in _rows():
        table[letters] = (*table.get(letters, ()), (where, ways))
    return table


@functools.cache
def _longest() -> int:
    return max(map(len, _table()))


def _rows() -> Iterator[tuple[str, str, tuple[str, ...]]]:
    with _PATH.open(encoding="utf-8", newline="") as handle:
        table = csv.DictReader(handle)
        for line, row in enumerate(table, start=2):
            letters, where, ways = row["letters"], row["where"], row["heard_as"].split()
            if not (letters.isalpha() and letters.islower() and ways and where in _WHERE):
                raise ValueError(f"{_PATH.name}, line {line}: letters, sounds and one of {_WHERE}")
            yield letters, where, tuple("" if way == _SILENT else way for way in ways)
