"""What an index stores of a word, and what a query tells of one."""

from __future__ import annotations

import functools
from binascii import crc32
from string import ascii_lowercase, digits
from typing import NamedTuple

from holdpoint.matching._names import SON_OF, TELLING, TOLD, points_of
from holdpoint.matching._readings import LEAST_LETTERS
from holdpoint.matching._similar import LEAST_BONES, is_fixed
from holdpoint.text import FORM, LETTERS, name_groups, skeleton, word_kind

FIXED, INITIAL, VOICED, UNVOICED = range(4)
"""Kinds of words: equal to itself only; one letter; letters; letters without vowels (``~``)."""

WEIGHT = 0x3FFF
"""Bits of a word's facts that hold its weight in ten-thousandths."""

_FIRST_BIT = 14
_NUMBER, _FORM, _TELLING, _TOLD, _SON_OF, _SINGLE, _FIXED = (1 << bit for bit in range(19, 26))

ALONE_NEVER = _SINGLE | _FORM
"""Bits of words that bring in no candidate by themselves."""


class Word(NamedTuple):
    """A word, with all that its partners depend on.

    Attributes:
        text: As :func:`holdpoint.text.name_tokens` makes it.
        facts: Weight in bits 0 to 13; in 14 to 18 the first letter (a = 1) of a word that an
            initial can stand for; then marks: number, company form, telling, told in full, "son
            of", one letter, fixed.
        bones: Its skeleton; empty where that has too few consonants to be compared by.
        families: The names whose spelling it is.
    """

    text: str
    facts: int
    bones: str
    families: tuple[str, ...]


def first_of(facts: int) -> int:
    """The letter (a = 1) that an initial of the word would be, 0 where it cannot have one."""
    return facts >> _FIRST_BIT & 31


def kind_of(text: str) -> int:
    """:data:`FIXED`, :data:`INITIAL`, :data:`VOICED` or :data:`UNVOICED`."""
    if is_fixed(text):
        return FIXED
    if text.startswith(LETTERS):
        return UNVOICED
    return INITIAL if len(text) == 1 else VOICED


_SHARE = {letter: crc32(letter.encode("ascii")) for letter in ascii_lowercase + digits}
_COUNT_BIT = 48


@functools.lru_cache(maxsize=65536)
def letters_in(word: str) -> int:
    """A number that is made of the letters of a word in any order, and how many, from bit 48 on.

    The numbers of several words are added up for all of their letters. Company forms and words
    without vowels have none.
    """
    if word.startswith((FORM, LETTERS)):
        return 0
    return sum([_SHARE.get(letter, 0) for letter in word]) + (len(word) << _COUNT_BIT)


def letters_key(letters: int) -> int | None:
    """A 32-bit hash that names of the same letters share; ``None`` for a name of few letters."""
    return letters & 0xFFFFFFFF if letters >> _COUNT_BIT >= LEAST_LETTERS else None


@functools.lru_cache(maxsize=65536)
def word_of(text: str) -> Word:
    """All that is known of a word; remembered by its text."""
    kind, called = kind_of(text), word_kind(text)
    facts = points_of(text)
    if kind == VOICED:
        facts |= (ord(text[0]) - ord("a") + 1) << _FIRST_BIT
    marks = (
        (_NUMBER, called == "number"),
        (_FORM, text.startswith(FORM)),
        (_TELLING, called in TELLING),
        (_TOLD, called in TOLD),
        (_SON_OF, text in SON_OF),
        (_SINGLE, len(text) == 1),
        (_FIXED, kind == FIXED),
    )
    facts |= sum(bit for bit, holds in marks if holds)
    if kind < VOICED:
        return Word(text, facts, "", ())
    bones = skeleton(text)
    return Word(text, facts, bones if len(bones) >= LEAST_BONES else "", name_groups(text))
