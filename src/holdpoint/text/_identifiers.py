"""Numbers that registers give out: one spelling each, and their check digits."""

from __future__ import annotations

import functools
import importlib
import re

from holdpoint.text._check_digits import OWN_CHECKS
from holdpoint.text._data import rows

_LONGEST = 200  # no register gives out longer numbers
_NOT_WORD = re.compile(r"[^0-9A-Z]+")
_INN_KPP = re.compile(r"\D*(\d{10})\s*/\s*\d{9}$")  # a tax number and the tax office's code
_LINK = re.compile(r"^(?:https?://)?(?:www\.)?", re.IGNORECASE)
# Words that lists print before a number of the kind.
_LABELS = {
    "imo": ("IMO", "IMONUMBER", "IMONO", "IMONR"),
    "imo_company": ("IMO", "IMONUMBER", "IMONO", "IMONR"),
    "inn": ("INN",),
    "tax": ("TIN", "INN", "TAXID", "TAXIDNO"),
    "ogrn": ("OGRN", "OGRNIP"),
    "kpp": ("KPP",),
    "okpo": ("OKPO",),
    "lei": ("LEI",),
    "duns": ("DUNS", "DUNSNUMBER"),
    "mmsi": ("MMSI",),
    "usci": ("USCI", "USCC"),
    "uscc": ("USCC", "USCI"),
    "unp": ("UNP",),
    "bin": ("BIN",),
    "iin": ("IIN",),
    "edrpou": ("EDRPOU",),
    "npi": ("NPI",),
}
# Kinds that several registers share: a number of another form is another register's.
_VAGUE = frozenset({"tax", "registration", "national_id", "passport", "other"})
_FREE = frozenset({"website", "email", "phone", "wallet", "call_sign", "other"})
# What a module of python-stdnum raises on numbers that its tables do not foresee.
_UNFORESEEN = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError)
_LEAST_PLACEHOLDER = 4


def normalise_identifier(kind: str, value: str) -> str:
    """One spelling of an identifier, so that equal ones are equal text.

    Args:
        kind: As in :class:`holdpoint.model.Identifier`.
        value: As printed.

    Returns:
        Letters and digits in capitals; the label before an IMO, INN, OGRN … number removed; web
        addresses without scheme, ``www.`` and final slash; e-mail in small letters; telephone
        numbers as digits; wallets as they are, without spaces. Empty when nothing is left.
    """
    text = value.strip()
    if kind == "website":
        return _LINK.sub("", text).rstrip("/").lower()
    if kind == "email":
        return text.lower()
    if kind == "phone":
        digits = re.sub(r"\D", "", text)
        return digits.removeprefix("00")
    if kind == "wallet":
        return re.sub(r"\s", "", text)
    if kind in ("tax", "inn") and (with_kpp := _INN_KPP.match(text)):
        text = with_kpp[1]
    bare = _NOT_WORD.sub("", text.upper())
    for label in sorted(_LABELS.get(kind, ()), key=len, reverse=True):
        if bare.startswith(label) and bare[len(label) :].isalnum() and bare[len(label)].isdigit():
            return bare[len(label) :]
    return bare


def identifier_check(kind: str, value: str, country: str | None = None) -> bool | None:
    """Whether an identifier's check digits are right, or its form where that is all there is.

    Args:
        kind: As in :class:`holdpoint.model.Identifier`; ``vat``, ``iban``, ``isin``, ``eori``,
            ``pan``, ``gstin``, ``bin``, ``unp``, ``edrpou`` … too: the table
            ``identifier_checks.csv`` has them all.
        value: As printed.
        country: Issuer, ISO 3166-1 alpha-2; for ``tax``, ``registration`` and ``national_id`` the
            check depends on it.

    Returns:
        ``True``: the check digits are right. ``False``: they are wrong, a kind with one form has
        another, or the number is a placeholder (``0000000``). ``None``: no check digits are known
        for this kind and country, or the number is of another form than the checked ones.
    """
    return _checked(kind, value[: _LONGEST + 1], country.upper() if country else None)[0]


def identifier_schemes(kind: str, value: str, country: str | None = None) -> frozenset[str]:
    """The registers whose check digits a number has, so that two kinds of one can be compared.

    Args:
        kind: As for :func:`identifier_check`.
        value: As printed.
        country: Issuer.

    Returns:
        Names of checks (``ru.inn`` for an INN and for a Russian tax number); of VAT numbers with
        the country's letters. Empty where none is right or known.
    """
    return _checked(kind, value[: _LONGEST + 1], country.upper() if country else None)[1]


_Checked = tuple[bool | None, frozenset[str]]
_NOTHING: frozenset[str] = frozenset()


@functools.lru_cache(maxsize=16384)
def _checked(kind: str, value: str, country: str | None) -> _Checked:
    number = normalise_identifier(kind, value)
    checks = _checks().get((kind, country)) or _checks().get((kind, None)) or []
    if kind in _FREE:
        return None, _NOTHING
    if len(value) > _LONGEST or not number or _is_placeholder(number):
        return (False if checks or number else None), _NOTHING
    fitting = [check for form, check in checks if form.fullmatch(number)]
    if not fitting:
        return (False if checks and kind not in _VAGUE else None), _NOTHING
    found = {check: _holds(check, number) for check in fitting}
    right = frozenset(_scheme(check, number) for check, holds in found.items() if holds)
    if right:
        return True, right
    return (None if None in found.values() else False), _NOTHING


def _scheme(check: str, number: str) -> str:
    return f"{check}:{number[:2]}" if check == "eu.vat" else check


def _is_placeholder(number: str) -> bool:
    return len(number) >= _LEAST_PLACEHOLDER and len(set(number)) == 1


@functools.cache
def _checks() -> dict[tuple[str, str | None], list[tuple[re.Pattern[str], str]]]:
    """Forms and checks of every kind and issuer."""
    table: dict[tuple[str, str | None], list[tuple[re.Pattern[str], str]]] = {}
    for row in rows("identifier_checks"):
        key = (row["kind"], row["country"] or None)
        table.setdefault(key, []).append((re.compile(row["form"]), row["check"]))
    return table


def _holds(check: str, number: str) -> bool | None:
    if check == "-":
        return None
    if check == "form":
        return True
    if check.startswith("="):
        return OWN_CHECKS[check[1:]](number)
    try:
        return bool(importlib.import_module(f"stdnum.{check}").is_valid(number))
    except _UNFORESEEN:
        return None
