"""Two addresses side by side: what each part says, and how likely both are one place."""

from __future__ import annotations

import csv
import functools
import math
import re
from collections.abc import Iterator
from pathlib import Path

from rapidfuzz.distance import OSA

from holdpoint.matching._address_said import AddressScore, PartSaid, Says
from holdpoint.matching._address_words import alike, opposed, overlap, same_number, shared, worth
from holdpoint.text import AddressParts, country_name

Words = tuple[str, ...]

_PATH = Path(__file__).with_name("data") / "address_weights.csv"

_HOPELESS = -7.0
"""Log-odds that no further part makes up for: the comparison ends."""
BLURRED = (
    frozenset({"CN", "HK", "MO"}),
    frozenset({"UA", "RU"}),
    frozenset({"GB", "IM", "JE", "GG"}),
)
"""Places that lists give with the larger or the claiming country."""

_SAME_STREET, _SAME_NAME, _HALF = 0.6, 0.75, 0.5
_NEAR_CODE, _LONG_BOX = 3, 4
_NUMBER_MISSING, _UNSURE, _OTHER_ENDING = 0.75, 0.3, 0.7
_DOORS = frozenset({"TR", "CO", "PT", "PL"})
_BARE = 0.45
"""Share of their score that addresses keep which name no more than a town on one side."""


@functools.cache
def _weights() -> dict[str, tuple[float, float]]:
    """Part to the log-odds (natural) that it adds when it agrees and when it clashes."""
    with _PATH.open(encoding="utf-8", newline="") as handle:
        table = csv.DictReader(handle)
        return {row["part"]: (float(row["agree"]), float(row["clash"])) for row in table}


@functools.lru_cache(maxsize=65536)
def score_parts(left: AddressParts, right: AddressParts) -> AddressScore:
    """Compare two addresses part by part.

    Args:
        left: Of :func:`holdpoint.text.parse_address`.
        right: The same; the order does not matter.

    Returns:
        The score with what led to it. A part that one side leaves out says nothing.
    """
    said: list[PartSaid] = []
    weights = _weights()
    total = weights["start"][0]
    for one in _said(left, right):
        agree, clash = weights[one.part]
        total += one.degree * (clash if one.says == "clash" else agree)
        said.append(one)
        if total < _HOPELESS:
            break
    score = 1.0 / (1.0 + math.exp(-total))
    bare = _is_bare(left) or _is_bare(right)
    if bare and left != right:
        score *= _BARE
    return AddressScore(round(score, 4), tuple(said), bare)


def _is_bare(parts: AddressParts) -> bool:
    if parts.streets or parts.site or parts.zone or parts.boxes:
        return False
    numbered = parts.houses or parts.buildings or parts.units or parts.kilometres
    return not (numbered and (parts.rest or parts.area))


def _said(left: AddressParts, right: AddressParts) -> Iterator[PartSaid]:
    """All parts, the telling ones first."""
    yield from _territory(left, right)
    yield from _street(left, right)
    yield from _numbers(left, right)
    for part in ("site", "zone", "area"):
        yield from _named(part, left, right)
    yield from _words(left, right)


def _territory(left: AddressParts, right: AddressParts) -> Iterator[PartSaid]:
    if left.country and right.country:
        names = country_name(left.country), country_name(right.country)
        if left.country == right.country:
            yield PartSaid("country", "agree", 1.0, *names)
        elif not _blurred(left.country, right.country):
            yield PartSaid("country", "clash", 1.0, *names)
    if left.city and right.city:
        yield from _city(left, right)
    if left.postcode and right.postcode:
        yield _postcode(left.postcode, right.postcode)


def _blurred(left: str, right: str) -> bool:
    return any(left in pair and right in pair for pair in BLURRED)


def _city(left: AddressParts, right: AddressParts) -> Iterator[PartSaid]:
    names = " ".join(left.city), " ".join(right.city)
    if left.city == right.city or overlap(left.city, right.city) >= _SAME_NAME:
        yield PartSaid("city", "agree", 1.0, *names)
    elif _holds(right, left.city) or _holds(left, right.city):
        yield PartSaid("city", "near", 0.5, *names)
    else:
        sure = left.city_known and right.city_known
        yield PartSaid("city", "clash", 1.0 if sure else 0.6, *names)


def _holds(parts: AddressParts, words: Words) -> bool:
    """Whether an address has all the words somewhere else."""
    other = (*parts.area, *parts.region, *parts.rest, *parts.zone, *parts.city, *parts.street)
    return overlap_of(words, other) >= _SAME_NAME


def _postcode(left: str, right: str) -> PartSaid:
    if left == right:
        return PartSaid("postcode", "agree", 1.0, left, right)
    if left.startswith(right) or right.startswith(left):
        return PartSaid("postcode", "agree", 0.6, left, right)
    same = next((at for at, (a, b) in enumerate(zip(left, right, strict=False)) if a != b), 0)
    near = same >= _NEAR_CODE or OSA.distance(left, right) == 1
    return PartSaid("postcode", "clash", 0.5 if near else 1.0, left, right)


def _street(left: AddressParts, right: AddressParts) -> Iterator[PartSaid]:
    names = " ".join(left.street), " ".join(right.street)
    if not left.streets or not right.streets:
        yield from _street_elsewhere(left, right, names)
        return
    degree, mine, theirs = max(
        (_street_overlap(one, other), one, other) for one in left.streets for other in right.streets
    )
    if degree >= _SAME_STREET:
        yield PartSaid("street", "agree", degree, " ".join(mine), " ".join(theirs))
        beside = left.rest if left.city_known else (*left.rest, *left.city)
        against = right.rest if right.city_known else (*right.rest, *right.city)
        if opposed((*mine, *beside), (*theirs, *against)):
            yield PartSaid("side", "clash", 1.0, " ".join(mine), " ".join(theirs))
    elif max(_elsewhere(left, right), _elsewhere(right, left)) >= _SAME_NAME:
        yield PartSaid("street", "near", 0.5, *names)
    else:
        yield PartSaid("street", "clash", 1.0 - degree, *names)


def _street_overlap(left: Words, right: Words) -> float:
    """As :func:`overlap`; the first and the second street of a name are two."""
    numbers = [{word for word in side if word[0] == "#"} for side in (left, right)]
    if numbers[0] == numbers[1]:
        return overlap(left, right) * _ending(left, right)
    if all(numbers):
        return 0.0
    return overlap(left, right) * _NUMBER_MISSING


def _ending(left: Words, right: Words) -> float:
    """Less than 1 where the longer name ends in another word: "Lenin" and "Lenin Hills"."""
    short, long = sorted((left, right), key=len)
    last = next((word for word in reversed(long) if worth(word) == 1.0), None)
    kept = len(short) == len(long) or last is None
    return 1.0 if kept or any(alike(last or "", word) for word in short) else _OTHER_ENDING


def _street_elsewhere(
    left: AddressParts, right: AddressParts, names: tuple[str, str]
) -> Iterator[PartSaid]:
    """One side does not call the street a street."""
    degree = max(_elsewhere(left, right), _elsewhere(right, left))
    if degree >= _SAME_NAME:
        yield PartSaid("street", "agree", 0.7 * degree, *names)


def _elsewhere(named: AddressParts, other: AddressParts) -> float:
    """How much of one side's best street stands among the other side's words of another kind."""
    words = (*other.rest, *other.site, *other.zone, *other.area, *other.near)
    return max((overlap_of(street, words) for street in named.streets), default=0.0)


def overlap_of(words: Words, among: Words) -> float:
    """How much of some words is among others, 0 to 1."""
    both, mine, _ = shared(words, among)
    return min(both / mine, 1.0) if mine else 0.0


def _numbers(left: AddressParts, right: AddressParts) -> Iterator[PartSaid]:
    mine, theirs = _marks(left), _marks(right)
    if mine and theirs:
        yield from _houses(left, right, mine, theirs)
    if left.boxes and right.boxes:
        same = any(_one_box(one, other) for one in left.boxes for other in right.boxes)
        degree = 1.0 if same or not (left.streets and right.streets) else 0.5
        names = ", ".join(left.boxes), ", ".join(right.boxes)
        yield PartSaid("box", "agree" if same else "clash", degree, *names)
    for part in ("unit", "floor"):
        one, other = getattr(left, f"{part}s"), getattr(right, f"{part}s")
        if one and other:
            same = bool(set(one) & set(other))
            names = ", ".join(one), ", ".join(other)
            yield PartSaid(part, "agree" if same else "clash", 1.0, *names)


def _marks(parts: AddressParts) -> Words:
    """What numbers a place: its house, else its building, kilometre or a code."""
    told = parts.houses or parts.buildings
    if told or parts.kilometres:
        return told or parts.kilometres
    loose = (*parts.rest, *parts.zone, *parts.site, *parts.area)
    return tuple(word for word in loose if word[0].isalpha() and word[-1].isdigit())


def _one_box(left: str, right: str) -> bool:
    """Equal, or one with the postcode written behind it."""
    short, long = sorted((left, right), key=len)
    return short == long or (len(short) >= _LONG_BOX and long.startswith(short))


def _houses(
    left: AddressParts, right: AddressParts, mine: Words, theirs: Words
) -> Iterator[PartSaid]:
    names = ", ".join(mine), ", ".join(theirs)
    degree = max(same_number(one, other) for one in mine for other in theirs)
    if degree < 1.0 and _compound(left) & _compound(right):
        degree = 1.0  # "4 building 1" and "4/1"
    elif degree < 0.0 and _cross(left, right):
        degree = 0.5
    elif degree == -0.8 and _doors(left, right):  # noqa: PLR2004 - see same_number
        degree = 0.6
    if degree < 0.0 and not (left.streets or right.streets) and left.site and right.site:
        degree *= _UNSURE  # without a street, the number may be that of a room
    yield PartSaid("house", "agree" if degree >= 0 else "clash", abs(degree), *names)
    if left.houses and right.houses and left.buildings and right.buildings:
        pair = ", ".join(left.buildings), ", ".join(right.buildings)
        same = any(same_number(a, b) > 0 for a in left.buildings for b in right.buildings)
        yield PartSaid("building", "agree" if same else "clash", 1.0, *pair)


def _cross(left: AddressParts, right: AddressParts) -> bool:
    """Whether one side calls the building what the other calls the house."""
    return bool(
        set(left.buildings) & {*right.houses, *right.buildings}
        or set(right.buildings) & set(left.houses)
    )


def _doors(left: AddressParts, right: AddressParts) -> bool:
    """Where ``28/12`` is door 12 in house 28."""
    return bool({left.country, right.country} & _DOORS)


def _compound(parts: AddressParts) -> set[str]:
    """House with building in one: ``4/1``, ``4-1`` and ``4 k 1`` alike."""
    joined = {re.sub(r"[-/]", "/", house) for house in parts.houses if re.search(r"[-/]", house)}
    return joined | {f"{house}/{one}" for house in parts.houses for one in parts.buildings}


def _named(part: str, left: AddressParts, right: AddressParts) -> Iterator[PartSaid]:
    mine, theirs = getattr(left, part), getattr(right, part)
    names = " ".join(mine), " ".join(theirs)
    if mine and theirs:
        degree = overlap(mine, theirs)
        if degree >= _SAME_NAME:
            yield PartSaid(part, "agree", degree, *names)
        elif not (_somewhere(mine, right) or _somewhere(theirs, left)):
            # Where nothing is numbered, the building's name is what tells the place.
            told = 2.0 if part == "site" and not (_marks(left) and _marks(right)) else 1.0
            yield PartSaid(part, "clash", told * (1.0 - degree), *names)
    elif (mine and _somewhere(mine, right)) or (theirs and _somewhere(theirs, left)):
        yield PartSaid(part, "agree", 0.6, *names)


def _somewhere(words: Words, parts: AddressParts) -> bool:
    every = (*parts.rest, *parts.site, *parts.zone, *parts.area, *parts.street, *parts.near)
    return overlap_of(words, (*every, *parts.city)) >= _SAME_NAME


def _words(left: AddressParts, right: AddressParts) -> Iterator[PartSaid]:
    """All words together: how much of both sides is one."""
    both, mine, theirs = shared(_every(left), _every(right))
    if mine and theirs:
        share = min(2 * both / (mine + theirs), 1.0)
        says: Says = "agree" if share >= _HALF else "clash"
        yield PartSaid("words", says, abs(share - _HALF) / _HALF, "", "")


def _every(parts: AddressParts) -> Words:
    named = (parts.street, parts.site, parts.zone, parts.area, parts.rest, parts.near, parts.city)
    return tuple(dict.fromkeys(word for words in named for word in words))
