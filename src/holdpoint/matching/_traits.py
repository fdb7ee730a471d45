"""What is known of one word of a name by itself, and of two words beside each other."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence

from rapidfuzz.distance import OSA

from holdpoint.text import (
    FORM,
    LETTERS,
    fold,
    gender_of_given,
    is_known_name,
    person_roles,
    skeleton,
    weight,
    word_kind,
)

# How much a word that finds no partner matters, by its class.
_MATTERS = {
    "word": 1.0,
    "number": 1.0,
    "sector": 0.6,
    "place": 0.7,
    "common": 0.35,
    "initial": 0.3,
}
_PERSON_MATTERS = {"particle": 0.0, "title": 0.0, "suffix": 0.2, "initial": 0.3}
_FULL = 1.0
_GENERIC_TELLS = 0.5

_LEAST_BONES = 2
# In any of the usual romanisations; "Lee", "Ben" and "Tan" have that form too.
_SYLLABLE = re.compile(
    "(?:zh|ch|sh|ts|hs|kw|gw|hw|[bcdfghjklmnpqrstwxyz])?[aeiouy]{1,3}(?:ng|[nmkplrthbg])?"
)
_SHORTEST, _SHORTEST_SQUEEZED, _LONGEST_SHARE = 2, 3, 0.7


class Word:
    """What is known of a word by itself.

    Attributes:
        kind: As :func:`holdpoint.text.word_kind`.
        role: Of a person's name, as :func:`holdpoint.text.person_roles`; else ``unknown``.
        matters: 0 to 1: how much it says that the other name lacks it.
        telling: It matters in full.
        told: How much its agreement says, 0 to 1: by how rare it is.
        known: It stands in many names or is a known given name: another such word is another
            name and no slip of the pen.
        gender: That the name tells, if any.
        syllable: It has the form of one syllable of a Chinese or Korean name.
    """

    __slots__ = (
        "form", "gender", "initial", "kind", "known", "matters", "number", "role", "syllable",
        "telling", "told",
    )  # fmt: skip

    def __init__(self, word: str, *, person: bool) -> None:
        kind = self.kind = word_kind(word)
        self.form = word.startswith(FORM)
        self.number = kind == "number"
        self.initial = kind == "initial"
        rarity = weight(word)
        self.known = rarity < _FULL or is_known_name(word)
        self.syllable = _SYLLABLE.fullmatch(word) is not None
        self.role = "unknown"
        self.gender = None
        if person:
            (self.role,) = person_roles((word,))
            plain = 0.0 if kind in ("link", "form") else 1.0
            self.matters = _PERSON_MATTERS.get(self.role, plain)
            self.gender = gender_of_given(word)
        else:
            self.matters = _MATTERS.get(kind, 0.0)
        self.telling = self.matters >= _FULL
        self.told = rarity if self.telling else rarity * _GENERIC_TELLS
        if self.form or self.matters == 0.0:
            self.told = 0.0


@functools.lru_cache(maxsize=131072)
def known(word: str, person: bool) -> Word:
    """What is known of a word; remembered by the word."""
    return Word(word, person=person)


@functools.lru_cache(maxsize=65536)
def sound_alike(left: str, right: str) -> bool:
    """Whether two words are one to the ear.

    They are spelt in two systems (``Tchaikovsky``, ``Chaykovskiy``), a letter stands twice (``un``,
    ``uun``), or one is the Slavic adjective of the other, a place (``muromskiy``, ``murom``).
    """
    keys = fold(left), fold(right)
    if keys[0] is not None and keys[0] == keys[1]:
        return True
    if None not in keys or max(len(left), len(right)) >= _LONG_TO_THE_EAR:
        return of_place(left, right)
    return left != right and _squeezed(left) == _squeezed(right) != ""


def personal(words: Sequence[str]) -> bool:
    """Whether a party of unknown type bears a person's name.

    It has two words or more, none of business, of a place or with digits, and one of them is a
    known given name or surname, or all are syllables, as of a Chinese or Korean name.
    """
    if (
        len(words) < _FEWEST_OF_A_PERSON
        or not {word_kind(word) for word in words} <= _PERSONAL_KINDS
    ):
        return False
    return any(map(is_known_name, words)) or all(known(w, person=True).syllable for w in words)


_FEWEST_OF_A_PERSON = 2


_PERSONAL_KINDS = frozenset({"word", "initial", "link"})

_LONG_TO_THE_EAR = 7
"""Letters from which two words of which one is too short for a key are two words."""

_TWICE = re.compile(r"([a-z])\1+")
# "Lee" is not "Le".
_LONG_VOWEL = re.compile("ee|oo")


def _squeezed(word: str) -> str:
    """A word without doubled letters; empty where they make it another word."""
    one = _TWICE.sub(r"\1", word)
    return "" if len(one) < _SHORTEST or _LONG_VOWEL.search(word) else one


_ADJECTIVE = re.compile("(?<=..)(?:[eo]v)?sk(?:iy|ij|yy|yi|y|i|aya|aja|oye|oje|oe|a)$")
_LAST_VOWEL = re.compile("[aeiouy]$")


def of_place(left: str, right: str) -> bool:
    """Whether one word is the adjective that Slavic languages make of the other, a place."""
    long, short = sorted((left, right), key=len, reverse=True)
    stem = _ADJECTIVE.sub("", long)
    if stem == long or _ADJECTIVE.search(short) or len(stem) <= _SHORTEST:
        return False
    return stem in (short, _LAST_VOWEL.sub("", short))


@functools.lru_cache(maxsize=65536)
def same_consonants(left: str, right: str) -> bool:
    """Whether two words have the same consonants, more than one of them."""
    bones = skeleton(left)
    return len(bones) >= _LEAST_BONES and bones == skeleton(right)


@functools.lru_cache(maxsize=65536)
def vowels_against(left: str, right: str) -> bool:
    """Whether a script that writes long vowels only has one that the other word cannot have.

    Muhammadi is no Muhammad and Husain no Hasan, though their consonants are the same.

    Args:
        left: A word; one of the two is from such a script (marked).
        right: Another.
    """
    marked, plain = (left, right) if left.startswith(LETTERS) else (right, left)
    if not marked.startswith(LETTERS):
        return False
    word = marked.lstrip(LETTERS)
    if word.endswith("y") and plain[-1:] not in _ENDS_IN_Y:
        return True
    inside = word[1:]
    return any(letter in inside and not heard & set(plain) for letter, heard in _LONG_VOWELS)


_ENDS_IN_Y = frozenset("aehijy")
_LONG_VOWELS = (("y", frozenset("eijy")), ("w", frozenset("ouvw")))


def is_form(word: str) -> bool:
    """Whether a word is a company form that excludes others; "company" and the like do not."""
    return word.startswith(FORM) and word[1:] not in _LOOSE_FORMS


_LOOSE_FORMS = frozenset({"co", "inc"})


def nature_of(word: str) -> str | None:
    """``company`` or ``association`` for the company forms that say so."""
    if not word.startswith(FORM):
        return None
    return "association" if word[1:] in _ASSOCIATIONS else "company"


_ASSOCIATIONS = frozenset({"ngo"})
# Masculine to feminine, longest first: family names of Slavic and Baltic languages and Greek, …
_FAMILIES = (
    ("skiy", "skaya"), ("sky", "skaya"), ("skij", "skaya"), ("ski", "ska"), ("cki", "cka"),
    ("tskiy", "tskaya"), ("yy", "aya"), ("iy", "aya"), ("y", "a"), ("ov", "ova"), ("ev", "eva"),
    ("yov", "yova"), ("in", "ina"), ("yn", "yna"), ("ek", "kova"), ("", "ova"), ("as", "iene"),
    ("is", "yte"), ("as", "aite"), ("is", "iene"), ("us", "iene"), ("as", "yte"), ("os", "ou"),
    ("is", "i"), ("ek", "ekova"), ("a", "ova"),
)  # fmt: skip
# … and given names of Romance, Germanic, Slavic languages and Arabic.
_GIVEN = (
    ("o", "a"), ("", "a"), ("", "e"), ("", "le"), ("", "ne"), ("", "ka"), ("", "ina"), ("", "ette"),
    ("", "elle"), ("y", "ia"), ("iy", "iya"), ("", "ah"), ("ey", "eya"), ("us", "a"),
)  # fmt: skip
_LONGEST_SAME = 4


@functools.lru_cache(maxsize=65536)
def gendered(left: str, right: str) -> str | None:
    """Whether two words are a man's and a woman's form of one name.

    Returns:
        ``family`` for forms of one family name, which one person's papers can both bear; ``given``
        for two given names; ``None`` for anything else.
    """
    for kind, pairs in (("family", _FAMILIES), ("given", _GIVEN)):
        if kind == "family" and min(len(left), len(right)) <= _LONGEST_SAME:
            continue
        for male, female in pairs:
            for one, other in ((left, right), (right, left)):
                stem = one.removesuffix(male) if male else one
                if one.endswith(male) and len(stem) > 2 and other == stem + female:  # noqa: PLR2004 - a stem
                    return kind
    return None


@functools.lru_cache(maxsize=65536)
def distance(left: str, right: str) -> tuple[int, float]:
    """Letters that differ (optimal string alignment), and as a share of the longer word."""
    left, right = left.lstrip(LETTERS), right.lstrip(LETTERS)
    edits = OSA.distance(left, right)
    return edits, edits / max(len(left), len(right), 1)


@functools.lru_cache(maxsize=65536)
def abbreviates(left: str, right: str) -> bool:
    """Whether one word is the other cut short or squeezed: ``constr``, ``govt``, ``hldgs``.

    It has at least two letters, at most seven tenths of the other's, in the same order and from the
    same first letter.
    """
    short, long = sorted((left, right), key=len)
    if len(short) < _SHORTEST or len(short) > _LONGEST_SHARE * len(long) or short[0] != long[0]:
        return False
    if long.startswith(short):
        return True
    if len(short) < _SHORTEST_SQUEEZED:
        return False
    letters = iter(long)
    return all(letter in letters for letter in short) and not set(short[1:]) & set("aeiouy")
