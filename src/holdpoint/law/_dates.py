"""Dates as the law needs them: partial ones are intervals, last days are inclusive."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

_PARTIAL = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


def bounds(text: str) -> tuple[str, str] | None:
    """First and last day that a partial ISO date can mean.

    Args:
        text: ``1978``, ``1978-01``, ``1978-01-28`` or a range ``1970/1975-06``.

    Returns:
        Two ISO dates, or ``None`` where it is no such date or says "circa" (``1978~``).
    """
    first, slash, second = text.partition("/")
    low = _interval(first)
    high = _interval(second) if slash else low
    if low is None or high is None or low[0] > high[1]:
        return None
    return low[0], high[1]


def _interval(text: str) -> tuple[str, str] | None:
    found = _PARTIAL.fullmatch(text)
    if found is None:
        return None
    year, month, day = found.groups()
    try:
        if day:
            date.fromisoformat(text)
            return text, text
        if month:
            return f"{year}-{month}-01", f"{year}-{month}-{monthrange(int(year), int(month))[1]:02}"
    except ValueError:
        return None
    return f"{year}-01-01", f"{year}-12-31"


def is_day(text: str) -> bool:
    """Whether a text is one whole ISO date."""
    found = bounds(text)
    return found is not None and found == (text, text)


def day_before(text: str) -> str:
    """The ISO date one day earlier."""
    return (date.fromisoformat(text) - timedelta(days=1)).isoformat()


def day_after(text: str) -> str:
    """The ISO date one day later; the last one there is stays."""
    day = date.fromisoformat(text)
    return text if day == date.max else (day + timedelta(days=1)).isoformat()
