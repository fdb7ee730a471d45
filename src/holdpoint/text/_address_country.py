"""The country that an address names, at its beginning or end."""

from __future__ import annotations

import functools
import re

from holdpoint.text._address_tables import cities
from holdpoint.text._address_words import phrase, units
from holdpoint.text._countries import country_code
from holdpoint.text._data import rows, several
from holdpoint.text._scripts import romanise

_PIECES = re.compile(r"[,;\n\u060c\u061b\u3001\uff0c|]|\s[-\u2013\u2014]\s")
_DIGIT = re.compile(r"\d")
_LONG_WORD = re.compile(r"[^\W\d_]{4}|[^\W\d_a-zA-Z]{2}")
_WORD = re.compile(r"[a-z]+")
_LETTER = re.compile(r"[^\W\d_]")
_NO_COUNTRY = frozenset({"street", "floor", "house", "building", "unit", "box", "area"})
_SHORTEST_WORD = 3


def split_country(text: str, given: str | None) -> tuple[str, str | None]:
    """The text without the country's name at either end, and the country's code.

    Args:
        text: An address, or its city's field.
        given: ISO 3166-1 alpha-2, where it is known from elsewhere: a short word that names
            another country is then none.
    """
    pieces = [piece for piece in _PIECES.split(text) if piece.strip()]
    lettered = [at for at, piece in enumerate(pieces) if _LETTER.search(piece)]
    for at in dict.fromkeys((lettered[-1], lettered[0])) if lettered else ():
        bare = re.sub(r"\d+", " ", pieces[at]).strip(" .,:-")
        stated = given is not None and bare.upper() == given
        if len(bare) <= 1 or not _may_be_country(bare) or (_is_unit(bare) and not stated):
            continue
        code = country_code(bare)
        if given and code != given and not _LONG_WORD.search(bare):
            continue  # "S.A. de C.V." is not in Saudi Arabia
        if code is None or (at == 0 and len(bare) < _SHORTEST_WORD):
            continue
        if phrase(bare) in cities():
            return text, code
        if len(pieces) > 1 or bare == pieces[at].strip(" .,:-"):
            rest = re.sub(r"[^\d\s]+", " ", pieces[at])
            return ", ".join([*pieces[:at], rest, *pieces[at + 1 :]]), code
    return _trailing(text)


@functools.cache
def _country_words() -> frozenset[str]:
    """All words that stand in a country's name or code, romanised."""
    return frozenset(
        word
        for row in rows("countries")
        for name in (row["alpha2"], row["alpha3"], row["name"], *several(row["other"]))
        for word in _WORD.findall(romanise(name))
    )


@functools.lru_cache(maxsize=16384)
def _may_be_country(text: str) -> bool:
    """Whether its first or last word is one of a country's: a cheap look before the long one."""
    words = _WORD.findall(romanise(text))
    return bool(words) and (words[-1] in _country_words() or words[0] in _country_words())


def _is_unit(text: str) -> bool:
    """Whether a piece begins with a street, floor or house: "per. Lyalin" is not in Peru."""
    first = phrase(text)[:1]
    return any(name in _NO_COUNTRY for name, _ in units().get(first, ()))


def _trailing(text: str) -> tuple[str, str | None]:
    """A country at the very end of a text without commas: "Tehran 14316 Iran"."""
    words = text.split()
    if not words or not _may_be_country(words[-1]):
        return text, None
    for count in range(min(5, len(words) - 1), 0, -1):
        tail, before = " ".join(words[-count:]), words[-count - 1]
        if _DIGIT.search(tail) or not (code := country_code(tail.strip(".,"))):
            continue
        numbered = before.strip(".,").isdigit() or phrase(before) in cities()
        if numbered and not _is_unit(tail) and phrase(tail) not in cities():
            return " ".join(words[:-count]), code
    return text, None
