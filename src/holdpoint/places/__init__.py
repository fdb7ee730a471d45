"""Places: references resolved with every doubt kept, distances, sites and watched corridors."""

from typing import TYPE_CHECKING

from holdpoint._lazy import lazily

if TYPE_CHECKING:
    from holdpoint.places._check import Check, span_km
    from holdpoint.places._checks import check_evidence, route_checks
    from holdpoint.places._gazetteer import Gazetteer
    from holdpoint.places._geo import Point, distance_km, is_within
    from holdpoint.places._law import in_force
    from holdpoint.places._numbers import Number, flag_of_mmsi, read_number
    from holdpoint.places._outline import Outline
    from holdpoint.places._outline_check import OutlineError, check_outline
    from holdpoint.places._party import party_sites
    from holdpoint.places._resolution import Candidate, Resolution, Verdict
    from holdpoint.places._route import resolve_stops, route_evidence
    from holdpoint.places._sea import SeaWay, closures, sea_way
    from holdpoint.places._settings import CheckLimits, RouteSettings
    from holdpoint.places._world import World
    from holdpoint.places._world_merge import merge_places
    from holdpoint.places._world_rows import WorldPlace
    from holdpoint.places._world_write import write_world
else:
    __getattr__ = lazily(
        __name__,
        {
            "_check": (
                "Check",
                "span_km",
            ),
            "_checks": (
                "check_evidence",
                "route_checks",
            ),
            "_gazetteer": ("Gazetteer",),
            "_geo": (
                "Point",
                "distance_km",
                "is_within",
            ),
            "_law": ("in_force",),
            "_numbers": (
                "Number",
                "flag_of_mmsi",
                "read_number",
            ),
            "_outline": ("Outline",),
            "_outline_check": (
                "OutlineError",
                "check_outline",
            ),
            "_party": ("party_sites",),
            "_resolution": (
                "Candidate",
                "Resolution",
                "Verdict",
            ),
            "_route": (
                "resolve_stops",
                "route_evidence",
            ),
            "_sea": (
                "SeaWay",
                "closures",
                "sea_way",
            ),
            "_settings": (
                "CheckLimits",
                "RouteSettings",
            ),
            "_world": ("World",),
            "_world_merge": ("merge_places",),
            "_world_rows": ("WorldPlace",),
            "_world_write": ("write_world",),
        },
    )

__all__ = [
    "Candidate",
    "Check",
    "CheckLimits",
    "Gazetteer",
    "Number",
    "Outline",
    "OutlineError",
    "Point",
    "Resolution",
    "RouteSettings",
    "SeaWay",
    "Verdict",
    "World",
    "WorldPlace",
    "check_evidence",
    "check_outline",
    "closures",
    "distance_km",
    "flag_of_mmsi",
    "in_force",
    "is_within",
    "merge_places",
    "party_sites",
    "read_number",
    "resolve_stops",
    "route_checks",
    "route_evidence",
    "sea_way",
    "span_km",
    "write_world",
]
