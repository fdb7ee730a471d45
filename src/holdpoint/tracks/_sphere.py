"""Distances on a track: fast ones for every pair, exact ones for what is told."""

from __future__ import annotations

import math
from datetime import UTC, datetime
from typing import Final

KM_PER_KNOT_HOUR: Final = 1.852
_DIAMETER: Final = 2 * 6371.0088


def quick_km(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Distance on a sphere in kilometres; within 0.6 % of the ellipsoid's."""
    a, b = math.radians(lat1), math.radians(lat2)
    up = math.sin((b - a) / 2)
    side = math.sin(math.radians(lon2 - lon1) / 2)
    return _DIAMETER * math.asin(
        min(1.0, math.sqrt(up * up + math.cos(a) * math.cos(b) * side * side))
    )


def exact_km(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Length of the geodesic on WGS84 in kilometres, to the metre."""
    from geographiclib.geodesic import Geodesic

    line = Geodesic.WGS84.Inverse(lat1, lon1, lat2, lon2, Geodesic.DISTANCE)
    return round(float(line["s12"]) / 1000.0, 3)


def iso(t: float | None) -> str | None:
    """A time as ISO 8601 in UTC, to the second."""
    if t is None:
        return None
    return datetime.fromtimestamp(round(t), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
