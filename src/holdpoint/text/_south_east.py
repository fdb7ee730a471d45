"""Words of Thai, Lao, Burmese and Khmer script, whose vowels stand around the consonants.

Those of the first three are compared by their consonants; Khmer ones are read with their vowels.
"""

from __future__ import annotations

import functools
import re
from typing import Final

from holdpoint.text._data import rows
from holdpoint.text._khmer import KHMER, khmer_word
from holdpoint.text._marks import LETTERS

SOUTH_EAST: Final = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
"""The four scripts, for the inside of a character class."""
_WORD = re.compile(f"[{SOUTH_EAST}]+|[a-z0-9]+")
_LETTER = re.compile(f"[{SOUTH_EAST}]")
# A letter under thanthakhat, asat or the Lao and Khmer signs is not spoken.
_SILENT = re.compile(
    "[\u0e14\u0e15\u0e17\u0e28]\u0e23\u0e4c|[\u0e01-\u0e2e][\u0e34-\u0e39]?\u0e4c|[\u0e81-\u0eae]\u0ecc|[\u1780-\u17a2]\u17cd"
)
# Thai "r" doubled is a vowel; "r" after "s" or "th" is silent.
_SILENT_R = re.compile("(?<=[\u0e17\u0e28\u0e2a\u0e0b])\u0e23(?!\u0e23)")
_AN = re.compile("\u0e23\u0e23")
# "h" before a sonorant only sets the tone.
_TONE_H = re.compile("\u0e2b(?=[\u0e07\u0e0d\u0e19\u0e21\u0e22\u0e23\u0e25\u0e27])")
# Burmese names are one word for each syllable: a consonant without asat or stacking begins one.
_BURMESE = re.compile("[\u1000-\u109f]+")
_SYLLABLE = re.compile(
    "(?<!\u1039)(?=[\u1000-\u1021\u1023-\u102a\u103f](?![\u1037\u1038]*[\u1039\u103a]))"
)


@functools.cache
def _letters() -> dict[str, tuple[str, str]]:
    return {row["letter"]: (row["sound"], row["last"]) for row in rows("south_east_letters")}


def south_east_words(text: str) -> list[str]:
    """The words of a text, marked where they are without (all) vowels: ``สมชาย`` → ``~smchay``."""
    words: list[str] = []
    for word in _WORD.findall(text.lower()):
        if _BURMESE.fullmatch(word):
            words.extend(_read(syllable) for syllable in _SYLLABLE.split(word))
        elif KHMER.match(word):
            words.append(khmer_word(word))
        else:
            words.append(_read(word) if _LETTER.match(word) else word)
    return [word for word in words if word not in ("", LETTERS)]


def _read(word: str) -> str:
    table = _letters()
    spoken = _TONE_H.sub("", _AN.sub("\u0e19", _SILENT_R.sub("", _SILENT.sub("", word))))
    known = [table[letter] for letter in spoken if letter in table]
    if not known:
        return ""
    sounds = [sound for sound, _ in known[:-1]]
    latin = "".join([*sounds, known[-1][1] or known[-1][0]])
    return LETTERS + latin if latin else ""
