"""HS codes and export control numbers in one spelling each, or a reason why not."""

from __future__ import annotations

import re
import unicodedata

from holdpoint.text import hs_dotted, hs_fault

_SEPARATORS = re.compile(r"[.\s]+")
_DECIMALS = re.compile(r"^\d{5,}\.0+$")
_MIN_DIGITS, _MAX_DIGITS = 6, 10
_LAST_CHAPTER, _RESERVED_CHAPTER = 97, 77

_ECCN = re.compile(r"^(\d[A-E]\d{3})([A-Z0-9.]{0,24})$")
_PARAGRAPH = re.compile(r"[A-Z]|\d+")
_EAR99 = re.compile(r"^EAR\s*-?\s*99$")
# Category I to XXI of the US Munitions List, with or without the word and a paragraph.
_USML = re.compile(
    r"^(?:USML|ITAR)\b|^(?:CAT(?:EGORY)?\.?\s*)?[XVI]{1,6}\s*(?:\([A-Z0-9]+\)\s*)+$"
    r"|^(?:CAT(?:EGORY)?\.?\s*)?[XVI]{1,6}$"
)
_MUNITIONS = re.compile(r"^ML\s*\d{1,2}\b")


def normalise_hs(text: str) -> str:
    """An HS code (or CN, TARIC, HTS, Schedule B code) as digits alone.

    Args:
        text: 6 to 10 digits; dots and spaces between them are passed over (``8542.31``). It is
            text: a leading zero counts.

    Returns:
        The digits, ``854231``.

    Raises:
        ValueError: It is no such code; the message says what to do.
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    if _DECIMALS.match(plain):
        raise ValueError(
            "an HS code that was stored as a number with decimals. "
            "Store it as text: 854231, not 854231.0."
        )
    digits = _SEPARATORS.sub("", plain)
    if not digits:
        raise ValueError("an HS code without digits. Give at least the 6 digits of the subheading.")
    if not (digits.isascii() and digits.isdigit()):
        raise ValueError(
            "an HS code holds digits, dots and spaces only. "
            "Give 6 to 10 digits, such as 8542.31; an ECCN belongs into the field eccn."
        )
    if len(digits) < _MIN_DIGITS:
        raise ValueError(_too_short(len(digits)))
    if len(digits) > _MAX_DIGITS:
        raise ValueError(
            f"an HS code of {len(digits)} digits is too long. Give one code of 6 to 10 digits."
        )
    _check_chapter(digits[:2])
    return digits


def existing_hs(text: str) -> str:
    """As :func:`normalise_hs`, and the subheading must exist in the edition of 2022.

    A subheading of the edition of 2017 is refused too, with what replaced it: the goods lists
    follow the edition of 2022, so that comparing it would find nothing and prove nothing.

    Raises:
        ValueError: It is no such code, or no goods have it; the message names the nearest codes.
    """
    digits = normalise_hs(text)
    fault = hs_fault(digits)
    if fault is None:
        return digits
    near = ", ".join(hs_dotted(code) for code in fault.nearest)
    look = f" Nearest: {near}." if near else " Look the code up in the tariff."
    if fault.older:
        look = f" Give the one of 2022 that fits: {near}."
    raise ValueError(f"no goods have the code {hs_dotted(digits)} today: {fault.reason}.{look}")


def _too_short(count: int) -> str:
    if count == _MIN_DIGITS - 1:
        return (
            "an HS code of 5 digits. If a leading zero was lost, put it back (10121 is 010121) and "
            "store the column as text; else give all 6 digits."
        )
    return (
        f"an HS code of {count} digits is too short to compare. "
        "Give at least the 6 digits of the subheading."
    )


def _check_chapter(chapter: str) -> None:
    number = int(chapter)
    if number == _RESERVED_CHAPTER:
        raise ValueError(
            "HS chapter 77 is reserved and holds no goods. Look the code up in the tariff."
        )
    if not 1 <= number <= _LAST_CHAPTER:
        raise ValueError(
            f"HS chapter {chapter} does not exist in the Harmonized System (01 to 97; 98 and 99 "
            "are for national use). Give the code of the goods themselves."
        )


def is_munitions(text: str) -> bool:
    """Whether a text names a category of the US Munitions List (``USML VIII(h)``) or an ML number.

    Such goods fall under other law (22 CFR 120 to 130), and have no ECCN.
    """
    plain = unicodedata.normalize("NFKC", text).strip().upper()
    return bool(_USML.match(plain) or _MUNITIONS.match(plain))


def normalise_eccn(text: str) -> str:
    """An ECCN, or an EU or UK dual-use number, in the spelling ``3A001.a.2``.

    The two systems share their form: category, product group, three digits, then paragraphs.
    ``3a001A2`` and ``3A001.a.2.`` mean the same. ``EAR99`` is kept.

    Raises:
        ValueError: It is no such number; the message says what to do. Munitions list categories are
            refused: other law governs them.
    """
    plain = unicodedata.normalize("NFKC", text).strip().upper()
    if not plain:
        raise ValueError("an empty ECCN. Leave the field out when the number is not known.")
    if _EAR99.match(plain):
        return "EAR99"
    if _USML.match(plain):
        raise ValueError(
            "a category of the US Munitions List, not an ECCN. Such goods fall under the ITAR "
            "(22 CFR 120 to 130), which these lists do not cover: give them to your export office."
        )
    if _MUNITIONS.match(plain):
        raise ValueError(
            "a number of a munitions list (ML), not a dual-use number. "
            "Military goods need their own licence: give them to your export office."
        )
    return _dual_use(plain)


def _dual_use(plain: str) -> str:
    found = _ECCN.match(re.sub(r"\s+", "", plain))
    if found is None or ".." in plain:
        raise ValueError(
            "not an ECCN or dual-use number. Write a digit, a letter A to E, three digits and "
            "paragraphs, such as 3A001.a.2; or EAR99; an HS code belongs into the field hs_code."
        )
    head, rest = found.groups()
    return ".".join([head, *(part.lower() for part in _PARAGRAPH.findall(rest))])
