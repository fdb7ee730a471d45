"""Words in Khmer script, which writes its vowels around the consonants and leaves one out."""

from __future__ import annotations

import functools
import re
from typing import Final

from holdpoint.text._data import rows

KHMER: Final = re.compile("[\u1780-\u17ff]")
_COENG: Final = "\u17d2"  # the next consonant belongs to the same syllable
_TO_FIRST, _TO_SECOND = "\u17c9", "\u17ca"  # a consonant read in the other series
_HARD_B: Final = "\u1794\u17c9"  # "b" with that sign is "p"
_NIKAHIT: Final = "\u17c6"  # "m" behind another vowel
_CLOSING: Final = frozenset("\u17c6\u17c7")  # "am" and "ah" end a syllable
_SILENT = re.compile(".\u17cd")
_INHERENT: Final = {"first": "a", "second": "o"}


@functools.cache
def _letters() -> dict[str, tuple[str, str, str]]:
    table = rows("khmer_letters")
    return {row["letter"]: (row["series"], row["sound"], row["other"]) for row in table}


def khmer_word(word: str) -> str:
    """A word in Latin letters, as names of Cambodia are mostly spelt.

    A consonant is of one of two series; the vowel behind it is read by it. One without a vowel ends
    a syllable where one with a vowel or without went before, and has the series' own vowel else.

    Args:
        word: Letters of Khmer script.
    """
    known = _letters()
    out: list[str] = []
    series, open_ = "first", True  # whether the syllable still wants its vowel or a first letter
    letters = _SILENT.sub("", word)
    for at, letter in enumerate(letters):
        before, after = letters[at - 1 : at], letters[at + 1 : at + 2]
        if letter in (_TO_FIRST, _TO_SECOND):
            series = "first" if letter == _TO_FIRST else "second"
            if letters[at - 1 : at + 1] == _HARD_B and out:
                out[-1] = "p"
            continue
        kind, sound, other = known.get(letter, ("", "", ""))
        if kind == "vowel":
            under = letter == _NIKAHIT and known.get(before, ("",))[0] == "vowel"
            out.append("m" if under else sound if series == "first" else other)
            open_ = letter in _CLOSING
        elif kind:
            bare = not after or known.get(after, ("", "", ""))[0] in ("first", "second")
            if before == _COENG:
                out.append(sound)
                series = kind if series == "first" else series
            elif bare and not open_:
                out.append(other)
                open_ = True
                continue
            else:
                out.append(sound)
                series = kind
            if bare and (after or open_):
                out.append(_INHERENT[series])
                open_ = False
    return "".join(out)
