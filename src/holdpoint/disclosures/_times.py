"""Times in a text, each with its interval, precision and the rule by which it was read.

A relative time is resolved against the day of publication; without one it stays open and says so.
``by``, ``since``, ``before`` and the like open or close the interval; ``in`` and ``on`` do not and
are no part of the span.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from holdpoint.disclosures._calendar import Period
from holdpoint.disclosures._grounding import span_at
from holdpoint.disclosures._kinds import PARTED, TIME, has, places_of
from holdpoint.disclosures._memo import Memo
from holdpoint.disclosures._parsed import Kept, Sentence, Token
from holdpoint.disclosures._time_bases import Base, Words, base_at, is_fiscal
from holdpoint.disclosures._time_words import subjects, time_words, value_of
from holdpoint.model import TimeRef

_LOOK_BACK = 8
"""How many words before a time a word of the future may stand."""
_SUBJECT_REACH = 14
_FIRST_PRINT, _LAST_PRINT = 1450, 9000
_DASHES = frozenset({"-", "\u2013", "\u2014"})
# Words that bound a time, longest first, and what they make of its interval.
_BOUNDS: tuple[tuple[tuple[str, ...], str], ...] = (
    (("no", "later", "than"), "by"),
    (("no", "earlier", "than"), "since"),
    (("as", "soon", "as"), "earliest"),
    (("as", "early", "as"), "earliest"),
    (("as", "late", "as"), "latest"),
    (("as", "of"), "as of"),
    (("up", "to"), "until"),
    (("prior", "to"), "before"),
    (("starting", "in"), "since"),
    (("starting", "on"), "since"),
    (("beginning", "in"), "since"),
    (("beginning", "on"), "since"),
    (("since", "at", "least"), "since"),
    (("since",), "since"),
    (("by",), "by"),
    (("until",), "until"),
    (("till",), "until"),
    (("through",), "until"),
    (("before",), "before"),
    (("after",), "after"),
    (("from",), "since"),
)
_BOUNDS_BY_WORD = {
    first: tuple(bound for bound in _BOUNDS if bound[0][0] == first)
    for first in {words[0] for words, _ in _BOUNDS}
}
_STARTS = frozenset(_BOUNDS_BY_WORD) | {"between"}
_FORWARD_BOUNDS = frozenset({"earliest", "by"})
_ABSOLUTE = frozenset({"day", "month", "year", "quarter", "half_year", "part_of_month", "range"})


def find_times(kept: Kept, sentences: Sequence[Sentence]) -> tuple[TimeRef, ...]:
    """Find the times that a text names.

    Args:
        kept: The text; relative times are resolved against ``kept.source.published``.
        sentences: Its sentences.

    Returns:
        Times in text order; their spans do not overlap. ``precision`` tells what the words tell;
        ``open`` has one end. Where there is no day of publication, relative times have neither end
        and the rule says so.
    """
    published = _published(kept.source.published)
    found: list[TimeRef] = []
    for sentence in sentences:
        starts, ends = sentence.starts, sentence.ends
        words = Words(sentence.lower, sentence.raw, published)
        begins = places_of(sentence.kinds, TIME)
        if has(sentence.kinds, PARTED):
            tokens = _split(sentence.tokens)
            starts, ends = [token.start for token in tokens], [token.end for token in tokens]
            raw = [token.text for token in tokens]
            words = Words([word.lower() for word in raw], raw, published)
            begins = _BEGINS.where(words.lower)
        for first, end, period in _times_of(words, begins):
            span = span_at(kept.text, starts[first], ends[end - 1])
            found.append(
                TimeRef(
                    span=span,
                    start=None if period.start is None else period.start.isoformat(),
                    end=None if period.end is None else period.end.isoformat(),
                    precision=period.precision,
                    rule=period.rule,
                    of=_subject(words.lower, first, end),
                )
            )
    return tuple(found)


def _published(day: str | None) -> date | None:
    """Give the day; one in no year of printing is none, so no step leaves the calendar."""
    try:
        found = None if day is None else date.fromisoformat(day[:10])
    except ValueError:
        return None
    return found if found is not None and _FIRST_PRINT <= found.year <= _LAST_PRINT else None


def _split(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """Part "mid-June", "2022-2023" and "June-August" at the hyphen."""
    out: list[Token] = []
    for token in tokens:
        if not is_parted(token.text):
            out.append(token)
            continue
        head, _, rest = token.text.partition("-")
        at = token.start + len(head)
        out.append(Token(token.start, at, head))
        if value_of(head.lower(), "part") is None:
            out.append(Token(at, at + 1, "-"))
        out.append(Token(at + 1, token.end, rest))
    return tuple(out)


def is_parted(word: str) -> bool:
    """Tell whether a word is two of a time: "mid-June", "2022-2023"."""
    head, _, rest = word.partition("-")
    return bool(rest) and "-" not in rest and _splits(head.lower(), rest.lower())


def _splits(head: str, rest: str) -> bool:
    if value_of(head, "part") is not None:
        return rest.isdigit() or rest in time_words()
    if value_of(head, "month") is not None:
        return value_of(rest, "month") is not None
    years = head.isascii() and rest.isascii() and head.isdigit() and rest.isdigit()
    return years and len(rest) <= len(head) and len(head) in {1, 2, 4}


def _times_of(words: Words, begins: Sequence[int]) -> Iterator[tuple[int, int, Period]]:
    behind = 0
    for at in begins:
        if at < behind:
            continue
        found = _bounded(words, at) if words.lower[at] in _STARTS else None
        if found is None:
            base = base_at(words, at, forward=_is_forward(words, at))
            found = None if base is None else _ranged(words, base)
        if found is not None:
            behind, period = found
            yield at, behind, period


@functools.cache
def _anchors() -> frozenset[str]:
    return frozenset(time_words()) | _STARTS | {"later", "earlier", "fiscal"}


@functools.cache
def _forward_words() -> frozenset[str]:
    return frozenset(word for word, told in time_words().items() if told.kind == "forward")


def may_begin_time(word: str) -> bool:
    """Tell whether a time may begin with a word: a figure, a word of time, "Q3", "FY2023"."""
    return word in _anchors() or word[0].isdigit() or is_fiscal(word)


_BEGINS = Memo(may_begin_time)


def _is_forward(words: Words, at: int) -> bool:
    return not _forward_words().isdisjoint(words.lower[max(0, at - _LOOK_BACK) : at])


def _bounded(words: Words, at: int) -> tuple[int, Period] | None:
    """Read a time with the words that bound it: "since January 2020", "between … and …"."""
    if words.lower[at] == "between":
        return _between(words, at + 1, {"and"})
    for bound, kind in _BOUNDS_BY_WORD[words.lower[at]]:
        if tuple(words.lower[at : at + len(bound)]) != bound:
            continue
        after = at + len(bound)
        after += words.at(after) == "the"
        forward = kind in _FORWARD_BOUNDS or _is_forward(words, at)
        if words.lower[at] == "from":
            joined = _between(words, after, {"to", "through", "until", "till", *_DASHES})
            if joined is not None:
                return joined
        base = base_at(words, after, forward=forward)
        if base is None:
            continue
        ranged = _ranged(words, base)
        if ranged is not None and ranged[0] > base.end:
            return ranged
        return base.end, _opened(base.period, kind)
    return None


def _between(words: Words, at: int, joints: set[str]) -> tuple[int, Period] | None:
    at += words.at(at) == "the"
    first = base_at(words, at)
    if first is None or words.at(first.end) not in joints:
        return None
    return _joined(words, at, first)


def _joined(words: Words, at: int, first: Base) -> tuple[int, Period] | None:
    """Join two times with a word between them; the year of the second serves the first too."""
    after = first.end + 1
    after += words.at(after) == "the"
    second = base_at(words, after) or _short_year(words, after, first)
    if second is None or second.period.end is None or first.period.start is None:
        return None
    if second.period.precision not in _ABSOLUTE:
        return None
    if first.period.start > second.period.end or "printed" in second.period.rule:
        again = base_at(words, at, year=second.period.end.year)
        if again is not None and again.period.start is not None:
            first = again
    start = first.period.start
    if start is None or start > second.period.end:
        return None
    rule = f"from {first.period.rule} to {second.period.rule}"
    return second.end, Period(start, second.period.end, "range", rule)


def _short_year(words: Words, at: int, first: Base) -> Base | None:
    """Read the "23" of "2022-23"."""
    word, year = words.at(at), first.period.start
    if not (len(word) == 2 and word.isascii() and word.isdigit()) or year is None:  # noqa: PLR2004
        return None
    if first.period.precision != "year" or int(word) != year.year % 100 + 1:
        return None
    end = date(year.year + 1, 12, 31)
    return Base(at + 1, Period(date(year.year + 1, 1, 1), end, "year", "the year as printed"))


def _ranged(words: Words, base: Base) -> tuple[int, Period] | None:
    """Give a time, or the range where a dash joins another to it ("June-August 2023")."""
    if words.at(base.end) in _DASHES and base.period.precision in {"month", "year", "day"}:
        joined = _joined(words, base.end - 1, base)
        if joined is not None:
            return joined
    return base.end, base.period


def _opened(period: Period, kind: str) -> Period:
    """Give the interval that a bounding word leaves of a time."""
    start, end = period.start, period.end
    rule = f"{kind} {period.rule}"
    if kind in {"as of", "earliest", "latest"}:
        note = {"as of": "as of", "earliest": "at the earliest", "latest": "at the latest"}[kind]
        return replace(period, rule=f"{note}: {period.rule}")
    if kind == "since":
        return Period(start, None, "open", rule)
    if kind in {"by", "until"}:
        return Period(None, end, "open", rule)
    if kind == "before":
        return Period(None, None if start is None else _next_to(start, -1), "open", rule)
    return Period(None if end is None else _next_to(end, 1), None, "open", rule)


def _next_to(when: date, step: int) -> date:
    try:
        return when + timedelta(days=step)
    except OverflowError:
        return when


def _subject(words: Sequence[str], first: int, end: int) -> str | None:
    """Tell what a time dates by the nearest telling word, one before it at equal distance."""
    known = subjects()
    for reach in range(1, _SUBJECT_REACH + 1):
        for at in (first - reach, end - 1 + reach):
            if 0 <= at < len(words) and words[at] in known:
                return known[words[at]]
    return None
