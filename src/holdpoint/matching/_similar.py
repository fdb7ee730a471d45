"""How alike two words of names are.

The measures were chosen on measured lists (Jaro-Winkler alone misses ``elabuga``/``alabuga``, edit
distance alone misses long endings), and short words must be equal: ``Li`` is not ``Lu``.
"""

from __future__ import annotations

import functools
import re

from rapidfuzz.distance import OSA, JaroWinkler

from holdpoint.text import FORM, LETTERS, name_group

JARO_WINKLER = 0.88
"""Least Jaro-Winkler similarity of two words with one first letter."""

SHORT = 3
"""Words up to this length must be equal (Jaro-Winkler needs both to have at least this)."""

SHORTEST_PART = 2
"""Letters that each part of a word must have where one side writes it as several."""

LEAST_JOINED = 5
"""Letters that the whole must have: "Li Wu" is not "Liwu"."""

LONGEST_JOIN = 3
"""Parts that a word written as several can have."""

INITIAL = 0.55
NAME = 0.95
CONSONANTS = 0.85
FEW_CONSONANTS = 0.65

_MIDDLE = 6
_DOUBLE = re.compile(r"(.)\1+")
_FOLDS = (
    ("sh", "s"),
    ("ch", "c"),
    ("kh", "x"),
    ("gh", "g"),
    ("zh", "z"),
    ("th", "t"),
    ("dh", "d"),
    ("ph", "f"),
    ("q", "g"),
    ("p", "b"),
    ("j", "g"),
)
_SOFT = re.compile("[aeiouywvh'`]")


def edits_allowed(left: str, right: str) -> int:
    """Edits (optimal string alignment) by the length of the shorter word: 0, 1 or 2."""
    length = min(len(left), len(right))
    if length <= SHORT:
        return 0
    return 1 if length <= _MIDDLE else 2


def is_fixed(word: str) -> bool:
    """Whether a word is equal to itself only: a number or a company form."""
    return word.startswith(FORM) or any(letter.isdigit() for letter in word)


@functools.lru_cache(maxsize=65536)
def skeleton(word: str) -> str:
    """The consonants of a word, without what scripts and languages leave to the reader.

    ``~mhmd`` and ``muhammad`` both give ``mmd``: doubles are made single, then vowels,
    ``h``, ``w``, ``v`` and ``y`` dropped.
    """
    bare = _DOUBLE.sub(r"\1", word.lstrip(LETTERS))
    for long, short in _FOLDS:
        bare = bare.replace(long, short)
    return _SOFT.sub("", bare)


@functools.lru_cache(maxsize=262144)
def similarity(left: str, right: str) -> tuple[float, str]:
    """How alike two words are, and by what measure.

    Args:
        left: A word of :func:`holdpoint.text.name_tokens`.
        right: Another.

    Returns:
        Similarity 0 to 1 (0 = no pair) and ``equal``, ``name``, ``initial``, ``consonants`` or
        ``similar``. Symmetric.
    """
    if left == right:
        return 1.0, "equal"
    if is_fixed(left) or is_fixed(right):
        return 0.0, "none"
    if name_group(left) is not None and name_group(left) == name_group(right):
        return NAME, "name"
    if 1 in (len(left), len(right)):
        initial = left[0] == right[0] and len(left) != len(right)
        return (INITIAL, "initial") if initial else (0.0, "none")
    if left.startswith(LETTERS) != right.startswith(LETTERS):
        return _by_consonants(left, right)
    return _by_letters(left.lstrip(LETTERS), right.lstrip(LETTERS))


def _by_consonants(left: str, right: str) -> tuple[float, str]:
    bones = skeleton(left)
    if len(bones) < 2 or bones != skeleton(right):  # noqa: PLR2004 - one consonant says nothing
        return 0.0, "none"
    return (CONSONANTS if len(bones) > 2 else FEW_CONSONANTS), "consonants"  # noqa: PLR2004


def _by_letters(left: str, right: str) -> tuple[float, str]:
    if left == right:
        return 1.0, "equal"
    if min(len(left), len(right)) < SHORT:
        return 0.0, "none"
    best = 0.0
    limit = edits_allowed(left, right)
    if limit:
        edits = OSA.distance(left, right, score_cutoff=limit)
        if edits <= limit:
            best = 1.0 - edits / max(len(left), len(right))
    if left[0] == right[0]:
        winkler = JaroWinkler.similarity(left, right, prefix_weight=0.1)
        if winkler >= JARO_WINKLER:
            same = OSA.normalized_similarity(left, right)
            best = max(best, (winkler + same) / 2)
    return (round(best, 6), "similar") if best else (0.0, "none")
