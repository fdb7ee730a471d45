"""What a word sounds like, as far as scripts and spelling systems leave it alone.

Two measures of different depth. The *fold* undoes systems of spelling (``Chruschtschow``,
``Khrushchev``): equal folds are one name in two spellings. The *skeleton* keeps the consonants
only: it is for words of scripts that leave vowels out, and proves less.
"""

from __future__ import annotations

import functools
import re
from operator import itemgetter

from holdpoint.text._marks import LETTERS

_FIRST_GROUP = itemgetter(1)
"""What a match is replaced by; a template for it (``\\1``) would be read again at every call."""

_DOUBLE = re.compile(r"(.)\1+")
_DOUBLE_L = re.compile(r"(l)l+")
# In this order. Arabic "kh" is "h" in Turkey, "sh" is "ch" in the Maghreb, "q" is "k", "g" or "gh".
# All in one pass, so that what one rule writes ("kh" to "h") makes no letter pair for another.
_CONSONANTS = {
    "tsch": "s", "sch": "s", "tch": "s", "ch": "s", "sh": "s", "dzh": "j", "dsch": "j", "dj": "j",
    "zh": "j", "ts": "z", "tz": "z", "kh": "h", "gh": "k", "ck": "k", "q": "k", "g": "k",
    "dh": "d", "th": "t", "ph": "f", "ce": "s", "ci": "s", "cy": "s", "c": "k", "x": "ks",
    "p": "b",
}  # fmt: skip
_CONSONANT = re.compile("|".join(sorted(_CONSONANTS, key=lambda letters: (-len(letters), letters))))
_LAST_H = re.compile("h$")
_VOWELS = str.maketrans(dict.fromkeys("aeiouywv'`"))


@functools.lru_cache(maxsize=65536)
def skeleton(word: str) -> str:
    """The consonants of a word, without what scripts and languages leave to the reader.

    ``~mhmd`` and ``muhammad`` both give ``mhmd``. Vowels, ``w``, ``v``, ``y``, doubles and a last
    ``h`` are left out; letters that one consonant is spelt with in different countries (``kh`` and
    ``h``, ``q`` and ``gh``, ``sh`` and ``ch``) are one. A script without vowels writes no letter
    twice for its sound: in ``~frnndw`` a vowel stands between the two, as in ``fernando``. Only the
    ``ll`` of Allah is one.

    Args:
        word: A word of :func:`holdpoint.text.name_tokens`, with or without its mark.

    Returns:
        Lower-case letters; empty for a word of vowels only.
    """
    bare = word.lstrip(LETTERS)
    double = _DOUBLE_L if bare != word else _DOUBLE
    bare = _CONSONANT.sub(lambda found: _CONSONANTS[found[0]], bare)
    return _LAST_H.sub("", double.sub(_FIRST_GROUP, bare)).translate(_VOWELS)


SHORTEST_FOLD = 5
"""Letters that a word must have for its fold to say anything."""

# Each with letters that a word must have for it to apply: most words have few of them.
_SYSTEMS = tuple(
    (needed, re.compile(pattern), to)
    for needed, pattern, to in (
        # Russian letters that take up to seven Latin ones: shch, ch, sh, zh, kh, ts.
        ("c", r"schtsch|shtch|chtch|stsch|szcz|shch", "S"),
        ("c", r"tsch|tch|cz|ch", "C"),
        ("h", r"sch|sh", "s"),
        ("sz", r"sz", "s"),
        ("d", r"dzh|dsch|dj", "y"),
        ("z", r"zh|rz(?=[eiy])", "z"),
        ("kh", r"kh", "h"),
        ("t", r"ts|tz", "c"),
        ("ck", r"ck", "k"),
        ("q", r"q", "k"),
        ("c", r"c(?=[aoulrk]|$)", "k"),
        ("g", r"gu(?=[eiy])|gh", "g"),
        ("ph", r"ph", "f"),
        ("th", r"th", "t"),
        ("dh", r"dh", "d"),
        ("x", r"x", "ks"),
        ("off", r"off$", "ov"),
        ("ff", r"(?<=[ei])ff$", "v"),
        ("w", r"w", "v"),
        ("", r"(.)\1+", _FIRST_GROUP),
        # Vowels: umlauts written out, and "y", "i", "j" before and after vowels.
        ("", r"(?:ae|ai|ay|ei|ey|aj|ej)(?=[^aeiouy]|$)", "E"),
        ("oe", r"oe", "o"),
        ("ou", r"ou", "u"),
        ("ue", r"ue", "u"),
        ("", r"^(?:y|j|i)e", "e"),
        ("", r"(?<=[^aeiou])(?:i|y|j)+(?=[eo])", ""),
        ("", r"[iyj]+", "i"),
        ("h", r"h$", ""),
        ("h", r"(?<=[aeiouE])h(?=[^aeiouE])", ""),
        ("E", r"E$", "i"),
        ("k", r"(?<=k)ii?$", "i"),
    )
)


@functools.lru_cache(maxsize=65536)
def fold(word: str) -> str | None:
    """One key for the spellings that transliteration systems give a word.

    Args:
        word: A word of :func:`holdpoint.text.name_tokens`.

    Returns:
        A key (not a word of any language), or ``None`` for a word that is too short or not made of
        letters.
    """
    if len(word) < SHORTEST_FOLD or not word.isalpha():
        return None
    for needed, pattern, to in _SYSTEMS:
        if needed in word:
            word = pattern.sub(to, word)
    return word
