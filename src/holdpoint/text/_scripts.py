"""Letters of every script to plain Latin ones."""

from __future__ import annotations

import functools
import re
import unicodedata

from anyascii import anyascii

from holdpoint.text._data import rows

# Han and Hangul: one character is one syllable, and syllables are set apart by spaces.
_SYLLABIC = re.compile("([\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uac00-\ud7a3])")
_SHORT = 400  # longer texts are not remembered: a file must not fill the memory
_SPACES = re.compile(r"\s+")
# Hamza and ayn come out of anyascii as marks that nobody types.
_MARKS = str.maketrans({"`": None, "\u02bb": None, "\u02bc": None, "\u200c": " "})
# Code points of one Persian or Arabic letter, which keyboards mix.
_ARABIC = str.maketrans(
    {
        "\u064a": "\u06cc",  # yeh
        "\u0649": "\u06cc",  # alef maksura
        "\u0643": "\u06a9",  # kaf
        "\u0629": "\u0647",  # teh marbuta to heh
        "\u06c0": "\u0647",  # heh with yeh above
        "\u0640": None,  # tatweel only stretches
    }
)


# One sound in two letters, which letter by letter would come out as "oy".
_GREEK = (("\u03bf\u03c5", "ou"), ("\u03bf\u03cd", "ou"))


@functools.cache
def _cyrillic() -> dict[int, str]:
    return {ord(row["letter"]): row["latin"] for row in rows("cyrillic")}


def romanise(text: str) -> str:
    """A text in lower-case ASCII letters, as a list would print it.

    Compatibility forms are unified (NFKC), case is folded, Cyrillic goes by the table in
    ``data/cyrillic.csv`` (Russian, Ukrainian, Tatar …), every other script by ``anyascii``. Han and
    Hangul syllables are set apart by spaces; vowels that Arabic and Hebrew script leave out stay
    out. Punctuation stays; runs of white space become one space.

    Args:
        text: Any text.

    Returns:
        ASCII text without outer spaces; empty if nothing is left.
    """
    if text.isascii():
        return _SPACES.sub(" ", text).strip().lower()
    return _remembered(text) if len(text) <= _SHORT else _romanise(text)


def _romanise(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).casefold()
    folded = unicodedata.normalize("NFC", folded).translate(_ARABIC).translate(_cyrillic())
    for letters, latin in _GREEK:
        folded = folded.replace(letters, latin)
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
