"""The facts beside the name: birth date and place, country, address, type, gender, position.

A fact that only one side states is unknown, never a contradiction.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from holdpoint.matching._addresses import compare_address
from holdpoint.matching._biography import compare_birth_place, compare_position
from holdpoint.matching._identity import stated_countries
from holdpoint.matching._types import Part, Verdict
from holdpoint.model import Entity, PartyQuery
from holdpoint.text import country_name, date_interval, is_former

_YEARS_OFF = 5
# Places whose parties are often given with the larger or the claiming country.
_BLURRED = (
    frozenset({"CN", "HK", "MO"}),
    frozenset({"UA", "RU"}),
    frozenset({"GB", "IM", "JE", "GG"}),
)
_KIN = frozenset({"company", "government", "site"})
_GENDERS = {"m": "male", "man": "male", "f": "female", "woman": "female"}


def compare_facts(query: PartyQuery, entity: Entity) -> tuple[Part, ...]:
    """Parts for every fact that at least one side states, in a fixed order."""
    parts = (
        _birth_date(query, entity),
        compare_birth_place(query.birth_place, entity.birth_places),
        _country(query, entity),
        compare_address(query.address or "", entity, query.country),
        _type(query, entity),
        _gender(query, entity),
        compare_position(query.position, entity.positions),
    )
    return tuple(part for part in parts if part is not None)


def _birth_date(query: PartyQuery, entity: Entity) -> Part | None:
    mine, theirs = query.birth_date, entity.birth_dates
    if not mine and not theirs:
        return None
    if not mine or not theirs:
        side = "the list" if mine else "the order"
        return _unknown("birth_date", mine, "; ".join(theirs) or None, f"{side} gives none")
    graded = [(_dates(mine, other), other) for other in theirs]
    (verdict, score, note), other = max(graded, key=lambda row: row[0][1])
    right = other if score else "; ".join(theirs)
    return Part(name="birth_date", verdict=verdict, score=score, left=mine, right=right, note=note)


def _dates(mine: str, theirs: str) -> tuple[Verdict, float, str]:
    """Verdict, degree and words for two partial dates.

    Lists are often years off, write 1 January for an unknown day, and swap day and month: such
    differences decide nothing.
    """
    try:
        left, right = _interval(mine), _interval(theirs)
    except ValueError:
        return "unknown", 0.1, "a date that cannot be read"
    exact = left[0] == left[1] and right[0] == right[1]
    if left[0] <= right[1] and right[0] <= left[1]:
        return ("agree", 1.0, "the same day") if exact else ("agree", 0.6, "they can be one day")
    few_years = _days_apart(left, right) <= _YEARS_OFF * 366
    if _one_slip(left[0], right[0]) if exact else few_years:
        return "unknown", 0.3, "nearly the same date"
    return "contradict", 0.0, f"{mine}, on the list {theirs}"


def _interval(text: str) -> tuple[date, date]:
    first, last = date_interval(text)
    if first == last and (first.month, first.day) == (1, 1):
        return first, date(first.year, 12, 31)
    return first, last


def _days_apart(left: tuple[date, date], right: tuple[date, date]) -> int:
    return min(abs((left[0] - right[1]).days), abs((right[0] - left[1]).days))


def _one_slip(left: date, right: date) -> bool:
    """One of day, month and year differs, or day and month are swapped, or the year is one."""
    if left.year == right.year:
        return True
    same_day = (left.month, left.day) == (right.month, right.day)
    off = abs(left.year - right.year)
    return same_day and (off <= _YEARS_OFF or off % 10 == 0)


def _country(query: PartyQuery, entity: Entity) -> Part | None:
    mine, theirs = query.country, stated_countries(entity)
    if not mine and not theirs:
        return None
    right = ", ".join(theirs) or None
    if not mine or not theirs:
        side = "the list" if mine else "the order"
        return _unknown("country", mine, right, f"{side} gives none")
    if mine in theirs:
        return Part(
            name="country",
            verdict="agree",
            score=1.0,
            left=mine,
            right=right,
            note=country_name(mine),
        )
    if is_former(mine) or any(is_former(code) or _blurred(mine, code) for code in theirs):
        return _unknown("country", mine, right, "neighbouring or former states are often mixed up")
    note = f"{country_name(mine)}; the list says {', '.join(country_name(c) for c in theirs)}"
    return Part(name="country", verdict="contradict", score=0.0, left=mine, right=right, note=note)


def _blurred(left: str, right: str) -> bool:
    return any(left in pair and right in pair for pair in _BLURRED)


def _type(query: PartyQuery, entity: Entity) -> Part | None:
    mine, theirs = query.type, entity.type
    if "unknown" in (mine, theirs):
        return None
    if mine == theirs or {mine, theirs} <= _KIN:
        return Part(name="type", verdict="agree", left=mine, right=theirs, note=f"both {theirs}")
    note = f"a {mine} in the order, a {theirs} on the list"
    return Part(name="type", verdict="contradict", left=mine, right=theirs, note=note)


def _gender(query: PartyQuery, entity: Entity) -> Part | None:
    sides = [_gender_of(text) for text in (query.gender, entity.gender)]
    if None in sides:
        return None
    same = sides[0] == sides[1]
    return Part(
        name="gender",
        verdict="agree" if same else "contradict",
        left=sides[0],
        right=sides[1],
        note="the same" if same else "they differ",
    )


def _gender_of(text: str | None) -> str | None:
    folded = (text or "").strip().lower()
    known = _GENDERS.get(folded, folded)
    return known if known in ("male", "female") else None


def _unknown(name: str, left: str | None, right: str | None, note: str) -> Part:
    return Part(name=name, verdict="unknown", left=left, right=right, note=note)


def agreeing(parts: Iterable[Part], *names: str) -> bool:
    """Whether one of the named facts agrees."""
    return any(part.verdict == "agree" and part.name in names for part in parts)
