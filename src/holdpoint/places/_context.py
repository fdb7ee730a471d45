"""What the words around a place, the mode and the country say about which place is meant."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from holdpoint.model import Place
from holdpoint.places._countries import Stated
from holdpoint.places._index import Named
from holdpoint.places._resolution import STRONG, Candidate, Resolution

_WATER = frozenset({"sea", "river"})
_LANDING = frozenset({"airport", "air_base"})
_FACILITY_MODES = {"port": _WATER, "airport": frozenset({"air"})}
_CLEAR, _DOUBTFUL = 0.95, 0.7
_BY_WORDS = frozenset({"name", "facility", "near", "part", "spelling", "sound", "old"})
_SERVES = {"sea": {"port"}, "river": {"port", "inland_port"}, "air": {"airport"}}
_MUCH_LESS, _LESS = 5, 2
"""Levels of prominence by which a place with a port or airport, and one without, must stay behind
another of its name to be set aside when nothing else decides. A choice of the project."""
_GATES = frozenset({"port", "airport"})


def fits_mode(place: Place, mode: str | None) -> bool:
    """Whether a leg of this mode can begin or end at a place.

    The sea needs a port. A town with a UN/LOCODE may have one (the gazetteer does not hold the
    functions of the code), so it is not ruled out. Modes by land, and an unknown one, fit all.
    """
    if mode in _WATER:
        return place.kind not in {*_LANDING, "zone"} and (
            place.kind != "town" or "unlocode" in place.codes
        )
    if mode == "air":
        return place.kind not in {"port", "town", "zone"}
    return True


def serves(candidate: Candidate, mode: str | None) -> bool:
    """Whether a leg of this mode can begin or end at a candidate, as far as is known."""
    wanted = _SERVES.get(mode or "")
    if not candidate.functions or wanted is None:
        return fits_mode(candidate.place, mode)
    return not wanted.isdisjoint(candidate.functions)


def says_kind(functions: frozenset[str], named: Named, mode: str | None) -> float | None:
    """How well the kinds that a text names fit a place whose name agrees without them.

    Args:
        functions: Kinds in the text ("port", "airport").
        named: A spelling of the place, with the kinds in *it*.
        mode: Mode of the leg.

    Returns:
        A score; ``None`` where the place is not meant: the text is a bare town's name and the place
        a facility that the mode does not use (Perm by rail is not its airport).
    """
    place, its = named.place, named.reading.functions
    if functions:
        kinds = {*its, place.kind}
        return _CLEAR if functions & kinds or "town" in functions else _DOUBTFUL
    if not its or its == {"town"}:
        return _CLEAR
    if mode in _FACILITY_MODES.get(place.kind, ()):
        return _CLEAR
    if mode in {None, "unknown"} or (mode == "air" and place.kind == "air_base"):
        return _DOUBTFUL if place.kind != "zone" else None
    return None


def weigh(
    text: str,
    found: list[Candidate],
    stated: Stated,
    *,
    country: str | None,
    mode: str | None,
) -> Resolution:
    """Give the verdict on candidates, letting the context choose among several.

    A country that the text itself states removes places of the same name elsewhere; against a
    *code* in the same text it only raises a doubt. The mode and the context's country
    choose where something that fits is left.
    """
    aside: list[Candidate] = []
    if stated.perhaps:
        meant = {None, "US", *stated.perhaps}
        why = f"the text says {' or '.join(stated.perhaps)}, or a state of the US"
        found = [c if c.place.country in meant else _doubted(c, why) for c in found]
    if stated.one is not None:
        wrong = f"the text says {stated.one}"
        found = [_doubted(c, wrong) if _contradicts(c, stated.one) else c for c in found]
        found = [_confirmed(c, stated.one) for c in found]
        found = _keep(found, lambda c: not _elsewhere(c, stated.one), wrong, aside)
    if not found:
        note = "what is known by this name lies in another country than the text says"
        return Resolution(
            text=text, verdict="none", country=stated.one, note=note, set_aside=tuple(aside)
        )
    sure = [candidate for candidate in found if candidate.score >= STRONG]
    if any(candidate.score >= _CLEAR for candidate in sure):
        # A fitting region only ranks: the gazetteer may not know the other place's region.
        # A name of the past stays a rival: Ragusa is a town in Sicily, and was Dubrovnik.
        old = [c for c in found if c.by == "old" and c not in sure]
        aside.extend(c for c in found if c.score < STRONG and c.by != "old")
        found = [*sure, *old]
    found = _choose(found, lambda c: serves(c, mode), f"it is no place for {mode}", aside)
    if country is not None:
        found = _choose(
            found,
            lambda c: c.place.country == country or c.place.watched or bool(c.place.listings),
            f"the context says {country}",
            aside,
        )
    most = max(candidate.prominence for candidate in found)
    found = _keep(found, lambda c: _may_be_meant(c, most), "a far smaller place of the name", aside)
    one = len(found) == 1 and found[0].score >= STRONG
    return Resolution(
        text=text,
        verdict="one" if one else "several",
        candidates=tuple(found),
        country=_country(found, stated),
        set_aside=tuple(aside),
    )


def _may_be_meant(candidate: Candidate, most: int) -> bool:
    """Whether somebody who says the bare name may well mean this place, and not the best known."""
    place = candidate.place
    if place.watched or place.listings or candidate.by not in {"name", "facility"}:
        return True
    gate = candidate.functions is None or not _GATES.isdisjoint(candidate.functions)
    return most - candidate.prominence < (_MUCH_LESS if gate else _LESS)


def _elsewhere(candidate: Candidate, country: str | None) -> bool:
    return candidate.by in _BY_WORDS and candidate.place.country not in {None, country}


def _contradicts(candidate: Candidate, country: str) -> bool:
    return candidate.by not in _BY_WORDS and candidate.place.country not in {None, country}


def _doubted(candidate: Candidate, why: str) -> Candidate:
    return replace(candidate, score=_DOUBTFUL, why=f"{candidate.why}; {why}")


def _confirmed(candidate: Candidate, country: str) -> Candidate:
    """A name of the past is sure where the text names the country in which the place lies."""
    if candidate.by != "old" or candidate.place.country != country:
        return candidate
    return replace(candidate, score=_CLEAR, why=f"{candidate.why}; the text says {country}")


def _keep(
    found: list[Candidate],
    fits: Callable[[Candidate], bool],
    why: str,
    aside: list[Candidate],
) -> list[Candidate]:
    aside.extend(replace(c, why=f"{c.why}; {why}") for c in found if not fits(c))
    return [candidate for candidate in found if fits(candidate)]


def _choose(
    found: list[Candidate],
    fits: Callable[[Candidate], bool],
    why: str,
    aside: list[Candidate],
) -> list[Candidate]:
    if len(found) > 1 and any(fits(candidate) for candidate in found):
        return _keep(found, fits, why, aside)
    return found


def _country(found: list[Candidate], stated: Stated) -> str | None:
    if stated.one is not None:
        return stated.one
    countries = {candidate.place.country for candidate in found}
    exact = all(candidate.score >= STRONG for candidate in found)
    return next(iter(countries)) if exact and len(countries) == 1 else None
