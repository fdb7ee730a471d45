"""Amounts in a text: a value or a range, its unit, and what is counted, in the text's words.

What bounds a number ("more than", "up to") or blurs it ("about", "hundreds of") is kept; nothing
is made exact that the text leaves open. Numbers in times, names and identifiers are no amounts.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from holdpoint.disclosures._amount_words import (
    bounds,
    number_starts,
    signs,
    unit_forms,
    words_of,
)
from holdpoint.disclosures._grounding import span_at
from holdpoint.disclosures._kinds import AMOUNT, places_of
from holdpoint.disclosures._memo import Memo
from holdpoint.disclosures._numbers import Number, number_at, short_power
from holdpoint.disclosures._parsed import Kept, Sentence, Token
from holdpoint.model import Amount, TimeRef

_DASHES = frozenset({"-", "\u2013", "\u2014"})
_LONGEST_UNIT = 3
_MOST_WORDS = 6
_COUNT = "count"
_MONEY = 3


class _Found(NamedTuple):
    """An amount over the words ``first`` to ``end``, with the bounds that its words leave."""

    first: int
    end: int
    low: float | None
    high: float | None
    unit: str
    about: bool
    of: str | None = None


class _Row(NamedTuple):
    """The tokens of a sentence: where they begin and end, and their words as printed."""

    starts: Sequence[int]
    ends: Sequence[int]
    raw: tuple[str, ...]

    @classmethod
    def of(cls, tokens: Sequence[Token]) -> _Row:
        """Give tokens as a row."""
        starts, ends = [token.start for token in tokens], [token.end for token in tokens]
        return cls(starts, ends, tuple([token.text for token in tokens]))


def find_amounts(
    kept: Kept, sentences: Sequence[Sentence], times: Sequence[TimeRef] = ()
) -> tuple[Amount, ...]:
    """Find the amounts of a text.

    Args:
        kept: The text.
        sentences: Its sentences.
        times: The times found in it; a number inside of one is no amount.

    Returns:
        Amounts in text order. ``value`` is given only for one number that nothing bounds; "more
        than one million dollars" has ``minimum`` alone, "hundreds" both bounds of its order.
    """
    taken = [(time.span.start, time.span.end) for time in times]
    found: list[Amount] = []
    for sentence in sentences:
        words = sentence.lower
        begins = _counting(places_of(sentence.kinds, AMOUNT), sentence.raw, words)
        if not begins:
            continue
        row = _Row(sentence.starts, sentence.ends, sentence.raw)
        if any(words[at][0].isdigit() and not words[at].isdigit() for at in begins):
            row = _Row.of(_split(sentence.tokens))
            words = tuple(map(str.lower, row.raw))
            begins = _counting(_BEGINS.where(words), row.raw, words)
        items = _amounts_of(row, words, begins, taken)
        found += [_made(kept.text, row, item) for item in items]
    return tuple(found)


def _made(text: str, row: _Row, item: _Found) -> Amount:
    exact = item.low is not None and item.low == item.high
    return Amount(
        span=span_at(text, row.starts[item.first], row.ends[item.end - 1]),
        value=item.low if exact else None,
        unit=item.unit,
        minimum=None if exact else item.low,
        maximum=None if exact else item.high,
        about=item.about,
        of=item.of,
    )


def _split(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """Part a figure from what is joined to it: "680-mile", "5km", "10-15"."""
    out: list[Token] = []
    for token in tokens:
        word = token.text
        if not word[0].isdigit():
            out.append(token)
            continue
        digits = len(word) - len(word.lstrip("0123456789"))
        if not 0 < digits < len(word) or not _joined(word[digits:].lower()):
            out.append(token)
            continue
        at = token.start + digits
        out.append(Token(token.start, at, word[:digits]))
        rest = word[digits:]
        if rest.startswith("-"):
            if rest[1:].isdigit():
                out.append(Token(at, at + 1, "-"))
            at, rest = at + 1, rest[1:]
        out.append(Token(at, token.end, rest))
    return tuple(out)


def _joined(rest: str) -> bool:
    bare = rest.removeprefix("-")
    if rest.startswith("-") and bare.isdigit():
        return True
    return (bare,) in unit_forms() or bare in {"m", "bn", "k", "million", "billion"}


def may_begin_amount(word: str) -> bool:
    """Tell whether an amount may begin with a word: a figure, a word of number, a sign of money."""
    starts = number_starts()
    return word[0].isdigit() or word in starts or word.partition("-")[0] in starts


_BEGINS = Memo(may_begin_amount)


def _amounts_of(
    row: _Row,
    words: tuple[str, ...],
    begins: Sequence[int],
    taken: Sequence[tuple[int, int]],
) -> Iterator[_Found]:
    free = 0
    previous: _Found | None = None
    for at in begins:
        if at < free or _touches(taken, row.starts[at], row.starts[at] + 1):
            continue
        found = _amount_at(row, words, at, free)
        if found is None:
            continue
        if _touches(taken, row.starts[found.first], row.ends[found.end - 1]):
            continue
        if previous is not None and _is_conversion(words, previous, found):
            found = _Found(
                found.first, found.end, found.low, found.high, found.unit, previous.about, found.of
            )
        yield found
        previous, free = found, found.end


def _counting(places: Sequence[int], raw: Sequence[str], words: Sequence[str]) -> list[int]:
    """Leave out the places of articles."""
    return [at for at in places if words[at] != "a" or _counts_behind(raw, words, at)]


def _counts_behind(raw: Sequence[str], words: Sequence[str], at: int) -> bool:
    """Whether a number can go on behind "a": "a few", "a dozen", "A$5"."""
    after = words[at + 1] if at + 1 < len(words) else ""
    few, powers = words_of("few"), words_of("power")
    return raw[at] != "a" or after in few or after in powers


def _touches(taken: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    """Tell whether any of these intervals, in order and apart from each other, touches another."""
    at = bisect_left(taken, start, key=_end_of)
    at += at < len(taken) and taken[at][1] == start
    return at < len(taken) and taken[at][0] < end


def _end_of(interval: tuple[int, int]) -> int:
    return interval[1]


def _is_conversion(words: tuple[str, ...], previous: _Found, found: _Found) -> bool:
    """Whether an amount stands in brackets behind another: "680 miles (1100 km)"."""
    return words[previous.end : found.first] == ("(",) and _COUNT not in {previous.unit, found.unit}


def _amount_at(row: _Row, words: tuple[str, ...], at: int, free: int) -> _Found | None:
    """Read the amount whose number, or sign of money, stands at a word."""
    money, after = _sign(row, words, at)
    if money is None and _names_something(words, at):
        return None
    first = number_at(words, after)
    if first is None:
        return None
    if money is not None:
        first = _shortened(words, first)
    begin, kinds = _bounds_before(words, at, free)
    low, high, end = _range_of(words, begin, at, first)
    unit, end = (money, end) if money is not None else _unit(words, end)
    if money is not None and first.end != end:
        second = _sign(row, words, end)
        end = max(end, second[1]) if second[0] == money else end
    if words[end : end + 1] == ("old",):
        return None
    low, high, about = _bounded(low, high, kinds)
    of, end = _counted(row, words, end, unit)
    if unit is None:
        if of is None or _counts_nothing(words, at, first):
            return None
        unit = _COUNT
    return _Found(begin, end, low, high, unit, about or not first.exact, of)


def _sign(row: _Row, words: tuple[str, ...], at: int) -> tuple[str | None, int]:
    """Read "$", "US$", "HK $", "USD" before a number."""
    if at >= len(words):
        return None, at
    known, word = signs(), row.raw[at]
    if at + 1 < len(words) and row.ends[at] == row.starts[at + 1]:
        unit = known.get(word + row.raw[at + 1])
        if unit is not None:
            return unit, at + 2
    if word in known and word != "%":
        return known[word], at + 1
    code = unit_forms().get((words[at],))
    if code is not None and len(code) == _MONEY and word == code:
        return code, at + 1
    return None, at


def _shortened(words: tuple[str, ...], number: Number) -> Number:
    power = short_power(words[number.end]) if number.end < len(words) else None
    if power is None or number.high is None:
        return number
    return Number(number.end + 1, number.low * power, number.high * power)


def _names_something(words: tuple[str, ...], at: int) -> bool:
    """Whether the number is part of a name: "Resolution 2231", "IMO 9240914", "(HTS)-6"."""
    if at > 1 and words[at - 1] in _DASHES and words[at - 2] == ")":
        return True
    if not words[at][0].isdigit():
        return False
    before = words[at - 1] if at else ""
    if before == "." and at > 1:
        before = words[at - 2]
    after = words[at + 1] if at + 1 < len(words) else ""
    if before in words_of("identifier") or after == "/":
        return True
    return after in {"cfr", "u.s.c.", "usc", "fr"}


def _bounds_before(words: tuple[str, ...], at: int, free: int) -> tuple[int, list[str]]:
    """Give where the words that bound a number begin, and what they are, nearest first."""
    kinds: list[str] = []
    known = bounds()
    while at > free:
        for phrase, kind in known.get(words[at - 1], ()):
            first = at - len(phrase)
            if first >= free and tuple(words[first:at]) == phrase:
                kinds.append(kind)
                at = first
                break
        else:
            break
    return at, kinds


def _range_of(
    words: tuple[str, ...], begin: int, at: int, first: Number
) -> tuple[float | None, float | None, int]:
    """Give the bounds of "between 5 and 10", "10 to 15", "10-15", or of the number alone."""
    joint = words[first.end] if first.end < len(words) else ""
    between = begin == at and begin > 0 and words[begin - 1] == "between"
    if first.exact and (joint in {"to", *_DASHES} or (between and joint == "and")):
        after = first.end + 1
        after += after < len(words) and words[after] in signs()
        second = number_at(words, after)
        if second is not None and second.exact:
            low = first.low
            if _power_of(words, first.end) == 1 and low * _power_of(words, second.end) < second.low:
                low *= _power_of(words, second.end)
            if low < second.low:
                return low, second.high, second.end
    return first.low, first.high, first.end


def _power_of(words: tuple[str, ...], end: int) -> float:
    told = words_of("power").get(words[end - 1]) if end else None
    return 1.0 if told is None else float(told)


def _unit(words: tuple[str, ...], at: int) -> tuple[str | None, int]:
    """Read the unit behind a number; "of" may stand between ("billions of dollars")."""
    if at < len(words) and words[at] == "%":
        return "percent", at + 1
    begin = at + (at < len(words) and words[at] == "of")
    for size in range(min(_LONGEST_UNIT, len(words) - begin), 0, -1):
        unit = unit_forms().get(tuple(words[begin : begin + size]))
        if unit is not None:
            return unit, begin + size
    return None, at


def _bounded(
    low: float | None, high: float | None, kinds: Sequence[str]
) -> tuple[float | None, float | None, bool]:
    """Apply the words that bound a number."""
    if "over" in kinds or "atleast" in kinds:
        high = None
    if "under" in kinds or "upto" in kinds:
        low = None
    return low, high, not {"about", "nearly"}.isdisjoint(kinds)


def _counted(
    row: _Row, words: tuple[str, ...], at: int, unit: str | None
) -> tuple[str | None, int]:
    """Give what is counted, in the text's words, and where it ends."""
    begin = at
    if unit is not None:
        if words[at : at + 2] == ("worth", "of"):
            begin = at + 2
        elif words[at : at + 1] == ("of",):
            begin = at + 1
        else:
            return None, at
    elif at < len(words) and words[at] == "of":
        begin = at + 1
        begin += begin < len(words) and words[begin] in {"the", "these", "those", "its", "their"}
    end = _phrase_end(words, begin)
    if end == begin:
        return None, at
    said = " ".join(row.raw[begin:end])
    if words[end : end + 2] == ("per", "year") or words[end : end + 2] == ("a", "year"):
        said, end = f"{said} {words[end]} year", end + 2
    return said, end


def _phrase_end(words: tuple[str, ...], begin: int) -> int:
    """Give where a noun phrase ends: at its first plural, or before a word that opens another."""
    stops = words_of("follow_stop")
    for at in range(begin, min(begin + _MOST_WORDS, len(words))):
        word = words[at]
        if not word[0].isalpha() or word in stops:
            return at
        if word.endswith("s") and not word.endswith(("ss", "us", "is")):
            return at + 1
    return min(begin + _MOST_WORDS, len(words))


def _counts_nothing(words: tuple[str, ...], at: int, number: Number) -> bool:
    after = words[number.end] if number.end < len(words) else ""
    return words[at] == "one" and number.end == at + 1 and after in words_of("no_count")
