"""The words of amounts and the units, by kind."""

from __future__ import annotations

import functools

from holdpoint.disclosures._tables import table

_KINDS = (
    "digit",
    "teen",
    "ten",
    "power",
    "plural_power",
    "few",
    "about",
    "nearly",
    "over",
    "under",
    "upto",
    "atleast",
    "identifier",
    "follow_stop",
    "no_count",
)
_BOUNDS = frozenset({"about", "nearly", "over", "under", "upto", "atleast"})


@functools.cache
def words_of(kind: str) -> dict[str, str]:
    """Give the words of a kind, each with its value (``data/amount_words.csv``)."""
    rows = table("amount_words", ("word", "kind", "value"))
    return {row["word"]: row["value"] for row in rows if row.one_of("kind", _KINDS) == kind}


@functools.cache
def bounds() -> dict[str, tuple[tuple[tuple[str, ...], str], ...]]:
    """Give what may stand before an amount and what it makes of it, by last word, longest first."""
    rows = table("amount_words", ("word", "kind", "value"))
    found = [(tuple(row["word"].split()), row["kind"]) for row in rows if row["kind"] in _BOUNDS]
    by_last: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for phrase, kind in sorted(found, key=lambda pair: (-len(pair[0]), pair[0])):
        by_last.setdefault(phrase[-1], []).append((phrase, kind))
    return {word: tuple(phrases) for word, phrases in by_last.items()}


@functools.cache
def number_starts() -> frozenset[str]:
    """Give the words with which an amount can begin, other than a figure."""
    kinds = ("digit", "teen", "ten", "plural_power", "few")
    starts = {word for kind in kinds for word in words_of(kind)} | {"a", "half"}
    codes = {unit.lower() for unit in unit_forms().values() if unit.isupper()}
    marks = {sign.lower() for sign in signs()} | {sign[:-1].lower() for sign in signs()}
    return frozenset((starts | codes | marks) - {"", "%"})


@functools.cache
def unit_forms() -> dict[tuple[str, ...], str]:
    """Give the units by the words in which they are printed."""
    forms: dict[tuple[str, ...], str] = {}
    for row in table("units", ("unit", "forms", "signs")):
        for form in row.several("forms"):
            if tuple(form.split()) in forms:
                raise row.fault(f"{form!r} stands for two units")
            forms[tuple(form.split())] = row["unit"]
    return forms


@functools.cache
def signs() -> dict[str, str]:
    """Give the units by their signs ("$", "HK$", "%")."""
    rows = table("units", ("unit", "forms", "signs"))
    return {sign: row["unit"] for row in rows for sign in row.several("signs")}
