"""Numbers of transport: air waybills, containers, ships. What they are, and whether they can be."""

from __future__ import annotations

import csv
import functools
import re
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from holdpoint.errors import KnowledgeError
from holdpoint.text import identifier_check

_DATA = Path(__file__).with_name("data")
_AWB = re.compile(r"(\d{3})[ -]?(\d{7})(\d)")
_CONTAINER = re.compile(r"([A-Z]{3}[UJZ])[ -]?(\d{6})[ -]?(\d)")
_IMO = re.compile(r"IMO[ :]*(\d{7})", re.IGNORECASE)
_MMSI = re.compile(r"(?:MMSI[ :]*)?(\d{9})", re.IGNORECASE)
_SHIP = re.compile(r"[2-7]")
_SEVEN, _ELEVEN, _TEN = 7, 11, 10


class Number(NamedTuple):
    """A number of transport.

    Attributes:
        kind: ``awb``, ``container``, ``imo`` or ``mmsi``.
        valid: Whether it can be one; ``None`` where it has no check digit that could tell.
        note: What it says.
        country: ISO 3166-1 alpha-2 of the airline or of the flag, where known.
    """

    kind: str
    value: str
    valid: bool | None
    note: str
    country: str | None = None


def read_number(text: str) -> Number | None:
    """The number that a text is; ``None`` where it is none.

    Air waybills: three digits of the airline, seven, and their remainder by 7. Containers: ISO
    6346, four letters, six digits and a check digit. Ships: ``IMO`` and seven digits, the last one
    a check digit; an MMSI of nine digits, of which the first three name the country.
    """
    bare = text.strip()
    if found := _IMO.fullmatch(bare):
        valid = identifier_check("imo", found.group(1)) is True
        note = "the check digit fits" if valid else "the check digit does not fit: no ship has it"
        return Number("imo", found.group(1), valid, note)
    if found := _CONTAINER.fullmatch(bare.upper()):
        owner, serial, digit = found.groups()
        valid = container_digit(owner + serial) == int(digit)
        note = (
            f"container of the owner {owner}; the check digit {'fits' if valid else 'does not fit'}"
        )
        return Number("container", owner + serial + digit, valid, note)
    if found := _AWB.fullmatch(bare):
        return _waybill(*found.groups())
    if found := _MMSI.fullmatch(bare):
        return _mmsi(found.group(1))
    return None


def container_digit(code: str) -> int:
    """The check digit of ISO 6346 for four letters and six digits.

    Letters count from 10, leaving out the multiples of 11; each sign counts 2 to its place.
    """
    values: dict[str, int] = {}
    number = _TEN
    for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ":
        number += number % _ELEVEN == 0
        values[letter] = number
        number += 1
    total = sum(
        (int(sign) if sign.isdigit() else values[sign]) << place for place, sign in enumerate(code)
    )
    return total % _ELEVEN % _TEN


def _waybill(prefix: str, serial: str, digit: str) -> Number:
    valid = int(serial) % _SEVEN == int(digit)
    airline, country = airlines().get(prefix, ("an airline that is not known here", None))
    fits = "fits" if valid else "does not fit"
    note = f"air waybill of {airline} (prefix {prefix}); the check digit {fits}"
    return Number("awb", f"{prefix}-{serial}{digit}", valid, note, country)


def _mmsi(number: str) -> Number:
    country = flag_of_mmsi(number)
    if _SHIP.match(number) is None:
        return Number("mmsi", number, None, "no ship's number: coast stations, aids, aircraft")
    if country is None:
        note = f"no country has the digits {number[:3]}"
        return Number(kind="mmsi", value=number, valid=False, note=note)
    return Number("mmsi", number, None, f"given out by {country}; it has no check digit", country)


def flag_of_mmsi(mmsi: str) -> str | None:
    """The country whose digits an MMSI begins with; ``None`` where none is known."""
    return _digits().get(mmsi[:3])


@functools.cache
def _digits() -> Mapping[str, str]:
    return {
        digits: row["country"]
        for row in _rows("mmsi_countries.csv", ("country", "digits"))
        for digits in row["digits"].split()
    }


@functools.cache
def airlines() -> Mapping[str, tuple[str, str | None]]:
    """Airlines and their countries by the prefix of their waybills."""
    rows = _rows("airlines.csv", ("prefix", "airline", "country"))
    return {row["prefix"]: (row["airline"], row["country"]) for row in rows}


def _rows(name: str, columns: tuple[str, ...]) -> list[dict[str, str]]:
    """The rows of a data file; each must have every column.

    Raises:
        KnowledgeError: A row lacks one.
    """
    with (_DATA / name).open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(line for line in handle if not line.startswith("#")))
    for number, row in enumerate(rows, start=1):
        if tuple(row) != columns or not all(row.values()):
            raise KnowledgeError(f"{name}: row {number} needs {', '.join(columns)}.")
    return rows
