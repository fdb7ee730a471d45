"""The words of a catalogue line, each with its place in the line."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Container
from typing import Final, NamedTuple

from holdpoint.goods._described_data import grammar
from holdpoint.text import simplify

LONGEST: Final = 600
"""Characters of a description that are read; what follows never names the goods."""
_LONGEST_HAN = 10
_SHORTEST_STEM = 3
_SHORTEST_AFFIXED = 5  # letters of a word that is worth taking an article or "-ies" from

_HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u3040-\u30ff"
_PIECE = re.compile(f"(?P<han>[{_HAN}]+)|(?P<word>[^\\W_{_HAN}\u200b-\u200f]+)")
_IS_HAN = re.compile(f"[{_HAN}]")
_IS_CYRILLIC = re.compile("[\u0400-\u04ff]")
_IS_ARABIC = re.compile("[\u0600-\u06ff]")
# What parts one statement about the goods from the next one.
_BREAK = re.compile("[,;|()\\[\\]:\uff0c\u3001\uff1b\uff08\u060c\u061b]| [-\u2013\u2014] ")
# Arabic and Persian keyboards have two letters for one sound.
_ARABIC = str.maketrans(
    "\u064a\u0643\u0649\u0629\u0623\u0625\u0622", "\u06cc\u06a9\u06cc\u0647\u0627\u0627\u0627"
)
_LATIN = str.maketrans(
    {"\u0131": "i", "\u00f8": "o", "\u0142": "l", "\u0153": "oe", "\u00e6": "ae"}
)


class Token(NamedTuple):
    """A word in the spelling that is compared, and where it stands.

    Attributes:
        key: Folded and without its ending.
        start: Offset of its first character in the text.
        end: Offset behind its last one.
        part: Number of the statement that it stands in.
    """

    key: str
    start: int
    end: int
    part: int


def tokenise(text: str, han_words: Container[str] = (), *, longest: int = LONGEST) -> list[Token]:
    """The words of a text, in its order.

    Args:
        text: Any text.
        longest: Only that many characters of it are read.
        han_words: Known words in Han characters: the longest one that begins at a place is one
            token; a character that begins none stands alone.
    """
    tokens: list[Token] = []
    part, last = 0, 0
    for piece in _PIECE.finditer(text[:longest]):
        if last and _BREAK.search(text, last, piece.start() + 1):
            part += 1
        last = piece.end()
        if piece["han"] is not None:
            tokens.extend(_han_tokens(piece["han"], piece.start(), part, han_words))
        else:
            tokens.append(Token(stem(fold(piece["word"])), piece.start(), piece.end(), part))
    return tokens


def _han_tokens(run: str, offset: int, part: int, known: Container[str]) -> list[Token]:
    plain = simplify(run)  # letter by letter: places stay
    tokens, at = [], 0
    while at < len(plain):
        size = next(
            (
                n
                for n in range(min(_LONGEST_HAN, len(plain) - at), 1, -1)
                if plain[at : at + n] in known
            ),
            1,
        )
        tokens.append(Token(plain[at : at + size], offset + at, offset + at + size, part))
        at += size
    return tokens


def han_runs(text: str) -> list[str]:
    """The stretches of Han characters in a text, simplified."""
    return [simplify(piece["han"]) for piece in _PIECE.finditer(text) if piece["han"]]


@functools.lru_cache(maxsize=65536)
def fold(word: str) -> str:
    """A word without capitals; Latin letters without their marks, Arabic ones in one spelling."""
    word = unicodedata.normalize("NFKC", word).casefold()
    if word.isascii():
        return word
    if _IS_CYRILLIC.search(word):
        return word.replace("\u0451", "\u0435")
    if _IS_ARABIC.search(word):
        return "".join(_digit(c) for c in word.translate(_ARABIC) if not unicodedata.combining(c))
    apart = unicodedata.normalize("NFD", word.translate(_LATIN))
    return unicodedata.normalize("NFC", "".join(c for c in apart if not unicodedata.combining(c)))


def _digit(letter: str) -> str:
    return str(unicodedata.digit(letter)) if letter.isdigit() else letter


@functools.lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """A folded word without the ending of its number or case, as far as letters alone can tell."""
    if _IS_CYRILLIC.search(word):
        for ending in grammar("ending"):
            if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
                return word[: -len(ending)]
        return word
    if _IS_ARABIC.search(word):
        long = len(word) >= _SHORTEST_AFFIXED
        return word[2:] if long and word.startswith("\u0627\u0644") else word
    return _latin_stem(word)


def _latin_stem(word: str) -> str:
    if len(word) <= _SHORTEST_STEM or not word.endswith("s") or any(c.isdigit() for c in word):
        return word
    if word.endswith("ies") and len(word) >= _SHORTEST_AFFIXED:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes", "zes")):
        return word[:-2]
    return word if word.endswith(("ss", "us", "is")) else word[:-1]


def order_of(text: str) -> str | None:
    """Where the script alone puts the head of a noun phrase: ``first``, ``last``, or unknown."""
    if _IS_CYRILLIC.search(text) or _IS_ARABIC.search(text):
        return "first"
    return "last" if _IS_HAN.search(text) else None
