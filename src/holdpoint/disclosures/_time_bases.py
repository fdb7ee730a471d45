"""Times that a text names, without the words that bound them: a day, a month, "early next year"."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from holdpoint._quick import quick
from holdpoint.disclosures._calendar import (
    Period,
    day,
    day_of,
    days_from,
    half_of,
    month_of,
    part_of,
    quarter_of,
    season_of,
    year_of,
)
from holdpoint.disclosures._time_relations import (
    ago,
    nearest_month,
    nearest_weekday,
    nearest_year_of_day,
    relative,
    span,
    unknown,
)
from holdpoint.disclosures._time_words import context, number_of, time_words, value_of

_DAY = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:T.*)?")
_DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
_QUARTER = re.compile(r"q([1-4])")
_FISCAL = re.compile(r"fy-?(\d{4}|\d{2})?")
_DECADE = re.compile(r"(\d{3}0)s")
_FIRST_YEAR, _LAST_YEAR = 1900, 2099
_CENTURY = 2000


@quick
@dataclass(frozen=True, slots=True)
class Words:
    """The words of a sentence in lower case, as printed, and the day of publication."""

    lower: Sequence[str]
    raw: Sequence[str]
    published: date | None

    def at(self, index: int) -> str:
        """Give the word there in lower case, or nothing."""
        return self.lower[index] if 0 <= index < len(self.lower) else ""


class Base(NamedTuple):
    """A time that ends before the word ``end``."""

    end: int
    period: Period
    month: int | None = None


def base_at(
    words: Words, at: int, *, forward: bool = False, year: int | None = None
) -> Base | None:
    """Read the time that begins at a word.

    Args:
        words: The sentence.
        at: Index of the word.
        forward: Whether a time without a year is rather one to come.
        year: The year of a bare month or day, where the text gives it elsewhere.

    Returns:
        The time, or ``None`` where none begins here.
    """
    word = words.at(at)
    part = value_of(word, "part")
    if part is not None:
        return _part(words, at, part, forward=forward)
    if word in {"later", "earlier"}:
        return _rest_of_period(words, at)
    for shape in _shapes_of(word):
        found = shape(words, at, forward, year)
        if found is not None:
            return found
    return None


_Shape = Callable[[Words, int, bool, int | None], Base | None]


def _shapes_of(word: str) -> tuple[_Shape, ...]:
    if not word:
        return ()
    if word[0].isdigit():
        return _NUMERIC
    known = time_words().get(word)
    if known is not None:
        return _BY_KIND.get(known.kind, ())
    return _OTHER if word[0] in "fq" else ()


def _part(words: Words, at: int, part: str, *, forward: bool) -> Base | None:
    """Read "early July", "the end of 2023", "mid 2024"; the part word stands at ``at``."""
    after = at + 1
    bare = words.at(at) in {"early", "mid", "late"}
    if words.at(after) == "of":
        after += 1
    elif not bare:
        return None
    if words.at(after) == "the":
        after += 1
    if value_of(words.at(after), "part") is not None:
        return None
    inner = base_at(words, after, forward=forward)
    if inner is None or inner.period.precision not in {"month", "year", "range", "quarter"}:
        return None
    ends = words.at(at) in {"end", "beginning", "start"}
    if ends and inner.period.precision == "quarter":
        return Base(inner.end, inner.period)
    return Base(inner.end, part_of(inner.period, part), inner.month)


def _rest_of_period(words: Words, at: int) -> Base | None:
    """Read "later this year", "earlier this month"."""
    if words.at(at + 1) not in {"this", "that"} or value_of(words.at(at + 2), "unit") is None:
        return None
    if words.at(at + 1) == "that":
        return None
    today = words.published
    if today is None:
        return Base(at + 3, unknown("range"))
    whole = relative("this", words.at(at + 2), today)
    if whole is None or whole.start is None or whole.end is None:
        return None
    if words.at(at) == "later":
        start = min(days_from(today, 1) or today, whole.end)
        period = Period(start, whole.end, "range", f"{whole.rule}, after the day of publication")
    else:
        period = Period(whole.start, today, "range", f"{whole.rule}, up to the day of publication")
    return Base(at + 3, period)


def _iso(words: Words, at: int, _forward: bool, _year: int | None) -> Base | None:
    word = words.at(at)
    match = _ISO.fullmatch(words.raw[at])
    if match is not None:
        year, month, number = (int(part) for part in match.groups())
    else:
        match = _DOTTED.fullmatch(word)
        if match is None:
            return None
        number, month, year = (int(part) for part in match.groups())
    when = day_of(year, month, number)
    return None if when is None else Base(at + 1, day(when, "the day as printed"))


def _slashed(words: Words, at: int, _forward: bool, _year: int | None) -> Base | None:
    """Read 09/06/2023, where the order of day and month may not be told."""
    if words.at(at + 1) != "/" or words.at(at + 3) != "/" or words.at(at - 1) == "/":
        return None
    parts = [words.at(at), words.at(at + 2), words.at(at + 4)]
    if not all(part.isascii() and part.isdigit() and len(part) <= 4 for part in parts):  # noqa: PLR2004
        return None
    first, second, year = (int(part) for part in parts)
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        return None
    days = {day_of(year, second, first), day_of(year, first, second)} - {None}
    told = sorted(when for when in days if when is not None)
    if not told:
        return None
    if len(told) == 1:
        return Base(at + 5, day(told[0], "the day as printed"))
    rule = f"day and month cannot be told apart: {told[0]} or {told[1]}"
    return Base(at + 5, Period(None, None, "day", rule))


def _day_first(words: Words, at: int, forward: bool, year: int | None) -> Base | None:
    """Read "12 July 2022", "the 9th of June"."""
    match = _DAY.fullmatch(words.at(at))
    if match is None:
        return None
    after = at + 1 + (words.at(at + 1) == "of")
    month = _month_named(words, after)
    if month is None or not 1 <= int(match.group(1)) <= 31:  # noqa: PLR2004
        return None
    after += 1 + _is_dotted(words, after)
    told, after = _year_after(words, after)
    return _of_day(words, after, told or year, (month, int(match.group(1))), forward=forward)


def _month_first(words: Words, at: int, forward: bool, year: int | None) -> Base | None:
    """Read "December 12, 2013", "June 9-11, 2023", "July 2022", "in April"."""
    month = _month_named(words, at)
    if month is None:
        return None
    after = at + 1 + _is_dotted(words, at)
    match = _DAY.fullmatch(words.at(after))
    if match is not None and 1 <= int(match.group(1)) <= 31:  # noqa: PLR2004
        return _of_days(words, after, (month, int(match.group(1))), year, forward=forward)
    told, end = _year_after(words, after, of=True)
    if told is not None:
        return Base(end, month_of(told, month, "the month as printed"), month)
    related = _month_related(words, after, month)
    if related is not None or not _is_bare_month(words, at):
        return related
    if year is not None:
        return Base(after, month_of(year, month, f"{year} is given beside it"), month)
    return Base(after, nearest_month(month, words.published, forward=forward), month)


def _of_days(
    words: Words, at: int, first: tuple[int, int], year: int | None, *, forward: bool
) -> Base | None:
    """Read a day after its month, or a range of days."""
    month, number = first
    after, last = at + 1, None
    if words.at(after) in {"-", "\u2013", "\u2014", "to"}:
        match = _DAY.fullmatch(words.at(after + 1))
        if match is not None and number < int(match.group(1)) <= 31:  # noqa: PLR2004
            last, after = int(match.group(1)), after + 2
    told, after = _year_after(words, after)
    whole = _of_day(words, after, told or year, first, forward=forward)
    if whole is None or last is None or whole.period.start is None:
        return whole
    end = day_of(whole.period.start.year, month, last)
    if end is None:
        return whole
    rule = f"{whole.period.rule}, days {number} to {last}"
    return Base(after, Period(whole.period.start, end, "range", rule), month)


def _of_day(
    words: Words, end: int, year: int | None, when: tuple[int, int], *, forward: bool
) -> Base | None:
    month, number = when
    if year is None:
        return Base(
            end, nearest_year_of_day(month, number, words.published, forward=forward), month
        )
    found = day_of(year, month, number)
    return None if found is None else Base(end, day(found, "the day as printed"), month)


def _month_named(words: Words, at: int) -> int | None:
    """Give the month that stands there; "May" and "March" must be printed as names."""
    word = words.at(at)
    known = time_words().get(word)
    if known is None or known.kind not in {"month", "short_month"}:
        return None
    raw = words.raw[at]
    if not raw[0].isupper():
        return None
    dotted_or_number = words.at(at + 1) == "." or words.at(at + 1)[:1].isdigit()
    if known.kind == "short_month" and not (dotted_or_number or words.at(at - 1)[:1].isdigit()):
        return None
    return int(known.value)


def _is_dotted(words: Words, at: int) -> bool:
    """Whether the full stop after a month is that of a short form ("Sept. 3")."""
    return words.at(at + 1) == "." and value_of(words.at(at), "short_month") is not None


def _is_bare_month(words: Words, at: int) -> bool:
    before = words.at(at - 1)
    if words.at(at) in context("also_verb") or value_of(words.at(at), "short_month") is not None:
        return before in context("before_month")
    return True


def _year_after(words: Words, at: int, *, of: bool = False) -> tuple[int | None, int]:
    """Give a year that stands at a word, a comma or "of" skipped, and the word after it."""
    after = at
    if words.at(after) == "," or (of and words.at(after) == "of"):
        after += 1
    year = _number_of_year(words.at(after))
    if year is None or words.at(after + 1) == "/":
        return None, at
    return year, after + 1


def _month_related(words: Words, at: int, month: int) -> Base | None:
    """Read the "of this year", "of last year" behind a month."""
    if words.at(at) != "of" or words.at(at + 2) != "year" or words.published is None:
        return None
    told = words.at(at + 1)
    step = {"this": 0, "last": -1, "next": 1}.get(told)
    if step is None:
        return None
    rule = f"the month as printed, of {told} year, from the day of publication"
    return Base(at + 3, month_of(words.published.year + step, month, rule), month)


def _number_of_year(word: str) -> int | None:
    if len(word) == 4 and word.isascii() and word.isdigit():  # noqa: PLR2004
        return int(word) if _FIRST_YEAR <= int(word) <= _LAST_YEAR else None
    return None


def _year_alone(words: Words, at: int, _forward: bool, _year: int | None) -> Base | None:
    """Read "2022" where the words beside it make it a year."""
    decade = _DECADE.fullmatch(words.at(at))
    if decade is not None and _FIRST_YEAR <= int(decade.group(1)) <= _LAST_YEAR:
        first = int(decade.group(1))
        period = Period(date(first, 1, 1), date(first + 9, 12, 31), "range", "the decade")
        return Base(at + 1, period)
    year = _number_of_year(words.at(at))
    before, after = words.at(at - 1), words.at(at + 1)
    if year is None or before in context("not_year_after") or after in {"/", "%"}:
        return None
    if before not in context("before_year") and value_of(before, "part") is None:
        return None
    if after.isalpha() and after.endswith("s") and after not in context("not_plural"):
        return None
    if before == "," and not words.at(at - 2).isdigit() and after not in {",", ".", ")", ""}:
        return None
    return Base(at + 1, year_of(year, "the year as printed"))


def _weekday(words: Words, at: int, forward: bool, year: int | None) -> Base | None:
    """Read "Thursday", "Friday, June 9, 2023"; the weekday is held against a date that follows."""
    number = value_of(words.at(at), "weekday")
    if number is None or not words.raw[at][0].isupper():
        return None
    after = at + 1 + (words.at(at + 1) == ",")
    dated = None
    for shape in (_month_first, _day_first, _iso):
        dated = dated or (shape(words, after, forward, year) if words.at(after) else None)
    if dated is not None and dated.period.precision == "day":
        when = dated.period.start
        if when is not None and when.weekday() != int(number):
            named = f"the day as printed; it is no {words.raw[at]}"
            return Base(dated.end, day(when, named))
        return dated
    return Base(at + 1, nearest_weekday(int(number), words.published, forward=forward))


def _relation(words: Words, at: int, _forward: bool, _year: int | None) -> Base | None:
    """Read "last year", "next month", "this Friday", "the past six months", "recent weeks"."""
    told = value_of(words.at(at), "relation")
    if told is None:
        return None
    after = at + 1
    if words.at(after) == "fiscal" and value_of(words.at(after + 1), "unit") == "year":
        return Base(after + 2, unknown("year").ruled("a fiscal year; whose is not told"))
    few = words.at(after) in {"few", "several", "couple"}
    count = None if few else number_of(words.at(after))
    after += (few or count is not None) + (few and words.at(after + 1) == "of")
    unit = value_of(words.at(after), "unit")
    if unit is None:
        return None if count is not None else _named_relation(words, after, told)
    if count is None and told in {"last", "past"} and _is_stretch(words, at, unit):
        count = 1
    if few or count is not None or words.at(after).endswith("s"):
        return Base(after + 1, span(told, count, unit, words.published))
    return _related_unit(words, after, told, unit)


def _is_stretch(words: Words, at: int, unit: str) -> bool:
    """Whether "over the past year" is the time up to now, and not the calendar year before."""
    before = words.at(at - 2) in {"over", "for", "during", "in", "within", "throughout"}
    return before and words.at(at - 1) == "the" and unit in {"year", "decade", "month", "week"}


def _related_unit(words: Words, at: int, told: str, unit: str) -> Base | None:
    """Read "last year"; "this day" and "the last day" name no day."""
    if unit == "day":
        return None
    if words.published is None:
        return Base(at + 1, unknown("year" if unit == "year" else "range"))
    found = relative(told, unit, words.published)
    return None if found is None else Base(at + 1, found)


def _named_relation(words: Words, at: int, told: str) -> Base | None:
    """Read "last Friday", "next June", "this summer"; the name stands at ``at``."""
    today = words.published
    weekday = value_of(words.at(at), "weekday")
    if weekday is not None:
        return Base(at + 1, nearest_weekday(int(weekday), today, told=told))
    month = _month_named(words, at)
    if month is not None and _year_after(words, at + 1)[0] is None:
        return Base(at + 1, nearest_month(month, today, told=told), month)
    season = value_of(words.at(at), "season")
    if season is None:
        return None
    if today is None:
        return Base(at + 1, unknown("quarter"))
    year = today.year + {"last": -1, "past": -1, "next": 1, "coming": 1}.get(told, 0)
    if told in {"last", "past"} and int(season) + 2 < today.month:
        year = today.year
    return Base(at + 1, season_of(year, int(season), f"{told} {words.at(at)}, northern half"))


def _day_word(words: Words, at: int, _forward: bool, _year: int | None) -> Base | None:
    """Read "today", "yesterday"."""
    shift = value_of(words.at(at), "day")
    if shift is None:
        return None
    if words.published is None:
        return Base(at + 1, unknown("day"))
    when = days_from(words.published, int(shift))
    rule = f"{words.at(at)}, from the day of publication"
    return None if when is None else Base(at + 1, day(when, rule))


def _ordinal(words: Words, at: int, _forward: bool, _year: int | None) -> Base | None:
    """Read "the first quarter of 2023", "the second half of 2022"."""
    number = value_of(words.at(at), "ordinal")
    kind = words.at(at + 1)
    if number is None or kind not in {"quarter", "half"}:
        return None
    return _numbered(words, at + 2, kind, int(number))


def _numbered(words: Words, at: int, kind: str, number: int) -> Base | None:
    year, end = _year_after(words, at, of=True)
    if year is None and words.at(at) == "of":
        inner = base_at(words, at + 1)
        if inner is None or inner.period.precision != "year":
            return None
        if inner.period.start is None:
            return Base(inner.end, unknown("quarter" if kind == "quarter" else "half_year"))
        year, end = inner.period.start.year, inner.end
    if year is None or number > (4 if kind == "quarter" else 2):
        return None
    rule = f"the {kind} of the calendar year as printed"
    make = quarter_of if kind == "quarter" else half_of
    return Base(end, make(year, number, rule))


def _season(words: Words, at: int, _forward: bool, _year: int | None) -> Base | None:
    """Read "spring 2023", "the summer of 2022"."""
    month = value_of(words.at(at), "season")
    year, end = _year_after(words, at + 1, of=True)
    if month is None or year is None:
        return None
    return Base(end, season_of(year, int(month), f"{words.at(at)} {year}, northern half"))


def _ago(words: Words, at: int, _forward: bool, _year: int | None) -> Base | None:
    """Read "three weeks ago"."""
    count = number_of(words.at(at))
    unit = value_of(words.at(at + 1), "unit")
    if count is None or unit is None or words.at(at + 2) not in {"ago", "earlier"}:
        return None
    if words.at(at + 2) == "earlier":
        return None
    return Base(at + 3, ago(count, unit, words.published))


def _fiscal(words: Words, at: int, _forward: bool, _year: int | None) -> Base | None:
    """Read "fiscal year 2023", "FY2023", "FY 23", "Q3 2023"."""
    word = words.at(at)
    quarter = _QUARTER.fullmatch(word)
    if quarter is not None:
        return _numbered(words, at + 1, "quarter", int(quarter.group(1)))
    match = _FISCAL.fullmatch(word)
    if match is not None and words.raw[at].startswith("FY"):
        after, number = at + 1, match.group(1)
    elif word == "fiscal":
        after, number = at + 1 + (words.at(at + 1) == "year"), None
    else:
        return None
    if number is None:
        number, after = words.at(after), after + 1
    if not (number.isascii() and number.isdigit() and len(number) in {2, 4}):
        return None
    year = int(number) + (_CENTURY if len(number) == 2 else 0)  # noqa: PLR2004
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        return None
    rule = "fiscal year, taken as that of the United States, 1 October before to 30 September"
    return Base(after, Period(date(year - 1, 10, 1), date(year, 9, 30), "year", rule))


def is_fiscal(word: str) -> bool:
    """Tell whether a word in lower case is "q3" or "fy2023"."""
    return (_QUARTER.fullmatch(word) or _FISCAL.fullmatch(word)) is not None


_NUMERIC: tuple[_Shape, ...] = (_iso, _slashed, _day_first, _ago, _year_alone)
_OTHER: tuple[_Shape, ...] = (_fiscal,)
_BY_KIND: dict[str, tuple[_Shape, ...]] = {
    "month": (_month_first,),
    "short_month": (_month_first,),
    "weekday": (_weekday,),
    "relation": (_relation,),
    "day": (_day_word,),
    "ordinal": (_ordinal,),
    "season": (_season, _fiscal),
    "number": (_ago,),
}
