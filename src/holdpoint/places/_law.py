"""Legal acts that name a place: are they in force, and is it really the place that is meant?"""

from __future__ import annotations

from datetime import date

from holdpoint.model import Place, PlaceListing
from holdpoint.places._resolution import Candidate, Resolution

_MODES_OF = {"port": frozenset({"sea", "river"}), "airport": frozenset({"air"})}
_CODES_OF = {
    "port": frozenset({"unlocode"}),
    "airport": frozenset({"iata", "icao", "unlocode"}),
}


def in_force(listing: PlaceListing, as_of: date) -> bool | None:
    """Whether a listing was in force on a day; both ends are inclusive.

    ``None`` where its first day is not known, unless it had ended before.
    """
    day = as_of.isoformat()
    if listing.in_force_until is not None and day > listing.in_force_until:
        return False
    if listing.in_force_from is None:
        return None
    return day >= listing.in_force_from


def is_meant(resolution: Resolution, candidate: Candidate, mode: str) -> tuple[bool | None, str]:
    """Whether a leg's end is the listed place beyond doubt; else ``None``. And why.

    A name can be a town's while the act names only its port or airport. It is taken for that when
    the text says so ("port of …"), when the leg's mode uses it (a ship to Makhachkala), or when a
    code of it is given and the mode does not speak against it.
    """
    if resolution.verdict != "one":
        return None, f"{resolution.text} may be several places"
    if candidate.by == "near":
        return None, "only said to be near it"
    place, by = candidate.place, candidate.by
    modes = _MODES_OF.get(place.kind)
    if modes is None or by in {"id", "facility"}:
        return True, candidate.why
    if mode in modes:
        return True, f"{candidate.why}, by {mode}"
    if mode == "unknown" and by in _CODES_OF[place.kind]:
        return True, candidate.why
    return None, f"{candidate.why}, by {mode}: perhaps the town and not its {place.kind}"


def listing_order(listing: PlaceListing) -> tuple[str, str, str, str]:
    """A fixed order of a place's listings."""
    return (listing.authority, listing.act, listing.annex, listing.in_force_from or "")


def sorted_listings(place: Place) -> list[PlaceListing]:
    """The listings of a place in a fixed order."""
    return sorted(place.listings, key=listing_order)
