"""Numbers that registers give out: one spelling each, and their check digits."""

from __future__ import annotations

import functools
import importlib
import re
from collections.abc import Callable

_LONGEST = 200  # no register gives out longer numbers
_NOT_WORD = re.compile(r"[^0-9A-Z]+")
_LINK = re.compile(r"^(?:https?://)?(?:www\.)?", re.IGNORECASE)
# Words that lists print before a number of the kind.
_LABELS = {
    "imo": ("IMO", "IMONUMBER", "IMONO"),
    "inn": ("INN",),
    "ogrn": ("OGRN", "OGRNIP"),
    "kpp": ("KPP",),
    "okpo": ("OKPO",),
    "lei": ("LEI",),
    "duns": ("DUNS", "DUNSNUMBER"),
    "mmsi": ("MMSI",),
}
# (kind, country or None) -> module of python-stdnum whose check digits hold.
_CHECKS: dict[tuple[str, str | None], str] = {
    ("imo", None): "imo",
    ("lei", None): "lei",
    ("bic", None): "bic",
    ("iban", None): "iban",
    ("isin", None): "isin",
    ("inn", None): "ru.inn",
    ("ogrn", None): "ru.ogrn",
    ("usci", None): "cn.uscc",
    ("uscc", None): "cn.uscc",
    ("vat", None): "eu.vat",
    ("edrpou", None): "ua.edrpou",
    ("unp", None): "by.unp",
    ("tax", "RU"): "ru.inn",
    ("tax", "BY"): "by.unp",
    ("tax", "TR"): "tr.vkn",
    ("tax", "CN"): "cn.uscc",
    ("registration", "RU"): "ru.ogrn",
    ("registration", "CN"): "cn.uscc",
    ("registration", "UA"): "ua.edrpou",
    ("national_id", "TR"): "tr.tckimlik",
    ("national_id", "CN"): "cn.ric",
    ("national_id", "UA"): "ua.rntrc",
}
_BY_COUNTRY_TAX = {"DE", "FR", "IT", "ES", "GB", "BE", "NL", "AT", "PL", "BG", "CY", "EE", "FI"}


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
    bare = _NOT_WORD.sub("", text.upper())
    for label in sorted(_LABELS.get(kind, ()), key=len, reverse=True):
        if bare.startswith(label) and bare[len(label) :].isalnum() and bare[len(label)].isdigit():
            return bare[len(label) :]
    return bare


def identifier_check(kind: str, value: str, country: str | None = None) -> bool | None:
    """Whether an identifier's check digits (or fixed form, for BIC) are right.

    Args:
        kind: As in :class:`holdpoint.model.Identifier`; ``vat``, ``iban``, ``isin`` too.
        value: As printed.
        country: Issuer, ISO 3166-1 alpha-2; for ``tax``, ``registration`` and ``national_id`` the
            check depends on it.

    Returns:
        ``True`` or ``False``; ``None`` when no check is known for this kind and country.
    """
    country = country.upper() if country else None
    if _validator(kind, country) is None:
        return None
    return len(value) <= _LONGEST and _checked(kind, value, country)


@functools.lru_cache(maxsize=16384)
def _checked(kind: str, value: str, country: str | None) -> bool:
    check = _validator(kind, country)
    return check is not None and check(normalise_identifier(kind, value))


@functools.cache
def _validator(kind: str, country: str | None) -> Callable[[str], bool] | None:
    name = _CHECKS.get((kind, country)) or _CHECKS.get((kind, None))
    if name is None and kind == "tax" and country in _BY_COUNTRY_TAX:
        name = "eu.vat" if country != "GB" else "gb.vat"
    if name is None:
        return None
    module = importlib.import_module(f"stdnum.{name}")
    prefix = (country or "") if name == "eu.vat" else ""
    return functools.partial(_holds, module.is_valid, prefix)


def _holds(is_valid: Callable[[str], bool], prefix: str, value: str) -> bool:
    if not value:
        return False
    return bool(is_valid(value)) or bool(prefix and is_valid(prefix + value))
