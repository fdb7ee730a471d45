"""Web Mercator fitted to a few points, without a seam in the wrong place."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from holdpoint.report._stops import Spot

_KM_PER_DEGREE: Final = 111.32
_HIGHEST: Final = 82.0
"""Mercator ends before the poles."""
_STEPS: Final = (0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 30.0, 45.0, 60.0)
_LEAST_SPAN: Final = 3.0
_MARGIN: Final = 0.16
_TURN: Final = 360.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """The window of the map in drawing units."""

    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Right edge."""
        return self.left + self.width

    @property
    def bottom(self) -> float:
        """Lower edge."""
        return self.top + self.height


@dataclass(frozen=True, slots=True, kw_only=True)
class Projection:
    """Degrees to drawing units.

    Attributes:
        origin: Longitude at which the world is cut open, in the widest gap between the points, so
            that no leg is torn at the date line.
        west: Longitude of the left edge, counted eastwards from ``origin``.
        north: Mercator ordinate of the upper edge, in degrees at the equator.
        scale: Drawing units per degree of longitude.
    """

    frame: Frame
    origin: float
    west: float
    north: float
    scale: float

    def x(self, lon: float) -> float:
        """Drawing unit of a longitude."""
        return self.frame.left + (self.unwrapped(lon) - self.west) * self.scale

    def y(self, lat: float) -> float:
        """Drawing unit of a latitude."""
        return self.frame.top + (self.north - _ordinate(lat)) * self.scale

    def unwrapped(self, lon: float) -> float:
        """Degrees east of :attr:`origin`, 0 to 360."""
        return (lon - self.origin) % _TURN

    def radius(self, km: float, lat: float) -> float:
        """Drawing units of a distance on the ground at a latitude."""
        shrink = max(math.cos(math.radians(min(abs(lat), _HIGHEST))), 0.05)
        return km / _KM_PER_DEGREE / shrink * self.scale

    def span(self) -> float:
        """Degrees of longitude across the frame."""
        return self.frame.width / self.scale

    def meridians(self) -> list[float]:
        """Longitudes of the grid, -180 to 180, west to east."""
        step = _step(self.span())
        first = math.ceil((self.origin + self.west) / step)
        last = math.floor((self.origin + self.west + self.span()) / step)
        return [(k * step + 180.0) % _TURN - 180.0 for k in range(first, last + 1)]

    def parallels(self) -> list[float]:
        """Latitudes of the grid, south to north."""
        south = _latitude(self.north - self.frame.height / self.scale)
        north = _latitude(self.north)
        step = _step(north - south)
        return [k * step for k in range(math.ceil(south / step), math.floor(north / step) + 1)]


def fit(
    spots: Sequence[Spot], *, left: float, top: float, width: float, heights: tuple[float, float]
) -> Projection:
    """Fit the points, with their uncertainty, into a frame of this width.

    Args:
        spots: At least one.
        left: Left edge of the frame.
        top: Upper edge of the frame.
        width: Width of the frame.
        heights: Least and greatest height that the frame may take.
    """
    origin = _cut([spot.lon for spot in spots])
    wests, easts, souths, norths = [], [], [], []
    for spot in spots:
        dy = spot.radius_km / _KM_PER_DEGREE
        dx = dy / max(math.cos(math.radians(min(abs(spot.lat), _HIGHEST))), 0.05)
        lon = (spot.lon - origin) % _TURN
        wests.append(lon - dx)
        easts.append(lon + dx)
        souths.append(_ordinate(spot.lat - dy))
        norths.append(_ordinate(spot.lat + dy))
    dx, dy = max(easts) - min(wests), max(norths) - min(souths)
    wide = max(dx * (1 + 2 * _MARGIN), _LEAST_SPAN)
    high = max(dy * (1 + 2 * _MARGIN), _LEAST_SPAN)
    height = min(max(width * high / wide, heights[0]), heights[1])
    scale = min(width / wide, height / high)
    return Projection(
        frame=Frame(left=left, top=top, width=width, height=height),
        origin=origin,
        west=(max(easts) + min(wests)) / 2 - width / scale / 2,
        north=(max(norths) + min(souths)) / 2 + height / scale / 2,
        scale=scale,
    )


def _cut(longitudes: Sequence[float]) -> float:
    """A longitude in the middle of the widest gap between the points."""
    ring = sorted({lon % _TURN for lon in longitudes})
    gaps = [
        ((following - here) % _TURN or _TURN, here)
        for here, following in zip(ring, [*ring[1:], ring[0]], strict=True)
    ]
    widest = max(gap for gap, _ in gaps)
    start = min(here for gap, here in gaps if gap == widest)
    return (start + widest / 2) % _TURN


def _ordinate(lat: float) -> float:
    held = math.radians(min(max(lat, -_HIGHEST), _HIGHEST))
    return math.degrees(math.log(math.tan(math.pi / 4 + held / 2)))


def _latitude(ordinate: float) -> float:
    return math.degrees(2 * math.atan(math.exp(math.radians(ordinate))) - math.pi / 2)


def _step(span: float) -> float:
    return next((step for step in _STEPS if span / step <= 5), _STEPS[-1])  # noqa: PLR2004 - lines


def degree_label(value: float, positive: str, negative: str) -> str:
    """``50° E``; the equator and the two special meridians bear no letter."""
    size = abs(value)
    shown = f"{size:.1f}".rstrip("0").rstrip(".")
    if size in {0.0, 180.0}:
        return f"{shown}°"
    return f"{shown}° {positive if value > 0 else negative}"
