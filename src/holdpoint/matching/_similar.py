"""How alike two words of names are, in whole thousandths.

The measures were chosen on measured lists (Jaro-Winkler alone misses ``elabuga``/``alabuga``, edit
distance alone misses long endings), and short words must be equal: ``Li`` is not ``Lu``. All is
counted in integers, so that every way to compute it gives the same number.
"""

from __future__ import annotations

import functools
import re

from rapidfuzz.distance import OSA, JaroWinkler

from holdpoint.text import LETTERS, same_name, skeleton

EQUAL = 1000
"""The similarity of equal words."""

JARO_WINKLER = 880
"""Least Jaro-Winkler similarity of two words with one first letter."""

SHORT = 3
"""Words up to this length must be equal (Jaro-Winkler needs both to have at least this)."""

MIDDLE = 6
"""Words up to this length may differ by one edit, longer ones by two."""

LONGEST = 64
"""Letters of the longest word that is compared letter by letter; a longer one must be equal."""

SHORTEST_PART = 2
"""Letters that each part of a word must have where one side writes it as several."""

LEAST_JOINED = 5
"""Letters that the whole must have: "Li Wu" is not "Liwu"."""

LONGEST_JOIN = 3
"""Parts that a word written as several can have."""

INITIAL = 550
NAME = 950
CONSONANTS = 850
FEW_CONSONANTS = 650

LEAST_BONES = 2
"""Consonants that a skeleton must have: one says nothing."""

_PLAIN = re.compile(f"{LETTERS}?[a-z]{{1,{LONGEST}}}")


def edits_allowed(left: str, right: str) -> int:
    """Edits (optimal string alignment) by the length of the shorter word: 0, 1 or 2."""
    length = min(len(left), len(right))
    if length <= SHORT:
        return 0
    return 1 if length <= MIDDLE else 2


def is_fixed(word: str) -> bool:
    """Whether a word is equal to itself only: whatever is not made of a few letters a to z.

    Numbers and company forms are, and words longer than :data:`LONGEST`.
    """
    return _PLAIN.fullmatch(word) is None


@functools.lru_cache(maxsize=262144)
def similarity(left: str, right: str) -> tuple[int, str]:
    """How alike two words are, and by what measure.

    Args:
        left: A word of :func:`holdpoint.text.name_tokens`.
        right: Another.

    Returns:
        Similarity 0 to 1000 (0 = no pair) and ``equal``, ``name``, ``initial``, ``consonants`` or
        ``similar``. Symmetric.
    """
    if left == right:
        return EQUAL, "equal"
    if is_fixed(left) or is_fixed(right):
        return 0, "none"
    if 1 in (len(left), len(right)):
        initial = left[0] == right[0] and len(left) != len(right)
        return (INITIAL, "initial") if initial else (0, "none")
    if same_name(left, right):
        return NAME, "name"
    if left.startswith(LETTERS) != right.startswith(LETTERS):
        return _by_consonants(left, right)
    return _by_letters(left.lstrip(LETTERS), right.lstrip(LETTERS))


def _by_consonants(left: str, right: str) -> tuple[int, str]:
    bones = skeleton(left)
    if len(bones) < LEAST_BONES or bones != skeleton(right):
        return 0, "none"
    return (CONSONANTS if len(bones) > LEAST_BONES else FEW_CONSONANTS), "consonants"


def _by_letters(left: str, right: str) -> tuple[int, str]:
    if left == right:
        return EQUAL, "equal"
    if min(len(left), len(right)) < SHORT:
        return 0, "none"
    edits = OSA.distance(left, right)
    alike = 1000 - 1000 * edits // max(len(left), len(right))
    best = alike if edits <= edits_allowed(left, right) else 0
    if left[0] == right[0]:
        winkler = jaro_winkler(left, right)
        if winkler >= JARO_WINKLER:
            best = max(best, (winkler + alike) // 2)
    return (best, "similar") if best else (0, "none")


def jaro_winkler(left: str, right: str) -> int:
    """Jaro-Winkler similarity (prefix weight 0.1) in whole thousandths, rounded down; symmetric.

    The exact value is a fraction whose denominator is at most 30 * 64**3, so that its thousandfold
    is a whole number or more than a millionth below the next one: what is added makes good the
    error of floating point and nothing else.
    """
    first, second = (left, right) if left <= right else (right, left)
    return int(1000 * JaroWinkler.similarity(first, second, prefix_weight=0.1) + 1e-6)
