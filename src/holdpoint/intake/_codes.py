"""Codes of the trade: countries, currencies, dates, HS codes, ECCNs, ship and company numbers.

Shapes are checked here. Check digits are not: a wrong one is evidence about the order, and is
laid down as such by the finders.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from holdpoint.intake._scalars import (
    Note,
    Reader,
    Refusal,
    did_you_mean,
    finite,
    text,
)

_HS_DIGITS = (6, 10)
_LONGEST_COUNTRY = 100
_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
_TIME = re.compile(
    r"(\d{4}-\d{2}-\d{2})[T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?", re.ASCII
)
_PARTIAL = re.compile(r"(\d{4})(-(0[1-9]|1[0-2]))?", re.ASCII)
_ECCN = re.compile(r"\d[A-EY]\d{3}[A-Z]?(\.[A-Z0-9]+)*", re.IGNORECASE | re.ASCII)
_CONTROL_CODE = re.compile(r"[A-Z0-9][A-Z0-9.\-/() ]{1,30}", re.ASCII)
_REGIMES = ("US", "EU", "UK", "UN")
_ISO_DAY = "Write the day as YYYY-MM-DD."
_AS_TEXT = "Format the column as text and type the code again, with its zeros."


def country(raw: Any, note: Note) -> str:  # noqa: ANN401 - any JSON value
    """A country as ISO 3166-1 alpha-2; alpha-3 codes and English names are understood, and said."""
    from holdpoint.text import country_code, is_former

    given = text(raw, note)
    code = country_code(given) if len(given) < _LONGEST_COUNTRY else None
    if code is None or is_former(code):
        raise Refusal(
            "is no country that is known today, or could be several.",
            "Write the ISO 3166-1 code of two letters, such as DE; leave it out when unknown.",
        )
    if code != given.upper():
        note(f"was read as the country {code}")
    return code


def currency(raw: Any, note: Note) -> str:  # noqa: ANN401 - any JSON value
    """A currency in the shape of ISO 4217: three letters."""
    given = text(raw, note).upper()
    if not re.fullmatch("[A-Z]{3}", given):
        raise Refusal("is no currency code.", "Write three letters of ISO 4217, such as EUR.")
    return given


def day(raw: Any, note: Note) -> str:  # noqa: ANN401 - any JSON value
    """A whole ISO 8601 date. A time of day that stands behind it is passed over, and said."""
    given = _date_text(raw, note)
    timed = _TIME.fullmatch(given)
    if timed:
        given = timed.group(1)
        note("has a time of day, which was passed over")
    if not _DAY.fullmatch(given):
        raise Refusal("is not an ISO 8601 date.", _ISO_DAY)
    try:
        date.fromisoformat(given)
    except ValueError as error:
        raise Refusal("is a day that no calendar has.", _ISO_DAY) from error
    return given


def partial_day(raw: Any, note: Note) -> str:  # noqa: ANN401 - any JSON value
    """An ISO 8601 date of which the day, or month and day, may be unknown: ``1978-01``."""
    given = _date_text(raw, note)
    if _PARTIAL.fullmatch(given):
        return given
    return day(given, note)


def hs_code(raw: Any, note: Note) -> str:  # noqa: ANN401 - any JSON value
    """6 to 10 HS digits as text, without dots. A number that may lack a zero is refused."""
    is_number = isinstance(raw, int | float | Decimal) and not isinstance(raw, bool)
    given = format(finite(raw), "f") if is_number else text(raw, note)
    digits = re.sub(r"[.\s]", "", given.removesuffix(".0") if is_number else given)
    if not (digits.isascii() and digits.isdigit()):
        raise Refusal("is no HS code.", "Write 6 to 10 digits, dots allowed: 8542.31.")
    if len(digits) == _HS_DIGITS[0] - 1 or (is_number and len(digits) % 2):
        raise Refusal(
            f"has {len(digits)} digits, so a zero was lost at its start or end.", _AS_TEXT
        )
    if not _HS_DIGITS[0] <= len(digits) <= _HS_DIGITS[1]:
        raise Refusal(f"has {len(digits)} digits.", "Write 6 to 10 digits of the HS code, as text.")
    if digits.startswith("00"):
        raise Refusal("begins with 00, and the HS has no such chapter.", "Check the code.")
    return digits


def eccn(raw: Any, note: Note) -> str:  # noqa: ANN401 - any JSON value
    """An ECCN or EU dual-use number (``3A001.a.2``), ``EAR99``, or a national control code."""
    given = text(raw, note)
    if re.fullmatch(r"ear[ -]?99", given, re.IGNORECASE):
        return "EAR99"
    if _ECCN.fullmatch(given):
        head, _, tail = given.partition(".")
        return head.upper() + ("." + tail.lower() if tail else "")
    if _CONTROL_CODE.fullmatch(given.upper()) and any(char.isdigit() for char in given):
        return given.upper()
    raise Refusal(
        "is no control number.", "Write an ECCN such as 3A001.a.2, or EAR99; leave it out if none."
    )


def shaped(pattern: str, what: str, remedy: str) -> Reader:
    """A reader for a number of fixed shape, kept as text as it was given."""
    shape = re.compile(pattern, re.IGNORECASE | re.ASCII)

    def read(raw: Any, note: Note) -> str:  # noqa: ANN401 - any JSON value
        given = text(raw, note)
        if not shape.fullmatch(given):
            raise Refusal(f"does not have the shape of {what}.", remedy)
        return given

    return read


imo = shaped(r"(IMO[ :#-]*)?\d{7}", "an IMO number", "Write its 7 digits, as text.")
mmsi = shaped(r"(MMSI[ :#-]*)?\d{9}", "an MMSI", "Write its 9 digits, as text.")
lei = shaped("[A-Z0-9]{18}[0-9]{2}", "an LEI", "Write its 20 letters and digits.")
bic = shaped("[A-Z0-9]{4}[A-Z]{2}[A-Z0-9]{2}([A-Z0-9]{3})?", "a BIC", "Write its 8 or 11 letters.")


def jurisdiction(raw: Any, note: Note) -> str:  # noqa: ANN401 - any JSON value
    """Whose law binds the exporter: US, EU, UK, UN, or the alpha-2 code of another country."""
    given = text(raw, note).upper()
    if given in _REGIMES:
        return given
    known = re.fullmatch("[A-Z]{2}", given) and country(given, note) == given
    if not known or given == "GB":
        near = "Did you mean 'UK'? " if given == "GB" else did_you_mean(given, _REGIMES)
        raise Refusal(
            "is no jurisdiction that is known.",
            f"{near}Write US, EU, UK, UN, or a country as two letters.",
        )
    return given


def _date_text(raw: Any, note: Note) -> str:  # noqa: ANN401 - any JSON value
    if isinstance(raw, datetime | date):
        return text(raw, note)
    if isinstance(raw, int) and not isinstance(raw, bool) and 1000 <= raw <= 2999:  # noqa: PLR2004 - a year
        return str(raw)
    if not isinstance(raw, str):
        raise Refusal("is not an ISO 8601 date.", _ISO_DAY)
    return text(raw, note)
