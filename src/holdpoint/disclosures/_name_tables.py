"""What is known of names before a text is read: bodies, heads, roles, adjectives, goods."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass

from holdpoint.disclosures._phrases import Phrases
from holdpoint.disclosures._tables import Row, table
from holdpoint.disclosures._tokens import tokenise
from holdpoint.text import country_code, may_begin_country

_YES_NO = ("yes", "no")
_SCHEMATA = (
    "Airport",
    "AirBase",
    "Company",
    "Country",
    "Document",
    "LegalInstrument",
    "Organization",
    "Person",
    "Port",
    "Programme",
    "PublicBody",
    "Region",
    "Site",
    "Vessel",
    "WaterBody",
    "Zone",
)
_SHORT_COUNTRIES = frozenset(
    ("US", "U.S.", "USA", "U.S.A.", "UK", "U.K.", "UAE", "U.A.E.", "DPRK", "ROK", "PRC")
)
_SHORTEST_COUNTRY = 4
_MOST_COUNTRY_WORDS = 7


def words_of(text: str) -> tuple[str, ...]:
    """Give the words of a phrase as the texts are parted."""
    return tokenise(text, 0, len(text))[0]


@dataclass(frozen=True, slots=True)
class Known:
    """Something with a name that the tables know."""

    schema: str
    name: str
    country: str | None


@dataclass(frozen=True, slots=True)
class Head:
    """What a word in a name tells of its bearer."""

    schema: str
    weak: bool


@dataclass(frozen=True, slots=True)
class Goods:
    """A class of goods."""

    id: str
    name: str
    entries: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StateBody:
    """A body that an adjective of a country makes of a noun."""

    schema: str
    state: bool
    resolved: bool


@dataclass(frozen=True, slots=True)
class Description:
    """A noun that speaks of a thing without its name."""

    schema: str
    kind: str
    noun: str


def _schema(row: Row) -> str:
    return row.one_of("schema", _SCHEMATA)


@functools.cache
def bodies() -> Phrases[Known]:
    """Give bodies and lists that everybody knows, by the words of each spelling."""
    entries: list[tuple[tuple[str, ...], Known]] = []
    for row in table("bodies", ("schema", "country", "names")):
        names = row.several("names")
        known = Known(_schema(row), names[0], row["country"] or None)
        entries += [(words_of(name), known) for name in names]
    return Phrases(entries)


@functools.cache
def metonyms() -> Phrases[tuple[str, bool]]:
    """Give seats of government: the country, and whether the name is a city too."""
    rows = table("metonyms", ("name", "country", "city"))
    return Phrases(
        (words_of(row["name"]), (row["country"], row.one_of("city", _YES_NO) == "yes"))
        for row in rows
    )


@functools.cache
def demonyms() -> Phrases[str]:
    """Give the adjectives of countries."""
    rows = table("demonyms", ("country", "words"))
    return Phrases(
        (words_of(word), row["country"]) for row in rows for word in row.several("words")
    )


@functools.cache
def regions() -> Phrases[str]:
    """Give parts of states, with the state."""
    rows = table("regions", ("country", "names"))
    return Phrases(
        (words_of(name), row["country"]) for row in rows for name in row.several("names")
    )


@functools.cache
def cities() -> Phrases[str]:
    """Give towns that are named again and again, with the state."""
    rows = table("cities", ("country", "names"))
    return Phrases(
        (words_of(name), row["country"]) for row in rows for name in row.several("names")
    )


@functools.cache
def heads(place: str) -> Phrases[Head]:
    """Give the words by which a name tells what it names: ``start``, ``end``, ``any`` or ``of``."""
    rows = table("name_heads", ("schema", "place", "weak", "words"))
    return Phrases(
        (words_of(word), Head(_schema(row), row.one_of("weak", _YES_NO) == "yes"))
        for row in rows
        if row.one_of("place", ("start", "end", "any", "of")) == place
        for word in row.several("words")
    )


@functools.cache
def longest_head(place: str) -> int:
    """Give how many words the longest head of a kind has."""
    rows = table("name_heads", ("schema", "place", "weak", "words"))
    return max(
        len(words_of(word))
        for row in rows
        if row["place"] == place
        for word in row.several("words")
    )


@functools.cache
def not_names() -> frozenset[tuple[str, ...]]:
    """Give capitalised phrases that name nobody, in lower case."""
    rows = table("not_names", ("words",))
    return frozenset(words_of(word.lower()) for row in rows for word in row.several("words"))


@functools.cache
def roles(kind: str) -> Phrases[str]:
    """Give the words of roles, lower case: ``title``, ``office``, ``both`` or ``group``."""
    rows = table("role_words", ("kind", "words"))
    return Phrases(
        (words_of(word), word)
        for row in rows
        if row.one_of("kind", ("title", "office", "both", "group")) == kind
        for word in row.several("words")
    )


@functools.cache
def goods() -> Phrases[Goods]:
    """Give the words of goods, lower case."""
    entries: list[tuple[tuple[str, ...], Goods]] = []
    for row in table("goods_words", ("id", "name", "goods", "words")):
        found = Goods(row["id"], row["name"], row.several("goods"))
        entries += [(words_of(word), found) for word in row.several("words")]
    return Phrases(entries)


@functools.cache
def goods_by_id() -> dict[str, Goods]:
    """Give the classes of goods by id."""
    rows = table("goods_words", ("id", "name", "goods", "words"))
    return {row["id"]: Goods(row["id"], row["name"], row.several("goods")) for row in rows}


@functools.cache
def models() -> dict[str, Goods]:
    """Give the class of goods of each family of models ("Shahed")."""
    known = goods_by_id()
    out: dict[str, Goods] = {}
    for row in table("models", ("goods", "families")):
        if row["goods"] not in known:
            raise row.fault(f"goods {row['goods']!r} are not in goods_words.csv")
        out.update(dict.fromkeys(row.several("families"), known[row["goods"]]))
    return out


@functools.cache
def descriptions() -> Phrases[Description]:
    """Give the nouns that speak of a thing without its name, lower case."""
    rows = table("descriptions", ("schema", "kind", "nouns"))
    kinds = ("one", "many")
    return Phrases(
        (words_of(noun), Description(_schema(row), row.one_of("kind", kinds), noun))
        for row in rows
        for noun in row.several("nouns")
    )


@functools.cache
def state_bodies() -> Phrases[StateBody]:
    """Give the nouns that make a body of a state after its adjective, lower case."""
    rows = table("state_bodies", ("noun", "schema", "state", "resolved"))
    return Phrases(
        (
            words_of(row["noun"]),
            StateBody(
                _schema(row),
                row.one_of("state", _YES_NO) == "yes",
                row.one_of("resolved", _YES_NO) == "yes",
            ),
        )
        for row in rows
    )


@functools.lru_cache(maxsize=8192)
def country_named(name: str) -> str | None:
    """Give the country that a capitalised phrase names; an adjective names none."""
    if name not in _SHORT_COUNTRIES and not _may_be_country(name):
        return None
    if not may_begin_country(name.partition(" ")[0]) and not says_now(name):
        return None
    if demonyms().whole(words_of(name)) is not None:
        return None
    return country_code(name)


def _may_be_country(name: str) -> bool:
    """Whether a phrase has the form of a country's name, and no word of another name in it."""
    if len(name) < _SHORTEST_COUNTRY or name.isupper() or not name[-1].isalpha():
        return False
    if not all(sign.isalpha() or sign in " -'\u2019" for sign in name):
        return False
    return "People" in name or ("'s" not in name and "\u2019s" not in name)


def says_now(name: str) -> bool:
    """Whether words may tell of a state of today behind one of the past."""
    name = name.lower()
    return "now" in name or "currently" in name


def may_begin_state(word: str) -> bool:
    """Whether a country or its adjective can begin with a word, where no word says "now"."""
    return demonyms().begins_with(word) or may_begin_country(word)


def country_at(words: Sequence[str], at: int, end: int) -> tuple[int, str] | None:
    """Give the end and the code of the longest country name that begins at a word."""
    if at >= len(words) or not words[at][0].isupper():
        return None
    most = min(end, len(words), at + _MOST_COUNTRY_WORDS)
    if not may_begin_country(words[at]) and not says_now(" ".join(words[at:most])):
        return None
    for last in range(most, at, -1):
        if not words[last - 1][0].isalpha() or words[last - 1] in {"of", "and", "the"}:
            continue
        code = country_named(
            " ".join(words[at:last]).replace(" '", "'").replace(" \u2019", "\u2019")
        )
        if code is not None:
            return last, code
    return None
