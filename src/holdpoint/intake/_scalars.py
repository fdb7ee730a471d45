"""Single values of an order: text, numbers, yes or no.

Each reader says what is wrong and what to do.

A reader takes the raw value (a JSON value or the cell of a sheet) and a ``Note``, to which it tells
what it understood when that is not what stood there. It returns the value or raises ``Refusal``.
"""

from __future__ import annotations

import difflib
import functools
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from holdpoint.files import MAX_CELL

Note = Callable[[str], None]
Reader = Callable[[Any, Note], Any]

MAX_DIGITS = 15
"""Digits that a spreadsheet and a double keep; longer numbers have lost some on the way."""

_MAX_EXPONENT = 40

# Control characters, lone surrogates and the mark of a lost letter. Tab and line ends may be text.
_BAD_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffd]")
_PLAIN_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)")
_DECIMAL_COMMA = re.compile(r"[+-]?(\d+,\d{1,2}|\d+,\d{4,}|0,\d+|\d{1,3}(\.\d{3})+,\d+)")
_THOUSANDS_COMMA = re.compile(r"[+-]?\d{1,3}((,\d{3})+\.\d+|(,\d{3}){2,})")
_THOUSANDS_DOT = re.compile(r"[+-]?\d{1,3}(\.\d{3}){2,}")
_YES = frozenset({"true", "yes", "y", "1"})
_NO = frozenset({"false", "no", "n", "0"})
_REPLIES = {"yes": True, "true": True, "no": False, "false": False}


class Refusal(Exception):  # noqa: N818 - never leaves this room; it is a verdict, not an error
    """A value that is not taken.

    Args:
        reason: What is wrong, a sentence.
        remedy: What to do, a sentence.
    """

    def __init__(self, reason: str, remedy: str) -> None:
        super().__init__(reason)
        self.reason, self.remedy = reason, remedy


@dataclass(frozen=True, slots=True)
class BadCell:
    """A cell that is refused whatever field it belongs to (a formula, an error value)."""

    address: str
    reason: str
    remedy: str


def text(raw: Any, note: Note) -> str:  # noqa: ANN401, ARG001 - any JSON value; one form for all readers
    """Text without outer spaces. A whole number is taken by its digits (order 10023)."""
    if isinstance(raw, str):
        return _clean(raw)
    if isinstance(raw, bool):
        raise Refusal("is yes or no, not text.", "Put the value in quotes, or format it as text.")
    if isinstance(raw, datetime | date | time):
        return _spelled(raw)
    if isinstance(raw, int | Decimal | float):
        return _digits(raw)
    raise Refusal(f"is {kind_of(raw)}, not text.", "Give one text value.")


MAX_NAME = 1000
"""Longest name that is read; the longest on the official lists of 2026-08 has 627 letters."""


def name(raw: Any, note: Note) -> str:  # noqa: ANN401 - any JSON value
    """Text with at least one letter or digit in it, of a length that can be compared whole."""
    value = text(raw, note)
    if len(value) > MAX_NAME:
        raise Refusal(
            f"has {len(value)} letters, too many for a name.",
            f"Give the name alone, up to {MAX_NAME} letters.",
        )
    if not any(char.isalnum() for char in value):
        raise Refusal("has no letter in it, so it names nobody.", "Give the name.")
    return value


def integer(raw: Any, note: Note) -> int:  # noqa: ANN401 - any JSON value
    """A whole number from 1 up (line numbers)."""
    value = _number(raw, note)
    if value != value.to_integral_value() or value < 1:
        raise Refusal("is not a whole number from 1 up.", "Give 1, 2, 3 …")
    return int(value)


def decimal(raw: Any, note: Note) -> Decimal:  # noqa: ANN401 - any JSON value
    """A quantity or an amount, not negative, at most 15 digits."""
    value = _number(raw, note)
    if value < 0:
        raise Refusal("is negative.", "Give what is shipped as a positive number.")
    if not _kept_by_double(value):
        raise Refusal(
            f"has more than {MAX_DIGITS} digits, which cannot be kept.", "Round the number."
        )
    return Decimal(format(value, "f"))


def percent(raw: Any, note: Note) -> float:  # noqa: ANN401 - any JSON value
    """A share in per cent, 0 to 100. A per-cent sign may follow."""
    if isinstance(raw, str):
        raw = raw.strip().removesuffix("%").rstrip()
    value = _number(raw, note)
    if not 0 <= value <= 100:  # noqa: PLR2004 - per cent
        raise Refusal("is not between 0 and 100.", "Give a share in per cent, such as 60.")
    return float(value)


def boolean(raw: Any, note: Note) -> bool:  # noqa: ANN401, ARG001 - any JSON value
    """Yes or no: ``true``, ``yes``, ``y``, ``1`` and their contraries."""
    if isinstance(raw, bool):
        return raw
    word = str(raw).strip().casefold() if isinstance(raw, str | int) else ""
    if word in _YES or word in _NO:
        return word in _YES
    raise Refusal("is neither yes nor no.", "Write true or false; leave it out when unknown.")


def answer(raw: Any, note: Note) -> bool | str | float:  # noqa: ANN401 - any JSON value
    """The reply to a due-diligence question: yes or no (also as a word), a number, or text."""
    if isinstance(raw, bool):
        return raw
    if isinstance(raw, int | float | Decimal):
        value = float(_number(raw, note))
        if Decimal(repr(value)) != Decimal(str(raw)):
            raise Refusal(f"has more than {MAX_DIGITS} digits, which cannot be kept.", "Round it.")
        return value
    given = text(raw, note)
    return _REPLIES.get(given.casefold(), given)


def choice(*words: str) -> Reader:
    """A reader for one word of a closed list. Case, spaces and hyphens do not matter."""

    def read(raw: Any, note: Note) -> str:  # noqa: ANN401 - any JSON value
        given = text(raw, note)
        word = re.sub(r"[\s\-]+", "_", given.casefold())
        if word in words:
            return word
        raise Refusal(
            "is not one of the words allowed here.",
            f"{did_you_mean(word, words)}Allowed: {', '.join(words)}.",
        )

    return read


@functools.lru_cache(maxsize=4096)
def _closest(word: str, words: tuple[str, ...]) -> str | None:
    found = difflib.get_close_matches(word, words, n=1, cutoff=0.6)
    return found[0] if found else None


def did_you_mean(word: str, words: Iterable[str]) -> str:
    """``Did you mean 'x'? `` with a space behind, or nothing when no word is near."""
    near = _closest(word[:80].casefold(), tuple(words))
    return f"Did you mean '{near}'? " if near else ""


def kind_of(raw: Any) -> str:  # noqa: ANN401 - any JSON value
    """What a JSON value is, in words."""
    if raw is None:
        return "null"
    if isinstance(raw, dict):
        return "an object"
    if isinstance(raw, list | tuple):
        return "a list"
    if isinstance(raw, bool):
        return "true or false"
    return "text" if isinstance(raw, str) else "a number"


def _clean(raw: str) -> str:
    if len(raw) > MAX_CELL:
        raise Refusal(f"has more than {MAX_CELL} characters.", "Shorten it.")
    bad = _BAD_TEXT.search(raw)
    if bad:
        sign = ord(bad.group())
        what = "a lost letter" if bad.group() == "\ufffd" else "a control character"
        raise Refusal(
            f"holds {what} (U+{sign:04X}) at position {bad.start() + 1}.",
            "Type it again, or save the file as UTF-8.",
        )
    value = raw.strip()
    if not value:
        raise Refusal("is empty.", "Give the value, or leave the field out when it is unknown.")
    return value


def _digits(raw: float | Decimal) -> str:
    value = finite(raw)
    lost = isinstance(raw, float) and abs(value) >= 10**MAX_DIGITS
    if value != value.to_integral_value() or lost:
        raise Refusal(
            "is a number where text is needed; digits or zeros may have been lost.",
            "Put it in quotes, or format the column as text and type it again.",
        )
    return str(int(value))


def _spelled(raw: datetime | date | time) -> str:
    if isinstance(raw, datetime) and raw.time() == time():
        raw = raw.date()
    return raw.isoformat()


def finite(raw: float | Decimal) -> Decimal:
    """A JSON number as a decimal.

    Raises:
        Refusal: It is NaN, infinite, or so large that writing it out would take long.
    """
    value = Decimal(repr(raw)) if isinstance(raw, float) else Decimal(raw)
    if not value.is_finite():
        raise Refusal("is not a finite number.", "Give a number, or leave it out when unknown.")
    if value and abs(value.adjusted()) > _MAX_EXPONENT:
        raise Refusal("is larger or smaller than any order.", "Check the number.")
    return value


def _number(raw: Any, note: Note) -> Decimal:  # noqa: ANN401 - any JSON value
    if isinstance(raw, int | float | Decimal) and not isinstance(raw, bool):
        value = finite(raw)
    elif isinstance(raw, str):
        value = _spelled_number(_clean(raw), note)
    else:
        raise Refusal(f"is {kind_of(raw)}, not a number.", "Give one number.")
    if value and not -MAX_DIGITS <= value.adjusted() < MAX_DIGITS:
        raise Refusal("is larger or smaller than any order.", "Check the number.")
    return value


def _spelled_number(given: str, note: Note) -> Decimal:
    if _PLAIN_NUMBER.fullmatch(given) and given.isascii():
        return Decimal(given)
    if not given.isascii():
        plain = None
    elif _DECIMAL_COMMA.fullmatch(given):
        plain = given.replace(".", "").replace(",", ".")
    elif _THOUSANDS_COMMA.fullmatch(given):
        plain = given.replace(",", "")
    elif _THOUSANDS_DOT.fullmatch(given):
        plain = given.replace(".", "")
    else:
        plain = None
    if plain is not None:
        note(f"was read as {plain}")
        return Decimal(plain)
    if re.fullmatch(r"[+-]?\d{1,3},\d{3}", given):
        raise Refusal(
            "may mean thousands or decimals.",
            f"Write {given.replace(',', '')} or {given.replace(',', '.')}.",
        )
    raise Refusal(
        "is not a plain number.", "Write digits with a decimal point, no unit and no spaces: 1234.5"
    )


def _kept_by_double(value: Decimal) -> bool:
    return Decimal(repr(float(value))) == value
