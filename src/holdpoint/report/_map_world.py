"""The outline of the world that maps are drawn on. For the picture only, never for jurisdiction."""

from __future__ import annotations

import functools
import json
from importlib import resources
from typing import Any, Final

POINT_OF_VIEW: Final = (
    "Land and borders: Natural Earth 1:50m, simplified; public domain. Borders are drawn as its "
    "makers see them, de facto, and disputed ones are not marked (Crimea is drawn with Russia). "
    "They are for orientation only: no finding was made with them."
)

Ring = tuple[tuple[float, float], ...]
"""Longitude and latitude in degrees."""


def asset(name: str) -> str:
    """The text of a file that comes along."""
    return resources.files("holdpoint.report").joinpath("assets", name).read_text("utf-8")


@functools.cache
def outline() -> tuple[tuple[tuple[Ring, ...], ...], tuple[Ring, ...]]:
    """Polygons of land, each with its holes, and lines of borders."""
    data: dict[str, Any] = json.loads(asset("world.json"))
    units: int = data["units"]
    land = tuple(tuple(_ring(ring, units) for ring in polygon) for polygon in data["land"])
    return land, tuple(_ring(line, units) for line in data["borders"])


def _ring(flat: list[int], units: int) -> Ring:
    x = y = 0
    found = []
    for dx, dy in zip(flat[::2], flat[1::2], strict=True):
        x, y = x + dx, y + dy
        found.append((x / units, y / units))
    return tuple(found)
