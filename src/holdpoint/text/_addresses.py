"""Free-text addresses to their parts: numbers, street, building, postcode, city, country."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable
from dataclasses import dataclass

from holdpoint._quick import quick
from holdpoint.text._address_country import split_country
from holdpoint.text._address_phrases import Loose, Phrase
from holdpoint.text._address_reader import Reader
from holdpoint.text._address_tables import postcode_pattern, region_codes
from holdpoint.text._address_words import address_tokens
from holdpoint.text._scripts import romanise

LONGEST_ADDRESS = 1000
"""Characters of an address that are looked at."""

Words = tuple[str, ...]

# "CH-8022", "D-60311": letters of the country before a postcode.
_PREFIXED = re.compile(r"(?<![a-z0-9-])(?:[a-z]{1,2})-(\d{4,6})(?![\d/-])")
# "md2001", "lv1010": the country's letters, but not "je40ze".
_LETTERED = re.compile(r"^[a-z]{2}(?=\d{4,6}$)")
# Without postcodes: a long number at the end is a P.O. box.
_NO_POSTCODES = frozenset({"AE", "QA"})
# "#09-36" is a floor and a flat here, a house elsewhere.
_HASH_IS_UNIT = frozenset({"SG", "MY"})
_CITY_STATES = {"HK": "hong kong", "SG": "singapore", "MO": "macau"}
_SHORT_CODE = 4
_SHORTEST_WORD = 3


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class AddressParts:
    """What an address says, romanised and in small letters.

    Attributes:
        houses: House numbers: those that are marked as such, else numbers without a mark.
        buildings: Numbers and letters of a building, block, corpus or plot of a house number.
        floors: Floors.
        units: Offices, rooms, flats, shops.
        boxes: P.O. boxes.
        kilometres: Kilometre marks on a road.
        postcode: In the country's form.
        street: Words of all streets named, in their order; ``#2`` stands for "2nd", "Street 2".
        streets: The same, a street each.
        site: Words of named buildings (towers, hotels, ministries).
        zone: Words of industrial and free zones, ports, parks.
        area: Words of districts, quarters, villages.
        region: Words of provinces.
        city: Words of the city.
        city_known: Whether the city is in the table, marked as one, or given by the caller; else
            it is a guess by its place.
        country: ISO 3166-1 alpha-2, as the address says or else the caller.
        near: Words of places that are only near ("opposite", "corner of").
        rest: Words without a mark of what they are.
    """

    houses: Words = ()
    buildings: Words = ()
    floors: Words = ()
    units: Words = ()
    boxes: Words = ()
    kilometres: Words = ()
    postcode: str | None = None
    street: Words = ()
    streets: tuple[Words, ...] = ()
    site: Words = ()
    zone: Words = ()
    area: Words = ()
    region: Words = ()
    city: Words = ()
    city_known: bool = False
    country: str | None = None
    near: Words = ()
    rest: Words = ()


def parse_address(
    text: str,
    country: str | None = None,
    *,
    city: str | None = None,
    region: str | None = None,
    postcode: str | None = None,
) -> AddressParts:
    """Take an address apart.

    Args:
        text: One line or several, in any script and order; beyond :data:`LONGEST_ADDRESS`
            characters it is not read.
        country: ISO 3166-1 alpha-2, where it is known from elsewhere; the address's own counts
            more.
        city: The city, where a list gives it in a field of its own; it may hold more ("Moscow
            121069", "Culiacan, Sinaloa").
        region: Likewise.
        postcode: Likewise.

    Returns:
        Its parts. Nothing is looked up but words of units, cities and countries (tables
        ``address_*.csv``), so that the place of an unknown word decides what it is.
    """
    fields = (city or "", region or "", postcode or "")
    return _parse(text[:LONGEST_ADDRESS], country.upper() if country else None, *fields)


@functools.lru_cache(maxsize=16384)
def _parse(text: str, country: str | None, city: str, region: str, postcode: str) -> AddressParts:
    if not text and not city:
        region_words = _each(w for p in _read(region).phrases for w in p.words)
        return AddressParts(country=country, region=region_words, postcode=postcode or None)
    street_side, own = split_country(text, country)
    own = own or country
    city, _ = split_country(city, country) if city else ("", None)
    beside, city = _code_in(city, own)
    code: str | None = _code_in(postcode, own)[0] or romanise(postcode) or beside
    if not code:
        code, street_side = _code_in(street_side, own)
    if own in _HASH_IS_UNIT:
        street_side = street_side.replace("#", " unit ")
    reader, fields = _read(street_side), _read(city)
    own = own or fields.country or reader.country
    code = code or _loose_code(fields, own) or _loose_code(reader, own)
    if own in _NO_POSTCODES:
        _take_box(reader)
    _coded_regions((*reader.phrases, *fields.phrases), own)
    known = _settle_city(reader, fields) or _in_city_state(reader, fields, own)
    houses = _houses(reader)
    by_role: dict[str, list[str]] = {}
    for one in (*reader.phrases, *fields.phrases):
        by_role.setdefault(one.role, []).extend(one.words)
    numbers = reader.numbers

    def words(role: str) -> Words:
        return _each(by_role.get(role, ()))

    return AddressParts(
        houses=houses,
        buildings=_each(numbers.get("building", ())),
        floors=_each(numbers.get("floor", ())),
        units=_each(numbers.get("unit", ())),
        boxes=_each(re.sub(r"\D", "", box) or box for box in numbers.get("box", ())),
        kilometres=_each(numbers.get("km", ())),
        postcode=_bare_code(code or ""),
        street=words("street"),
        streets=tuple(dict.fromkeys(tuple(p.words) for p in reader.phrases if p.role == "street")),
        site=words("site"),
        zone=words("zone"),
        area=words("area"),
        region=_each((*words("region"), *(w for p in _read(region).phrases for w in p.words))),
        city=words("city"),
        city_known=known,
        country=own,
        near=words("near"),
        rest=words("rest"),
    )


def _read(text: str) -> Reader:
    reader = Reader(address_tokens(text) if text else [])
    if text:
        reader.read()
    return reader


def _words(phrases: list[Phrase], role: str) -> Words:
    return _each(word for one in phrases if one.role == role for word in one.words)


def _each(values: Iterable[str]) -> Words:
    return tuple(dict.fromkeys(filter(None, values)))


def _code_in(text: str, country: str | None) -> tuple[str, str]:
    """A postcode with letters or spaces in it, and the text without it."""
    if not text or not text.isascii():
        return "", text
    folded = romanise(text)
    if prefixed := _PREFIXED.search(folded):
        return prefixed[1], _without(folded, prefixed)
    pattern = postcode_pattern(country) if country else None
    if pattern is None or not re.search(r"[a-z -]", pattern.pattern.replace(r"\d", "")):
        return "", text
    whole = rf"(?<![a-z0-9#/-])(?:{pattern.pattern})(?![a-z0-9/-])"
    found = list(re.finditer(whole, folded))
    # Digits only are weighed against the other numbers later.
    telling = [one for one in found if not one.group().isdigit()]
    return (telling[-1].group(), _without(folded, telling[-1])) if telling else ("", text)


def _bare_code(code: str) -> str | None:
    """A postcode without spaces, hyphens and the country's letters before it."""
    if not code:
        return None
    bare = re.sub(r"[\s-]", "", code)
    return _LETTERED.sub("", bare) or None


def _without(folded: str, found: re.Match[str]) -> str:
    return f"{folded[: found.start()]} , {folded[found.end() :]}"


def _loose_code(reader: Reader, country: str | None) -> str | None:
    """The unmarked number that is the postcode, taken from the others."""
    pattern = postcode_pattern(country)
    fits = [one for one in reader.loose if pattern and pattern.fullmatch(one.value)]
    if not fits:
        return None
    best = fits[-1]
    if len(best.value) <= _SHORT_CODE and len(reader.loose) == 1 and not reader.marked:
        beside = {one.role for one in reader.phrases if one.piece == best.piece}
        if "street" in beside or (reader.phrases and reader.phrases[0].piece == best.piece):
            return None  # the only number beside a street is its house
    reader.loose.remove(best)
    return best.value


def _coded_regions(phrases: Iterable[Phrase], country: str | None) -> None:
    """``Doral FL``: a code of the country's regions behind a town's name or by itself."""
    codes = region_codes(country) if country else {}
    for one in phrases:
        if one.role in ("rest", "city") and one.words[-1] in codes:
            if len(one.words) == 1:
                one.role, one.words = "region", codes[one.words[0]].split()
            else:
                one.words.pop()


def _settle_city(reader: Reader, fields: Reader) -> bool:
    """Mark the phrase that is the city; whether that is more than a guess."""
    for one in fields.phrases:
        if one.role == "rest":
            one.role = "city" if not _words(fields.phrases, "city") else "area"
    if _words(fields.phrases, "city"):
        for one in reader.phrases:  # the city may stand in the street's field too
            if one.role == "city" and one.words != list(_words(fields.phrases, "city")):
                one.role = "area"
        return True
    if _words(reader.phrases, "city"):
        return True
    _make_street(reader)
    numbers = [one.at for one in reader.loose]
    free = [one for one in reader.phrases if one.role == "rest" and one.lead not in numbers]
    named = [one for one in reader.phrases if one.role in ("street", "site", "zone")]
    if free and (named or len(reader.phrases) == 1 or reader.numbers):
        free[-1].role = "city"
    return False


def _in_city_state(reader: Reader, fields: Reader, country: str | None) -> bool:
    """In Hong Kong or Singapore what is taken for the city is a district of the one there is."""
    if country not in _CITY_STATES:
        return False
    for one in (*reader.phrases, *fields.phrases):
        if one.role == "city":
            one.role = "area"
    reader.phrases.append(Phrase("city", _CITY_STATES[country].split(), -1, -1))
    return True


def _make_street(reader: Reader) -> None:
    """Without any street word, the words beside a number are the street."""
    if any(one.role == "street" for one in reader.phrases):
        return
    numbers = {one.at for one in reader.loose} | set(reader.marked)
    for one in reader.phrases:
        long = any(len(word) >= _SHORTEST_WORD for word in one.words)
        beside = one.lead in numbers or one.at in numbers or one.at + 1 in numbers
        if one.role == "rest" and long and beside:
            one.role = "street"
            return


def _houses(reader: Reader) -> Words:
    """House numbers; a number before a street's name can belong to it ("50 Let Oktyabrya")."""
    _make_street(reader)
    for one in reader.phrases:
        lead = next((n for n in reader.loose if n.at == one.lead), None)
        if lead is None or one.role != "street" or not lead.value.isdigit():
            continue
        if reader.marked or any(one.at <= n.at <= one.at + 2 for n in reader.loose):
            one.words.insert(0, f"#{lead.value}")
            reader.loose.remove(lead)
    if marked := reader.numbers.get("house"):
        return _each(marked)
    return _each(one.value for one in _beside_street(reader) or reader.loose)


def _beside_street(reader: Reader) -> list[Loose]:
    """The unmarked numbers just before or behind a street's name, where there are others too."""
    streets = [one for one in reader.phrases if one.role == "street"]
    before, ends = {one.lead for one in streets}, {one.at for one in streets}
    near = [one for one in reader.loose if one.at in before]
    return near or [one for one in reader.loose if {one.at - 2, one.at - 1, one.at} & ends]


def _take_box(reader: Reader) -> None:
    """Where no postcodes are, a long number without a mark at the end is a P.O. box."""
    last = reader.loose[-1] if reader.loose else None
    if last is None or len(last.value) < _SHORT_CODE or not last.value.isdigit():
        return
    if any(one.role == "street" and one.lead == last.at for one in reader.phrases):
        return
    reader.loose.remove(last)
    reader.numbers.setdefault("box", []).append(last.value)
