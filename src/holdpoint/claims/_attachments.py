"""Evidence beside a claim: what may be said of it."""

from __future__ import annotations

import re
from datetime import date

from holdpoint.claims._events import HASH, Attachment
from holdpoint.errors import ClaimsError

_URL = re.compile(r"https?://[^\s\x00-\x1f\x7f\"<>\\]{1,2000}")
_CORNERS = 4
_LONGITUDE, _LATITUDE = 180.0, 90.0


def check_attachment(evidence: Attachment) -> None:
    """See that evidence can be found and placed.

    Raises:
        ClaimsError: Neither a file nor an address is given, or a day or a footprint is none.
    """
    if not evidence.title.strip():
        raise ClaimsError("Say what the evidence is (--title).")
    if evidence.sha256 is None and evidence.url is None:
        raise ClaimsError("Give the evidence: a file (--file) or its address (--url).")
    if evidence.sha256 is not None and not HASH.fullmatch(evidence.sha256):
        raise ClaimsError("The hash of the evidence is no sha256 in hex digits.")
    if evidence.url is not None and not _URL.fullmatch(evidence.url):
        raise ClaimsError("--url: give a whole address that begins with https:// or http://.")
    if evidence.captured is not None and not _is_day(evidence.captured):
        raise ClaimsError(f"--captured {evidence.captured[:20]!r}: write a day as 2023-04-06.")
    if evidence.footprint and not _is_footprint(evidence.footprint):
        raise ClaimsError(
            "--footprint: give west,south,east,north in degrees, such as 51.9,55.7,52.1,55.9."
        )


def _is_footprint(corners: tuple[float, ...]) -> bool:
    """Whether it is a box; it may cross the 180th meridian, then west is greater than east."""
    if len(corners) != _CORNERS:
        return False
    west, south, east, north = corners
    longitudes = all(-_LONGITUDE <= one <= _LONGITUDE for one in (west, east))
    return longitudes and -_LATITUDE <= south <= north <= _LATITUDE


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
