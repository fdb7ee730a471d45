"""Ports by latitude, so that the few near a point are found among many thousands."""

from __future__ import annotations

import bisect
from collections.abc import Iterable, Sequence
from typing import Final

from holdpoint.tracks._sphere import quick_km
from holdpoint.tracks._types import Port

_LEAST_KM_PER_DEGREE: Final = 110.0
"""A degree of latitude is longer than this everywhere."""


class PortIndex:
    """Ports in the order of latitude; empty is false."""

    def __init__(self, ports: Iterable[Port]) -> None:
        self._ports = sorted(ports, key=lambda port: (port.lat, port.id))
        self._lats = [port.lat for port in self._ports]
        self._widest = max((port.uncertainty_km for port in self._ports), default=0.0)

    def __len__(self) -> int:
        return len(self._ports)

    def band(self, lat: float, km: float) -> Sequence[Port]:
        """Ports whose latitude is near enough to lie within so many kilometres."""
        reach = (km + self._widest) / _LEAST_KM_PER_DEGREE
        first = bisect.bisect_left(self._lats, lat - reach)
        return self._ports[first : bisect.bisect_right(self._lats, lat + reach)]

    def nearest(self, lat: float, lon: float, km: float) -> Port | None:
        """The port nearest to a point within reach, its uncertainty added; a watched one first."""
        best: tuple[bool, float, Port] | None = None
        for port in self.band(lat, km):
            away = quick_km(lat, lon, port.lat, port.lon)
            rank = (not port.watched, away, port)
            if away <= km + port.uncertainty_km and (best is None or rank[:2] < best[:2]):
                best = rank
        return best[2] if best else None
