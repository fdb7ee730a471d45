"""Check R2 for parties: does an address give away a watched site, or only its town?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from holdpoint.model import Evidence, NotRun, Party, Place
from holdpoint.places._countries import stated_countries
from holdpoint.places._gazetteer import Gazetteer
from holdpoint.places._geo import Point, distance_km
from holdpoint.places._law import in_force, sorted_listings
from holdpoint.places._settings import RouteSettings
from holdpoint.places._words import passed_over, read, words

_ZONES = frozenset({"zone", "plant", "site"})
_WITH_TOWN = _ZONES | {"air_base"}

Words = tuple[str, ...]


class _Found(NamedTuple):
    """What an address shares with a site."""

    names: tuple[str, ...]
    postcodes: tuple[str, ...]
    towns: tuple[str, ...]


def party_sites(
    party: Party,
    gazetteer: Gazetteer,
    *,
    as_of: date,
    settings: RouteSettings | None = None,
    path: str = "",
) -> tuple[list[Evidence], list[NotRun]]:
    """Watched sites that a party's address points at.

    Args:
        party: Its ``address`` and ``country`` are read.
        gazetteer: Places; only those that are watched, or claimed, are sites.
        as_of: The day whose law applies.
        settings: ``site_km`` bounds how far a town may lie from its site.
        path: The party's place in the transaction (``parties[1]``), for the evidence.

    Returns:
        Evidence of kind ``sites``. Tier ``address``: the address has words or a postcode of the
        site itself. It is ``certain`` when the party is in the site's country and a name of the
        site stands beside another sign (its street, postcode, town); one sign alone leaves it
        ``None``, for a street in another town may bear the name. Tier ``town``: only the town next
        to the site, always ``certain`` ``None``. A party in another country is not matched, unless
        its address names the site's country.

        Not run when the address is missing and a watched site lies in the party's country (or its
        country is unknown).
    """
    chosen = settings or RouteSettings()
    sites = [place for place in gazetteer.places.values() if place.watched or place.claims]
    stated = frozenset(stated_countries(party.address or "").sure)
    near = [site for site in sites if _may_be_in(party, site, stated)]
    if party.address is None or not party.address.strip():
        if not near:
            return [], []
        why = f"{path or 'a party'} has no address: watched sites were not compared with it"
        return [], [NotRun(check="places.sites", why=why)]
    text = _words_of(party.address)
    rows = [
        row
        for site in near
        for row in _rows(party, site, _find(text, site, gazetteer, chosen), stated, as_of)
    ]
    return [Evidence(kind="sites", subject=path, data=row) for row in rows], []


def _may_be_in(party: Party, site: Place, stated: frozenset[str]) -> bool:
    if site.country is None or site.country in stated:
        return True
    return party.country in {None, site.country} and not (stated and party.country is None)


def _find(text: Words, site: Place, gazetteer: Gazetteer, settings: RouteSettings) -> _Found:
    towns = _towns(site, gazetteer, settings)
    town_words = {_words_of(name) for town in towns for name in (town.name, *town.aliases)}
    names: list[str] = []
    postcodes: list[str] = []
    seen_towns: list[str] = []
    for token in _tokens(site):
        sought = _words_of(token)
        if not sought or not _holds(text, sought):
            continue
        if sought in town_words or _bare_base(site, token):
            seen_towns.append(token)
        elif len(sought) == 1 and sought[0].isdigit():
            postcodes.append(token)
        else:
            names.append(token)
    seen_towns += [
        token
        for town in towns
        for token in (town.name, *town.aliases, *town.address_tokens)
        if _holds(text, _words_of(token))
    ]
    return _Found(_once(names), _once(postcodes), _once(seen_towns))


def _tokens(site: Place) -> Iterator[str]:
    """What gives a site away. A port or airport is often called by its city's bare name."""
    yield from site.address_tokens
    for name in (site.name, *site.aliases):
        if site.kind in _WITH_TOWN or read(name).functions:
            yield name


def _bare_base(site: Place, token: str) -> bool:
    """An air base called by its village's name: that is a sign of the village only."""
    return site.kind not in _ZONES and not read(token).functions


def _towns(site: Place, gazetteer: Gazetteer, settings: RouteSettings) -> list[Place]:
    if site.kind not in _WITH_TOWN or site.lat is None or site.lon is None:
        return []
    here = Point(site.lat, site.lon)
    return [
        town
        for town in gazetteer.places.values()
        if town.kind == "town" and town.lat is not None and town.lon is not None
        if distance_km(here, Point(town.lat, town.lon)) <= settings.site_km
    ]


def _rows(
    party: Party, site: Place, found: _Found, stated: frozenset[str], as_of: date
) -> Iterator[dict[str, Any]]:
    if not (found.names or found.postcodes or found.towns):
        return
    strong = bool(found.names or found.postcodes)
    base = {
        "place": site.id,
        "place_name": site.name,
        "tier": "address" if strong else "town",
        "distance_km": None,
        "certain": _certain(party, site, found, stated),
        "seen": [*found.names, *found.postcodes, *found.towns],
        "address": party.address,
        "source": site.source,
        "basis": site.basis,
    }
    if not site.listings:
        yield {**base, "listed": False, "authority": None, "act": None, "in_force": None}
    for listing in sorted_listings(site):
        yield {
            **base,
            "listed": True,
            "authority": listing.authority,
            "act": f"{listing.act} {listing.annex}",
            "in_force": in_force(listing, as_of),
        }


def _certain(party: Party, site: Place, found: _Found, stated: frozenset[str]) -> bool | None:
    """Two different signs, one of them a name of the site, in a party of the site's country."""
    if party.country != site.country or stated - {site.country}:
        return None
    named = {_words_of(name) for name in found.names}
    # "Alabuga" inside "OEZ Alabuga" is one sign, not two.
    apart = [one for one in named if not any(_inside(one, other) for other in named)]
    two_words = any(len(one) > 1 for one in apart)
    signs = len(apart) + bool(found.postcodes) + bool(found.towns)
    return True if apart and (signs > 1 or (two_words and not _only_street(apart))) else None


def _only_street(names: list[Words]) -> bool:
    """A street's name with a number ("Sh-2") may be found elsewhere."""
    return all(any(word.isdigit() for word in name) for name in names)


def _inside(one: Words, other: Words) -> bool:
    return one != other and _holds(other, one)


def _words_of(text: str) -> Words:
    return tuple(word for word in words(text) if word not in passed_over())


def _holds(text: Words, sought: Words) -> bool:
    size = len(sought)
    return size > 0 and any(text[at : at + size] == sought for at in range(len(text) - size + 1))


def _once(tokens: list[str]) -> tuple[str, ...]:
    """Each sign once, in its first spelling."""
    first: dict[Words, str] = {}
    for token in tokens:
        first.setdefault(_words_of(token), token)
    return tuple(first.values())
