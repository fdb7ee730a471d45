"""The address as evidence of identity: the party's against each of the entity's."""

from __future__ import annotations

import functools

from holdpoint.matching._address_parts import BLURRED, score_parts
from holdpoint.matching._address_said import PRECISE, AddressScore
from holdpoint.matching._types import Part, Verdict
from holdpoint.model import Address, Entity
from holdpoint.text import AddressParts, country_name, parse_address

_MOST = 40
"""Addresses of one entity that are compared; the most on a list is about 60."""

_WORDS = {
    "words": "most words",
    "side": "north and south (or new and old)",
    "house": "the house number",
    "box": "the P.O. box",
    "site": "the building's name",
    "zone": "the zone",
    "unit": "the office",
    "building": "the building's number",
}


def compare_address(text: str, entity: Entity, country: str | None) -> Part | None:
    """The address part of a comparison.

    Args:
        text: The order's address, one line.
        entity: The listed entity; each of its addresses is compared, the closest is shown.
        country: The order's country of the party, ISO 3166-1 alpha-2, where it is known.

    Returns:
        ``agree`` when both name one building or site (another office in it counts as one).
        Another address is ``unknown``: firms move, keep branches and registered seats, and lists
        print old addresses, so that it proves nothing. ``contradict`` only where the address by
        itself lies in another country than everything that the list says of the entity, and the
        order states no country of its own (that would be judged as country, not twice). ``score``
        is 0 to 1; ``None`` when a side gives no address.
    """
    found = closest_address(text, country, entity)
    if found is None:
        return None
    listed, best = found
    right = listed.line()
    if best.same_place:
        return _part("agree", best, text, right, _agreement(best))
    if country is None and (abroad := _abroad(parse_address(text), entity)):
        return _part("contradict", best, text, right, abroad)
    return _part("unknown", best, text, right, _doubt(best))


def closest_address(
    text: str, country: str | None, entity: Entity
) -> tuple[Address, AddressScore] | None:
    """The entity's address that comes closest to one, and how close.

    Args:
        text: One line.
        country: ISO 3166-1 alpha-2, where it is known from elsewhere.
        entity: The listed entity.

    Returns:
        ``None`` when a side gives no address.
    """
    listed = [one for one in entity.addresses[:_MOST] if one.text or one.street or one.city]
    if not text.strip() or not listed:
        return None
    graded = [(score_address(text, country, one), -at) for at, one in enumerate(listed)]
    best, place = max(graded, key=lambda row: (not row[0].bare, row[0].score, row[1]))
    return listed[-place], best


@functools.lru_cache(maxsize=65536)
def score_address(text: str, country: str | None, listed: Address) -> AddressScore:
    """An address of an order against one of a list.

    Args:
        text: The order's, one line.
        country: The order's country of the party, ISO 3166-1 alpha-2.
        listed: The list's.
    """
    return score_parts(parse_address(text, country), parse_listed(listed))


def parse_listed(address: Address) -> AddressParts:
    """An address as a list gives it, taken apart; remembered by its content."""
    line = ", ".join(part for part in (address.text, address.street) if part)
    return parse_address(
        line,
        address.country,
        city=address.city,
        region=address.region,
        postcode=address.postcode,
    )


def _abroad(mine: AddressParts, entity: Entity) -> str | None:
    """In words, when the address lies in no country that the list states."""
    flags = (entity.vessel.flag,) if entity.vessel and entity.vessel.flag else ()
    stated = {one.country for one in entity.addresses} | {*entity.countries, *flags}
    stated |= set(entity.nationalities)
    known = sorted(code for code in stated if code)
    if mine.country is None or not known or mine.country in known:
        return None
    if any(mine.country in pair and code in pair for pair in BLURRED for code in known):
        return None
    theirs = ", ".join(country_name(code) for code in known)
    return f"it lies in {country_name(mine.country)}, on the list is {theirs}"


def _agreement(best: AddressScore) -> str:
    agreed = [_word(part) for part in best.agreed if part != "words"]
    note = f"the same {' and '.join(_list(agreed))}" if agreed else "the same words"
    clashed = [_word(part) for part in best.clashed if part in ("unit", "floor")]
    return f"{note}; another {clashed[0].removeprefix('the ')} in it" if clashed else note


def _doubt(best: AddressScore) -> str:
    if best.bare:
        return "too little of an address: a town, or no street and number"
    clashed = [_word(part) for part in best.clashed if part != "words"]
    agreed = [_word(part) for part in best.agreed if part in PRECISE or part == "city"]
    if not clashed:
        return "too little in common; parties move"
    told = f"another {' and '.join(_list([one.removeprefix('the ') for one in clashed]))}"
    same = f", though the {' and '.join(_list(agreed))} agree" if agreed else ""
    return f"{told}{same}; parties move"


def _list(words: list[str]) -> list[str]:
    bare = [word.removeprefix("the ") for word in dict.fromkeys(words)]
    return [", ".join(bare[:-1]), bare[-1]] if len(bare) > 1 else bare


def _word(part: str) -> str:
    return _WORDS.get(part, part)


def _part(verdict: Verdict, best: AddressScore, left: str, right: str, note: str) -> Part:
    return Part(
        name="address", verdict=verdict, score=best.score, left=left, right=right, note=note
    )
