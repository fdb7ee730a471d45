"""Are two entries of different lists one party? Grounds for it, and what speaks against it.

A ground alone never suffices where a fact contradicts: another kind of party, another birth date,
another number of the same register, a branch beside its company.
"""

from __future__ import annotations

import functools

from holdpoint.knowledge._same_facts import Facts, forms, plain_words, registers
from holdpoint.knowledge._tables import table
from holdpoint.text import date_interval, skeleton, weight

_SHIPS = frozenset({"vessel", "aircraft"})
_ALONE = frozenset({"ogrn", "inn", "lei", "usci", "imo"})
_TELLING = 1.6
"""Sum of the weights of a company name's words from which the name and a country suffice."""
_TELLING_COPY = 1.0
_TELLING_WORD, _LONG = 0.6, 4
"""Weight and letters of a word that tells one party: "bank" and "design bureau" are everybody's."""
_BOTH = 1.0
"""Sum of the weights of shared words from which a person's name agrees, beside a day of birth."""


def contradicts(a: Facts, b: Facts) -> bool:
    """Whether facts of two entries cannot be those of one party."""
    return (
        _types_differ(a.type, b.type)
        or _born_apart(a, b)
        or _numbers_differ(a, b)
        or _part_of_other(a, b)
    )


def _types_differ(a: str, b: str) -> bool:
    if "unknown" in (a, b) or a == b:
        return False
    return "person" in (a, b) or a in _SHIPS or b in _SHIPS


def _born_apart(a: Facts, b: Facts) -> bool:
    if not a.births or not b.births or set(a.births) & set(b.births):
        return False
    return not any(_overlap(x, y) for x in a.births for y in b.births)


@functools.lru_cache(maxsize=8192)
def _overlap(a: str, b: str) -> bool:
    """Whether two partial dates can be one day; what is no date contradicts nothing."""
    try:
        one, two = date_interval(a), date_interval(b)
    except ValueError:
        return True
    return one[0] <= two[1] and two[0] <= one[1]


def _numbers_differ(a: Facts, b: Facts) -> bool:
    """Whether both have a number of a register that gives each party one, and no equal one."""
    if not a.numbers or not b.numbers:
        return False
    for register in _ALONE:
        mine = {value for kind, value in a.numbers if kind == register}
        theirs = {value for kind, value in b.numbers if kind == register}
        if mine and theirs and not mine & theirs:
            return True
    return False


@functools.cache
def _branch_words() -> frozenset[str]:
    return frozenset(row["word"] for row in table("branch_words.csv"))


def _part_of_other(a: Facts, b: Facts) -> bool:
    def part(facts: Facts) -> bool:
        return bool(facts.names) and bool(_branch_words() & set(facts.names[0]))

    return part(a) != part(b)


def same_number(a: Facts, b: Facts) -> tuple[str, ...]:
    """Reasons from numbers that both have."""
    reasons = []
    for register, value in sorted(a.numbers & b.numbers):
        kind, _, country = register.partition(" ")
        label, needs = registers()[kind]
        ships = a.type in ("vessel", "unknown") and b.type in ("vessel", "unknown")
        if ships if needs == "type" else share_a_name(a, b):
            place = f" ({country})" if country not in ("", "?") else ""
            reasons.append(f"same {label} {value}{place}")
    return tuple(reasons)


def share_a_name(a: Facts, b: Facts) -> bool:
    """Whether any names of two entries share a telling word, however it is spelled."""
    mine, theirs = _sounds(a), _sounds(b)
    return bool(mine & theirs)


def _sounds(facts: Facts) -> frozenset[str]:
    return _sounds_of(facts.names)


@functools.lru_cache(maxsize=4096)
def _sounds_of(names: tuple[tuple[str, ...], ...]) -> frozenset[str]:
    return frozenset(
        skeleton(word)
        for words in names
        for word in plain_words(words)
        if weight(word) >= _TELLING_WORD and len(word) >= _LONG
    )


def same_birth(a: Facts, b: Facts) -> str | None:
    """The day of birth that two persons share together with their name."""
    days = sorted(set(a.days) & set(b.days))
    if not days:
        return None
    abroad = a.countries and b.countries and not a.countries & b.countries
    for mine in a.names:
        for theirs in b.names:
            shared = _shared(mine, theirs)
            if shared and (shared > 2 or not abroad):  # noqa: PLR2004 - two words are few
                return f"same name, born {days[0]}"
    return None


def _shared(mine: tuple[str, ...], theirs: tuple[str, ...]) -> int:
    """How many words two names share where one has all the words of the other; else 0."""
    one = {s: word for word in mine if (s := _sound(word))}
    two = {s: word for word in theirs if (s := _sound(word))}
    common = one.keys() & two.keys()
    if len(common) < 2 or len(common) < min(len(mine), len(theirs)):  # noqa: PLR2004 - a single word
        return 0
    telling = sum(min(weight(one[s]), weight(two[s])) for s in common)
    return len(common) if telling >= _BOTH else 0


@functools.lru_cache(maxsize=65536)
def _sound(word: str) -> str:
    """How a word sounds, with its first letter, so that vowels alone do not make names equal."""
    bare = word.lstrip("~")
    return f"{bare[:1]}{skeleton(word)}" if len(bare) > 1 else bare


def same_company(a: Facts, b: Facts) -> str | None:
    """The name that two companies share, where it tells enough, together with a country."""
    places = sorted(a.countries & b.countries)
    if not places or "person" in (a.type, b.type) or _other_form(a, b):
        return None
    for mine in a.names:
        for theirs in b.names:
            words = plain_words(mine)
            if words != plain_words(theirs) or not _forms_fit(mine, theirs):
                continue
            weights = sorted(map(weight, words))
            if len(words) > 1 and sum(weights) >= _TELLING and weights[-1] >= _TELLING_WORD:
                return f"same name, {places[0]}"
    return None


def _other_form(a: Facts, b: Facts) -> bool:
    """Whether both are said to have a company form, and never the same one."""
    one = {form for words in a.names for form in forms(words)}
    two = {form for words in b.names for form in forms(words)}
    return bool(one and two and not one & two)


def _forms_fit(mine: tuple[str, ...], theirs: tuple[str, ...]) -> bool:
    one, two = forms(mine), forms(theirs)
    return not one or not two or one == two


def same_copy(a: Facts, b: Facts) -> str | None:
    """The name that an entry of a list shares with one in a copy of that authority's names."""
    for mine in a.names:
        for theirs in b.names:
            words = plain_words(mine)
            fits = words == plain_words(theirs) and _forms_fit(mine, theirs)
            if fits and len(words) > 1 and sum(map(weight, words)) >= _TELLING_COPY:
                return "same name on lists of one authority"
    return None
