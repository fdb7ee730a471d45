"""A name as it may have stood before a hand, a scanner or a field's length spoilt it.

Each gives another text for what is printed, or ``None``. None of them is believed: a search looks
for candidates by it as well, and the comparison weighs what is printed.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Mapping

from rapidfuzz.distance import OSA

from holdpoint.text._counts import counts
from holdpoint.text._families import is_known_name
from holdpoint.text._names import tokens
from holdpoint.text._words import is_business_word, is_trade_word, misspelt_business_word, split

_LATIN_WORD = re.compile(r"[^\W_]+")
_LAST_WORD = re.compile(r"(.*\W)(\w+)", re.DOTALL)
_SHORT = 3
# Usual lengths of a field; a name that was cut after a space is one shorter.
_FIELDS = (30, 32, 35, 40, 50, 60, 64, 70, 80, 100, 105, 128, 140)
_CUT = frozenset(length - spaces for length in _FIELDS for spaces in (0, 1))
_LINE = (34, 35)
_LEAST_PARTED = 6
_MOST_CHANGED = 8
_LEAST_LETTERS = 3
_LEAST_WORD = 4
# A digit that a scanner reads for a letter; "1" is "l" or "i".
_DIGITS = {"0": "o", "2": "z", "5": "s", "8": "b", "9": "g"}
_STROKE = "1"
# Two letters that a scanner reads for one, and two for the sound of one.
_TWO_FOR_ONE = (("rn", "m"), ("cl", "d"), ("vv", "w"), ("ii", "u"), ("ph", "f"))
_DOUBLED = re.compile(r"^([b-df-hj-np-tv-z])\1")
_SERVANT, _SERVANTS, _LONGEST_SERVANT = "abdul", ("abd", "abdul", "abdel", "abdur"), 6
# Letters of Russian names as France and as scholars write them, and what says that they do.
_SYSTEMS = (
    (
        re.compile("iou|tch"),
        {"chtch": "shch", "tch": "ch", "ch": "sh", "iou": "yu", "ou": "u", "j": "zh"},
    ),
    (
        re.compile(r"(?:vic|[sc]kij|nyj|[a-z]{3}aja)\b"),
        {"ch": "ch", "ck": "ck", "c": "ch", "ju": "yu", "ja": "ya", "j": "y"},
    ),
)
_CAMEL = re.compile(
    r"(?<=[a-z]{3})(?=[A-Z])|(?<=[a-z]{2})(?=[A-Z][a-z]{3})|(?<=[A-Z]{3})(?=[A-Z][a-z]{3})"
)
# A word with the number of a ship or a fund run to it. A single "V" ends half of all Russian names.
_NUMERAL = re.compile(r"\b([A-Z]{4,}?)(I{1,3}|IV|VI{1,3}|IX)\b")
_ONE = "I"


@functools.lru_cache(maxsize=16384)
def mended(text: str) -> str | None:
    """A firm's name with misspelt words of business spelt as usual (``Naviigation``).

    Such words stand for others ("maritime" for "shipping"), which their misspelling is not like.
    """
    if not text.isascii():
        return None
    words = split(text)
    spelt = [misspelt_business_word(word) or word for word in words]
    return None if spelt == words else " ".join(spelt)


@functools.lru_cache(maxsize=16384)
def parted(text: str) -> str | None:
    """A firm's name with words set apart that run together (``OmskScientific``).

    A small letter before a capital parts them (``SaturnII``); or, in a word that no list knows, a
    word of business at either end or a Roman number at the end (``SATURNII``).
    """
    apart = _CAMEL.sub(" ", text)
    if text.isascii():
        apart = _NUMERAL.sub(_count_off, _LATIN_WORD.sub(_part, apart))
    return None if apart == text else apart


def _count_off(match: re.Match[str]) -> str:
    """The word and its number; a word alone where it may end in those letters by itself."""
    word, number = match.groups()
    lower = word.lower()
    if _is_known(match[0].lower()) or (number == _ONE and not _is_known(lower)):
        return match[0]
    return f"{word} {number}"


def _part(match: re.Match[str]) -> str:
    word = match[0]
    lower = word.lower()
    if len(word) < _LEAST_PARTED + _LEAST_LETTERS or not word.isalpha() or _is_known(lower):
        return word
    for size in range(len(word) - _LEAST_LETTERS, _LEAST_PARTED - 1, -1):
        if is_trade_word(lower[:size]):
            return f"{word[:size]} {word[size:]}"
        if is_trade_word(lower[-size:]):
            return f"{word[:-size]} {word[-size:]}"
    return word


def uncut(text: str) -> str | None:
    """A long name without its last word, where that may be the beginning of a longer one.

    The name is as long as a usual field; and no list knows its last word, or it is 35 characters
    long as a line of a payment message is.
    """
    if len(text) not in _CUT:
        return None
    found = _LAST_WORD.fullmatch(text)
    if found is None or len(tokens(found[1])) < 2:  # noqa: PLR2004 - one word is no name
        return None
    last = "".join(tokens(found[2]))
    if len(text) not in _LINE:
        whole = is_business_word(last) if len(last) <= _SHORT else _is_known(last)
        if whole:
            return None
    return found[1].strip()


@functools.lru_cache(maxsize=16384)
def put_right(text: str) -> tuple[tuple[str, dict[str, str]], ...]:
    """A name with what was misread, misheard or romanised otherwise put right, in several ways.

    Digits in words are letters (``Topa2``, ``5oul``); of words that no list knows, two letters are
    one (``Rahrnan``, ``Clelcy``, ``Haphnia``, ``Yyu``), and one is the "abd" of Arabic names
    (``Adb-al-Hamid``); a Russian name is in the French or the scientific system (``Iourevitch``).

    Returns:
        Each way as a text, with the printed word for each word of it that was put right; empty
        where nothing looks so.
    """
    lower = text.lower()
    found: dict[str, dict[str, str]] = {}
    for stroke in ("l", "i"):
        _change(lower, functools.partial(_read, stroke), found)
    for sign, letters in _SYSTEMS:
        if sign.search(lower):
            pattern = re.compile("|".join(letters))
            _change(lower, functools.partial(_by_system, pattern, letters), found)
    return tuple(found.items())


def _change(text: str, change: Callable[[str], str], found: dict[str, dict[str, str]]) -> None:
    printed: dict[str, str] = {}

    def changed(match: re.Match[str]) -> str:
        made = change(match[0])
        if made != match[0]:
            printed[made] = match[0]
        return made

    made = _LATIN_WORD.sub(changed, text)
    if 0 < len(printed) <= _MOST_CHANGED:
        found.setdefault(made, printed)


def _by_system(pattern: re.Pattern[str], letters: Mapping[str, str], word: str) -> str:
    plain = word.isascii() and word.isalpha()
    return pattern.sub(lambda one: letters[one[0]], word) if plain else word


def _read(stroke: str, word: str) -> str:
    made = word
    if not word.isascii():
        return word
    if not word.isalpha():
        if sum(map(str.isalpha, word)) >= _LEAST_LETTERS:
            made = "".join(_DIGITS.get(letter, letter) for letter in word).replace(_STROKE, stroke)
        return made if made.isalpha() and not _is_numbered(word, made) else word
    if len(word) < _LEAST_LETTERS or _is_known(word):
        return word
    if _is_servant(word):
        return _SERVANT
    if len(word) >= _LEAST_WORD:
        for two, one in _TWO_FOR_ONE:
            made = made.replace(two, one)
    return _DOUBLED.sub(r"\1", made)


def _is_servant(word: str) -> bool:
    """Whether a word is "abd" or "abdul" with one letter wrong, and has the letters of "abd"."""
    if len(word) > _LONGEST_SERVANT or not {"a", "b", "d"} <= set(word):
        return False
    return any(OSA.distance(word, one, score_cutoff=1) <= 1 for one in _SERVANTS)


def _is_numbered(word: str, made: str) -> bool:
    """Whether digits of a word are a number: two of them, or one behind a known word (``sea1``).

    No number begins with a nought, and what a known word is read for (``part5``) is that word.

    Args:
        word: With digits.
        made: With letters for them.
    """
    if sum(map(str.isdigit, word)) > 1:
        return True
    bare = word.rstrip("12589")
    return bare != word and _is_known(bare) and not _is_known(made)


def _is_known(word: str) -> bool:
    return word in counts() or is_business_word(word) or is_known_name(word)
