"""Dates as lists and people write them, exact or not."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta
from typing import Literal

Order = Literal["dmy", "mdy"]

CIRCA_DAYS = 731
"""How far "circa" reaches on either side of what was written: two years, in days."""

# Years before it in a list are of another calendar (Hijri 1343), or slips.
_FIRST_YEAR = 1700

# No date is longer, and text that goes on is not read for one.
_LONGEST = 400

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january janvier januar enero",
            "feb february février fevrier februar febrero",
            "mar march mars märz marz marzo",
            "apr april avril abril",
            "may mai mayo",
            "jun june juin juni junio",
            "jul july juillet juli julio",
            "aug august août aout agosto",
            "sep sept september septembre septiembre",
            "oct october octobre oktober octubre",
            "nov november novembre noviembre",
            "dec december décembre decembre dezember diciembre",
        ),
        start=1,
    )
    for name in names.split()
}
_CIRCA = re.compile(
    r"^\(?(?:circa|ca?\.?|approximately|approx\.?|about|(?:on or )?around|possibly:?|probably)\)?"
    r"\s*(?=\d|[a-z])",
    re.IGNORECASE,
)
_ENUMERATION = re.compile(
    r"\"?\(?\b(?:[a-h]|i{1,3}|iv)\)|\(\d\)|\(?\bor\b|;|,\s*(?=\d{1,2}[./]|\d{4}\b)"
)
_PRESUMED = re.compile(r"\s*\(?\b(?:approx\w*|circa|presumed|estimated)\.?\)?\s*$", re.IGNORECASE)
_REMARK = re.compile(r"\s*\([^()]*\)?\s*$|\)\s*$")
_GAP = re.compile(r"(?<=\d\.) (?=\d)")
_RANGE = re.compile(
    r"^(?:between|from)\s+(.+?)\s+(?:and|to|-)\s+(.+)$|^(.+?)\s+(?:to|-)\s+(.+)$", re.IGNORECASE
)
_YEARS = re.compile(r"^(\d{4})\s*[-/]\s*(\d{4})$")
_DECADE = re.compile(r"^(early |mid-?\s?|late )?(\d{3}0)'?s$", re.IGNORECASE)
_ISO = re.compile(
    r"^(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?(?:[T ]\d\d:.*|Z|[+-]\d\d:\d\d)?$"
)
_COMPACT = re.compile(r"^((?:18|19|20)\d\d)(\d\d)(\d\d)$")
_NUMERIC = re.compile(r"^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})$")
_MONTH_YEAR = re.compile(r"^(\d{1,2})[-/.](\d{4})$")
_DAY_NAMED = re.compile(r"^(\d{1,2})(?:st|nd|rd|th)?[ \-/.]+([^\W\d]+)\.?[ \-/.,]+(\d{4})$")
_NAMED_DAY = re.compile(r"^([^\W\d]+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})$")
_NAMED = re.compile(r"^([^\W\d]+)\.?[ \-/,]+(\d{4})$")
_PARTIAL = re.compile(r"^\d{4}(?:-\d{2}(?:-\d{2})?)?$")


def parse_date(text: str | None, *, order: Order = "dmy") -> str | None:
    """A written date as ISO 8601, as exact as it was written and no more.

    Args:
        text: ``28 Jan 1978``, ``circa 1960``, ``01/02/1978``, ``00/00/1967`` (year only),
            ``1955 to 1958``, ``26.11.1972``, ``Oct 1971``, ``late 1970s``, ``1969-7-16``,
            ``2012-12-31T00:00:00`` …
        order: Which of two numbers comes first in ``01/02/1978``; where only one order gives a
            date, that one is taken.

    Returns:
        ``1978``, ``1978-01``, ``1978-01-28``, a range ``1955/1958``, each with ``~`` at the end
        where the text says "circa"; ``None`` when it is no date.
    """
    if not text or len(text) > _LONGEST:
        return None
    bare = _GAP.sub("", " ".join(text.split())).strip(" .;,")
    if bare.endswith("~"):
        bare = f"circa {bare[:-1]}"
    shorn = _PRESUMED.sub("", bare)
    circa = _CIRCA.sub("", shorn)
    mark = "~" if circa != bare else ""
    found = _range(circa, order) or _single(circa, order)
    if found is None:
        return None
    return found.rstrip("~") + ("~" if mark or found.endswith("~") else "")


def parse_dates(text: str | None, *, order: Order = "dmy") -> tuple[str, ...]:
    """Every date of a field that holds several: ``(a) 1.1.1958, (b) 1959`` or ``1964 or 1967``.

    Args:
        text: As printed. Remarks in brackets are passed over.
        order: As for :func:`parse_date`.

    Returns:
        What :func:`parse_date` gives for each, in the order of the text, each once. A part that
        is no date is passed over: a caller that must lose nothing keeps the text as well.
    """
    if not text or len(text) > _LONGEST:
        return ()
    whole = parse_date(text, order=order)
    if whole is not None:
        return (whole,)
    parts = (part.strip(" \"'(") for part in _ENUMERATION.split(text))
    found = (_with_remark(part, order) for part in parts)
    return tuple(dict.fromkeys(one for one in found if one is not None))


def _with_remark(part: str, order: Order) -> str | None:
    return parse_date(part, order=order) or parse_date(_REMARK.sub("", part), order=order)


def date_interval(text: str) -> tuple[date, date]:
    """The first and the last day that a partial date can mean.

    Args:
        text: What :func:`parse_date` returns: ``1978-01``, ``1970/1975``, ``1978~``. "Circa"
            reaches :data:`CIRCA_DAYS` further on both sides.

    Raises:
        ValueError: It is no such date.
    """
    bare, circa = (text[:-1], True) if text.endswith("~") else (text, False)
    first, _, last = bare.partition("/")
    begin, end = _bounds(first)[0], _bounds(last or first)[1]
    if end < begin:
        raise ValueError("a range of dates ends before it begins; write the earlier date first")
    if circa:
        reach = timedelta(days=CIRCA_DAYS)
        begin = max(begin, date.min + reach) - reach
        end = min(end, date.max - reach) + reach
    return begin, end


def _bounds(text: str) -> tuple[date, date]:
    if not _PARTIAL.match(text):
        raise ValueError("not a date of the form 1978, 1978-01 or 1978-01-28")
    year, month, day = ([int(part) for part in text.split("-")] + [0, 0])[:3]
    try:
        if day:
            exact = date(year, month, day)
            return exact, exact
        if month:
            return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
        return date(year, 1, 1), date(year, 12, 31)
    except ValueError as error:
        raise ValueError("no such date in the calendar") from error


def _range(text: str, order: Order) -> str | None:
    decade = _DECADE.match(text)
    if decade:
        first = int(decade[2])
        part = (decade[1] or "").strip().lower()[:3]
        low, high = {"ear": (0, 3), "mid": (4, 6), "lat": (7, 9)}.get(part, (0, 9))
        return f"{first + low}/{first + high}"
    years = _YEARS.match(text)
    if years:
        return _joined(years[1], years[2])
    first_text, slash, last_text = text.partition("/")
    if slash and _PARTIAL.match(first_text) and _PARTIAL.match(last_text):
        return _joined(first_text, last_text)
    return _worded_range(text, order)


def _worded_range(text: str, order: Order) -> str | None:
    ends = _RANGE.match(text)
    if not ends:
        return None
    left, right = (part for part in ends.groups() if part is not None)
    last = parse_date(right, order=order)
    first_text = parse_date(left, order=order)
    if first_text is None and last is not None and (month := _MONTHS.get(left.lower())):
        first_text = f"{last[:4]}-{month:02d}"
    return None if first_text is None or last is None else _joined(first_text, last)


def _joined(first: str, last: str) -> str | None:
    circa = "~" if "~" in first + last else ""
    joined = f"{first.rstrip('~').split('/')[0]}/{last.rstrip('~').split('/')[-1]}{circa}"
    try:
        date_interval(joined)
    except ValueError:
        return None
    return joined


def _single(text: str, order: Order) -> str | None:
    if match := (_ISO.match(text) or _COMPACT.match(text)):
        return _partial(match[1], match[2], match[3])
    if match := _NUMERIC.match(text):
        day, month = (match[1], match[2]) if order == "dmy" else (match[2], match[1])
        return _partial(match[3], month, day) or _partial(match[3], day, month)
    if match := _MONTH_YEAR.match(text):
        return _partial(match[2], match[1], None)
    if match := _DAY_NAMED.match(text):
        return _named(match[3], match[2], match[1])
    if match := _NAMED_DAY.match(text):
        return _named(match[3], match[1], match[2])
    match = _NAMED.match(text)
    return _named(match[2], match[1], None) if match else None


def _named(year: str, month: str, day: str | None) -> str | None:
    number = _MONTHS.get(month.lower())
    return None if number is None else _partial(year, str(number), day)


def _partial(year: str, month: str | None, day: str | None) -> str | None:
    """The date with what is known; a month or day of 00 is not known."""
    if int(year) < _FIRST_YEAR:
        return None
    m, d = int(month or 0), int(day or 0)
    text = f"{year}-{m:02d}-{d:02d}" if m and d else f"{year}-{m:02d}" if m else year
    if d and not m:
        return None
    try:
        _bounds(text)
    except ValueError:
        return None
    return text
