"""The world's gazetteer of a snapshot: of the tables that were given, else the embedded one."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.resources import as_file, files

from holdpoint.places import World, WorldPlace, merge_places, write_world

_EMBEDDED = "world.places"


def world_file(rows: Sequence[WorldPlace], *, starter: bool) -> tuple[bytes, int] | None:
    """The bytes of the gazetteer and the number of its places; ``None`` where there is none.

    Args:
        rows: Rows of the tables of places that take part in the build.
        starter: Whether the embedded gazetteer takes part. Its places from a table that was given
            give way to that table.
    """
    if not rows:
        if not starter:
            return None
        data = (files("holdpoint.starter") / _EMBEDDED).read_bytes()
        return data, len(World(data))
    places = merge_places([*rows, *(_kept(rows) if starter else ())])
    return write_world(places), len(places)


def _kept(rows: Sequence[WorldPlace]) -> list[WorldPlace]:
    """Embedded places of tables that were not given."""
    given = {name for row in rows for name in row.sources}
    with as_file(files("holdpoint.starter") / _EMBEDDED) as path:
        return [place for place in World.open(path).places() if given.isdisjoint(place.sources)]
