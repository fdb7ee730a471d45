"""Points on the WGS84 ellipsoid: reading them, and the distance between two."""

from __future__ import annotations

import functools
import math
import re
from typing import NamedTuple

_NUMBER = r"(\d{1,3}(?:\.\d{1,12})?)"
_SIGNED = re.compile(rf"^\s*([+-]?){_NUMBER}\s*[,;]\s*([+-]?){_NUMBER}\s*$")
_LETTERED = re.compile(
    rf"^\s*{_NUMBER}\s*°?\s*([NS])\s*[,;]?\s*{_NUMBER}\s*°?\s*([EW])\s*$", re.IGNORECASE
)
_KM_PER_DEGREE = 111.2
_EQUATOR_KM, _FLATTENING = 6378.137, 1 / 298.257223563
_SQUARED_ECCENTRICITY = _FLATTENING * (2 - _FLATTENING)
_MEAN_KM = 6371.0
_METRE = 0.001
_SHORT_KM, _SHORT_DOUBT_KM = 60.0, 5e-6
"""Up to 60 km the arc over a chord c is c + c³/24R². R lies between 6,335 and 6,400 km, so that
taking its mean is wrong by less than 3 mm; the doubt is set to 5."""

Spot = tuple[float, float, float]


class Point(NamedTuple):
    """Degrees, latitude first, north and east positive."""

    lat: float
    lon: float


class TypedPoint(NamedTuple):
    """A point as somebody typed it, and the half unit of its last digit in kilometres."""

    point: Point
    rounding_km: float


def read_point(text: str) -> TypedPoint | None:
    """Read ``36.78,53.35`` or ``36.78N 53.35E``.

    Returns:
        ``None`` when the text is no pair of numbers.

    Raises:
        ValueError: It is a pair, but no place on Earth; the message says what to do.
    """
    signed, lettered = _SIGNED.match(text), _LETTERED.match(text)
    if signed is not None:
        south, lat, west, lon = signed.groups()
    elif lettered is not None:
        lat, north_south, lon, east_west = lettered.groups()
        south = "-" if north_south.upper() == "S" else ""
        west = "-" if east_west.upper() == "W" else ""
    else:
        return None
    point = check_point(Point(float(f"{south}{lat}"), float(f"{west}{lon}")))
    decimals = min(len(part.partition(".")[2]) for part in (lat, lon))
    return TypedPoint(point, _KM_PER_DEGREE * 0.5 * 10**-decimals)


def check_point(point: tuple[float, float]) -> Point:
    """The point, if it is one.

    Raises:
        ValueError: A number is not finite, or outside of -90 to 90 and -180 to 180.
    """
    lat, lon = point
    if not (math.isfinite(lat) and math.isfinite(lon)):
        raise ValueError("a point whose numbers are not finite. Give degrees, latitude first.")
    if abs(lat) > 90 or abs(lon) > 180:  # noqa: PLR2004 - the poles and the date line
        raise ValueError(
            "no place on Earth: latitude goes from -90 to 90, longitude from -180 to 180. "
            "Give latitude first."
        )
    return Point(lat, lon)


@functools.lru_cache(maxsize=65536)
def spot_of(lat: float, lon: float) -> Spot:
    """A point on the WGS84 ellipsoid in space, in kilometres from the middle of the Earth.

    Args:
        lat: Degrees, -90 to 90.
        lon: Degrees, -180 to 180.

    Raises:
        ValueError: It is no place on Earth.
    """
    check_point((lat, lon))
    phi, lam = math.radians(lat), math.radians(lon)
    across = _EQUATOR_KM / math.sqrt(1 - _SQUARED_ECCENTRICITY * math.sin(phi) ** 2)
    out = across * math.cos(phi)
    up = across * (1 - _SQUARED_ECCENTRICITY) * math.sin(phi)
    return out * math.cos(lam), out * math.sin(lam), up


def _short_km(one: Point, other: Point) -> float | None:
    """A short distance to the metre; ``None`` where it is long, or the metre is in doubt."""
    chord = math.dist(spot_of(*one), spot_of(*other))
    if chord > _SHORT_KM:
        return None
    arc = chord + chord**3 / (24 * _MEAN_KM**2)
    least, most = round(arc - _SHORT_DOUBT_KM, 3), round(arc + _SHORT_DOUBT_KM, 3)
    return abs(most) if least == most else None


def is_within(a: tuple[float, float], b: tuple[float, float], km: float) -> bool:
    """Tell whether two points are no farther apart than so many kilometres.

    As :func:`distance_km` tells it, without a geodesic where the straight line through the Earth
    is longer already.

    Raises:
        ValueError: A point is no place on Earth.
    """
    if math.dist(spot_of(*a), spot_of(*b)) > km + _METRE:
        return False
    return distance_km(a, b) <= km


@functools.lru_cache(maxsize=65536)
def distance_km(a: tuple[float, float], b: tuple[float, float]) -> float:
    """The length of the geodesic between two points on WGS84, in kilometres.

    Args:
        a: Latitude and longitude in degrees.
        b: The same.

    Returns:
        Kilometres, rounded to the metre. It is the same in both directions.

    Raises:
        ValueError: A point is no place on Earth.
    """
    one, other = sorted((check_point(a), check_point(b)))
    short = _short_km(one, other)
    if short is not None:
        return short
    from geographiclib.geodesic import Geodesic

    line = Geodesic.WGS84.Inverse(one.lat, one.lon, other.lat, other.lon, Geodesic.DISTANCE)
    return round(float(line["s12"]) / 1000.0, 3)
