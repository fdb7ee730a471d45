"""Rows of the signs that stand in the order itself, and of the way that the goods take."""

from __future__ import annotations

from holdpoint.law._field import fact, sure

SIGNS = {"sign": sure(), "seen": sure(), "who": sure()}
"""A warning sign: what kind, the words or the code that showed it, and whose it is."""

TRANSITS = {"country": sure(), "text": sure()}
"""A country on the way that is neither the exporter's nor the destination."""

VOYAGES = {
    "what": sure(),
    "tier": sure(),
    "detail": sure(),
    "start": fact(),
    "end": fact(),
    "hours": fact("number"),
    "reach": sure(),
    "source": sure(),
}
"""An event on the track of the ship that carries a leg; ``reach`` is "none" or names of ports."""

ROUTE_CHECKS = {
    "check": sure(),
    "title": sure(),
    "what": sure(),
    "detail": sure(),
    "certain": fact("flag"),
    "limit": fact(),
    "clears_if": sure(),
}
"""A check of the route (R3, R5, R7, R10) that found something; ``what`` says which kind."""

JOURNEYS = {
    "travelled_km": sure("number"),
    "direct_km": sure("number"),
    "ratio": sure("number"),
    "between": sure("number"),
    "countries": sure(),
}
"""The way as a whole: at most one row, and none where an end of a leg is not clear."""
