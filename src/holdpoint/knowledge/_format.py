"""Names and numbers of the snapshot's form on disk. A change here is a new ``FORMAT``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from holdpoint.model import (
    ChartRow,
    Claim,
    ControlEntry,
    Corridor,
    CountryGroups,
    GoodsEntry,
    HsLine,
    Place,
    TradeFigure,
)

FORMAT = 1
"""Version of the form on disk; another number is not read."""

CONTENT = "holdpoint snapshot content 1"
"""Names the way in which content is hashed, so that a later way can never give an equal id."""

MANIFEST = "manifest.json"
CURRENT = "CURRENT"
ENTITIES = "entities.jsonl"
ENTITY_KEYS = "entities.keys"
LINKS = "links.jsonl"
LINK_KEYS = "links.keys"
REFUSED = "refused.jsonl"

SHELVES: Mapping[str, type] = MappingProxyType(
    {"goods": GoodsEntry, "places": Place, "corridors": Corridor, "claims": Claim}
)
"""What is loaded whole, by section; the file is ``<section>.jsonl``."""

SECTIONS = ("entities", "links", *SHELVES)
"""The sections that every snapshot has; with the reference shelves they make up the content."""

REFERENCE: Mapping[str, type] = MappingProxyType(
    {
        "nomenclature": HsLine,
        "controls": ControlEntry,
        "chart": ChartRow,
        "groups": CountryGroups,
        "trade": TradeFigure,
    }
)
"""Reference tables, by section. One that nothing was built from is left out as a whole, so that a
snapshot without it keeps the id that it always had."""

WORLD = "world"
"""The section of the world's gazetteer: one file to be mapped (:mod:`holdpoint.places`), no lines.
Left out where nothing was built from, as the reference tables."""

WORLD_FILE = "places.world"

ZONES = "zones"
"""Rows of outlines that a build takes in; they become places, and have no section of their own."""

FOLDER = re.compile(r"sha256-([0-9a-f]{64})(-[1-9][0-9]*)?")
"""A snapshot's folder in a store: its id, and a number where a damaged one was replaced."""

BUILDING = ".building-"
"""Prefix of the folder in which a build works."""

KEPT = ".kept"
"""Folder in a store with what a build may use again. It can be deleted at any time."""


def folder_name(snapshot_id: str) -> str:
    """``sha256:<hex>`` as the name of a folder."""
    return snapshot_id.replace(":", "-", 1)


def section_file(section: str) -> str:
    """The file that holds a section."""
    if section == WORLD:
        return WORLD_FILE
    return f"{section}.jsonl"
