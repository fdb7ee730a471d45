"""Numbers as texts write them: figures, words, and orders without a number ("hundreds")."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from holdpoint.disclosures._amount_words import words_of

_FIGURE = re.compile(r"\d{1,15}|\d{1,3}(?:,\d{3}){1,4}(?:\.\d{1,4})?|\d{1,12}\.\d{1,4}")
_SHORT = {"k": 1e3, "m": 1e6, "b": 1e9}
_VAGUE_SPAN = {10: 9.9, 12: 8.25, 20: 9.95}
"""By how much the highest of "tens", "dozens", "scores" exceeds their order: to 99, 99, 199."""
_HIGHEST = 1e15


class Number(NamedTuple):
    """A number that ends before the word ``end``; ``low`` and ``high`` agree where it is exact."""

    end: int
    low: float
    high: float | None

    @property
    def exact(self) -> bool:
        """Whether the text gives one number."""
        return self.low == self.high


def number_at(words: Sequence[str], at: int) -> Number | None:
    """Read the number that begins at a word (lower case), or give ``None``."""
    word = words[at] if at < len(words) else ""
    if word[:1].isdigit():
        return _figure(words, at)
    for read in (_vague, _few, _worded):
        found = read(words, at)
        if found is not None:
            return found
    return None


def _figure(words: Sequence[str], at: int) -> Number | None:
    word = words[at]
    if _FIGURE.fullmatch(word) is None or not word.isascii():
        return None
    return _multiplied(words, at + 1, float(word.replace(",", "")))


def _multiplied(words: Sequence[str], at: int, value: float) -> Number:
    """Apply "hundred", "thousand", "million" that follow a number."""
    powers = words_of("power")
    while at < len(words) and words[at] in powers and value < _HIGHEST:
        value *= float(powers[words[at]])
        at += 1
    return Number(at, value, value)


def short_power(word: str) -> float | None:
    """Give the power of a letter behind money ("$5m"), or ``None``."""
    return _SHORT.get(word)


def _vague(words: Sequence[str], at: int) -> Number | None:
    """Read "hundreds", "hundreds of thousands": from twice the order to below the next word."""
    plural = words_of("plural_power")
    order = plural.get(words[at]) if at < len(words) else None
    if order is None:
        return None
    if at + 2 < len(words) and words[at + 1] == "of" and words[at + 2] in plural:
        times = float(plural[words[at + 2]])
        size = float(order)
        return Number(at + 3, 2 * size * times, min(10 * size, 1000.0) * times - 1)
    size = float(order)
    high = _VAGUE_SPAN.get(int(size), 10.0 if size == 100 else 1000.0) * size  # noqa: PLR2004
    return Number(at + 1, 2 * size, high if int(size) in _VAGUE_SPAN else high - 1)


def _few(words: Sequence[str], at: int) -> Number | None:
    """Read "several", "a few hundred", "a couple of thousand"."""
    begin = at + (words[at] == "a") if at < len(words) else at
    told = words_of("few").get(words[begin]) if begin < len(words) else None
    if told is None or (words[begin] != "several" and begin == at):
        return None
    after = begin + 1
    if after < len(words) and words[after] == "of" and words[begin] == "couple":
        after += 1
    low, high = (float(part) for part in told.split("-"))
    power = _multiplied(words, after, 1.0)
    # The next word up ends the order: "several hundred" is below a thousand.
    top = (high + 1) * power.low - 1 if power.low > 1 else high
    return Number(power.end, low * power.low, top)


def _worded(words: Sequence[str], at: int) -> Number | None:
    """Read "three", "twenty-five", "one hundred and fifty", "a dozen", "half a million"."""
    if at >= len(words):
        return None
    powers = words_of("power")
    if words[at] == "half" and tuple(words[at + 1 : at + 2]) == ("a",):
        found = _multiplied(words, at + 2, 0.5)
        return found if found.end > at + 2 else None
    if words[at] == "a":
        found = _multiplied(words, at + 1, 1.0)
        return found if found.end > at + 1 else None
    total, end = 0.0, at
    while end < len(words):
        small = _below_hundred(words[end])
        if small is None:
            break
        value = _multiplied(words, end + 1, float(small))
        if total and value.low >= total:
            break
        total, end = total + value.low, value.end
        if end + 1 < len(words) and words[end] == "and" and words[end - 1] in powers:
            if _below_hundred(words[end + 1]) is None:
                break
            end += 1
        elif words[end - 1] not in powers:
            break
    return Number(end, total, total) if end > at else None


def _below_hundred(word: str) -> int | None:
    for kind in ("digit", "teen", "ten"):
        told = words_of(kind).get(word)
        if told is not None:
            return int(told)
    tens, hyphen, digit = word.partition("-")
    if hyphen and tens in words_of("ten") and digit in words_of("digit"):
        return int(words_of("ten")[tens]) + int(words_of("digit")[digit])
    return None
