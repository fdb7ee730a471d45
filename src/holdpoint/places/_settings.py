"""How far is near: radii and uncertainties, each with its origin."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass

from holdpoint.errors import PolicyError

_MOST_KM = 500.0


@dataclass(frozen=True, slots=True, kw_only=True)
class RouteSettings:
    """Radii and uncertainties in kilometres; a company may set its own.

    No regulator gives such numbers. The defaults are choices of this project:

    Attributes:
        port_km: A stop this near to a port of a watched corridor is at it (15: a port, its roads
            and its anchorage).
        base_km: The same for air bases, zones and other sites (25: the town next to it).
        site_km: A stop this near to a watched site is near it (25).
        code_km: How far the point of a UN/LOCODE may lie from what it names (5: UN/LOCODE prints
            degrees and minutes and gives one point to a whole town).
        town_km: How far the end of a leg may lie from a town's point (10).
        typed_km: Error of typed coordinates (1); more when they have few decimals.
        near_km: What "near X" means (25).

    Raises:
        holdpoint.errors.PolicyError: A value is not above 0 or above 500.
    """

    port_km: float = 15.0
    base_km: float = 25.0
    site_km: float = 25.0
    code_km: float = 5.0
    town_km: float = 10.0
    typed_km: float = 1.0
    near_km: float = 25.0

    def __post_init__(self) -> None:
        for field in dataclasses.fields(self):
            value = getattr(self, field.name)
            if not 0 < value <= _MOST_KM:
                raise PolicyError(
                    f"The route setting {field.name} is {value:g} km. "
                    f"Give a number above 0 and up to {_MOST_KM:g}."
                )


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckLimits:
    """Limits of the checks of a route. No regulator gives such numbers; these are the project's.

    Attributes:
        detour_ratio: Declared way by sea to the shortest one, above which it is a detour (1.5).
        detour_km: Least kilometres more for it (500).
        back_km: How much nearer to the end an earlier stop lies than the last one (500).
        sea_kn: Fastest ship at sea, in knots (30).
        river_kn: Fastest ship on a river, in knots (15).
        road_kmh: Fastest lorry over a whole leg, in km/h (110).
        rail_kmh: Fastest train over a whole leg, in km/h (200).
        air_kmh: Fastest aircraft over a whole leg, in km/h (1,000).
        gap_note_hours: A gap of a track from here on is noted (6).
        gap_hold_hours: From here on it is a hit (12).

    Raises:
        holdpoint.errors.PolicyError: A limit is not above 0, or the ratio is not above 1.
    """

    detour_ratio: float = 1.5
    detour_km: float = 500.0
    back_km: float = 500.0
    sea_kn: float = 30.0
    river_kn: float = 15.0
    road_kmh: float = 110.0
    rail_kmh: float = 200.0
    air_kmh: float = 1000.0
    gap_note_hours: float = 6.0
    gap_hold_hours: float = 12.0

    def __post_init__(self) -> None:
        for field in dataclasses.fields(self):
            value = getattr(self, field.name)
            least = 1 if field.name == "detour_ratio" else 0
            if not least < value < float("inf"):
                raise PolicyError(
                    f"The limit {field.name} of the route checks is {value:g}. "
                    f"Give a number above {least}."
                )

    def fastest_kmh(self, mode: str) -> float | None:
        """The highest speed of a mode in km/h; ``None`` where the mode is not known."""
        return {
            "sea": self.sea_kn * _KM_PER_NM,
            "river": self.river_kn * _KM_PER_NM,
            "road": self.road_kmh,
            "rail": self.rail_kmh,
            "air": self.air_kmh,
        }.get(mode)


_KM_PER_NM = 1.852
