"""Words and numbers of two addresses: which are one, which cannot be."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Sequence

from rapidfuzz.distance import OSA

from holdpoint.text import LETTERS, address_opposites, address_stem, is_weak_address_word, skeleton

_WEAK = 0.3
_LINK = 2
_SHORT, _LONG = 4, 8
_LEAST_BONES = 2
_WIDEST_RANGE = 60
_NUMBER = re.compile(r"(\d+)([a-z]?)")


@functools.lru_cache(maxsize=131072)
def worth(word: str) -> float:
    """How much a word tells of a place, 0.3 or 1."""
    weak = is_weak_address_word(word) or word in address_opposites() or len(word) <= _LINK
    return _WEAK if weak and word[0] != "#" else 1.0


@functools.lru_cache(maxsize=262144)
def alike(left: str, right: str) -> float:
    """How surely two words are one, 0 to 1: spelling, ending, one slip, consonants, initial."""
    if left == right:
        return 1.0
    if left[0] == "#" or right[0] == "#" or left[-1].isdigit() or right[-1].isdigit():
        return 0.0
    if left[0] == LETTERS or right[0] == LETTERS:
        return 0.9 if _one_skeleton(left, right, _LEAST_BONES) else 0.0
    if _side(left) and _side(left) == _side(right):
        return 1.0
    return _spelt_alike(left, right)


def _spelt_alike(left: str, right: str) -> float:
    mine, theirs = address_stem(left), address_stem(right)
    shorter = min(len(mine), len(theirs))
    if mine == theirs:
        return 1.0
    if shorter < _SHORT:
        return 0.5 if shorter == 1 and mine[0] == theirs[0] else 0.0
    edits = OSA.distance(mine, theirs, score_cutoff=2)
    if edits <= (1 if shorter < _LONG else 2):
        return 0.9 - 0.1 * (edits - 1)
    return 0.7 if _cut(mine, theirs) or _one_skeleton(left, right, _LEAST_BONES + 1) else 0.0


def _one_skeleton(left: str, right: str, least: int) -> bool:
    bones = skeleton(left)
    return len(bones) >= least and bones == skeleton(right)


def _cut(left: str, right: str) -> bool:
    short, long = sorted((left, right), key=len)
    return long.startswith(short) and len(short) >= _SHORT


def _side(word: str) -> tuple[str, str] | None:
    return address_opposites().get(word)


def opposed(left: Iterable[str], right: Iterable[str]) -> bool:
    """Whether one says north and the other south, new and old, and neither says both."""
    mine, theirs = _sides(left), _sides(right)
    return any(mine[group].isdisjoint(theirs[group]) for group in mine.keys() & theirs.keys())


def _sides(words: Iterable[str]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for word in words:
        if side := _side(word):
            found.setdefault(side[0], set()).add(side[1])
    return found


def shared(left: Sequence[str], right: Sequence[str]) -> tuple[float, float, float]:
    """Worth of the words that both have, and of all words of the left and of the right side."""
    mine, theirs = _total(left), _total(right)
    if not mine or not theirs:
        return 0.0, mine, theirs
    free, rest, both = list(right), [], 0.0
    for word in left:
        if word in free:
            both += worth(word)
            free.remove(word)
        else:
            rest.append(word)
    if rest and free and "".join(left) == "".join(right):
        return min(mine, theirs), mine, theirs
    for word in rest:
        degree, best = 0.0, ""
        for other in free:
            if (found := alike(word, other)) > degree:
                degree, best = found, other
        if degree:
            both += degree * min(worth(word), worth(best))
            free.remove(best)
    return both, mine, theirs


@functools.lru_cache(maxsize=65536)
def _total(words: Sequence[str]) -> float:
    return sum(map(worth, words))


def overlap(left: Sequence[str], right: Sequence[str]) -> float:
    """How much of two names is one, 0 to 1: of the shorter mostly, of the longer a little."""
    both, mine, theirs = shared(left, right)
    least, most = min(mine, theirs), max(mine, theirs)
    if not least:
        return 0.0
    return min(both / least, 1.0) * (0.6 + 0.4 * min(both / most, 1.0))


def same_number(left: str, right: str) -> float:
    """Two house numbers: 1 the same, 0 one may be the other, -1 clearly others.

    ``82-86`` holds 84; ``12a`` may be 12, and 12a is not 12b; ``4/1`` may be 4 and is not 4/2.
    """
    if left == right:
        return 1.0
    mine, theirs = _pieces(left), _pieces(right)
    if not mine or not theirs:
        return -1.0
    if (span := _span(mine)) and _within(span, theirs):
        return 0.8
    if (span := _span(theirs)) and _within(span, mine):
        return 0.8
    if mine[0][0] != theirs[0][0]:
        return 0.5 if _with_unit(mine, theirs) or _with_unit(theirs, mine) else -1.0
    return 0.4 if _open_end(mine, theirs) else -0.8


def _with_unit(mine: Sequence[tuple[str, str]], theirs: Sequence[tuple[str, str]]) -> bool:
    """Whether ``1700-1055`` is unit 1700 in house 1055, as Canada writes it."""
    return len(mine) > 1 and len(theirs) == 1 and not _span(mine) and mine[-1] == theirs[0]


def _open_end(mine: Sequence[tuple[str, str]], theirs: Sequence[tuple[str, str]]) -> bool:
    """Whether one is the other with more behind it."""
    for (one, letter), (other, second) in zip(mine, theirs, strict=False):
        if one != other or (letter and second and letter != second):
            return False
    return True


@functools.lru_cache(maxsize=16384)
def _pieces(number: str) -> tuple[tuple[str, str], ...]:
    return tuple((found[1], found[2]) for found in _NUMBER.finditer(number))


def _span(pieces: Sequence[tuple[str, str]]) -> tuple[int, int] | None:
    if len(pieces) != 2:  # noqa: PLR2004 - from and to
        return None
    low, high = int(pieces[0][0][:9]), int(pieces[1][0][:9])
    return (low, high) if low < high <= low + _WIDEST_RANGE else None


def _within(span: tuple[int, int], pieces: Sequence[tuple[str, str]]) -> bool:
    own = _span(pieces)
    if own:
        return own[0] <= span[1] and span[0] <= own[1] and own[0] != span[0]
    return len(pieces) == 1 and span[0] <= int(pieces[0][0][:9]) <= span[1]
