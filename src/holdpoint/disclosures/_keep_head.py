"""What stands before the text itself: a header block, a dateline, the day of publication."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from holdpoint.disclosures._tables import table
from holdpoint.text import parse_date

_FIELD = re.compile(r"([A-Za-z][A-Za-z -]{0,30}):[ \t]*(.*)")
_OPENING = frozenset(
    {"title", "issuer", "publisher", "date", "published", "url", "subject", "source"}
)
_MOST_FIELDS = 40
_WEEKDAY = re.compile(
    r"^\s*(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+", re.IGNORECASE
)
_CLOCK = re.compile(r"[,T ]+(?:at )?\d{1,2}:\d{2}.*$")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_URL_DAY = re.compile(r"/((?:19|20)\d\d)/(\d{1,2})/(\d{1,2})(?=/|$)")

# A place in capitals, perhaps the day, perhaps the agency in brackets, a dash:
# ``WASHINGTON (AA) -``; ``ANKARA, June 9 (Reuters) --``; ``GENEVA, 9 June 2023 --``.
_DATELINE = re.compile(
    r"^(?P<place>[A-Z\u00c0-\u00de][A-Z\u00c0-\u00de.'\u2019 -]{2,40}(?:, [A-Z][A-Za-z. ]{1,20})?)"
    r"(?:, (?P<day>[A-Za-z0-9., ]{4,24}?))??"
    r"(?: \((?P<agency>[A-Za-z][A-Za-z .&-]{1,30})\))?"
    r"[ ]?(?:-{1,2}|\u2013|\u2014)[ ]",
    re.MULTILINE,
)
_LINES_LOOKED_AT = 2000
"""Characters of the body in which a dateline stands, if there is one."""


@dataclass(frozen=True, slots=True)
class Dateline:
    """Where and by whom a report was filed: ``WASHINGTON (AA) -``."""

    place: str
    agency: str | None
    day: str | None


def header_block(text: str) -> tuple[dict[str, str], int]:
    """Read a block of ``Name: value`` lines at the top that a blank line ends.

    Returns:
        Names in lower case with their values, and the offset of the body; nothing and 0 where the
        text begins otherwise. A line that begins with a space goes on with the value before.
    """
    found: dict[str, str] = {}
    at, last = 0, ""
    for _ in range(_MOST_FIELDS):
        end = text.find("\n", at)
        line = text[at : end if end >= 0 else len(text)]
        if not line.strip():
            return (found, end + 1) if found and end >= 0 else ({}, 0)
        field = _FIELD.fullmatch(line)
        if last and line[0] in " \t":
            found[last] += " " + line.strip()
        elif field is None or (not found and field[1].lower() not in _OPENING):
            return {}, 0
        else:
            last = field[1].lower()
            found[last] = field[2].strip()
        if end < 0:
            return {}, 0
        at = end + 1
    return {}, 0


def day_of(text: str | None) -> str | None:
    """Give a written day as ISO 8601; ``None`` where it is no whole day."""
    if not text:
        return None
    bare = _CLOCK.sub("", _WEEKDAY.sub("", text.strip()[:80])).strip(" .")
    day = parse_date(bare)
    return day if day is not None and _DAY.fullmatch(day) else None


def dateline(body: str) -> Dateline | None:
    """Find the dateline of a report in the first lines of its body."""
    found = _DATELINE.search(body[:_LINES_LOOKED_AT])
    if found is None or not (found["agency"] or found["day"]):
        return None
    return Dateline(found["place"].strip(), found["agency"], found["day"])


def day_in_address(url: str | None) -> str | None:
    """Give the day that an address names in its path (``/2023/06/09/``)."""
    found = _URL_DAY.search(url or "")
    return day_of("-".join(part.zfill(2) for part in found.groups())) if found else None


def agency_name(short: str) -> str | None:
    """Give the full name of a news agency of which a text gives the credit (``AA``)."""
    return _agencies().get(short.strip().casefold())


@cache
def _agencies() -> Mapping[str, str]:
    names: dict[str, str] = {}
    for row in table("agencies", ("credit", "name")):
        names[row["credit"].casefold()] = row["name"]
        names.setdefault(row["name"].casefold(), row["name"])
    return names
