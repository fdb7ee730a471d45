"""Places by name and by code."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from holdpoint.model import Place
from holdpoint.places._exonyms import other_names
from holdpoint.places._words import Reading, passed_over, read, words
from holdpoint.text import country_name

_CODE_SIGNS = re.compile(r"[\s-]+")
_LOCODE_IN_TEXT = re.compile(r"\b[A-Z]{2}[A-Z2-9]{3}\b")
_CODE_IN_BRACKETS = re.compile(r"[(\[]\s*([A-Z]{3,4})\s*[)\]]")
_LONGEST_NAME = 6  # words; no alias of a port is longer once kinds of places are taken out
_SHORTEST_PART = 4  # letters; shorter pieces of a longer text are found by accident
_SHORTEST_SLIP = 5
_TWO_SLIPS_FROM = 9
_IATA = "iata"


class Named(NamedTuple):
    """One spelling of one place."""

    place: Place
    text: str
    reading: Reading


class Coded(NamedTuple):
    """One code of one place."""

    place: Place
    kind: str
    code: str


class Part(NamedTuple):
    """A spelling that was found inside a longer text, and the words left over."""

    named: Named
    left: tuple[str, ...]


class PlaceIndex:
    """Finds places by their exact names, parts, slips and codes; judges nothing."""

    __slots__ = ("_by_code", "_by_core", "_by_id", "_by_whole")

    def __init__(self, places: Iterable[Place]) -> None:
        self._by_id = {place.id: place for place in sorted(places, key=lambda place: place.id)}
        self._by_code: dict[str, list[Coded]] = {}
        self._by_whole: dict[str, list[Named]] = {}
        self._by_core: dict[str, list[Named]] = {}
        for place in self._by_id.values():
            for kind, code in sorted(place.codes.items()):
                coded = Coded(place, kind, code)
                self._by_code.setdefault(plain_code(code), []).append(coded)
            other = other_names(place.codes.get("unlocode", ""))
            for text in dict.fromkeys((place.name, *place.aliases, *other)):
                named = Named(place, text, read(text))
                self._by_whole.setdefault(named.reading.whole, []).append(named)
                if named.reading.core:
                    self._by_core.setdefault(named.reading.core, []).append(named)

    @property
    def by_id(self) -> Mapping[str, Place]:
        """All places by id, in the order of the ids."""
        return self._by_id

    def of_code(self, text: str) -> list[Coded]:
        """Places whose code the whole text is. A three-letter code is only read in capitals."""
        bare = text.strip()
        found = self._by_code.get(plain_code(bare), [])
        return [coded for coded in found if coded.kind != _IATA or bare.isupper()]

    def codes_inside(self, text: str) -> list[tuple[str, Coded]]:
        """Codes that stand inside a longer text, with the letters as they stand there.

        Five-letter codes anywhere in capitals; shorter ones only in brackets, where nobody
        would mean a word.
        """
        return [(seen, coded) for seen in codes_in(text) for coded in self._by_code.get(seen, ())]

    @property
    def codes(self) -> frozenset[str]:
        """All codes, plain; a UN/LOCODE among a place's other names is one of its codes too."""
        names = (name for place in self._by_id.values() for name in place.aliases)
        return frozenset(self._by_code) | {n for n in names if _LOCODE_IN_TEXT.fullmatch(n)}

    def of_whole(self, reading: Reading) -> list[Named]:
        """Spellings that equal the whole text."""
        return self._by_whole.get(reading.whole, [])

    def of_core(self, reading: Reading) -> list[Named]:
        """Spellings that equal the text when words for kinds of places are taken out."""
        return self._by_core.get(reading.core, []) if reading.core else []

    def of_part(self, reading: Reading) -> list[Part]:
        """Spellings inside the text, the longest only."""
        own = reading.own
        for size in range(min(len(own), _LONGEST_NAME), 0, -1):
            found = [part for at in range(len(own) - size + 1) for part in self._at(own, at, size)]
            if found:
                return found
        return []

    def _at(self, own: tuple[str, ...], at: int, size: int) -> Iterator[Part]:
        core = "".join(own[at : at + size])
        if len(core) < _SHORTEST_PART:
            return
        for named in self._by_core.get(core, ()):
            yield Part(named, own[:at] + own[at + size :])

    def of_slip(self, reading: Reading) -> list[tuple[Named, int]]:
        """Spellings one slip away (two in long names), with the number of slips."""
        size = len(reading.core)
        if size < _SHORTEST_SLIP:
            return []
        from rapidfuzz.distance import OSA

        most = 2 if size >= _TWO_SLIPS_FROM else 1
        found: list[tuple[Named, int]] = []
        for core in sorted(self._by_core):
            if len(core) < _SHORTEST_SLIP or abs(len(core) - size) > most:
                continue
            slips = OSA.distance(reading.core, core, score_cutoff=most)
            if 0 < slips <= most:
                found.extend((named, slips) for named in self._by_core[core])
        return found


def codes_in(text: str) -> list[str]:
    """What has the form of a code inside a longer text, with the letters as they stand there."""
    return [*_LOCODE_IN_TEXT.findall(text), *_CODE_IN_BRACKETS.findall(text)]


def plain_code(code: str) -> str:
    """A code in capitals without spaces and hyphens."""
    return _CODE_SIGNS.sub("", code).upper()


def explains(place: Place, left: Iterable[str]) -> bool:
    """Whether words beside a place's name fit it: its region, its country, its other names."""
    known = {*words(place.region or ""), *words(country_name(place.country)), *words(place.name)}
    known |= {(place.country or "").lower(), *passed_over()}
    known |= {word for token in place.address_tokens for word in words(token)}
    known |= {word for alias in place.aliases for word in words(alias)}
    return all(word in known for word in left)
