"""Times told by their distance from the day of publication."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from holdpoint.disclosures._calendar import (
    Period,
    day,
    day_of,
    days_from,
    month_of,
    months_from,
    quarter_of,
    week_of,
    year_of,
)

if TYPE_CHECKING:
    from holdpoint.model import Precision

NO_DAY = "no day of publication"
_STEP = {"last": -1, "previous": -1, "past": -1, "next": 1, "coming": 1, "this": 0}
_MONTHS = {"month": 1, "quarter": 3, "year": 12, "decade": 120}


def unknown(precision: Precision) -> Period:
    """Give a time that stays open because nobody told the day of publication."""
    return Period(None, None, precision, NO_DAY)


def relative(told: str, unit: str, today: date) -> Period | None:
    """Give the calendar unit before, after or around a day: "last year", "this month"."""
    step = _STEP.get(told)
    if step is None:
        return None
    rule = f"{told} {unit}, from the day of publication"
    unit = unit.removesuffix("s")
    if unit == "week":
        shifted = days_from(today, 7 * step)
        return None if shifted is None else week_of(shifted, rule)
    shifted = months_from(today, _MONTHS.get(unit, 0) * step)
    first = max(shifted.year - shifted.year % 10, 1)
    made = {
        "month": month_of(shifted.year, shifted.month, rule),
        "quarter": quarter_of(shifted.year, (shifted.month + 2) // 3, rule),
        "year": year_of(shifted.year, rule),
        "decade": Period(date(first, 1, 1), date(first + 9, 12, 31), "range", rule),
    }
    return made.get(unit)


def span(told: str, count: int | None, unit: str, today: date | None) -> Period:
    """Give "the past six months", "the next two weeks"; open where the count is not told."""
    if today is None:
        return unknown("range" if count is not None else "open")
    ahead = told in {"next", "coming"}
    if count is None:
        rule = f"{told} {unit}s: from the day of publication, how many is not told"
        return Period(today, None, "open", rule) if ahead else Period(None, today, "open", rule)
    far = _shifted(today, count if ahead else -count, unit) or today
    many = unit if count == 1 else f"{count} {unit}s"
    rule = f"{told} {many}, {'from' if ahead else 'up to'} the day of publication"
    return Period(*((today, far) if ahead else (far, today)), "range", rule)


def ago(count: int, unit: str, today: date | None) -> Period:
    """Give "three weeks ago", in the unit in which it is told."""
    if today is None:
        return unknown("day" if unit == "day" else "range")
    when = _shifted(today, -count, unit)
    rule = f"{count} {unit}s before the day of publication"
    if when is None:
        return Period(None, None, "range", f"{rule}; outside of the calendar")
    if unit == "day":
        return day(when, rule)
    if unit == "week":
        return week_of(when, rule)
    if unit in {"month", "quarter"}:
        return month_of(when.year, when.month, rule)
    return year_of(when.year, rule)


def _shifted(today: date, count: int, unit: str) -> date | None:
    if unit in {"day", "week"}:
        return days_from(today, count * (7 if unit == "week" else 1))
    months = count * _MONTHS[unit]
    return months_from(today, months) if abs(months) < 12 * (today.year - 1) else None


def nearest_weekday(
    number: int, today: date | None, *, forward: bool = False, told: str | None = None
) -> Period:
    """Give the day that a weekday names: the last one up to the day of publication.

    Before a word of the future it is the first one from that day on; "next" and "last" exclude the
    day of publication itself.
    """
    if today is None:
        return unknown("day")
    back = (today.weekday() - number) % 7
    if told in {"next", "coming"} or (forward and told is None):
        ahead = (number - today.weekday()) % 7
        if told is not None:
            ahead = ahead or 7
        when = days_from(today, ahead)
        rule = "the first such weekday after the day of publication"
    elif told == "this":
        when = days_from(today, number - today.weekday())
        rule = "the weekday in the week of publication"
    else:
        when = days_from(today, -(back or 7) if told is not None else -back)
        rule = "the last such weekday up to the day of publication"
    return Period(None, None, "day", "outside of the calendar") if when is None else day(when, rule)


def nearest_month(
    number: int, today: date | None, *, forward: bool = False, told: str | None = None
) -> Period:
    """Give the month that a bare name means: the latest that had begun at publication.

    Before a word of the future ("slated for July") it is the first that had not ended before the
    month of publication.
    """
    if today is None:
        return unknown("month")
    year = today.year
    if told == "this":
        return month_of(year, number, "in the year of publication")
    if forward or told in {"next", "coming"}:
        past = number < today.month or (told is not None and number == today.month)
        return month_of(year + past, number, "the first such month from that of publication")
    ahead = number > today.month or (told is not None and number == today.month)
    return month_of(year - ahead, number, "the latest such month before publication")


def nearest_year_of_day(
    month: int, number: int, today: date | None, *, forward: bool = False
) -> Period:
    """Give the day that "June 9" means without a year: the latest up to publication."""
    if today is None:
        return unknown("day")
    # A leap day may be eight years away.
    for step in range(9):
        when = day_of(today.year + (step if forward else -step), month, number)
        if when is not None and (when >= today if forward else when <= today):
            side = "from" if forward else "up to"
            return day(when, f"the nearest such day {side} the day of publication")
    return Period(None, None, "day", "no such day")
