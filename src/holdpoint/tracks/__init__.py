"""Vessels' tracks: AIS messages and tables of positions to gaps, stops, meetings and identities."""

from holdpoint.tracks._analyse import analyse
from holdpoint.tracks._read import read_track
from holdpoint.tracks._settings import TrackSettings, default_settings
from holdpoint.tracks._types import (
    Event,
    Feasible,
    Messages,
    Port,
    Position,
    Static,
    TrackReport,
    Vessel,
)

__all__ = [
    "Event",
    "Feasible",
    "Messages",
    "Port",
    "Position",
    "Static",
    "TrackReport",
    "TrackSettings",
    "Vessel",
    "analyse",
    "default_settings",
    "read_track",
]
