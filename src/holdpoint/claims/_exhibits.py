"""Evidence beside a claim: a picture, a paper, a track; which it is, and whether it can be one."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

from holdpoint.errors import ClaimsError, UnreadableInputError
from holdpoint.model import Exhibit


def identified(exhibit: Exhibit, raw: bytes | None, file: Path | None) -> Exhibit:
    """Evidence with its id and, where there is a file, with what its bytes are.

    Raises:
        ClaimsError: Neither a file nor an address is given, or a day or a footprint is none.
    """
    # The room of views draws pictures and maps: it is had only where evidence is.
    from holdpoint.report import check_exhibit, exhibit_media

    if raw is not None and file is not None:
        exhibit = replace(
            exhibit,
            sha256=hashlib.sha256(raw).hexdigest(),
            file=file.name,
            size=len(raw),
            media=exhibit_media(raw),
        )
    if not exhibit.title.strip():
        raise ClaimsError("Say what the evidence is (--title).")
    if exhibit.sha256 is None and exhibit.url is None:
        raise ClaimsError("Give the evidence: a file (--file) or its address (--url).")
    try:
        check_exhibit(exhibit)
    except UnreadableInputError as error:
        raise ClaimsError(str(error)) from error
    named = exhibit.sha256 or hashlib.sha256((exhibit.url or "").encode()).hexdigest()
    return replace(exhibit, id=f"exhibit-{named[:16]}")
