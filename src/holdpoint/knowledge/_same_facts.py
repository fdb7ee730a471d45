"""What of an entry tells whether another list has the same party, in little memory."""

from __future__ import annotations

import functools
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from holdpoint._quick import quick
from holdpoint.knowledge._tables import table
from holdpoint.model import Entity
from holdpoint.text import FORM, identifier_check, name_tokens, normalise_identifier

_DAY = re.compile(r"^\d{4}-\d{2}-\d{2}$")
_PLACEHOLDERS = ("-01-01",)
"""Days of birth that lists print where they know the year only."""
_LEAST_DIGITS = 6


@quick
@dataclass(frozen=True, slots=True)
class Facts:
    """One entry.

    Attributes:
        caption: Its first name.
        names: Its names as words, weak ones left out; company forms begin with ``FORM``.
        days: Birth dates that are a day and no placeholder; persons only.
        births: All its birth dates.
        numbers: Register and normalised value of its numbers, those of one party alone.
        references: Official cross references: what it is, and the number.
        countries: All that the list ties it to.
    """

    id: str
    source: str
    authority: str
    type: str
    caption: str
    names: tuple[tuple[str, ...], ...]
    days: tuple[str, ...]
    births: tuple[str, ...]
    numbers: frozenset[tuple[str, str]]
    references: tuple[tuple[str, str], ...]
    countries: frozenset[str]


def facts_of(entity: Entity) -> Facts:
    """The facts of an entry."""
    person = entity.type == "person"
    days = tuple(
        date
        for date in entity.birth_dates
        if person and _DAY.match(date) and not date.endswith(_PLACEHOLDERS)
    )
    names = (
        _shared(name_tokens(name.text, entity.type))
        for name in (entity.names if days or not person else entity.names[:1])
        if name.kind != "weak"
    )
    return Facts(
        id=entity.id,
        source=entity.source,
        authority=entity.listings[0].authority if entity.listings else "",
        type=entity.type,
        caption=entity.caption,
        names=tuple(dict.fromkeys(words for words in names if words)),
        days=days,
        births=entity.birth_dates if person else (),
        numbers=frozenset(_numbers(entity)),
        references=tuple(dict.fromkeys(_references(entity))),
        countries=_lands((*entity.countries, *entity.nationalities)),
    )


def facts_row(facts: Facts) -> list[Any]:
    """Facts as JSON values, without the id."""
    return [
        facts.source,
        facts.authority,
        facts.type,
        facts.caption,
        facts.names,
        facts.days,
        facts.births,
        sorted(facts.numbers),
        facts.references,
        sorted(facts.countries),
    ]


def facts_from(name: str, row: list[Any]) -> Facts:
    """Facts as :func:`facts_row` wrote them.

    Args:
        name: The entity's id.
        row: The JSON values.
    """
    source, authority, kind, caption, names, days, births, numbers, references, countries = row
    return Facts(
        id=name,
        source=sys.intern(source),
        authority=sys.intern(authority),
        type=sys.intern(kind),
        caption=caption,
        names=tuple([_shared(words) for words in names]),
        days=tuple(days),
        births=tuple(births),
        numbers=frozenset([(register, value) for register, value in numbers]),
        references=tuple([(what, number) for what, number in references]),
        countries=_lands(tuple(countries)),
    )


def _shared(words: Iterable[str]) -> tuple[str, ...]:
    """The words, each one object for all entries: most words stand in hundreds of names."""
    return tuple(map(sys.intern, words))


@functools.lru_cache(maxsize=4096)
def _lands(codes: tuple[str, ...]) -> frozenset[str]:
    """Countries as one object for all entries that have the same ones."""
    return frozenset(codes)


@functools.cache
def registers() -> dict[str, tuple[str, str]]:
    """By register, its label and what else it needs."""
    return {row["register"]: (row["label"], row["needs"]) for row in table("same_registers.csv")}


def _numbers(entity: Entity) -> Iterator[tuple[str, str]]:
    for one in entity.identifiers:
        if one.kind not in registers() or (one.note and "does not fit" in one.note):
            continue
        value = normalise_identifier(one.kind, one.value)
        if sum(map(str.isdigit, value)) < _LEAST_DIGITS or len(set(value)) < 3:  # noqa: PLR2004 - no number
            continue
        yield _register(one.kind, value, one.country, entity), value


def _register(kind: str, value: str, country: str | None, entity: Entity) -> str:
    """Numbers of Russian registers under their own name; others with their country."""
    russian = country == "RU" or (country is None and "RU" in entity.countries)
    if russian and kind == "tax" and value.isdigit() and len(value) in (10, 12):
        return "inn"
    if russian and kind == "registration" and identifier_check("inn", value):
        return "inn"
    if russian and kind in ("tax", "registration") and value.isdigit() and len(value) in (13, 15):
        return "ogrn"
    if kind in ("tax", "registration", "passport", "national_id"):
        return sys.intern(f"{kind} {country or '?'}")
    return kind


@functools.cache
def _reference_rows(source: str) -> tuple[tuple[str, re.Pattern[str], str], ...]:
    return tuple(
        (row["field"], re.compile(row["pattern"]), row["what"])
        for row in table("cross_references.csv")
        if source == row["source"]
        or (row["source"].endswith("*") and source.startswith(row["source"][:-1]))
    )


def _references(entity: Entity) -> Iterator[tuple[str, str]]:
    for field, pattern, what in _reference_rows(entity.source):
        for text in _texts(entity, field):
            found = pattern.search(text)
            if found:
                yield what, found[1]


def _texts(entity: Entity, field: str) -> Iterable[str]:
    if field == "id":
        return (entity.id,)
    if field.startswith("extra:"):
        return (entity.extra.get(field.removeprefix("extra:"), ""),)
    return tuple(getattr(listing, field) or "" for listing in entity.listings)


@functools.lru_cache(maxsize=16384)
def plain_words(words: tuple[str, ...]) -> frozenset[str]:
    """Words of a name without its company forms."""
    return frozenset([word for word in words if word[0] != FORM])


@functools.lru_cache(maxsize=16384)
def forms(words: tuple[str, ...]) -> frozenset[str]:
    """The company forms of a name."""
    return frozenset([word for word in words if word[0] == FORM])
