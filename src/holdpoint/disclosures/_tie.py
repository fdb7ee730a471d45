"""Which names of a document are one: repeated names, surnames, short forms, initials."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Sequence

from holdpoint.disclosures._classes import kind_of
from holdpoint.disclosures._name_tables import demonyms
from holdpoint.disclosures._runs import company_form
from holdpoint.disclosures._seen import Seen
from holdpoint.text import acronym, is_known_name, word_kind

_ORGS = frozenset({"Company", "Organization", "PublicBody"})
_PLACES = frozenset({"City", "Port", "AirBase", "Airport", "Region", "Zone", "WaterBody", "Site"})
_NO_CITY = _PLACES - {"City"}
_GENERIC = frozenset({"common", "sector", "form", "link", "place"})
_SHORTEST_ACRONYM = 3
_TELLING = 4
_MOST_FULL = 64
"""How many full names that share a word are looked at; a text with more tells nothing by one."""


def tie(names: Sequence[Seen]) -> None:
    """Give every name a key, equal for those that are one thing.

    A name that is told nowhere in the text what it is keeps an empty schema and no key. Two full
    names are one only if they are equal; a surname, a short form or initials go back to a full name
    only if there is exactly one that fits.
    """
    told = [one for one in names if _is_told(one)]
    for one in told:
        one.key = one.key or f"name:{_bare(one.name)}"
    exact: dict[str, Seen] = {}
    for one in told:
        for name in (one.name, *one.aliases):
            exact.setdefault(_bare(name), one)
    for one in names:
        if not _is_told(one) or one.schema in {"City", "Organization"}:
            other = exact.get(_bare(one.name))
            if other is not None and other is not one:
                _join(one, other)
    _Short(told).tie(names)
    _one_programme(told)


def _one_programme(told: Sequence[Seen]) -> None:
    """Let "the drone programme" be that of the one state whose it is elsewhere in the text."""
    whose: dict[str, set[str]] = {}
    for one in told:
        if one.schema == "Programme" and one.key is not None and one.country is not None:
            whose.setdefault(one.key.rpartition(":")[2], set()).add(one.key)
    for one in told:
        if one.schema == "Programme" and one.key is not None and one.country is None:
            keys = whose.get(one.key.rpartition(":")[2], set())
            one.key = next(iter(keys)) if len(keys) == 1 else one.key


def _is_told(one: Seen) -> bool:
    return bool(one.schema) and one.context != "likely"


@functools.lru_cache(maxsize=8192)
def _bare(name: str) -> str:
    return name.casefold().removeprefix("the ").replace("\u2019", "'").rstrip(".")


def _join(one: Seen, other: Seen) -> None:
    one.key, one.schema, one.context = other.key, other.schema, None
    one.country = one.country or other.country


class _Short:
    """The full names of a document, to which surnames, short forms and initials go back."""

    def __init__(self, told: Sequence[Seen]) -> None:
        self._people: dict[str, list[Seen]] = {}
        self._known_as: dict[str, str | None] = {}
        self._first: dict[str | None, int] = {}
        for one in told:
            if one.schema == "Person":
                self._first[one.key] = min(one.start, self._first.get(one.key, one.start))
        for one in _longest(one for one in told if one.schema == "Person" and one.form == "name"):
            self._people.setdefault(one.name.split()[-1].casefold(), []).append(one)
        # "Quellbuga" is not short for "Quellbuga Works" where the text has a "Quellbuga Zone", too.
        self._places = {one.name.split()[0] for one in told if one.schema in _PLACES}
        self._orgs: dict[str, list[Seen]] = {}
        orgs = [one for one in told if one.schema in _ORGS]
        for one in (*_longest(o for o in orgs if o.form == "name"), *_former(orgs)):
            words = one.name.replace(",", "").split()
            initials = "".join(word[0] for word in words if word[0].isupper())
            made = (acronym([word.casefold() for word in words]) or initials).upper()
            for word in {*words, initials, made}:
                self._orgs.setdefault(word, []).append(one)

    def tie(self, names: Iterable[Seen]) -> None:
        """Tie what is short to the one full name that fits."""
        for one in names:
            if one.form not in {"name", "alias"} or one.schema in _NO_CITY:
                continue
            words = one.name.split()
            open_ = one.schema in {"", "City"} or one.context == "listed"
            alone = open_ and (len(words) == 1 or not one.schema)
            if one.schema == "Person" or alone:
                people = self._people.get(words[-1].casefold(), ())
                _tie_to(one, self._called(one, words, people))
            place = len(words) == 1 and words[0] in self._places
            if one.schema in {"", "City", "Company", "Organization"} and not place:
                orgs = self._orgs.get(words[0], ())[:_MOST_FULL]
                _tie_to(one, [full for full in orgs if _is_short(one.name, full.name)])

    def _called(self, one: Seen, words: Sequence[str], people: Sequence[Seen]) -> list[Seen]:
        """Give whom a surname can mean: of several of that name, the one named so far or before."""
        fit = [full for full in people if _is_surname(words, full.name.split())]
        if len(fit) > 1:
            surname = " ".join(words).casefold()
            before = [full for full in fit if self._first.get(full.key, one.start) < one.start]
            if len(before) == 1:
                self._known_as[surname] = before[0].key
            fit = [full for full in fit if full.key == self._known_as.get(surname)] or fit
        return fit


def _longest(names: Iterable[Seen]) -> list[Seen]:
    """Give the longest name of each key."""
    longest: dict[str | None, Seen] = {}
    for one in names:
        known = longest.get(one.key)
        if known is None or len(one.name) > len(known.name):
            longest[one.key] = one
    return list(longest.values())


def _former(names: Iterable[Seen]) -> list[Seen]:
    """Give other whole names of firms, each once: "A LLC, formerly known as B LLC"."""
    others = (one for one in names if one.form == "alias" and company_form(one.name.split()[-1]))
    return list({(one.key, one.name): one for one in others}.values())


def _tie_to(one: Seen, fitting: Sequence[Seen]) -> None:
    others = [full for full in fitting if full.key != one.key]
    if len(others) == 1:
        _join(one, others[0])
        one.form = "alias"


def _is_surname(words: Sequence[str], full: Sequence[str]) -> bool:
    if len(words) >= len(full):
        return False
    wanted = [word.casefold() for word in words]
    return [word.casefold() for word in full[-len(words) :]] == wanted


def _is_short(short: str, full: str) -> bool:
    """Whether a name is the short form of another: its first telling words, or its initials."""
    if len(short) >= len(full):
        return False
    words, all_words = short.split(), full.replace(",", "").split()
    if len(words) == 1 and words[0].isupper() and len(words[0]) >= _SHORTEST_ACRONYM:
        made = acronym([word.casefold() for word in all_words])
        initials = "".join(word[0] for word in all_words if word[0].isupper())
        return words[0].casefold() == made or words[0] == initials
    size = len(words)
    for at in range(len(all_words) - size + 1):
        if all_words[at : at + size] == words:
            rest = all_words[:at] + all_words[at + size :]
            return _stands_alone(words, rest, first=all(map(_only_leads, all_words[:at])))
    return False


def _only_leads(word: str) -> bool:
    """Whether a word before a firm's name is a company form or says where: "OOO", "Utopia"."""
    if company_form(word) or demonyms().whole([word]) is not None:
        return True
    kind = kind_of((word,))
    return kind is not None and kind.schema in {"Country", "City", "Region"}


def _stands_alone(words: Sequence[str], rest: Sequence[str], *, first: bool) -> bool:
    """Whether the words kept tell the name: not only words of the trade; the rest may be those."""
    if len(words) > 1 and all(company_form(word) for word in rest):
        return True
    telling = [word for word in words if word_kind(word.casefold()) not in _GENERIC]
    if not telling:
        return False
    if len(words) > 1:
        return True
    if not first:
        return False
    plain = all(company_form(word) or word_kind(word.casefold()) in _GENERIC for word in rest)
    if plain:
        return True
    # "Eastline" for "Eastline Micromotor Ltd"; "Shahid" and "Anna" begin the names of many.
    word = words[0]
    ends = company_form(rest[-1]) or word_kind(rest[-1].casefold()) in _GENERIC
    return len(word) >= _TELLING and ends and not is_known_name(word.casefold())
