"""The country that a place reference states, if it states one beyond doubt."""

from __future__ import annotations

import functools
import re
from pathlib import Path
from typing import NamedTuple

from holdpoint.text import country_code

_SEGMENTS = re.compile(r"[,;/|()\[\]]+")
_REGION = re.compile(r"[A-Z]{2}-[A-Z0-9]{1,3}")
_LOCODE = re.compile(r"^([A-Z]{2})[ -]?[A-Z2-9]{3}$")
_TWO_LETTERS = 2
_STATES_FILE = Path(__file__).with_name("data") / "us_states.txt"


@functools.cache
def _states_of_the_us() -> frozenset[str]:
    """Read as states: "Los Angeles, CA" is not in Canada, "Atlanta, Georgia" not in Tbilisi's."""
    return frozenset(_STATES_FILE.read_text(encoding="utf-8").split())


class Stated(NamedTuple):
    """Countries that a text names beside the place.

    Attributes:
        sure: Alpha-2, in the order of the text.
        perhaps: Alpha-2 that may as well be a state of the US.
        words: The words that named them, as written.
    """

    sure: tuple[str, ...]
    perhaps: tuple[str, ...]
    words: tuple[str, ...]

    @property
    def one(self) -> str | None:
        """The country, when exactly one is stated."""
        return self.sure[0] if len(set(self.sure)) == 1 else None

    def without(self, text: str) -> str:
        """The text without the words that named a country at its end."""
        for seen in reversed(self.words):
            head, found, tail = text.rpartition(seen)
            text = f"{head} {tail}" if found else text
        return text


def stated_countries(text: str) -> Stated:
    """Countries named by whole segments of a text (``Amirabad, Iran``), or by its last words.

    The first segment is the place itself and is not read; where the text is one segment, its last
    one to three words are (``Amirabad Iran``).
    """
    segments = [part.strip() for part in _SEGMENTS.split(text) if part.strip()]
    parts = segments[1:] if len(segments) > 1 else _tails(text)
    sure: list[str] = []
    perhaps: list[str] = []
    seen: list[str] = []
    for part in parts:
        code = country_code(part) if _may_name_one(part) else None
        if code is None or (len(part) == _TWO_LETTERS and not part.isupper()):
            continue
        (perhaps if part.upper() in _states_of_the_us() else sure).append(code)
        seen.append(part)
        if len(segments) <= 1:
            break
    return Stated(tuple(sure), tuple(perhaps), tuple(seen))


def _may_name_one(part: str) -> bool:
    """Not a letter alone, and no street or postcode; "UA-43" is a region's code."""
    if len(part) < _TWO_LETTERS:
        return False
    return not any(sign.isdigit() for sign in part) or _REGION.fullmatch(part) is not None


def _tails(text: str) -> list[str]:
    """The last three, two and one words of a text that has more words than these."""
    pieces = text.split()
    return [" ".join(pieces[-size:]) for size in (3, 2, 1) if len(pieces) > size]


def locode_country(text: str) -> str | None:
    """The country of a text that has the form of a UN/LOCODE, known to the gazetteer or not."""
    found = _LOCODE.match(text.strip())
    if found is None:
        return None
    prefix = found.group(1)
    return prefix if country_code(prefix) == prefix else None
