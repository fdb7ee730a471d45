"""How far is near: radii and uncertainties, each with its origin."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass

from holdpoint.errors import PolicyError


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


_MOST_KM = 500.0
