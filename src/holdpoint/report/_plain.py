"""Reading evidence, which is any JSON, and making text safe to show to a person."""

from __future__ import annotations

import json
import math
import re
import unicodedata
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from holdpoint.files import plain

Row = Mapping[str, Any]

NBSP = "\N{NO-BREAK SPACE}"
"""Keeps a figure and its unit on one line."""

_URL_BAD = re.compile(r"[\s\x00-\x1f\x7f\"'<>\\^`{|}]")
_CAPITALS = frozenset(
    {"bic", "duns", "eccn", "eu", "hs", "icao", "imo", "inn", "kpp", "lei", "mmsi", "ogrn", "okpo"}
    | {"uk", "un", "url", "us", "usci"}
)
_C0_PICTURES = 0x2400
_DELETE = 0x7F
_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
_TURNED = frozenset({"R", "AL", "AN"})
_LEFT_TO_RIGHT_MARK = "\u200e"
_HARMLESS = frozenset("\n\t\u200c\u200d\u00ad")
"""Joiners are part of how Persian and Indic names are spelt; they hide nothing."""


def clean(text: str) -> str:
    """Make every character of a text visible, so that no data can steer a terminal or a page.

    Control characters become their pictures (``␛``), text-direction overrides and other invisible
    format characters become ``[U+202E]``, lone surrogates ``\N{REPLACEMENT CHARACTER}``. Line
    feeds, tabs and the joiners that scripts need are kept.
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(_visible(char) for char in text)


def _visible(char: str) -> str:
    category = unicodedata.category(char)
    if category not in _HIDDEN or char in _HARMLESS:
        return char
    code = ord(char)
    if category == "Cs":
        return "\N{REPLACEMENT CHARACTER}"
    if code < ord(" "):
        return chr(_C0_PICTURES + code)
    return "␡" if code == _DELETE else f"[U+{code:04X}]"


def bounded(text: str) -> str:
    """A text that keeps its place in a row: right-to-left letters do not run on into the next one.

    A terminal that turns such letters would else set two neighbouring texts in each other's place.
    """
    turned = any(unicodedata.bidirectional(char) in _TURNED for char in text)
    return text + _LEFT_TO_RIGHT_MARK if turned else text


def safe_url(value: object) -> str | None:
    """A link that may be followed: absolute, ``http`` or ``https``; anything else is dropped."""
    if not isinstance(value, str) or _URL_BAD.search(value):
        return None
    try:
        parts = urlsplit(value)
        host = parts.hostname
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or not host:
        return None
    try:
        value.encode()
    except UnicodeEncodeError:
        return None
    return value


def scalar(value: object) -> str | None:
    """One JSON value as text; ``None`` where there is nothing to show."""
    if value is None:
        return None
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return figure(value)
    if isinstance(value, Mapping):
        pairs = ((field_words(str(key)), scalar(item)) for key, item in value.items())
        return "; ".join(f"{key}: {item}" for key, item in pairs if item) or None
    if isinstance(value, list | tuple):
        return ", ".join(item for part in value if (item := scalar(part))) or None
    return str(value).strip() or None


def figure(value: float, places: int = 4) -> str:
    """A number for people: no exponent, no trailing zeros (``0.93``, ``60``)."""
    if not math.isfinite(value):
        return "not a number"
    short = f"{value:.{places}f}".rstrip("0").rstrip(".") if places else f"{value:.0f}"
    return "0" if short in {"-0", ""} else short


def score_words(value: float | None) -> str | None:
    """A score or a part of one, always with two decimals, so that columns can be compared."""
    return None if value is None or not math.isfinite(value) else f"{value:.2f}"


def text(row: Row, *names: str) -> str | None:
    """The first of these keys that says something, as text."""
    for name in names:
        if (found := scalar(row.get(name))) is not None:
            return found
    return None


def number(row: Row, key: str) -> float | None:
    """A finite number, or ``None`` (booleans are not numbers)."""
    value = row.get(key)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    try:
        found = float(value)
    except OverflowError:
        return None
    return found if math.isfinite(found) else None


def truth(row: Row, key: str) -> bool | None:
    """``True``, ``False``, or ``None`` for unknown."""
    value = row.get(key)
    return value if isinstance(value, bool) else None


def rows(row: Row, key: str) -> tuple[Row, ...]:
    """The mappings of a list; anything else in it is passed over."""
    value = row.get(key)
    if not isinstance(value, list | tuple):
        return ()
    return tuple(item for item in value if isinstance(item, Mapping))


def texts(row: Row, key: str) -> tuple[str, ...]:
    """A list as texts; a single value counts as a list of one."""
    value = row.get(key)
    parts = value if isinstance(value, list | tuple) else (value,)
    return tuple(found for part in parts if (found := scalar(part)) is not None)


def words(key: str) -> str:
    """A key as words: ``listed_on`` becomes ``Listed on``."""
    spaced = key.replace("_", " ").strip()
    return spaced[:1].upper() + spaced[1:]


def field_words(key: str) -> str:
    """A field as a label, with the abbreviations of the trade in capitals: ``HS code``."""
    parts = words(key).split(" ")
    return " ".join(part.upper() if part.lower() in _CAPITALS else part for part in parts)


def keys(spaced: str) -> frozenset[str]:
    """Keys written with spaces between them."""
    return frozenset(spaced.split())


def fingerprint(value: object) -> str:
    """The same text for the same content; unlike canonical JSON it bears what is not Unicode."""
    return json.dumps(plain(value), sort_keys=True)
