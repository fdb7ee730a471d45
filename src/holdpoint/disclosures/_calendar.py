"""Days and the periods that texts name: months, parts of months, quarters, weeks."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from holdpoint.model import Precision

_FIRST_YEAR, _LAST_YEAR = 1, 9998


@dataclass(frozen=True, slots=True)
class Period:
    """First and last day, with the precision and the reading by which they came about."""

    start: date | None
    end: date | None
    precision: Precision
    rule: str

    def ruled(self, rule: str) -> Period:
        """Give the same period under another rule."""
        return replace(self, rule=rule)


def day(when: date, rule: str) -> Period:
    """Give one day."""
    return Period(when, when, "day", rule)


def day_of(year: int, month: int, number: int) -> date | None:
    """Give a day of the calendar, or ``None`` where it has no such day."""
    try:
        return date(year, month, number)
    except ValueError:
        return None


def month_of(year: int, month: int, rule: str) -> Period:
    """Give a month, ``month`` 1 to 12."""
    return Period(
        date(year, month, 1), date(year, month, monthrange(year, month)[1]), "month", rule
    )


def quarter_of(year: int, number: int, rule: str) -> Period:
    """Give a quarter of the calendar year, ``number`` 1 to 4."""
    last = 3 * number
    end = date(year, last, monthrange(year, last)[1])
    return Period(date(year, last - 2, 1), end, "quarter", rule)


def half_of(year: int, number: int, rule: str) -> Period:
    """Give a half of the calendar year, ``number`` 1 or 2."""
    if number == 1:
        return Period(date(year, 1, 1), date(year, 6, 30), "half_year", rule)
    return Period(date(year, 7, 1), date(year, 12, 31), "half_year", rule)


def year_of(year: int, rule: str) -> Period:
    """Give a calendar year."""
    return Period(date(year, 1, 1), date(year, 12, 31), "year", rule)


def season_of(year: int, first_month: int, rule: str) -> Period:
    """Give the three months of a season; a winter ends in the year after."""
    last = first_month + 2
    end_year, end_month = (year + 1, last - 12) if last > 12 else (year, last)  # noqa: PLR2004
    end = date(end_year, end_month, monthrange(end_year, end_month)[1])
    return Period(date(year, first_month, 1), end, "quarter", rule)


def week_of(when: date, rule: str) -> Period:
    """Give the week of a day, Monday to Sunday."""
    monday = when - timedelta(days=when.weekday())
    return Period(monday, monday + timedelta(days=6), "range", rule)


def months_from(when: date, months: int) -> date:
    """Give the same day so many months on (or back), or the last day of a shorter month."""
    count = when.year * 12 + when.month - 1 + months
    year = min(max(count // 12, _FIRST_YEAR), _LAST_YEAR)
    month = count % 12 + 1
    return date(year, month, min(when.day, monthrange(year, month)[1]))


def days_from(when: date, days: int) -> date | None:
    """Give the day so many days on (or back); ``None`` outside of the calendar."""
    try:
        return when + timedelta(days=days)
    except OverflowError:
        return None


def part_of(period: Period, part: str) -> Period:
    """Give the early, middle or late part of a month or a year.

    The conventions are the project's: of a month the days 1-10, 11-20 and 21 to the last; of a
    year January-March, April-September and October-December. Other periods stay whole.
    """
    start = period.start
    if start is None or period.end is None:
        return period
    if period.precision == "month":
        first, last = {"early": (1, 10), "mid": (11, 20), "late": (21, period.end.day)}[part]
        rule = f"{period.rule}; {part} is days {first}-{last}"
        return Period(start.replace(day=first), start.replace(day=last), "part_of_month", rule)
    if period.precision == "year" and (start.month, start.day) == (1, 1):
        if part == "mid":
            middle = Period(date(start.year, 4, 1), date(start.year, 9, 30), "range", "")
            return middle.ruled(f"{period.rule}; middle is April-September")
        quarter, months = (1, "January-March") if part == "early" else (4, "October-December")
        return quarter_of(start.year, quarter, f"{period.rule}; {part} is {months}")
    return period.ruled(f"{period.rule}; no convention for {part}, so the whole")
