"""The words and marks of an address: tokens, unit words, cities, postcodes."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from holdpoint.text._data import rows, several
from holdpoint.text._scripts import romanise
from holdpoint.text._words import split

Sort = Literal["word", "number", "ordinal", "code", "break"]

MOST_TOKENS: Final = 200
"""Tokens of an address that are looked at; the longest address on a list has about 60."""

_ORDINALS = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
)  # fmt: skip
_SLAVIC_ORDINALS = (
    (1, "pervaya"), (1, "pervyy"), (1, "persha"), (2, "vtoraya"), (2, "vtoroy"), (2, "druha"),
    (3, "tretya"), (3, "tretiy"), (3, "tretia"), (4, "chetvertaya"), (5, "pyataya"),
)  # fmt: skip
_WRITTEN = {word: str(number) for number, word in enumerate(_ORDINALS, start=1)}
_WRITTEN |= {word: str(number) for number, word in _SLAVIC_ORDINALS}
_ABJAD = re.compile("[\u0590-\u06ff\u0750-\u077f\ufb1d-\ufdff\ufe70-\ufeff]")
_HAN = "\u3005\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_HANGUL = "\uac00-\ud7a3"
_EAST = re.compile(f"[{_HAN}{_HANGUL}]")
_RUNS = re.compile(f"[{_HAN}]+|[{_HANGUL}]+")
_BREAKS = re.compile(
    r"[,;\n\r\t()\[\]{}|\"\u060c\u061b\u3001\u3002\uff0c\uff1b]|\s[-\u2013\u2014]+\s"
)
_TOKEN = re.compile(
    r"(?P<break>,)"
    r"|(?P<ordinal>\d{1,3}-?(?:st|nd|rd|th|ya|aya|y|oy|oi|ii|iy|yy|go|ogo|eme|ieme|er|ra|da|ma)\b)"
    r"|(?P<number>\d+[a-z]?(?:\s?[-/]\s?\d+[a-z]?)*(?:[-/]?[a-z])?(?![a-z\d]))"
    r"|(?P<loose>\d+)"
    r"|(?P<code>[a-z]{1,4}-?\d+[a-z]?(?:[-/][a-z]*\d+[a-z]?)*)(?![a-z])"
    r"|(?P<word>~?[a-z]+)"
    r"|(?P<hash>\#)"
)
# "7/F", "11/FL", "18F", "7-th fl." mean a floor; "e/" is Spanish "between".
_FLOOR = re.compile(r"\b(\d{1,3})\s?/\s?f(?:l|lr|loor)?\b|\b(\d{1,2})f\b(?=\s*(?:,|$))")
_GROUND = re.compile(r"\bg\s?/\s?f\b")
_BETWEEN = re.compile(r"\be\s?/\s?(?=\w)")
_LANE = re.compile(r"\b(\d+)-?(?:beon-?)?gil\b")
# "16k34": house 16, building 34, as Russian lists write it.
_CORPUS = re.compile(r"\b(\d+[a-z]?)(k|s|korp|str)(\d+)\b")
_POSTCODE = 4
_NUMBER = re.compile(r"(\d+)([a-z]?)")
# One street word inside another, in languages that write them together.
_GLUED = re.compile(
    r"^([a-z]{3,})(strasse|weg|strase|strassen|str|gasse|allee|platz|damm|ufer|straat|laan|gracht|plein"
    r"|gatan|vagen|gata|vej|gade|veien|katu|tie|gongyeyuan|dajie|dadao|zhonglu|nanlu|beilu|donglu"
    r"|xilu|zhongjie|nanjie|beijie|dongjie|xijie)$"
)
# Chinese streets with a direction in them: "Haidian Nanlu" is "Haidian nan lu".
_DIRECTED = re.compile(r"^(zhong|nan|bei|dong|xi)(lu|jie)$")


@dataclass(frozen=True, slots=True)
class Token:
    """One piece of an address.

    Attributes:
        sort: What it is; ``break`` parts phrases.
        text: Romanised, in small letters; ordinals and numbers without leading zeros.
        dotted: A full stop follows.
    """

    sort: Sort
    text: str
    dotted: bool = False


def address_tokens(text: str) -> list[Token]:
    """The pieces of an address in their order, at most :data:`MOST_TOKENS`."""
    plain = _plain(_BREAKS.sub(" , ", text.replace("\u2116", " no. ")))
    if "gil" in plain:
        plain = _LANE.sub(r"\1th gil", plain)
    plain = _CORPUS.sub(_corpus, plain)
    if "/" in plain:
        plain = _BETWEEN.sub("entre ", plain)
    plain = _FLOOR.sub(_floor, plain)
    if "/" in plain:
        plain = _GROUND.sub("floor 0", plain)
    found: list[Token] = []
    for match in _TOKEN.finditer(plain):
        dotted = plain.startswith(".", match.end())
        found += _token(match.lastgroup, match.group(), dotted=dotted)
        if len(found) >= MOST_TOKENS:
            break
    return found


def _corpus(match: re.Match[str]) -> str:
    return f"{match[1]} building {match[3]}"


def _floor(match: re.Match[str]) -> str:
    return f" floor {match[1] or match[2]} "


@functools.lru_cache(maxsize=16384)
def _token(sort: str | None, text: str, *, dotted: bool) -> Sequence[Token]:
    if sort == "break":
        return (Token("break", ","),)
    if sort == "word":
        if text in _WRITTEN:
            return (Token("ordinal", _WRITTEN[text]),)
        return [Token("word", part, dotted) for part in _parted(text)]
    if sort == "ordinal":
        digits = re.match(r"\d+", text)
        return (Token("ordinal", (digits.group() if digits else text).lstrip("0") or "0"),)
    if sort == "code":
        return _code(text)
    return (Token("word", "no") if sort == "hash" else Token("number", tidy_number(text)),)


def _code(text: str) -> list[Token]:
    """``d53`` is a house and its number, ``b135`` one mark."""
    letters = re.match(r"[a-z]+", text)
    if letters and (letters.group() == "n" or letters.group() in _glued_units()):
        rest = text[letters.end() :].lstrip("-")
        unit = "no" if letters.group() == "n" else letters.group()
        return [Token("word", unit), Token("number", tidy_number(rest))]
    return [Token("code", tidy_number(text.replace("-", "")))]


def _parted(word: str) -> tuple[str, ...]:
    """``lindenstrasse`` as ``linden strasse``."""
    glued = _GLUED.match(word)
    if not glued:
        alone = _DIRECTED.match(word)
        return (alone[1], alone[2]) if alone else (word,)
    directed = _DIRECTED.match(glued[2])
    return (glued[1], directed[1], directed[2]) if directed else (glued[1], glued[2])


def tidy_number(text: str) -> str:
    """``012 - A`` as ``12a``: no spaces, no leading zeros, letters next to their number.

    Four digits and more keep their zeros: they are postcodes.
    """
    bare = re.sub(r"\s", "", text.lower())
    bare = re.sub(r"(?<=\d)[-/](?=[a-z]\b)", "", bare)
    return _NUMBER.sub(lambda m: _bare_digits(m[1]) + m[2], bare)


def _bare_digits(digits: str) -> str:
    return digits if len(digits) >= _POSTCODE else digits.lstrip("0") or "0"


def _plain(text: str) -> str:
    """Romanised, with words of scripts without vowels marked and Han and Hangul taken apart."""
    if text.isascii():
        return romanise(text).replace("'", "")
    if _EAST.search(text):
        text = _RUNS.sub(_eastern, _after_number().sub(_turned, text))
    if not _ABJAD.search(text):
        return re.sub("['`]", "", romanise(text))
    out: list[str] = []
    for chunk in text.replace("\u200c", " ").split():
        marked = _ABJAD.search(chunk)
        out.append(" ".join(split(chunk)) if marked else re.sub("['`]", "", romanise(chunk)))
    return " ".join(out)


def _turned(match: re.Match[str]) -> str:
    """``12\u53f7`` as ``hao 12``; a Korean numbered lane is part of the street's name."""
    unit = _letters()[match[2]]
    return f" {match[1]}th {unit} " if unit == "gil" else f" {unit} {match[1]} "


def _eastern(match: re.Match[str]) -> str:
    """Han or Hangul with its unit letters set apart, the rest of it joined: ``jiefang lu``."""
    text, out, name = match.group(), [], ""
    while known := next((one for one in _eastern_places() if text.startswith(one)), ""):
        out.append(f"{_joined(known)} ,")
        text = _ADMINISTRATIVE.sub("", text[len(known) :])
    pieces = _unit_letters().split(text)
    for at, piece in enumerate(pieces):
        unit = _letters().get(piece)
        following = pieces[at + 1] if at + 1 < len(pieces) else ""
        if unit in _VILLAGES and following in _SIDES_HAN:
            name += _joined(piece)  # "Zhongguancun South Street"
            continue
        if unit is None:
            turned = len(piece) > 2 and piece[-1] in _SIDES_HAN  # noqa: PLR2004 - name and side
            side = piece if piece in _SIDES_HAN and name else piece[-1] if turned else ""
            name += _joined(piece.removesuffix(side)) if side else _joined(piece)
            name += f" {_joined(side)}" if side else ""
            continue
        out.append(f"{name} {unit}{' ,' if unit in _CLOSING else ''}")
        name = ""
    return f" {' '.join([*out, name])} "


def _joined(text: str) -> str:
    return re.sub(r"[^a-z]", "", romanise(text))


_ADMINISTRATIVE = re.compile("^(?:\u7701|\u5e02|\u81ea\u6cbb\u533a|\u90fd|\u5e9c|\uc2dc|\ub3c4)")
_VILLAGES = frozenset({"village", "zhen", "township"})
_CLOSING = frozenset({"province", "city", "district", "county"})
_SIDES_HAN = frozenset("\u4e1c\u6771\u5357\u897f\u5317\u4e2d")


@functools.cache
def _eastern_places() -> tuple[str, ...]:
    """Cities and regions in Han or Hangul, longest first: a run often begins with them."""
    found = {
        variant
        for table in ("address_cities", "address_regions")
        for row in rows(table)
        for variant in several(row["variants"])
        if _EAST.match(variant)
    }
    return tuple(sorted(found, key=lambda one: (-len(one), one)))


@functools.cache
def _letters() -> dict[str, str]:
    return {row["letters"]: row["unit"] for row in rows("address_letters")}


def _longest_first(letters: list[str]) -> str:
    return "|".join(re.escape(one) for one in sorted(letters, key=lambda one: (-len(one), one)))


@functools.cache
def _unit_letters() -> re.Pattern[str]:
    # Not at the beginning: the unit follows its name.
    return re.compile(f"(?<=[{_HAN}{_HANGUL}])({_longest_first(list(_letters()))})")


@functools.cache
def _after_number() -> re.Pattern[str]:
    """A number and the unit behind it, which reads the other way round elsewhere."""
    kinds = {"hao", "building", "room", "floor", "entrance", "chome", "gil"}
    after = [row["letters"] for row in rows("address_letters") if row["unit"] in kinds]
    return re.compile(rf"(\d[\da-zA-Z-]*)\s?({_longest_first(after)})")


@functools.cache
def units() -> dict[tuple[str, ...], tuple[tuple[str, str], ...]]:
    """Words of a unit to its classes and places (``before`` its name, ``after``, ``number`` …)."""
    table: dict[tuple[str, ...], list[tuple[str, str]]] = {}
    for row in rows("address_units"):
        if row["class"] == "weak":
            continue
        for variant in several(row["variants"]):
            words = phrase(variant)
            option = (row["class"], row["place"])
            if words and option not in table.setdefault(words, []):
                table[words].append(option)
    return {words: tuple(options) for words, options in table.items()}


@functools.cache
def longest_unit() -> int:
    """Words of the longest unit."""
    return max(len(words) for words in units())


@functools.cache
def first_words() -> frozenset[str]:
    """Words that a unit begins with."""
    return frozenset(words[0] for words in units())


@functools.cache
def _glued_units() -> frozenset[str]:
    """Units that lists write together with their number (``d53``, ``str1``)."""
    numbered = ("house", "building", "unit", "floor")
    return frozenset(
        words[0]
        for words, options in units().items()
        if len(words) == 1 and any(name in numbered for name, _ in options)
    ) - {"b", "c", "k"}


@functools.lru_cache(maxsize=16384)
def phrase(text: str) -> tuple[str, ...]:
    """The words of a phrase as :func:`address_tokens` gives them."""
    return tuple(token.text for token in address_tokens(text) if token.sort != "break")
