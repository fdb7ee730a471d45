"""Words of names in Hangul: Korean names by syllables, foreign ones as they sound."""

from __future__ import annotations

import functools
import re
from typing import Final

from holdpoint.text._data import rows, several
from holdpoint.text._heard import heard_name

HANGUL: Final = "\uac00-\ud7a3"
"""Hangul syllables, for the inside of a character class."""
_BASE, _MIDDLES, _ENDS = 0xAC00, 21, 28
_INITIAL: Final = "g kk n d tt r m b pp s ss _ j jj ch k t p h".split()  # noqa: SIM905 - a table
_MIDDLE: Final = "a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i".split()  # noqa: SIM905 - a table
_END: Final = "_ k k k n n n t l k m l l l l l m p p t t ng t t k t p t".replace("_", "-").split()
# A syllable that would be one letter, or is never spelt by the rule, as people spell it.
_USUAL: Final = {"i": "lee", "o": "oh", "u": "woo", "a": "ah", "bak": "park", "gim": "kim"}
_LONGEST_KOREAN = 4
_SHORTEST_FOREIGN = 3
_LONGEST_WORD = 12


@functools.cache
def _foreign() -> dict[str, tuple[str, ...]]:
    return {
        variant: tuple(row["latin"].split())
        for row in rows("foreign_names")
        for variant in several(row["hangul"])
    }


@functools.cache
def _surnames() -> frozenset[str]:
    return frozenset(s for row in rows("hangul_surnames") for s in several(row["surnames"]))


def hangul_words(text: str, phrases: dict[str, tuple[str, ...]], *, company: bool) -> list[str]:
    """The words of a text in Hangul: one for each syllable, known words and foreign names whole.

    Args:
        text: A piece of a name without spaces.
        phrases: Words and company forms in Hangul and what they mean.
        company: Whether words of companies may be in it.
    """
    words: list[str] = []
    for piece in re.findall(f"[{HANGUL}]+|[^{HANGUL}]+", text):
        if re.match(f"[{HANGUL}]", piece):
            words.extend(_piece(piece, phrases, company=company))
        else:
            words.extend(re.findall("[a-z0-9]+", piece.lower()))
    return words


def _piece(text: str, phrases: dict[str, tuple[str, ...]], *, company: bool) -> list[str]:
    known = _foreign().get(text)
    if known:
        return list(known)
    words: list[str] = []
    start = position = 0
    while position < len(text):
        for length in range(min(_LONGEST_WORD, len(text) - position), 1, -1):
            found = phrases.get(text[position : position + length])
            if found:
                words.extend([*_run(text[start:position], company=company), *found])
                position += length
                start = position
                break
        else:
            position += 1
    return [*words, *_run(text[start:], company=company)]


def _run(text: str, *, company: bool) -> list[str]:
    if not text:
        return []
    known = _foreign().get(text)
    if known:
        return list(known)
    syllables = [romanise_syllable(letter) for letter in text]
    if len(text) >= _SHORTEST_FOREIGN and (
        text[0] not in _surnames() or len(text) > _LONGEST_KOREAN
    ):
        heard = heard_name(
            "".join(syllables).replace("eu", "u").replace("eo", "o"), company=company
        )
        if heard:
            return [heard]
    return [_USUAL.get(syllable, syllable) for syllable in syllables]


def romanise_syllable(letter: str) -> str:
    """One Hangul syllable by itself in the Revised Romanization."""
    number = ord(letter) - _BASE
    first, rest = divmod(number, _MIDDLES * _ENDS)
    middle, end = divmod(rest, _ENDS)
    return (_INITIAL[first] + _MIDDLE[middle] + _END[end]).replace("_", "").replace("-", "")
