"""Kana to Latin letters, as Hepburn has it, and the sounds that foreign names leave in it."""

from __future__ import annotations

import functools
import re
from typing import Final

from holdpoint.text._data import rows

KANA: Final = "\u3041-\u309f\u30a1-\u30ff"
"""Hiragana and katakana, for the inside of a character class."""
_HIRAGANA = re.compile("[\u3041-\u3096]")
_KATAKANA_OFFSET = 0x60
_SMALL_TSU, _LONG = "\u30c3", "\u30fc"
_LONG_VOWEL = re.compile("ou|oo|uu")


@functools.cache
def _table() -> dict[str, str]:
    return {row["kana"]: row["latin"] for row in rows("kana")}


def romanise_kana(text: str) -> str:
    """Hepburn without long marks: ``トウキョウ`` → ``tokyo``, ``オバマ`` → ``obama``."""
    katakana = _HIRAGANA.sub(lambda found: chr(ord(found[0]) + _KATAKANA_OFFSET), text)
    table = _table()
    out: list[str] = []
    double = False
    position = 0
    while position < len(katakana):
        for length in (2, 1):
            piece = katakana[position : position + length]
            if piece in table:
                sound = table[piece]
                if double and sound[0] not in "aeioun":
                    sound = ("t" if sound.startswith("ch") else sound[0]) + sound
                out.append(sound)
                double = False
                position += length
                break
        else:
            double = katakana[position] == _SMALL_TSU
            if not double and katakana[position] != _LONG:
                out.append(katakana[position])
            position += 1
    return _LONG_VOWEL.sub(lambda found: found[0][0], "".join(out))
