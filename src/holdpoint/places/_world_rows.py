"""A place of the world's gazetteer, as a table of places gives it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

FUNCTIONS = (
    "port",
    "rail",
    "road",
    "airport",
    "post",
    "multimodal",
    "fixed",
    "inland_port",
    "border",
)
"""What a place serves, in the order of the digits of UN/LOCODE: 1 to 8, then B."""

SOURCES = ("un-locode", "ourairports", "nga-wpi", "geonames-cities", "natural-earth-places")
"""The tables that are read, the one whose names and points count most first."""

KINDS = ("port", "airport", "air_base", "town", "seaplane_base", "heliport")

MOST_PROMINENT = 9
"""``prominence`` goes from 0 (a name in a table) to 9 (a capital of many millions)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WorldPlace:
    """One row of one table, or several that were found to be one place.

    Attributes:
        id: ``rumcx`` of UN/LOCODE, ``air:URML``, ``wpi:4321``, ``geonames:…``, ``ne:…``.
        country: ISO 3166-1 alpha-2.
        region: Name of the first-level region where the table gives one, else its code.
        lat: Degrees; ``None`` where the table has no point.
        uncertainty_km: How far the place may lie from the point, 0 to 255.
        functions: Of :data:`FUNCTIONS`; empty is unknown.
        prominence: How much the world has to do with the place, 0 to :data:`MOST_PROMINENT`. It
            ranks places of one name and is no measure of anything else.
        sources: Of :data:`SOURCES`.
    """

    id: str
    name: str
    kind: str
    country: str
    region: str = ""
    lat: float | None = None
    lon: float | None = None
    uncertainty_km: int = 5
    functions: frozenset[str] = frozenset()
    codes: Mapping[str, str] = field(default_factory=dict)
    aliases: tuple[str, ...] = ()
    prominence: int = 0
    sources: tuple[str, ...] = ()
