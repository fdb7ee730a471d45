"""Check digits that python-stdnum does not have, or has only with tables of places."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

_ELEVEN = 11
_TEN = 10
_CHINA_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHINA_MARKS = "10X98765432"
_IRAN_WEIGHTS = (29, 27, 23, 19, 17, 29, 27, 23, 19, 17)


def _iran_person(number: str) -> bool:
    """National number of a person, ten digits: weights 10 to 2, modulo 11."""
    left = sum(int(digit) * (10 - at) for at, digit in enumerate(number[:9])) % _ELEVEN
    return int(number[9]) == (left if left < 2 else _ELEVEN - left)  # noqa: PLR2004 - 0 and 1 stay


def _iran_company(number: str) -> bool:
    """National number of a legal person, eleven digits; the tenth is added to each."""
    more = int(number[9]) + 2
    total = sum(
        (int(digit) + more) * weight
        for digit, weight in zip(number[:10], _IRAN_WEIGHTS, strict=True)
    )
    return int(number[10]) == total % _ELEVEN % _TEN


def _kazakh(number: str) -> bool:
    """BIN and IIN, twelve digits: weights 1 to 11, or 3 to 11, 1, 2 where that gives ten."""
    for shift in (0, 2):
        weights = [(at + shift) % _ELEVEN + 1 for at in range(_ELEVEN)]
        left = sum(int(d) * w for d, w in zip(number[:11], weights, strict=True)) % _ELEVEN
        if left < _TEN:
            return int(number[11]) == left
    return False


def _okpo(number: str) -> bool:
    """OKPO, eight or ten digits: weights 1, 2, 3 …, or 3, 4, 5 … where that gives ten."""
    body = [int(digit) for digit in number[:-1]]
    for first in (1, 3):
        weights = [(at + first - 1) % _TEN + 1 for at in range(len(body))]
        left = sum(d * w for d, w in zip(body, weights, strict=True)) % _ELEVEN
        if left < _TEN:
            return int(number[-1]) == left
    return int(number[-1]) == 0


def _china_person(number: str) -> bool:
    """Identity number, eighteen marks (ISO 7064 MOD 11-2)."""
    total = sum(int(d) * w for d, w in zip(number[:17], _CHINA_WEIGHTS, strict=True))
    return number[17] == _CHINA_MARKS[total % _ELEVEN]


def _npi(number: str) -> bool:
    """US health care providers: Luhn over 80840 and ten digits."""
    whole = number if len(number) > _TEN else f"80840{number}"
    doubled = [int(digit) * (2 if at % 2 else 1) for at, digit in enumerate(reversed(whole))]
    return sum(value // 10 + value % 10 for value in doubled) % 10 == 0


def _imo_company(number: str) -> bool:
    """IMO number of a company or registered owner: weights 8, 6, 4, 2, 9, 7."""
    total = sum(int(d) * w for d, w in zip(number[:6], (8, 6, 4, 2, 9, 7), strict=True))
    return int(number[6]) == (_ELEVEN - total % _ELEVEN) % _TEN


OWN_CHECKS: Final[Mapping[str, Callable[[str], bool]]] = MappingProxyType(
    {
        "iran_person": _iran_person,
        "iran_company": _iran_company,
        "kazakh": _kazakh,
        "okpo": _okpo,
        "china_person": _china_person,
        "npi": _npi,
        "imo_company": _imo_company,
    }
)
"""Name in ``identifier_checks.csv`` to the check of a number whose form fits."""
