"""Licence requirements that an entry prints as a sentence instead of a Country Chart column."""

from __future__ import annotations

import re
from collections.abc import Mapping

_COLUMN = re.compile(r"^([A-Z]{2}) Columns? ?(\d)\s*(?:[.,;]?\s*See\b.*|\.)?$", re.DOTALL)
_WORLD = re.compile(
    r"^(?:To or within any destination worldwide|Worldwide control"
    r"|A license is required for all destinations, as specified)\b"
)
_ALL_BUT_CANADA = re.compile(r"license is required for ALL destinations, except Canada")
_ONLY = re.compile(
    r"^A license is required .{0,160}?\bto ((?:Iraq|Pakistan|North Korea)"
    r"(?:(?:,| or|, or| and) (?:Iraq|Pakistan|North Korea))*)\b",
    re.DOTALL,
)
_NAMED = re.compile(r"^China, Russia,? or Venezuela\b")
_WITHIN = re.compile(r"^To or within (.*?)(?:,? excluding .*)?$", re.DOTALL)
_EXCLUDED = re.compile(r"excluding (.*)", re.DOTALL)
_REFERENCE = re.compile(r"\s+of supplement\b|\. See\b", re.IGNORECASE)
_GROUP = re.compile(r"\b[A-E]:[1-6]\b")
_CITED = re.compile(r"§+ ?(\d{3}\.\d+)")
_COUNTRIES = {
    "Iraq": "IQ",
    "Pakistan": "PK",
    "North Korea": "KP",
    "Macau": "MO",
    "United Arab Emirates": "AE",
}
_CANADA = "CA"

Groups = Mapping[str, frozenset[str]]


def column_of(where: str) -> str | None:
    """The column that a requirement names (``NS 2``); ``None`` where it is another sentence."""
    found = _COLUMN.match(where)
    return f"{found[1]} {found[2]}" if found else None


def destination_named(where: str, country: str, groups: Groups) -> tuple[bool | None, str]:
    """Whether a sentence in the place of a column names a destination.

    Args:
        where: The sentence, as printed.
        country: ISO 3166-1 alpha-2 code.
        groups: Country Groups by country; where empty, sentences that name groups stay unknown.

    Returns:
        ``None`` where the sentence refers to another part of the EAR, and one clause.
    """
    if _WORLD.match(where):
        return True, "the entry says: any destination"
    if _ALL_BUT_CANADA.search(where):
        return country != _CANADA, "the entry says: all destinations except Canada"
    if _NAMED.match(where):
        return country in {"CN", "HK", "RU", "VE"}, "the entry says: China, Russia or Venezuela"
    only = _ONLY.match(where)
    if only:
        here = any(country == code and word in only[1] for word, code in _COUNTRIES.items())
        narrowed = here and "other than" in where
        return None if narrowed else here, f"the entry says: {only[1]}"
    within = _WITHIN.match(_REFERENCE.split(where, maxsplit=1)[0])
    if within:
        excluded = _EXCLUDED.search(where)
        return _within(within[1], excluded[1] if excluded else "", country, groups)
    cited = ", ".join(dict.fromkeys(_CITED.findall(where)))
    return None, f"the entry refers to 15 CFR {cited}" if cited else "the entry refers elsewhere"


def _within(named: str, excluded: str, country: str, groups: Groups) -> tuple[bool | None, str]:
    why = f"the entry says: {' '.join(named.split())}"
    if any(word in named and code == country for word, code in _COUNTRIES.items()):
        return True, why
    wanted, out = set(_GROUP.findall(named)), set(_GROUP.findall(excluded))
    mine = groups.get(country)
    if not wanted or mine is None:
        return None, f"{why}; the groups of {country} are not known"
    here = bool(mine & wanted) and not mine & out
    return here, f"{why} ({country} is in {', '.join(sorted(mine))})"
