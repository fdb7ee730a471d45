"""Evidence beside a claim: a picture, a paper, a track; what may be said of it."""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

from holdpoint.errors import ClaimsError
from holdpoint.model import Exhibit

_URL = re.compile(r"https?://[^\s\x00-\x1f\x7f\"<>\\]{1,2000}")
_LONGITUDE, _LATITUDE = 180.0, 90.0
_MOST_CORNERS = 1000
_TIME = re.compile(r"(\d{4}-\d{2}-\d{2})(T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?Z)?")
_MARKS = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"),
    (b"%PDF-", "application/pdf"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
)
"""First bytes of a file and what it is; the name of a file proves nothing."""


def identified(exhibit: Exhibit, raw: bytes | None, file: Path | None) -> Exhibit:
    """Evidence with its id and, where there is a file, with what its bytes are.

    Raises:
        ClaimsError: Neither a file nor an address is given, or a day or a footprint is none.
    """
    if raw is not None and file is not None:
        exhibit = replace(
            exhibit,
            sha256=hashlib.sha256(raw).hexdigest(),
            file=file.name,
            size=len(raw),
            media=_media(raw),
        )
    _check(exhibit)
    named = exhibit.sha256 or hashlib.sha256((exhibit.url or "").encode()).hexdigest()
    return replace(exhibit, id=f"exhibit-{named[:16]}")


def _media(raw: bytes) -> str:
    if raw[:4] == b"RIFF" and raw[8:12] == b"WEBP":
        return "image/webp"
    found = (media for mark, media in _MARKS if raw.startswith(mark))
    return next(found, "application/octet-stream")


def _check(exhibit: Exhibit) -> None:
    if not exhibit.title.strip():
        raise ClaimsError("Say what the evidence is (--title).")
    if exhibit.sha256 is None and exhibit.url is None:
        raise ClaimsError("Give the evidence: a file (--file) or its address (--url).")
    if exhibit.url is not None and not _URL.fullmatch(exhibit.url):
        raise ClaimsError("--url: give a whole address that begins with https:// or http://.")
    for option, value in (("captured", exhibit.captured), ("released", exhibit.released)):
        if value is not None and not _is_time(value):
            raise ClaimsError(
                f"--{option} {value[:20]!r}: write a day as 2023-04-06, or a time in UTC."
            )
    if not _is_footprint(exhibit.footprint):
        raise ClaimsError(
            "--footprint: give west,south,east,north in degrees, such as 51.9,55.7,52.1,55.9."
        )


def _is_footprint(ring: tuple[tuple[float, ...], ...]) -> bool:
    """Whether it is a ring of corners (longitude, latitude), or empty."""
    return len(ring) <= _MOST_CORNERS and all(
        len(corner) == 2  # noqa: PLR2004 - longitude and latitude
        and -_LONGITUDE <= corner[0] <= _LONGITUDE
        and -_LATITUDE <= corner[1] <= _LATITUDE
        for corner in ring
    )


def _is_time(text: str) -> bool:
    found = _TIME.fullmatch(text)
    try:
        date.fromisoformat(found[1] if found else "")
    except ValueError:
        return False
    return True
