"""Alphabets of South and South-East Asia in Latin letters."""

from __future__ import annotations

import re
from typing import Final

# Nine scripts of India keep one order in their blocks: a letter is its place in the block.
_FIRST, _LAST, _BLOCK = 0x0900, 0x0DFF, 0x80
_CONSONANTS: Final = {
    0x15: "k", 0x16: "kh", 0x17: "g", 0x18: "gh", 0x19: "n", 0x1A: "ch", 0x1B: "chh", 0x1C: "j",
    0x1D: "jh", 0x1E: "n", 0x1F: "t", 0x20: "th", 0x21: "d", 0x22: "dh", 0x23: "n", 0x24: "t",
    0x25: "th", 0x26: "d", 0x27: "dh", 0x28: "n", 0x29: "n", 0x2A: "p", 0x2B: "ph", 0x2C: "b",
    0x2D: "bh", 0x2E: "m", 0x2F: "y", 0x30: "r", 0x31: "r", 0x32: "l", 0x33: "l", 0x34: "zh",
    0x35: "v", 0x36: "sh", 0x37: "sh", 0x38: "s", 0x39: "h", 0x58: "q", 0x59: "kh", 0x5A: "gh",
    0x5B: "z", 0x5C: "r", 0x5D: "rh", 0x5E: "f", 0x5F: "y",
}  # fmt: skip
_VOWELS: Final = {
    0x05: "a", 0x06: "a", 0x07: "i", 0x08: "i", 0x09: "u", 0x0A: "u", 0x0B: "ri", 0x0C: "li",
    0x0D: "e", 0x0E: "e", 0x0F: "e", 0x10: "ai", 0x11: "o", 0x12: "o", 0x13: "o", 0x14: "au",
}  # fmt: skip
_SIGNS: Final = {
    0x3E: "a", 0x3F: "i", 0x40: "i", 0x41: "u", 0x42: "u", 0x43: "ri", 0x45: "e", 0x46: "e",
    0x47: "e", 0x48: "ai", 0x49: "o", 0x4A: "o", 0x4B: "o", 0x4C: "au",
}  # fmt: skip
_NASAL = (0x01, 0x02)
_NO_VOWEL = 0x4D
_NUKTA = 0x3C
_DOTTED: Final = {"j": "z", "ph": "f", "k": "q", "d": "r", "dh": "rh"}
_SINHALA, _TAMIL = 0x0D80, 0x0B80
_NORTHERN = frozenset({0x0900, 0x0980, 0x0A00, 0x0A80})
INDIC: Final = "\u0900-\u0d7f"
"""The nine blocks, for the inside of a character class."""
_RUN = re.compile(f"[{INDIC}]+")
# In northern languages the last inherent vowel, and one between two voiced syllables, is silent.
_LAST_SCHWA = re.compile("(?<=[^_aeiou])_$")
_INNER_SCHWA = re.compile("([aeiou_][^aeiou_]+)_([^aeiou_]h?[aeiou])")
_CLUSTER = re.compile("[^aeiou_]{3,}_$|(?:tr|dr|shn|ndr|gn|kt|nd|ny|vy|ry|shv)_$")


def romanise_indic(text: str) -> str:
    """Words in Devanagari, Bengali, Tamil and their kin in Latin letters: ``मोदी`` → ``modi``."""
    return _RUN.sub(lambda run: _word(run[0]), text)


def _word(run: str) -> str:
    out: list[str] = []
    pending = False
    block = (ord(run[0]) - _FIRST) // _BLOCK * _BLOCK + _FIRST
    for letter in run:
        place = ord(letter) % _BLOCK
        if place in _CONSONANTS:
            out.append(("_" if pending else "") + _CONSONANTS[place])
            pending = True
        elif place == _NUKTA and out:
            bare = out[-1].lstrip("_")
            out[-1] = out[-1].replace(bare, _DOTTED.get(bare, bare))
        else:
            silent, sound = _vowel(place, pending=pending)
            out.append(sound)
            pending = pending and silent
    latin = "".join(out) + ("_" if pending else "")
    return _spoken(latin, northern=block in _NORTHERN)


def _vowel(place: int, *, pending: bool) -> tuple[bool, str]:
    """Whether the consonant before keeps its inherent vowel, and the sound."""
    if place in _SIGNS:
        return False, _SIGNS[place]
    if place == _NO_VOWEL:
        return False, ""
    before = "_" if pending else ""
    if place in _NASAL:
        return False, before + "n"
    return False, before + _VOWELS.get(place, "")


def _spoken(latin: str, *, northern: bool) -> str:
    if northern:
        if not _CLUSTER.search(latin):
            latin = _LAST_SCHWA.sub("", latin)
        latin = _INNER_SCHWA.sub(r"\1\2", latin)
    return latin.replace("_", "a").replace("chh", "ch")
