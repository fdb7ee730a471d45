"""The keys by which a place's name is found: whole, without "port", and by its consonants."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

from holdpoint.places._words import read

SHORTEST_SOUND = 3
"""Consonants; fewer are shared by too many names to say anything."""

_SPELT = re.compile("shch|tsch|sch|sh|ch|kh|zh|ts|tz|dzh|dj|gh|ph|th|ck|qu|x")
_SOUNDS = {
    **dict.fromkeys(("shch", "tsch", "sch", "sh", "ch", "zh", "ts", "tz", "dzh", "dj"), "s"),
    "kh": "",
    "gh": "k",
    "ph": "v",
    "th": "t",
    "ck": "k",
    "qu": "k",
    "x": "ks",
}
_LETTERS = str.maketrans(
    {
        **dict.fromkeys("aeiouyh", ""),
        **dict.fromkeys("cqg", "k"),
        **dict.fromkeys("zj", "s"),
        **dict.fromkeys("wf", "v"),
        "d": "t",
        "p": "b",
    }
)
_TWICE = re.compile(r"(.)\1+")


def keys_of(text: str) -> Iterator[str]:
    """The spellings under which a name is filed: as it stands, and without words like "port"."""
    reading = read(text)
    if reading.whole:
        yield reading.whole
    if reading.core and reading.core != reading.whole:
        yield reading.core


def sound(core: str) -> str:
    """The consonants of a name in classes, so that ``Sescha`` and ``Seshcha`` are alike.

    Vowels and h fall out: scripts that write no vowels and different romanisations meet here.

    Args:
        core: Plain Latin letters and digits, as :func:`holdpoint.places._words.read` gives them.
    """
    plain = _SPELT.sub(lambda found: _SOUNDS[found.group()], core).translate(_LETTERS)
    return _TWICE.sub(r"\1", plain)


def slot(key: str) -> int:
    """A key as the 32-bit number under which it is filed; what is found there is compared again."""
    return zlib.crc32(key.encode())


def code_slot(code: str) -> int:
    """A code (``RUMCX``, ``MCX``, ``URML``) as the number under which it is filed."""
    return zlib.crc32(f"#{code}".encode())
