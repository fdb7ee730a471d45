"""Tables of address words: cities, regions, postcodes, opposites, and one key for spellings."""

from __future__ import annotations

import functools
import re

from holdpoint.text._address_words import phrase
from holdpoint.text._data import rows, several
from holdpoint.text._sound import fold


@functools.cache
def weak_words() -> frozenset[str]:
    """Words that tell little of which street or site is meant."""
    return frozenset(
        word
        for row in rows("address_units")
        if row["class"] == "weak"
        for variant in several(row["variants"])
        for word in phrase(variant)
    )


def is_weak_address_word(word: str) -> bool:
    """Whether a word tells little of which street or site is meant: ``new``, ``industrial``."""
    return word in weak_words()


@functools.cache
def address_equivalents() -> dict[str, str]:
    """Word to one word for all languages: ``makhsus`` and ``special`` are one."""
    return {
        word: row["word"]
        for row in rows("address_equivalents")
        for variant in several(row["variants"])
        for word in phrase(variant)
    }


@functools.cache
def address_opposites() -> dict[str, tuple[str, str]]:
    """Word to its group and side: ``north`` and ``shomali`` are one, and the opposite of south."""
    return {
        word: (row["group"], row["side"])
        for row in rows("address_opposites")
        for variant in several(row["variants"])
        for word in phrase(variant)
    }


@functools.cache
def cities() -> dict[tuple[str, ...], tuple[str, str]]:
    """Words of a city's name to its country and its usual English name."""
    table: dict[tuple[str, ...], tuple[str, str]] = {}
    for row in rows("address_cities"):
        for variant in (row["city"], *several(row["variants"])):
            if words := phrase(variant):
                table.setdefault(words, (row["country"], row["city"]))
    return table


@functools.cache
def regions() -> dict[tuple[str, ...], tuple[str, str]]:
    """Words of a region's name to its country and its usual English name."""
    table: dict[tuple[str, ...], tuple[str, str]] = {}
    for row in rows("address_regions"):
        for variant in (row["region"], *several(row["variants"])):
            if words := phrase(variant):
                table.setdefault(words, (row["country"], row["region"].lower()))
    return table


@functools.cache
def region_codes(country: str) -> dict[str, str]:
    """A country's codes of regions, small letters, to their usual English names."""
    return {
        row["code"].lower(): row["region"].lower()
        for row in rows("address_regions")
        if row["country"] == country and row["code"]
    }


@functools.cache
def postcode_pattern(country: str | None) -> re.Pattern[str] | None:
    """The postcodes of a country, small letters; of an unknown one five, six or ten digits."""
    for row in rows("address_postcodes"):
        if row["country"] == country:
            return re.compile(row["pattern"])
    return re.compile(r"\d{5,6}|\d{10}") if country is None else None


@functools.lru_cache(maxsize=65536)
def address_stem(word: str) -> str:
    """One key for the spellings and endings of a street's word: ``Lenina`` and ``Lenin``."""
    if not word.isalpha():
        return address_equivalents().get(word, word)
    word = address_equivalents().get(word, word)
    word = word.replace("gh", "g").replace("q", "g")  # one letter of Persian, two spellings
    folded = (fold(word) or word).lower()
    return _ENDING.sub("", folded)


_ENDING = re.compile(
    r"(?<=[a-z]{4})(?:aia|aya|oie|oye|ogo|ego|oe|oi|oy|ei|ii|yi|iy|ih|ikh|a|e|i|o|u|y)$"
)
