"""The parts of a person's name, and the acronym of an organisation's."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from typing import Literal

from holdpoint.text._data import rows, several
from holdpoint.text._families import name_groups
from holdpoint.text._han import HAN
from holdpoint.text._hangul import HANGUL
from holdpoint.text._kana import KANA
from holdpoint.text._marks import FORM, LETTERS
from holdpoint.text._weights import word_kind
from holdpoint.text._words import split

Role = Literal["given", "patronymic", "family", "particle", "title", "initial", "suffix", "unknown"]
Gender = Literal["male", "female"]

SHORTEST_ACRONYM, LONGEST_ACRONYM = 3, 10
# Endings of Slavic patronymics in the systems of several countries, and of Icelandic ones. Serbian
# "-ović" ends surnames and is left out.
_SON = re.compile(
    r"[a-z]{2}(?:[oea]vi[ct]h|[oe]vitch|[oe]witsch|[oe]vitsch|[oye]vych|[oe]vyc|[oe]vi[cz]h|yovych"
    r"|kuzmich|ilyich|ilich|illich|lukich|fomich|nikitich)$|[a-z]{3}sson$"
)
_DAUGHTER = re.compile(
    r"[a-z]{2}(?:[oea]vna|[iy]vna|yivna|inichna|ilyinichna|ichna|[oe]wna|dottir)$"
)
_EASTERN = re.compile(f"[{HAN}{KANA}{HANGUL}]")
_OWN = re.compile(r"^(?:oglu|ogly|ogli|oghlu|uly|ulu|uulu|zoda|kyzy|kizi|qizi|qyzy|gizi|kizy)$")
_MALE_AFTER = re.compile(r"[a-z]{3}(?:oglu|ogly|ogli|uly|uulu)$")
_FEMALE_AFTER = re.compile(r"[a-z]{3}(?:kyzy|qizi|kizi|qyzy|gizi)$")


def acronym(words: Sequence[str]) -> str | None:
    """The initials of an organisation's words, as it would be called for short.

    Args:
        words: Words of :func:`holdpoint.text.name_tokens`; company forms, links ("of", "the"),
            numbers and single letters are passed over.

    Returns:
        3 to 10 lower-case letters (``islamic republic of iran shipping lines`` → ``irisl``), or
        ``None`` where there are fewer or more, or a word without vowels among them.
    """
    told = [word for word in words if len(word) > 1 and word_kind(word) in _ACRONYM_KINDS]
    if any(word.startswith((LETTERS, FORM)) for word in told):
        return None
    letters = "".join(part[0] for word in told for part in word.split())
    return letters if SHORTEST_ACRONYM <= len(letters) <= LONGEST_ACRONYM else None


_ACRONYM_KINDS = frozenset({"word", "common", "sector", "place"})


def person_roles(words: Sequence[str]) -> tuple[Role, ...]:
    """What each word of a person's name is.

    Args:
        words: Words of :func:`holdpoint.text.name_tokens` with kind ``person``, in their order.

    Returns:
        One of ``given``, ``patronymic``, ``family``, ``particle``, ``title``, ``initial``,
        ``suffix`` and ``unknown`` for each word (tables ``titles.csv``, ``given_names.csv``,
        ``surnames.csv``). A word is judged by itself; in "Ivan Petrovich X" and "X Ivan Petrovich"
        the one word that is left is the family name.
    """
    roles = [_role(word) for word in words]
    if roles.count("patronymic") == 1 and "given" in roles and roles.count("unknown") == 1:
        roles[roles.index("unknown")] = "family"
    return tuple(roles)


@functools.lru_cache(maxsize=65536)
def _role(word: str) -> Role:
    if len(word) == 1:
        return "initial"
    known = _titles().get(word)
    if known is not None:
        return known
    if _SON.search(word) or _DAUGHTER.search(word) or _OWN.search(word):
        return "patronymic"
    if _MALE_AFTER.search(word) or _FEMALE_AFTER.search(word):
        return "patronymic"
    groups = name_groups(word)
    if any(group in _genders() for group in groups):
        return "given"
    return "family" if groups else "unknown"


@functools.cache
def _titles() -> dict[str, Role]:
    """Titles, suffixes and particles of one word, by their romanised form."""
    table: dict[str, Role] = {}
    for row in rows("titles"):
        role = _ROLES[row["kind"]]
        for spelling in several(row["spellings"]):
            words = split(spelling)
            # A title in Han or Hangul sounds like a name in Latin letters: "Shi", "Yang".
            if len(words) != 1 or len(words[0]) == 1:
                continue
            if not (_EASTERN.search(spelling) and name_groups(words[0])):
                table.setdefault(words[0], role)
    return table


_ROLES: dict[str, Role] = {"title": "title", "suffix": "suffix", "particle": "particle"}


@functools.cache
def _genders() -> dict[str, str]:
    return {row["name"]: row["gender"] for row in rows("given_names")}


@functools.lru_cache(maxsize=16384)
def gender_of_given(word: str) -> Gender | None:
    """The gender that a given name or a patronymic tells, ``None`` where it tells none.

    A name that both have (``Sasha``, ``Kim``), or that is not in ``given_names.csv``, tells none.

    Args:
        word: One word of :func:`holdpoint.text.name_tokens`.
    """
    if _DAUGHTER.search(word) or _FEMALE_AFTER.search(word) or word in _FEMALE_WORDS:
        return "female"
    if _SON.search(word) or _MALE_AFTER.search(word) or word in _MALE_WORDS:
        return "male"
    groups = name_groups(word)
    found = {_genders().get(group, "") for group in groups}
    if word in groups and _genders().get(word):
        found = {_genders()[word]}
    return _GENDERS.get(found.pop()) if len(found) == 1 else None


_GENDERS: dict[str, Gender] = {"m": "male", "f": "female"}
_FEMALE_WORDS = frozenset({"kyzy", "kizi", "qizi", "qyzy", "gizi", "bint", "binti", "binte"})
_MALE_WORDS = frozenset({"oglu", "ogly", "ogli", "oghlu", "uly", "uulu"})
