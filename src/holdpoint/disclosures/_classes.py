"""What a capitalised name is: by its form, its head, its country, its words."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass

from holdpoint.disclosures._name_tables import (
    Head,
    bodies,
    cities,
    country_at,
    country_named,
    demonyms,
    heads,
    longest_head,
    not_names,
    regions,
)
from holdpoint.disclosures._runs import company_form
from holdpoint.disclosures._tables import word_set
from holdpoint.text import form_countries, gender_of_given, is_known_name

_MOST_PERSON_WORDS = 5
_PAIR = 2
_WITH_INITIAL = 4
_STATE = frozenset({"National", "Federal", "State", "Central", "Supreme", "Royal", "International"})


@dataclass(frozen=True, slots=True)
class Kind:
    """The schema of a name, its country where the name tells it, and whether that is sure."""

    schema: str
    weak: bool = False
    country: str | None = None
    name: str | None = None
    key: str | None = None


def joined(words: Sequence[str]) -> str:
    """Give words as they are printed: no space before a comma, none inside of brackets."""
    if len(words) == 1:
        return words[0]
    name = " ".join(words).replace(" .", ".").replace(" ,", ",")
    return name.replace("( ", "(").replace(" )", ")")


@functools.lru_cache(maxsize=16384)
def kind_of(words: tuple[str, ...]) -> Kind | None:
    """Tell what a run of words names, as far as the words alone tell it; ``None`` is unknown."""
    known = bodies().whole(words)
    if known is not None:
        return Kind(known.schema, country=known.country, name=known.name, key=f"body:{known.name}")
    region = regions().whole(words)
    if region is not None:
        return Kind("Region", country=region)
    name = joined(words)
    country = country_named(name)
    if country is not None:
        return Kind("Country", country=country, key=f"country:{country}")
    city = cities().whole(words)
    if city is not None:
        return Kind("City", country=city)
    return _by_words(words, name)


def _by_words(words: tuple[str, ...], name: str) -> Kind | None:
    """Tell by company form, head, or a person's given name."""
    start = heads("start").whole(words[:1])
    doubted = start is not None and start.weak and (_is_company(words) or _head(words) is not None)
    if start is not None and len(words) > 1 and not doubted:
        return Kind(start.schema)
    if _is_company(words):
        told = form_countries(name)
        # "LLC" is used far beyond the one country whose law has it.
        sure = told[0] if len(told) == 1 and told != ("US",) else None
        return Kind("Company", country=sure or country_in(words))
    head = _head(words)
    doubtful = head is not None and head.weak and head.schema != "Company"
    if head is not None and not (doubtful and is_person(words)):
        return _by_head(words, head)
    return Kind("Person") if is_person(words) else None


def _is_company(words: tuple[str, ...]) -> bool:
    bare = [word for word in words if word not in {".", ","}]
    if len(bare) < _PAIR:
        return False
    # "OOO Quellmar": a form before the name has three letters and more.
    return company_form(bare[-1]) or (len(bare[0]) > _PAIR and company_form(bare[0]))


def _head(words: tuple[str, ...]) -> Head | None:
    """Give the head of a name: its last words, one before "of", or one anywhere."""
    ended = heads("end").until(words[1:], len(words) - 1)
    if ended is not None:
        return _before_link(words) or ended[1]
    return _before_link(words) or _anywhere(words)


def _before_link(words: tuple[str, ...]) -> Head | None:
    for at, word in enumerate(words):
        if word in {"of", "for"} and at:
            for size in range(min(longest_head("of"), at), 0, -1):
                found = heads("of").whole(words[at - size : at])
                if found is not None:
                    return found
    return None


def _anywhere(words: tuple[str, ...]) -> Head | None:
    if len(words) == 1:
        return None
    return next((head for word in words if (head := heads("any").whole([word]))), None)


def _by_head(words: tuple[str, ...], head: Head) -> Kind:
    schema, country = head.schema, country_in(words)
    if schema == "Country":
        # "Islamic Republic of Iran Air Force" is no country.
        end = heads("end").whole(words[-1:])
        schema = end.schema if end is not None else "Organization"
    if schema == "Company" and head.weak and words[0] in _STATE:
        schema = "PublicBody"
    if schema == "PublicBody" and words[-1] in {"Government", "Regime"} and country:
        return Kind("Country", country=country, key=f"country:{country}")
    if schema == "PublicBody" and words[0] == "Government" and country:
        return Kind("Country", country=country, key=f"country:{country}")
    if schema == "WaterBody":
        # "Gulf of Oman" is nobody's.
        return Kind(schema, weak=head.weak)
    if schema == "Programme" and len(words) < 2:  # noqa: PLR2004
        return Kind(schema, weak=True)
    return Kind(schema, weak=head.weak, country=country)


@functools.lru_cache(maxsize=8192)
def country_in(words: tuple[str, ...]) -> str | None:
    """Give the country in a name ("Russian Aerospace Forces", "… of Iran"), if there is one."""
    found = set()
    behind = 0
    for at in range(len(words)):
        region = regions().at(words, at) if at >= behind else None
        if region is not None:
            # "District of New Jersey" is not of Jersey.
            behind = region[0]
            found.add(region[1])
        if at < behind:
            continue
        told = demonyms().at(words, at)
        country = told[1] if told is not None else None
        if country is None:
            named = country_at(list(words), at, len(words))
            country = named[1] if named is not None else None
        if country is not None:
            found.add(country)
    return found.pop() if len(found) == 1 else None


@functools.lru_cache(maxsize=8192)
def is_person(words: tuple[str, ...]) -> bool:
    """Whether a name is a person's, by its given name or surname; 2 to 5 words."""
    bare = [word for word in words if word not in {".", "of"}]
    if not 1 < len(bare) <= _MOST_PERSON_WORDS or "and" in bare or "of" in words:
        return False
    if any(word.isupper() and len(word) > 1 for word in bare[:-1]):
        return False
    first = bare[0].lower()
    if gender_of_given(first) is not None or has_initial(words):
        return True
    if not is_known_name(first):
        return False
    return len(bare) > _PAIR or is_known_name(bare[-1].lower()) or _short(first)


def has_initial(words: Sequence[str]) -> bool:
    """Whether a name has a middle initial: "Anna B. Quell"."""
    return len(words) == _WITH_INITIAL and words[2] == "." and len(words[1]) == 1


def _short(word: str) -> bool:
    """Whether a surname stands first, as in Chinese and Korean: those are short."""
    return len(word) <= 6  # noqa: PLR2004


@functools.lru_cache(maxsize=8192)
def names_nobody(words: tuple[str, ...]) -> bool:
    """Whether a capitalised phrase is one of those that name nobody."""
    lower = tuple(word.lower() for word in words)
    if lower in not_names() or lower[-1] in word_set("address_end"):
        return True
    return demonyms().whole(words) is not None
