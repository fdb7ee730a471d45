"""Places: references resolved with every doubt kept, distances, sites and watched corridors."""

from holdpoint.places._gazetteer import Gazetteer
from holdpoint.places._geo import Point, distance_km
from holdpoint.places._party import party_sites
from holdpoint.places._resolution import Candidate, Resolution, Verdict
from holdpoint.places._route import route_evidence
from holdpoint.places._settings import RouteSettings

__all__ = [
    "Candidate",
    "Gazetteer",
    "Point",
    "Resolution",
    "RouteSettings",
    "Verdict",
    "distance_km",
    "party_sites",
    "route_evidence",
]
