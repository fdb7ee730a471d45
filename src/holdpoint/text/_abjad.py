"""Words of Arabic and Hebrew script, whose readers know the vowels."""

from __future__ import annotations

import re
from typing import Final

from anyascii import anyascii

from holdpoint.text._marks import LETTERS

ABJAD: Final = "\u0590-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb1d-\ufdff\ufe70-\ufeff"
"""Both scripts, for the inside of a character class."""

# Code points of one Persian or Arabic letter, which keyboards mix.
ONE_LETTER: Final = str.maketrans(
    {
        "\u064a": "\u06cc",  # yeh
        "\u0649": "\u06cc",  # alef maksura
        "\u0626": "\u06cc",  # yeh with hamza
        "\u06d2": "\u06cc",  # yeh barree, Urdu
        "\u06d0": "\u06cc",  # e, Pashto
        "\u06cd": "\u06cc",  # yeh with tail, Pashto
        "\u0643": "\u06a9",  # kaf
        "\u06ab": "\u06af",  # gaf with ring, Pashto
        "\u0629": "\u0647",  # teh marbuta to heh
        "\u06c0": "\u0647",  # heh with yeh above
        "\u06c1": "\u0647",  # heh goal, Urdu
        "\u06be": "\u0647",  # heh doachashmee, Urdu
        "\u06d5": "\u0647",  # ae, Kurdish
        "\u0624": "\u0648",  # waw with hamza
        "\u0622": "\u0627",  # alef with madda, hamza above, hamza below, wasla
        "\u0623": "\u0627",
        "\u0625": "\u0627",
        "\u0671": "\u0627",
        "\u0640": None,  # tatweel only stretches
    }
)
_VOWEL_SIGNS = re.compile("[\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0591-\u05c7]")
# Za is read "z" more often than the "dh" of anyascii.
_ARABIC = str.maketrans({"\u0638": "z"})
_MARKS = str.maketrans(dict.fromkeys("'`\"\u02bb\u02bc", None))
_WORD = re.compile("[a-z0-9]+")

_AL = "\u0627\u0644"  # the article
_ALLAH = re.compile("\\s*(?<![^\\s])(?:\u0627\u0644\u0644\u0647|\u0644\u0644\u0647)(?![^\\s])")
_SERVANT = "\u0639\u0628\u062f"  # abd
_ABU = frozenset({"\u0627\u0628\u0648", "\u0627\u0628\u06cc", "\u0627\u0628\u0627"})
_OF_GOD = "\u0639\u0628\u062f\u0627\u0644\u0644\u0647"  # abdallah
_DIN = "\u062f\u06cc\u0646"
_READ: Final = {
    "\u0627\u0644\u0644\u0647": "allah",
    "\u0628\u0646": "bin",
    "\u0627\u0628\u0646": "bin",
    "\u0628\u0646\u062a": "bint",
    "\u0648": "and",
    "\u0627\u0644": "al",
    "\u0622\u0644": "al",
    # Persian names that begin like the article: Alborz, Almas, Alvand, Elham, Elyas, Elaheh.
    "\u0627\u0644\u0628\u0631\u0632": "alborz",
    "\u0627\u0644\u0645\u0627\u0633": "almas",
    "\u0627\u0644\u0648\u0646\u062f": "alvand",
    "\u0627\u0644\u0647\u0627\u0645": "elham",
    "\u0627\u0644\u06cc\u0627\u0633": "elyas",
    "\u0627\u0644\u0647\u0647": "elaheh",
    "\u0627\u0648\u0644\u062f": "ould",
    "\u0648\u0644\u062f": "ould",
}
"""Words read in full."""
_SHORTEST_STEM = 2


def arabic_words(text: str) -> list[str]:
    """The words of a text in Arabic script: ``الدين`` gives ``al`` and ``~dyn``.

    The article, "and" and "for the" are set apart from the word they are written to; ``abd al-X``
    gives ``abdul`` and X; ``X Allah`` and ``X al-Din`` are one word.
    """
    plain = _VOWEL_SIGNS.sub("", text.translate(ONE_LETTER))
    plain = _VOWEL_SIGNS.sub("", plain.replace("\u200c", " "))
    plain = _ALLAH.sub(
        lambda match: "\u0627\u0644\u0644\u0647" if match.start() else match[0], plain
    )
    raw = plain.split()
    words: list[str] = []
    position = 0
    while position < len(raw):
        word, after = raw[position], raw[position + 1] if position + 1 < len(raw) else ""
        position += 1
        if after == _AL + _DIN or (word.endswith(_AL) and after == _DIN):
            stem = word if after == _AL + _DIN else word.removesuffix(_AL)
            words += [_marked(stem.removeprefix(_AL)), "din"]
            position += 1
        elif word == _SERVANT and after.startswith(_AL) and len(after) > len(_AL):
            words.extend(_servant(after))
            position += 1
        else:
            words.extend(_one(word))
    return [word for word in words if word not in ("", LETTERS)]


def _servant(of: str) -> list[str]:
    """``abd`` and what follows with its article."""
    if of == _AL + "\u0644\u0647":
        return [_marked(_OF_GOD)]
    return ["abdul", _marked(of.removeprefix(_AL))]


def _one(word: str) -> list[str]:
    if word in _READ:
        return [_READ[word]]
    stem = word
    if word.startswith(_SERVANT + _AL) and len(word) > len(_SERVANT + _AL) + 1:
        return _servant(word.removeprefix(_SERVANT))
    for abu in _ABU:
        if word == abu:
            return ["abu"]
        if word.startswith(abu) and len(word) > len(abu) + _SHORTEST_STEM:
            rest = word.removeprefix(abu)
            if abu == "\u0627\u0628\u0648":
                return ["abu", *_one(rest)]
    found: list[str] = []
    if stem.startswith("\u0648" + _AL) and len(stem) > len(_AL) + 3:
        found, stem = ["and"], stem[1:]
    if stem.startswith("\u0644\u0644") and len(stem) > len(_AL) + 2:
        stem = _AL + stem[2:]
    if stem.startswith(_AL) and len(stem) >= len(_AL) + _SHORTEST_STEM:
        return [*found, "al", _marked(stem.removeprefix(_AL))]
    return [*found, *_marked_all(stem)]


def _marked(word: str) -> str:
    return "".join(_marked_all(word)[:1])


def _marked_all(word: str) -> list[str]:
    latin = anyascii(word.translate(_ARABIC)).casefold().translate(_MARKS)
    return [LETTERS + part if part.isalpha() else part for part in _WORD.findall(latin)]


# Where Hebrew letters have two readings, the place in the word decides.
_HEBREW: Final = {
    "\u05d0": "a", "\u05d1": "b", "\u05d2": "g", "\u05d3": "d", "\u05d4": "h", "\u05d5": "v",
    "\u05d6": "z", "\u05d7": "kh", "\u05d8": "t", "\u05d9": "y", "\u05da": "kh", "\u05db": "k",
    "\u05dc": "l", "\u05dd": "m", "\u05de": "m", "\u05df": "n", "\u05e0": "n", "\u05e1": "s",
    "\u05e2": "", "\u05e3": "f", "\u05e4": "p", "\u05e5": "ts", "\u05e6": "ts", "\u05e7": "k",
    "\u05e8": "r", "\u05e9": "sh", "\u05ea": "t",
}  # fmt: skip
_HEBREW_LETTERS = re.compile("[\u05d0-\u05ea]")


def is_hebrew(text: str) -> bool:
    """Whether a text has Hebrew letters."""
    return _HEBREW_LETTERS.search(text) is not None


def hebrew_words(text: str) -> list[str]:
    """The words of a text in Hebrew script, each marked; ``בן`` is ``ben``."""
    words = []
    for raw in re.split(r"[\s\u05be-]+", _VOWEL_SIGNS.sub("", text)):
        word = re.sub("[^\u05d0-\u05ea0-9a-zA-Z]", "", raw)
        if word == "\u05d1\u05df":
            words.append("ben")
        elif word:
            letters = "".join(_HEBREW.get(letter, letter) for letter in word[:-1])
            last = {"\u05d1": "v", "\u05d0": "a"}.get(word[-1], _HEBREW.get(word[-1], word[-1]))
            latin = (letters + last).lower()
            words.append(LETTERS + latin if is_hebrew(word) else latin)
    return words
