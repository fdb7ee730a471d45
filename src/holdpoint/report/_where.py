"""Evidence about goods and places: the item's code, the route's ends, an address near a site."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from holdpoint.report._plain import NBSP, Row, figure, keys, number, rows, text, truth, words
from holdpoint.report._views import (
    EvidenceView,
    Fact,
    Grid,
    Line,
    Verdict,
    facts_of,
    leftovers,
    origin_of,
)
from holdpoint.report._words import (
    follow,
    hs_words,
    measure_words,
    subject_words,
    window_words,
    yes_words,
)

_ORIGIN: Final = "kind subject @ @evidence source source_title source_date list_date url basis"
_GOODS_SHOWN: Final = keys(
    f"{_ORIGIN} list code tier description needs_description fits in_force valid_from valid_to "
    "jurisdiction item_code item_description code_kind list_title fits_why in_force_why"
)
_LISTING_SHOWN: Final = keys(
    f"{_ORIGIN} place place_name end resolved resolved_why authority act annex article effect "
    "in_force in_force_from in_force_until text note"
)
_CORRIDOR_SHOWN: Final = keys(
    f"{_ORIGIN} corridor name tier direction stance certain matched legs goods note"
)
_SITE_SHOWN: Final = keys(
    f"{_ORIGIN} place place_name tier distance_km certain listed authority act in_force "
    "measured_to outline_source "
    "text lat lon uncertainty_km place_lat place_lon end seen address outline"
)
_PLACES_SHOWN: Final = keys(f"{_ORIGIN} end text verdict candidates set_aside country")
_HEDGED = (
    "A source reported this corridor; lawful trade uses the same places. It can cause a hold, "
    "never a block."
)


def _three(value: bool | None) -> Verdict:
    verdicts: dict[bool | None, Verdict] = {True: "agree", False: "contradict", None: "unknown"}
    return verdicts[value]


def _right_line(label: str, right: str | None) -> tuple[Line, ...]:
    if right is None:
        return ()
    return (Line(label=label, left=None, right=right, verdict="given"),)


def goods_view(row: Row, transaction: Row | None) -> EvidenceView:
    """An item's code and description against one entry of a goods list (``goods_lists``)."""
    path = text(row, "subject") or ""
    item = follow(transaction, path)
    item = item if isinstance(item, Mapping) else {}
    fits = truth(row, "fits")
    needs = truth(row, "needs_description")
    listed = text(row, "list_title", "list") or "a goods list"
    code = text(row, "item_code") or text(item, "hs_code", "eccn")
    described = Line(
        label="Description",
        left=text(row, "item_description") or text(item, "description"),
        right=text(row, "description"),
        verdict="unknown" if needs and fits is None else "given",
        note="code and description must both fit" if needs else None,
    )
    standing = {True: "On the list", False: "Not on the list", None: "Depends on the description"}
    return EvidenceView(
        kind="goods_lists",
        label="Goods against a list",
        subject=subject_words(transaction, path),
        title=listed,
        standing=standing[fits],
        tone="grave" if fits else "open",
        lines=(
            Line(
                label="Code",
                left=hs_words(code),
                right=hs_words(text(row, "code")),
                verdict="agree" if fits is not False else "contradict",
                note=text(row, "fits_why") or _code_note(code, text(row, "code")),
            ),
            described,
            *_right_line("Tier", text(row, "tier")),
        ),
        facts=(
            *facts_of(row, (("jurisdiction", "Jurisdiction"), ("list", "List"))),
            Fact(label="In force", value=_in_force(row, "valid_from", "valid_to")),
        ),
        origin=origin_of(row),
        more=leftovers(row, _GOODS_SHOWN),
    )


def _code_note(code: str | None, listed: str | None) -> str | None:
    if code is None or listed is None or code.replace(".", "") == listed.replace(".", ""):
        return None
    return "the item's code begins with the listed one"


def _in_force(row: Row, first: str, last: str) -> str:
    why = text(row, "in_force_why") or window_words(text(row, first), text(row, last))
    return f"{yes_words(truth(row, 'in_force'))} ({why})"


def place_listing_view(row: Row, transaction: Row | None) -> EvidenceView:
    """An end of a leg against a place that a legal act names (``place_listings``)."""
    path = text(row, "subject") or ""
    resolved = truth(row, "resolved")
    return EvidenceView(
        kind="place_listings",
        label="Place named by a legal act",
        subject=subject_words(transaction, path),
        title=_named(row) or "a listed place",
        standing="The listed place" if resolved else "Several places fit: not settled",
        tone="grave" if resolved else "open",
        heads=("In the order", "In the act"),
        lines=(
            Line(
                label="Place",
                left=_end_text(row, transaction, path),
                right=_named(row),
                verdict=_three(resolved),
                note=text(row, "resolved_why"),
            ),
        ),
        facts=(
            *facts_of(
                row,
                (
                    ("authority", "Authority"),
                    ("act", "Act"),
                    ("annex", "Annex"),
                    ("article", "Article"),
                ),
            ),
            *_effect(row),
            Fact(label="In force", value=_in_force(row, "in_force_from", "in_force_until")),
            *facts_of(row, (("note", "Note"),)),
        ),
        origin=origin_of(row, title_keys=("source_title", "source", "act")),
        more=leftovers(row, _LISTING_SHOWN),
    )


def _effect(row: Row) -> tuple[Fact, ...]:
    effect = measure_words(text(row, "effect"))
    return () if effect is None else (Fact(label="Effect", value=effect),)


def _end_text(row: Row, transaction: Row | None, path: str) -> str | None:
    leg = follow(transaction, path)
    end = text(row, "end")
    declared = text(leg, end) if isinstance(leg, Mapping) and end else None
    return text(row, "text") or declared


def corridor_view(row: Row, transaction: Row | None) -> EvidenceView:
    """The route against a corridor that a source reported (``corridors``)."""
    full = text(row, "tier") == "full"
    matched = rows(row, "matched")
    return EvidenceView(
        kind="corridors",
        label="Route against a reported corridor",
        subject=subject_words(transaction, "route"),
        title=text(row, "name", "corridor") or "a reported corridor",
        standing="All of it, in order" if full else "Part of it",
        heads=("In the order", "As reported"),
        grids=(
            Grid(
                caption="Places that the route shares with the corridor, in order",
                heads=("Leg", "In the order", "As reported", "Apart"),
                rows=tuple(
                    (
                        _leg_words(stop.get("leg")),
                        text(stop, "text"),
                        _named(stop),
                        _distance(stop),
                    )
                    for stop in matched
                ),
            ),
        )
        if matched
        else (),
        facts=(
            *facts_of(
                row,
                (
                    ("direction", "Direction"),
                    ("stance", "Stance"),
                    ("goods", "Goods"),
                    ("note", "Note"),
                ),
            ),
            Fact(label="Places certain", value=yes_words(truth(row, "certain"))),
        ),
        origin=origin_of(row),
        caution=_HEDGED,
        more=leftovers(row, _CORRIDOR_SHOWN),
    )


def _named(row: Row) -> str | None:
    """The name of a place; its id as words where the evidence carries no name."""
    place = text(row, "place_name", "name")
    return place or (words(place_id) if (place_id := text(row, "place")) else None)


def _leg_words(value: object) -> str | None:
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value + 1)
    return text({"leg": value}, "leg")


def _distance(row: Row) -> str | None:
    apart = number(row, "distance_km")
    return None if apart is None else f"{figure(apart, 1)}{NBSP}km"


def site_view(row: Row, transaction: Row | None) -> EvidenceView:
    """A party's address against a watched or listed site (``sites``)."""
    path = text(row, "subject") or ""
    party = follow(transaction, path)
    address = text(party, "address", "country") if isinstance(party, Mapping) else None
    certain = truth(row, "certain")
    tier = text(row, "tier")
    how = {
        "address": "The address names it",
        "town": "Same town",
        "near": "Near it",
        "inside": "Inside it",
    }
    return EvidenceView(
        kind="sites",
        label="Route against a site" if path.startswith("route") else "Address against a site",
        subject=subject_words(transaction, path),
        title=_named(row) or "a watched site",
        standing=how.get(tier or "", tier) if certain else "Possibly there: not settled",
        tone="grave" if certain and truth(row, "listed") else "open",
        heads=("In the order", "The site"),
        lines=(
            Line(
                label="Place",
                left=text(row, "text", "address") or address,
                right=_named(row),
                verdict=_three(certain),
                note=how.get(tier or ""),
            ),
            *_right_line("Distance", _distance(row)),
        ),
        facts=(
            Fact(label="Named by a legal act", value=yes_words(truth(row, "listed"))),
            *facts_of(
                row,
                (
                    ("authority", "Authority"),
                    ("act", "Act"),
                    ("seen", "Words that point at it"),
                    ("measured_to", "Measured to"),
                    ("outline_source", "Outline drawn by"),
                ),
            ),
            Fact(label="In force", value=yes_words(truth(row, "in_force"))),
        ),
        origin=origin_of(row),
        more=leftovers(row, _SITE_SHOWN),
    )


def places_view(row: Row, transaction: Row | None) -> EvidenceView:
    """What a place in the order may be (``places``): every candidate, never a guess."""
    path = text(row, "subject") or ""
    verdict = text(row, "verdict")
    several = {"one": "One place fits", "several": "Several places fit", "none": "No place fits"}
    return EvidenceView(
        kind="places",
        label="Where a place of the route is",
        subject=subject_words(transaction, path),
        title=_end_text(row, transaction, path) or "a place",
        standing=several.get(verdict or "", verdict),
        tone="quiet" if verdict == "one" else "open",
        grids=tuple(
            Grid(
                caption=caption,
                heads=("Place", "Country", "Position", "Uncertain by", "Why"),
                rows=tuple(_candidate(candidate) for candidate in rows(row, key)),
            )
            for key, caption in (("candidates", "Candidates"), ("set_aside", "Set aside"))
            if rows(row, key)
        ),
        more=leftovers(row, _PLACES_SHOWN),
    )


def _candidate(row: Row) -> tuple[str | None, ...]:
    lat, lon = number(row, "lat"), number(row, "lon")
    position = None if lat is None or lon is None else degrees(lat, lon)
    radius = number(row, "uncertainty_km")
    return (
        text(row, "name", "place"),
        text(row, "country"),
        position,
        None if radius is None else f"{figure(radius, 1)}{NBSP}km",
        text(row, "why"),
    )


def degrees(lat: float, lon: float) -> str:
    """A position as people write it: ``36.86° N 53.37° E``."""
    north, east = "N" if lat >= 0 else "S", "E" if lon >= 0 else "W"
    return f"{figure(abs(lat), 2)}°{NBSP}{north} {figure(abs(lon), 2)}°{NBSP}{east}"
