"""Keys of a place: the same for every way of writing its address."""

from __future__ import annotations

from holdpoint.text._address_tables import address_stem, cities, weak_words
from holdpoint.text._addresses import AddressParts, Words, parse_address

_SHORTEST_BOX = 3
# Hong Kong and Crimea are given with one country or the other.
_BLURRED = (frozenset({"CN", "HK", "MO"}), frozenset({"UA", "RU"}))


def address_key(text: str, country: str | None = None) -> str | None:
    """The first of :func:`address_keys`; ``None`` when the text is too little for one."""
    return next(iter(address_keys(parse_address(text, country))), None)


def address_keys(parts: AddressParts) -> tuple[str, ...]:
    """Keys that addresses of one place share, however they are written.

    Args:
        parts: Of :func:`parse_address`.

    Returns:
        ``country|city or postcode|street|house``, ``country|city|box|number``, and
        ``country|city|street+building|`` where neither has a number. Several, because one list
        gives the postcode and another the city; none for an address that is only a city, a
        district or a street without a number.
    """
    if parts.country is None:
        return ()
    places = _places(parts)
    found: list[str] = []
    country = _country_of(parts)
    houses = parts.houses or parts.buildings
    for words in parts.streets or (parts.zone,):
        street = _core(words)
        if street and houses:
            found += [f"{country}|{place}|{street}|{houses[0]}" for place in places]
    for box in parts.boxes if len("".join(parts.boxes)) >= _SHORTEST_BOX else ():
        found += [f"{country}|{place}|box|{box}" for place in places]
    street, site = _core(parts.street), _core(parts.site)
    if street and site and not houses:
        found += [f"{country}|{place}|{street}+{site}|" for place in places]
    return tuple(dict.fromkeys(found))


def _country_of(parts: AddressParts) -> str:
    """The country that a known city lies in, where lists give it to one or the other."""
    stated = parts.country or ""
    own = cities().get(parts.city, (stated, ""))[0]
    pair = frozenset({own, stated})
    return own if any(pair <= blurred for blurred in _BLURRED) else stated


def _places(parts: AddressParts) -> Words:
    city = ".".join(sorted(address_stem(word) for word in parts.city))
    return tuple(place for place in (city, parts.postcode or "") if place)


def _core(words: Words) -> str:
    """The telling words in a fixed order; the weak ones where there are no others."""
    telling = [word for word in words if word not in weak_words() and len(word) > 1]
    return ".".join(sorted({address_stem(word) for word in telling or words}))
