"""Words of names in Han characters and kana: Chinese, Japanese, and foreign names in both."""

from __future__ import annotations

import functools
import re
from typing import Final

from anyascii import anyascii

from holdpoint.text._data import rows, several
from holdpoint.text._heard import heard_name, without_helpers
from holdpoint.text._kana import KANA, romanise_kana

HAN: Final = "\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
"""Han characters, for the inside of a character class."""
_KANA = re.compile(f"[{KANA}]+")
_KANA_ONLY = re.compile(f"[{KANA}]")
_KATAKANA_WORD = re.compile("[\u30a1-\u30f6\u30fc]+$")
_PIECE = re.compile(f"[{HAN}]+|[{KANA}]+|[^{HAN}{KANA}]+")
_DOT = re.compile("[\u00b7\u2022\u2027\u30fb\uff65\u22c5\uff0e\u3002]|(?<=[^\\d])\\.(?=[^\\d])")
_HAN_LETTER = re.compile(f"[{HAN}]")
_JAPANESE_FORM = re.compile(
    "\u682a\u5f0f\u4f1a\u793e|\u6709\u9650\u4f1a\u793e|\u5408\u540c\u4f1a\u793e|"
    "\u793e\u56e3\u6cd5\u4eba|\u8ca1\u56e3\u6cd5\u4eba|\u5408\u8cc7\u4f1a\u793e|\u72ec\u7acb\u884c\u653f\u6cd5\u4eba|"
    # Words that only firms and ships of Japan have: shipbuilding yard, works, trading firm, "maru".
    "\u9020\u8239\u6240|\u88fd\u4f5c\u6240|\u5546\u4e8b|\u5546\u4f1a|\u6c7d\u8239|\u90f5\u8239|\u7cbe\u6a5f|\u4e38$"
)
# Simplified as in Japan, and characters made there: nobody writes Chinese with them.
_JAPANESE_ONLY = re.compile(
    "[\u6ca2\u6fa4\u8fba\u908a\u8fbc\u99c5\u56f3\u5e83\u95a2\u9244\u6d5c\u685c\u658e\u6ba1\u5cf6"
    "\u5cb6\u6822\u7551\u5ce0\u698a\u68ee\u691c\u9271\u4eee\u6cd6\u6803\u53f3\u85e4\u6e09\u6b73\u6a2a\u5fb3\u5186]"
)
_SURNAME_LENGTHS = (3, 2, 1)
_LONGEST_WORD = 12
_LONGEST_PERSON = 4
_SHORTEST_FOREIGN = 3

Lexicon = dict[str, tuple[str, ...]]


@functools.cache
def _simplified() -> dict[int, str]:
    return {
        ord(letter): plain
        for row in rows("han_traditional")
        for letter, plain in zip(row["traditional"], row["simplified"], strict=True)
    }


def simplify(text: str) -> str:
    """Traditional characters as simplified ones, as far as ``han_traditional.csv`` goes."""
    return text.translate(_simplified())


@functools.cache
def _chinese() -> Lexicon:
    """Places and words whose reading is not that of their characters one by one."""
    table = {row["text"]: tuple(row["latin"].split()) for row in rows("han_words")}
    for row in rows("foreign_names"):
        for variant in several(row["han"]):
            table.setdefault(simplify(variant), tuple(row["latin"].split()))
    return table


@functools.cache
def _kana_names() -> Lexicon:
    return {
        variant: tuple(row["latin"].split())
        for row in rows("foreign_names")
        for variant in several(row["kana"])
    }


@functools.cache
def _polyphones() -> dict[str, str]:
    return {row["surname"]: row["latin"] for row in rows("han_surnames")}


@functools.cache
def _japanese(kind: str) -> Lexicon:
    """Readings of Japanese words: ``surname``, ``given`` or ``word``."""
    table: Lexicon = {}
    for row in rows("japanese"):
        if row["kind"] == kind:
            for text in several(row["kanji"]):
                table.setdefault(text, tuple(row["latin"].split()))
    return table


@functools.cache
def _sounds() -> dict[str, str]:
    return {letter: row["sound"] for row in rows("han_sounds") for letter in row["characters"]}


def han_words(text: str, phrases: Lexicon, *, company: bool) -> list[str]:
    """The words of a text in Han characters or kana.

    Args:
        text: A piece of a name without spaces.
        phrases: Words and company forms in these scripts (simplified) and what they mean.
        company: Whether words of companies may be in it.
    """
    parts = [part for part in _DOT.split(text) if part]
    dotted = len(parts) > 1
    japanese = _is_japanese(text)
    words: list[str] = []
    for part in parts:
        name = None if company and _KANA_ONLY.search(part) else _japanese_name(part)
        if name is not None:
            words.extend(name)
            continue
        foreign = None if japanese else _foreign(part, dotted=dotted)
        words.extend(foreign or _segmented(part, phrases, japanese=japanese, company=company))
    return words


def _is_japanese(text: str) -> bool:
    return bool(
        _KANA_ONLY.search(text) or _JAPANESE_FORM.search(text) or _JAPANESE_ONLY.search(text)
    )


def _japanese_name(text: str) -> list[str] | None:
    """Surname and given name where both are known as Japanese ones, and the whole is them."""
    surnames, given = _japanese("surname"), _japanese("given")
    for length in _SURNAME_LENGTHS:
        head, tail = text[:length], text[length:]
        if head not in surnames or (length == 1 and head in _chinese_surnames()):
            continue
        if not tail and length > 1:
            return list(surnames[head])
        if tail in given:
            return [*surnames[head], *given[tail]]
        if tail and _KANA.fullmatch(tail) and len(tail) <= _LONGEST_PERSON:
            return [*surnames[head], _letters_only(romanise_kana(tail))]
    return None


@functools.cache
def _chinese_surnames() -> frozenset[str]:
    return frozenset(row["surname"] for row in rows("han_surnames"))


def _foreign(text: str, *, dotted: bool) -> list[str] | None:
    """A foreign name written by sound: between dots, or long and of the usual characters."""
    plain = simplify(text)
    known = _chinese().get(plain)
    if known is not None:
        return list(known)
    sounds = _sounds()
    if not all(letter in sounds for letter in plain):
        return None
    if not dotted and (len(plain) <= _SHORTEST_FOREIGN or plain[0] in _chinese_surnames()):
        return None
    heard = "".join(sounds[letter] for letter in plain)
    return [heard_name(heard, company=False) or without_helpers(heard)]


def _segmented(text: str, phrases: Lexicon, *, japanese: bool, company: bool) -> list[str]:
    words: list[str] = []
    for piece in _PIECE.findall(text):
        if _KATAKANA_WORD.match(piece):
            words.extend(_katakana(piece, phrases, company=company))
        elif _KANA.fullmatch(piece):
            words.append(_letters_only(romanise_kana(piece)))
        elif _HAN_LETTER.match(piece):
            words.extend(_han(piece, phrases, japanese=japanese))
        else:
            words.extend(re.findall("[a-z0-9]+", anyascii(piece).lower()))
    return [word for word in words if word]


def _katakana(piece: str, phrases: Lexicon, *, company: bool) -> list[str]:
    known = phrases.get(piece) or _kana_names().get(piece)
    if known:
        return list(known)
    for cut in range(len(piece) - _SHORTEST_FOREIGN, _SHORTEST_FOREIGN - 1, -1):
        head, tail = piece[:cut], piece[cut:]
        for part, rest, last in ((head, tail, True), (tail, head, False)):
            found = phrases.get(part) or _kana_names().get(part)
            if found and company:
                other = _heard(rest, company=company)
                return [*found, other] if last else [other, *found]
    return [_heard(piece, company=company)]


def _heard(piece: str, *, company: bool) -> str:
    sounds = _letters_only(romanise_kana(piece))
    return heard_name(sounds, company=company) or without_helpers(sounds)


def _han(text: str, phrases: Lexicon, *, japanese: bool) -> list[str]:
    plain = text if japanese else simplify(text)
    tables = [phrases, *((_japanese("word"), _japanese("surname")) if japanese else ()), _chinese()]
    words: list[str] = []
    position = 0
    while position < len(plain):
        length, found = _longest(plain, position, tables)
        if not found and japanese and (name := _japanese_name(plain[position:])):
            return [*words, *name]
        words.extend(found or [_one(plain, position)])
        position += length
    return words


def _longest(text: str, position: int, tables: list[Lexicon]) -> tuple[int, tuple[str, ...]]:
    for length in range(min(_LONGEST_WORD, len(text) - position), 0, -1):
        piece = text[position : position + length]
        for number, table in enumerate(tables):
            # Meanings are looked up in simplified characters, Japanese readings as they are.
            found = table.get(piece) or (table.get(simplify(piece)) if number == 0 else None)
            if found:
                return length, found
    return 1, ()


def _one(text: str, position: int) -> str:
    letter = text[position]
    if position == 0 and len(text) <= _LONGEST_PERSON:
        reading = _polyphones().get(letter)
        if reading:
            return reading
    return _letters_only(anyascii(letter).lower())


def _letters_only(text: str) -> str:
    return re.sub("[^a-z]", "", text)
