"""The world's gazetteer beside the curated places: the same questions, the same kind of answers."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from holdpoint.model import Place
from holdpoint.places._geo import Point, distance_km
from holdpoint.places._index import Coded, Named, Part, plain_code
from holdpoint.places._words import Reading, read
from holdpoint.places._world import World
from holdpoint.places._world_keys import SHORTEST_SOUND, sound
from holdpoint.places._world_rows import WorldPlace

_REMEMBERED = 8192
_LONGEST_NAME = 6
_SHORTEST_PART = 4
_SHORTEST_SLIP = 5
_ALIKE = 0.7
"""Share of letters that two names of equal consonants must have in common, where both are written
with vowels."""
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_TITLES = {
    "un-locode": "UN/LOCODE",
    "ourairports": "OurAirports",
    "nga-wpi": "World Port Index",
    "geonames-cities": "GeoNames (CC BY 4.0)",
    "natural-earth-places": "Natural Earth",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class AtlasPlace(Place):
    """A place of the world's gazetteer.

    Attributes:
        functions: What it serves (``port``, ``airport``, ``rail`` …); empty is unknown.
        prominence: 0 to 9, see :class:`holdpoint.places.WorldPlace`.
    """

    functions: frozenset[str] = frozenset()
    prominence: int = 0


class Atlas:
    """Answers by name and code from a :class:`World`, leaving out what is curated.

    Args:
        world: The opened file.
        curated_codes: Codes of curated places in capitals; the world's entry gives way to them.
    """

    __slots__ = ("_cache", "_curated", "world")

    def __init__(self, world: World, curated_codes: Collection[str]) -> None:
        self.world = world
        self._curated = frozenset(curated_codes)
        self._cache: dict[str, AtlasPlace] = {}

    def prominence_of(self, place: Place) -> int | None:
        """How prominent the world's entry of a curated place is; ``None`` where it has none."""
        for kind, code in place.codes.items():
            for its, found in self.world.of_code(code):
                if its == kind:
                    return found.prominence
        return None

    def of_code(self, code: str) -> list[Coded]:
        """Places with a code in capitals."""
        return [
            Coded(self._made(found), kind, code)
            for kind, found in self.world.of_code(code)
            if kind in {"unlocode", "iata", "icao"} and not self._is_curated(found)
        ]

    def of_whole(self, reading: Reading) -> list[Named]:
        """Spellings that equal the whole text."""
        return [n for n in self._of(reading.whole) if n.reading.whole == reading.whole]

    def of_core(self, reading: Reading) -> list[Named]:
        """Spellings that equal the text when words for kinds of places are taken out."""
        if not reading.core:
            return []
        return [n for n in self._of(reading.core) if n.reading.core == reading.core]

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
        if len(core) < _SHORTEST_PART or core.isdigit():
            return
        for named in self._of(core):
            if named.reading.core == core:
                yield Part(named, own[:at] + own[at + size :])

    def of_slip(self, reading: Reading) -> list[Named]:
        """Spellings one slip of a letter away."""
        if len(reading.core) < _SHORTEST_SLIP:
            return []
        from rapidfuzz.distance import OSA

        keys = sorted(key for key in _slips(reading.core) if self.world.has_key(key))
        return [
            n
            for key in keys
            for n in self._of(key)
            if OSA.distance(n.reading.core, reading.core) == 1
        ]

    def of_sound(self, text: str, reading: Reading) -> list[Named]:
        """Spellings with the same consonants; in a script without vowels all of them."""
        heard = sound(reading.core)
        if len(heard) < SHORTEST_SOUND:
            return []
        from rapidfuzz.distance import OSA

        voweled = not any("\u0590" <= sign <= "\u06ff" for sign in text)
        found = []
        for place in self.world.of_sound(reading.core):
            for named in self._names(place):
                if sound(named.reading.core) != heard:
                    continue
                alike = OSA.normalized_similarity(named.reading.core, reading.core)
                if not voweled or alike >= _ALIKE:
                    found.append(named)
        return found

    def near(self, point: Point, radius_km: float) -> list[tuple[float, Place]]:
        """Places within some kilometres of a point, up to about a degree, nearest first."""
        found = []
        for place in self.world.near(point.lat, point.lon):
            if place.lat is None or place.lon is None:
                continue
            away = distance_km(point, Point(place.lat, place.lon))
            if away <= radius_km:
                found.append((away, place.id, self._made(place)))
        return [(away, place) for away, _, place in sorted(found, key=lambda one: one[:2])]

    def _of(self, key: str) -> list[Named]:
        return [named for place in self.world.of_key(key) for named in self._names(place)]

    def _names(self, place: WorldPlace) -> Iterator[Named]:
        if self._is_curated(place):
            return
        for text in dict.fromkeys((place.name, *place.aliases)):
            yield Named(self._made(place), text, read(text))

    def _made(self, place: WorldPlace) -> AtlasPlace:
        made = self._cache.get(place.id)
        if made is None:
            if len(self._cache) >= _REMEMBERED:
                self._cache.clear()
            made = self._cache[place.id] = place_of(place)
        return made

    def _is_curated(self, place: WorldPlace) -> bool:
        return any(plain_code(code) in self._curated for code in place.codes.values())


def place_of(found: WorldPlace) -> AtlasPlace:
    """A place of the file, as the rest of the program knows places."""
    return AtlasPlace(
        id=found.id,
        name=found.name,
        kind=found.kind,
        country=found.country,
        lat=found.lat,
        lon=found.lon,
        uncertainty_km=float(found.uncertainty_km),
        coordinate_basis=_TITLES[found.sources[0]],
        region=found.region or None,
        aliases=found.aliases,
        codes=found.codes,
        source=", ".join(_TITLES[name] for name in found.sources),
        basis="secondary",
        functions=found.functions,
        prominence=found.prominence,
    )


def _slips(word: str) -> set[str]:
    """Every word one slip away: a letter left out, put in, changed, or two changed over."""
    cuts = [(word[:i], word[i:]) for i in range(len(word) + 1)]
    out = {a + b[1:] for a, b in cuts if b}
    out |= {a + b[1] + b[0] + b[2:] for a, b in cuts if len(b) > 1}
    out |= {a + c + b[1:] for a, b in cuts if b for c in _LETTERS}
    out |= {a + c + b for a, b in cuts for c in _LETTERS}
    return out - {word}
