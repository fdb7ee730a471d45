"""Letters of every script to plain Latin ones."""

from __future__ import annotations

import functools
import re
import unicodedata

from anyascii import anyascii

from holdpoint.text._abjad import ONE_LETTER
from holdpoint.text._data import rows
from holdpoint.text._indic import INDIC, romanise_indic
from holdpoint.text._kana import KANA, romanise_kana

# Han and Hangul: one character is one syllable, and syllables are set apart by spaces.
_SYLLABIC = re.compile("([\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uac00-\ud7a3])")
_SHORT = 400  # longer texts are not remembered: a file must not fill the memory
_SPACES = re.compile(r"\s+")
# Pictures and signs of ownership, which anyascii would write out ("grinning", "(R)").
_SIGNS = re.compile("[\u00a9\u00ae\u2122\u2600-\u27bf\U0001f000-\U0001faff]")
# Hamza and ayn come out of anyascii as marks that nobody types.
_MARKS = str.maketrans({"`": None, "\u02bb": None, "\u02bc": None, "\u200c": " "})
# Two Greek letters that are one sound, which letter by letter would come out as "oy", "mp" …
_GREEK = (
    (re.compile("\u03bf[\u03c5\u03cd]"), "ou"),
    (re.compile("(?<![^\\W_])\u03bc\u03c0"), "b"),
    (re.compile("(?<![^\\W_])\u03bd\u03c4"), "d"),
    (re.compile("\u03b3\u03ba"), "gk"),
    (re.compile("\u03b3(?=[\u03b3\u03c7\u03be])"), "n"),
    (
        re.compile(
            "([\u03b1\u03b5\u03b7])[\u03c5\u03cd](?=[\u03ba\u03c0\u03c4\u03c3\u03c7\u03c6\u03be\u03c8\u03b8\u03c2]|$)"
        ),
        "\\1f",
    ),
    (re.compile("([\u03b1\u03b5\u03b7])[\u03c5\u03cd]"), "\\1v"),
)
_GREEK_LETTER = re.compile("[\u0370-\u03ff]")
_KANA_LETTER = re.compile(f"[{KANA}]")
_INDIC_LETTER = re.compile(f"[{INDIC}]")


@functools.cache
def _cyrillic() -> dict[int, str]:
    return {ord(row["letter"]): row["latin"] for row in rows("cyrillic")}


@functools.cache
def _systems() -> tuple[dict[int, str], ...]:
    table = rows("cyrillic_systems")
    names = [name for name in table[0] if name != "letter"]
    return tuple({ord(row["letter"]): row[name] for row in table} for name in names)


def by_other_systems(text: str) -> tuple[str, ...]:
    """A Cyrillic text in the Latin letters of other systems than :func:`romanise` follows.

    Args:
        text: In Cyrillic letters only, but for punctuation.

    Returns:
        One text for each column of ``data/cyrillic_systems.csv``, each once; empty for a text with
        letters that they lack.
    """
    folded = text.casefold()
    made = (folded.translate(table) for table in _systems())
    return tuple(dict.fromkeys(one for one in made if one.isascii()))


def romanise(text: str) -> str:
    """A text in lower-case ASCII letters, as a list would print it.

    Compatibility forms are unified (NFKC), case is folded, Cyrillic goes by the table in
    ``data/cyrillic.csv`` (Russian, Ukrainian, Tatar …), kana by Hepburn, the scripts of India as
    spoken, every other script by ``anyascii``. Han and Hangul syllables are set apart by spaces;
    vowels that Arabic and Hebrew script leave out stay out. Punctuation stays; runs of white space
    become one space.

    Args:
        text: Any text.

    Returns:
        ASCII text without outer spaces; empty if nothing is left.
    """
    if text.isascii():
        return _SPACES.sub(" ", text).strip().lower()
    return _remembered(text) if len(text) <= _SHORT else _romanise(text)


def _romanise(text: str) -> str:
    folded = unicodedata.normalize("NFKC", _SIGNS.sub(" ", text)).casefold()
    folded = unicodedata.normalize("NFC", folded).translate(ONE_LETTER).translate(_cyrillic())
    if _GREEK_LETTER.search(folded):
        for letters, latin in _GREEK:
            folded = letters.sub(latin, folded)
    if _KANA_LETTER.search(folded):
        folded = romanise_kana(_SYLLABIC.sub(r" \1 ", folded))
    if _INDIC_LETTER.search(folded):
        folded = romanise_indic(folded)
    apart = _SYLLABIC.sub(r" \1 ", folded.translate(_MARKS))
    plain = anyascii(apart).translate(_MARKS).casefold()
    return _SPACES.sub(" ", plain).strip()


_remembered = functools.lru_cache(maxsize=65536)(_romanise)


def script(text: str) -> str:
    """The script of most letters: ``latin``, ``cyrillic``, ``arabic``, ``han``, … or ``none``.

    Taken from the first word of each letter's Unicode name.
    """
    if text.isascii():
        return "latin" if any(c.isalpha() for c in text) else "none"
    counts: dict[str, int] = {}
    for letter in text:
        if letter.isalpha():
            first = unicodedata.name(letter, "none").split(" ", 1)[0].split("-", 1)[0].lower()
            counts[first] = counts.get(first, 0) + 1
    best = max(sorted(counts), key=counts.__getitem__, default="none")
    return "han" if best == "cjk" else best
