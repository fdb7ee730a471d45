"""The gazetteer: place references to places, with every doubt kept."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from holdpoint.model import Place
from holdpoint.places._atlas import Atlas, AtlasPlace
from holdpoint.places._context import says_kind, weigh
from holdpoint.places._countries import Stated, locode_country, stated_countries
from holdpoint.places._exonyms import is_old_name
from holdpoint.places._geo import Point, TypedPoint, is_within, read_point
from holdpoint.places._index import (
    Coded,
    Named,
    Part,
    PlaceIndex,
    codes_in,
    explains,
    plain_code,
)
from holdpoint.places._near import SiteIndex
from holdpoint.places._outline import Outline
from holdpoint.places._resolution import STRONG, Candidate, Resolution
from holdpoint.places._settings import RouteSettings
from holdpoint.places._words import Reading, is_number, read, words
from holdpoint.places._world import World
from holdpoint.text import country_code, country_name

_WHOLE, _CORE, _EXPLAINED, _RIVAL, _PART = 1.0, 0.95, 0.9, 0.9, 0.7
_ONE_TOWN_KM = 50.0
"""Facilities of one name this near to each other are taken to be of one town."""
_SAME_COUNTRY_KM = 10.0
"""Coordinates this near to a known place are taken to be in its country. A choice of the project:
it spares a question about transit and never settles whether a listed place is meant."""
_SLIP = {1: 0.7, 2: 0.6}
_HEARD = 0.5
_FIELD, _FIELDS = 0.05, frozenset({"airport", "air_base"})
_OLD = 0.84
"""Of a name of the past: below what may be *the* place, for another may bear it today."""
_HAMLET, _DOUBTED = 2, 0.8
_MOST_GUESSES = 12
_CURATED = 4
"""Prominence of a curated place that the world's gazetteer does not hold."""
_CODE = re.compile(r"[A-Za-z]{2}[ -]?[A-Za-z2-9]{3}|[A-Z0-9]{3,4}")
_LOCODE_SIGNS = 5
_SITE_KINDS_LEFT_OUT = frozenset({"port", "town", "country"})


class Gazetteer:
    """Knows places; resolves references to them and never guesses.

    Args:
        places: Curated places, and the ones that are mistaken for them, each a place of its own.
            Of two with one id the later counts.
        settings: Uncertainties added to what a place says of itself.
        world: The world's gazetteer; without it only curated places are known.
    """

    __slots__ = ("_atlas", "_curated", "_index", "_listed", "_outlines", "_settings", "_sites")

    def __init__(
        self,
        places: Iterable[Place],
        settings: RouteSettings | None = None,
        world: World | None = None,
    ) -> None:
        self._index = PlaceIndex(places)
        self._settings = settings or RouteSettings()
        self._atlas = None if world is None else Atlas(world, self._index.codes)
        known = self._index.by_id.values()
        self._outlines = {
            place.id: Outline(place.outline.polygons) for place in known if place.outline
        }
        self._sites = SiteIndex(
            (
                place
                for place in known
                if (place.watched or place.claims) and place.kind not in _SITE_KINDS_LEFT_OUT
            ),
            self._outlines,
        )
        self._listed = SiteIndex((p for p in known if p.listings), self._outlines)
        self._curated = SiteIndex(known)

    @property
    def atlas(self) -> Atlas | None:
        """The world's gazetteer; ``None`` where it was not given."""
        return self._atlas

    @property
    def places(self) -> Mapping[str, Place]:
        """All places by id."""
        return self._index.by_id

    @property
    def outlines(self) -> Mapping[str, Outline]:
        """The outlines of places, by id."""
        return self._outlines

    @property
    def listed(self) -> SiteIndex:
        """The places that a legal act names."""
        return self._listed

    @property
    def sites(self) -> SiteIndex:
        """The watched sites of check R2: ports, towns and countries left out."""
        return self._sites

    def resolve(
        self, text: str, *, country: str | None = None, mode: str | None = None
    ) -> Resolution:
        """All places that a reference may mean, and whether it is one, several or none.

        Args:
            text: A UN/LOCODE, an IATA or ICAO code, ``lat,lon``, a site id, or free text in any
                script (``port of …``, ``Bandar …``, ``near …``, ``…, Iran``).
            country: ISO 3166-1 alpha-2 that the context suggests. It chooses among several; it
                never removes the only candidate, nor one that is watched or listed.
            mode: How the leg travels. It chooses among several: the sea needs a port.

        Returns:
            The verdict with its candidates. A slip of spelling gives extra candidates, and never
            the verdict ``one``. A UN/LOCODE that is not in the gazetteer gives ``none``, and its
            country. Coordinates give one candidate of kind ``point``.
        """
        bare = text.strip()
        if not bare:
            return Resolution(text=text, verdict="none", note="no place is given")
        try:
            typed = read_point(bare)
        except ValueError as error:
            return Resolution(text=text, verdict="none", note=str(error))
        if typed is not None:
            return self._of_point(text, typed)
        stated = stated_countries(bare)
        found = self._candidates(bare, stated, mode)
        if not found:
            return self._nothing(text, stated)
        return weigh(text, found, stated, country=country, mode=mode)

    def _of_point(self, text: str, typed: TypedPoint) -> Resolution:
        lat, lon = typed.point
        uncertainty = round(max(self._settings.typed_km, typed.rounding_km), 3)
        country = self._country_round(typed.point)
        place = Place(
            id=f"point:{lat:g},{lon:g}",
            name=f"{lat:g}, {lon:g}",
            kind="point",
            country=country,
            lat=lat,
            lon=lon,
            uncertainty_km=uncertainty,
            coordinate_basis="as given",
            source="the order",
        )
        why = "coordinates as given"
        candidate = Candidate(
            place=place, score=_WHOLE, why=why, uncertainty_km=uncertainty, by="point"
        )
        return Resolution(text=text, verdict="one", candidates=(candidate,), country=country)

    def _country_round(self, point: Point) -> str | None:
        """The country of coordinates, where the known places round them all lie in one.

        No borders are kept here, so a point far from every known place has no country.
        """
        near = {
            place.country
            for place in self._curated.within(point, _SAME_COUNTRY_KM)
            if place.lat is not None and place.lon is not None
            if is_within(point, Point(place.lat, place.lon), _SAME_COUNTRY_KM)
        }
        return near.pop() if len(near) == 1 else None

    def _nothing(self, text: str, stated: Stated) -> Resolution:
        whole = country_code(text)
        if whole is not None:
            note = "a country, not a place in it"
            return Resolution(text=text, verdict="none", country=whole, note=note)
        prefix = locode_country(text)
        if prefix is not None:
            note = f"it has the form of a UN/LOCODE of {country_name(prefix)}; not in the gazetteer"
            return Resolution(text=text, verdict="none", country=prefix, note=note)
        return Resolution(
            text=text, verdict="none", country=stated.one, note="not in the gazetteer"
        )

    def _candidates(self, text: str, stated: Stated, mode: str | None) -> list[Candidate]:
        if text in self._index.by_id:
            return [self._made(self._index.by_id[text], _WHOLE, "the site's id", "id")]
        coded = [self._coded(found) for found in self._of_code(text)]
        if coded:
            return self._code_or_name(text, coded)
        inside = self._codes_inside(text)
        rest = text
        for letters, _ in inside:
            rest = rest.replace(letters, " ")
        named = self._by_name(rest, stated, mode) if words(rest) else []
        return _both([self._coded(found) for _, found in inside], named)

    def _code_or_name(self, text: str, coded: list[Candidate]) -> list[Candidate]:
        """A code may be a name as well: "Aqaba" is a port, AQABA a station in Antarctica."""
        reading = read(text)
        named = self._index.of_whole(reading)
        if self._atlas is not None:
            named = [*named, *self._atlas.of_whole(reading)]
        whole = [self._named(one, reading, _WHOLE) for one in named]
        if whole and not text.strip().isupper():
            coded = [replace(c, score=_PART) for c in coded]
        return _best([*coded, *whole])

    def _by_name(self, text: str, stated: Stated, mode: str | None) -> list[Candidate]:
        reading = read(text)
        # "Amirabad port, Iran" is "Amirabad port" once the country is taken out.
        bare = read(stated.without(text))
        for name in (reading, bare):
            found = self._exact(name, mode) if name.own else []
            if found:
                return found
        spoken = self._index.of_part(bare)
        if self._atlas is not None:
            spoken = _longest([*spoken, *self._atlas.of_part(bare)])
        parts = (self._part(part, bare, mode) for part in spoken)
        found = _best(candidate for candidate in parts if candidate is not None)
        if found:
            return found
        return self._misspelt(text, bare)

    def _misspelt(self, text: str, bare: Reading) -> list[Candidate]:
        """Names a slip away, and names of the same consonants; never more than a question."""
        near = [self._slip(named, slips) for named, slips in self._index.of_slip(bare)]
        if self._atlas is not None:
            near += [self._slip(named, 1) for named in self._atlas.of_slip(bare)]
            near += [self._heard(named) for named in self._atlas.of_sound(text, bare)]
        return _best(near)[:_MOST_GUESSES]

    def _of_code(self, text: str) -> list[Coded]:
        found = self._index.of_code(text)
        if self._atlas is None or not _CODE.fullmatch(text.strip()):
            return found
        bare = text.strip()
        if len(bare) < _LOCODE_SIGNS and not bare.isupper():
            return found
        return [*found, *self._atlas.of_code(plain_code(bare))]

    def _codes_inside(self, text: str) -> list[tuple[str, Coded]]:
        found = self._index.codes_inside(text)
        if self._atlas is not None:
            found += [(code, one) for code in codes_in(text) for one in self._atlas.of_code(code)]
        return found

    def _exact(self, reading: Reading, mode: str | None) -> list[Candidate]:
        """Names that are the whole text, and those that differ by a word such as "port" only.

        The second kind counts too: a bare "Amirabad" may be the Bandar Amirabad. Where the mode
        says nothing, it is a rival if it lies elsewhere, and not if it is a facility of the
        same town. A whole name that says "port" or the like has no such rivals.
        """
        whole, core = self._index.of_whole(reading), self._index.of_core(reading)
        if self._atlas is not None:
            known = [named.place for named in (*whole, *core)]
            whole = [*whole, *_apart(self._atlas.of_whole(reading), known)]
            core = [*core, *_apart(self._atlas.of_core(reading), known)]
        core = [named for named in core if named not in whole]
        found = [self._named(named, reading, _WHOLE) for named in whole]
        other = [candidate for named in core if (candidate := self._core(named, reading, mode))]
        if found and reading.functions:
            other = [replace(candidate, score=_PART) for candidate in other]
        elif found:
            other = [replace(c, score=_RIVAL) if _rivals(c, found) else c for c in other]
        return self._or_slip(_best([*found, *other]), reading)

    def _or_slip(self, found: list[Candidate], reading: Reading) -> list[Candidate]:
        """A hamlet's name may be a well-known port's, misspelt: Felixstow, in Australia."""
        if self._atlas is None or not found or any(c.prominence > _HAMLET for c in found):
            return found
        near = [self._slip(named, slips) for named, slips in self._index.of_slip(reading)]
        near += [self._slip(named, 1) for named in self._atlas.of_slip(reading)]
        near = [candidate for candidate in near if candidate.prominence >= _CURATED]
        if not near:
            return found
        doubted = [replace(c, score=min(c.score, _DOUBTED)) for c in found]
        return _best([*doubted, *near])

    def _core(self, named: Named, reading: Reading, mode: str | None) -> Candidate | None:
        """A name that agrees but for words such as "port"; ``None`` where these speak against."""
        score = says_kind(reading.functions, named, mode)
        return None if score is None else self._named(named, reading, min(score, _CORE))

    def _named(self, named: Named, reading: Reading, score: float) -> Candidate:
        by = "facility" if named.place.kind in reading.functions else "name"
        why = f"named {named.text}"
        if is_old_name(named.place.codes.get("unlocode", ""), named.reading.core):
            score, by, why = min(score, _OLD), "old", f"{why} in the past"
        candidate = self._made(named.place, score, why, by)
        return self._only_near(candidate) if reading.near else candidate

    def _part(self, part: Part, reading: Reading, mode: str | None) -> Candidate | None:
        """A name inside a longer text: sure only when the rest of the text fits the place too."""
        candidate = self._core(part.named, reading, mode)
        if candidate is None:
            return None
        left = [word for word in part.left if not is_number(word)]
        if explains(candidate.place, left):
            return replace(candidate, score=min(candidate.score, _EXPLAINED))
        why = f"{candidate.why}; not explained: {' '.join(left)}"
        return replace(candidate, score=min(candidate.score, _PART), why=why, by="part")

    def _slip(self, named: Named, slips: int) -> Candidate:
        why = f"spelt like {named.text}, {slips} slip{'s' if slips > 1 else ''}"
        score = _SLIP[slips] - (_FIELD if named.place.kind in _FIELDS else 0)
        return self._made(named.place, round(score, 4), why, "spelling")

    def _heard(self, named: Named) -> Candidate:
        return self._made(named.place, _HEARD, f"sounds like {named.text}", "sound")

    def _coded(self, coded: Coded) -> Candidate:
        return self._made(coded.place, _WHOLE, f"{coded.kind} {coded.code}", coded.kind)

    def _made(self, place: Place, score: float, why: str, by: str) -> Candidate:
        uncertainty = place.uncertainty_km
        if place.kind == "town":
            uncertainty = max(uncertainty, self._settings.town_km)
        if by == "unlocode":
            uncertainty = max(uncertainty, self._settings.code_km)
        functions = place.functions if isinstance(place, AtlasPlace) else None
        return Candidate(
            place=place,
            score=score,
            why=why,
            uncertainty_km=uncertainty,
            by=by,
            prominence=self._prominence(place),
            functions=functions,
        )

    def _prominence(self, place: Place) -> int:
        if isinstance(place, AtlasPlace):
            return place.prominence
        known = None if self._atlas is None else self._atlas.prominence_of(place)
        return max(_CURATED, known or 0)

    def _only_near(self, candidate: Candidate) -> Candidate:
        uncertainty = max(candidate.uncertainty_km, self._settings.near_km)
        why = f"{candidate.why}, said to be near it"
        return replace(candidate, uncertainty_km=uncertainty, why=why, by="near")


def _rivals(candidate: Candidate, found: list[Candidate]) -> bool:
    """Whether a name that differs by a word such as "port" may be meant as well."""
    return not isinstance(candidate.place, AtlasPlace) and _elsewhere(candidate, found)


def _apart(found: list[Named], known: list[Place]) -> list[Named]:
    """Without those that are a curated town or port under another entry: near it, of its name."""
    points = [Point(p.lat, p.lon) for p in known if p.lat is not None and p.lon is not None]
    out = []
    for named in found:
        place = named.place
        if (
            place.kind in _FIELDS
            or place.lat is None
            or place.lon is None
            or not any(is_within(Point(place.lat, place.lon), p, _ONE_TOWN_KM) for p in points)
        ):
            out.append(named)
    return out


def _elsewhere(candidate: Candidate, found: list[Candidate]) -> bool:
    """Whether a candidate lies apart from all others, or its point is not known."""
    here = candidate.point
    points = [other.point for other in found if other.point is not None]
    if here is None or not points:
        return True
    return not any(is_within(here, point, _ONE_TOWN_KM) for point in points)


def _longest(parts: list[Part]) -> list[Part]:
    """The parts that leave the fewest words unexplained."""
    least = min((len(part.left) for part in parts), default=0)
    return [part for part in parts if len(part.left) == least]


def _best(found: Iterable[Candidate]) -> list[Candidate]:
    """One candidate a place: the one with the highest score."""
    best: dict[str, Candidate] = {}
    for candidate in sorted(found, key=_order):
        best.setdefault(candidate.place.id, candidate)
    return list(best.values())


def _both(coded: list[Candidate], named: list[Candidate]) -> list[Candidate]:
    """A code inside a text decides among the places that the text names."""
    ids = {candidate.place.id for candidate in coded}
    sure = [candidate for candidate in named if candidate.score >= STRONG]
    if coded and (not sure or any(candidate.place.id in ids for candidate in sure)):
        return _best(coded)
    return _best([*coded, *named])


def _order(candidate: Candidate) -> tuple[float, bool, int, str, str]:
    """By score; of equals first what is watched, then what is better known."""
    place = candidate.place
    known = place.watched or bool(place.listings)
    return -candidate.score, not known, -candidate.prominence, place.id, candidate.why
