"""Was a line of a goods list in force on a day?"""

from __future__ import annotations

import re
from datetime import date

from holdpoint.model import GoodsEntry

_DAY = r"(\d{4}-\d{2}-\d{2})"
# How an entry says on which day its text was read, and when its list began.
_READ = re.compile(rf"(?:\bas of|\bas at|\btext of|\bread on|\bread as of|\bseen on) {_DAY}")
_BEGAN = re.compile(rf"\b(?:created|began|begins|begun)(?: on| in)? {_DAY}")


def in_force(entry: GoodsEntry, as_of: date) -> tuple[bool | None, str]:
    """Whether an entry was in force on a day, and how that is known.

    ``valid_from`` and ``valid_to`` decide where they are given; the last day is inclusive.

    Where the start was not verified (``valid_from`` is ``None``), the entry's ``source`` and
    ``note`` may still say on which day the text was read ("text as of 2026-09-24"). The line stood
    in it on that day, so it counts as in force from then on. Before that day the answer is
    unknown, even after the day on which the *list* began ("list created 2023-02-24"): lists
    grow, and that a list existed does not say that it held this line. It is never "always".

    Returns:
        ``True``, ``False`` or ``None`` (unknown), and one clause for the reader.
    """
    day = as_of.isoformat()
    if entry.valid_to is not None and day > entry.valid_to:
        return False, f"ended on {entry.valid_to}"
    if entry.valid_from is not None:
        if day < entry.valid_from:
            return False, f"begins on {entry.valid_from}"
        return True, f"in force from {entry.valid_from}"
    text = f"{entry.source} {entry.note or ''}"
    read = max(_READ.findall(text), default=None)
    if read is not None and day >= read:
        return True, f"start not verified; the text as of {read} holds it"
    return None, _unknown(text, day, read)


def _unknown(text: str, day: str, read: str | None) -> str:
    began = min(_BEGAN.findall(text), default=None)
    if began is not None and day < began:
        return f"start not verified; the list itself began on {began}"
    since = "" if began is None else f"the list began on {began}, "
    seen = "no dated text of it was read" if read is None else f"the text read is that of {read}"
    return f"start not verified; {since}{seen}"
