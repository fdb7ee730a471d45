"""Write the world's gazetteer as one file: records, texts, and tables from keys to records.

The form, little-endian: a header (:data:`HEADER`), one record a place (:data:`RECORD`) in the order
of its cell on Earth, a directory of the cells, two tables of keys (names and codes; consonants),
each as sorted 32-bit keys followed by the records they lead to, the regions, then all texts.
"""

from __future__ import annotations

import struct
from array import array
from collections.abc import Iterable, Sequence

from holdpoint.places._words import read
from holdpoint.places._world_keys import SHORTEST_SOUND, code_slot, keys_of, slot, sound
from holdpoint.places._world_rows import FUNCTIONS, KINDS, MOST_PROMINENT, SOURCES, WorldPlace

MAGIC = b"HPPLACE1"
HEADER = struct.Struct("<8s8I")
"""Magic; number of records, of cells, of keys, of sounds; offsets of regions and texts; size; 0."""
RECORD = struct.Struct("<iiIHHHBBBB")
"""Latitude and longitude in 1e-5 degrees, offset of the text, country, region, functions, kind,
uncertainty in km, prominence, sources."""
NOWHERE = 0x7FFFFFFF
SCALE = 100_000
CELLS = 180 * 360
BREAK, OTHER = "\x1f", "\x1e"
"""Between the fields of a text, and between the values of one field."""


def cell_of(lat: float, lon: float) -> int:
    """The cell of one degree in which a point lies, 0 to :data:`CELLS` - 1."""
    row = min(int(lat + 90), 179)
    return row * 360 + int(lon + 180) % 360


def write_world(places: Iterable[WorldPlace]) -> bytes:
    """The file of some places, the same bytes for the same places in any order."""
    rows = sorted(places, key=lambda place: (_cell(place), place.id))
    regions = {name: i for i, name in enumerate(sorted({row.region for row in rows}))}
    texts, records = bytearray(), bytearray()
    for row in rows:
        records += _record(row, len(texts), regions)
        texts += _text(row).encode() + b"\0"
    keys, sounds = _tables(rows)
    listed = "\0".join(sorted(regions)).encode()
    cells = _cells(rows)
    head = HEADER.size + len(records)
    at = head + 4 * len(cells) + 8 * (len(keys) + len(sounds))
    size = at + len(listed) + len(texts)
    header = HEADER.pack(
        MAGIC, len(rows), len(cells), len(keys), len(sounds), at, at + len(listed), size, 0
    )
    parts = [header, bytes(records), _bytes(cells)]
    for table in (keys, sounds):
        parts += [_bytes([key for key, _ in table]), _bytes([record for _, record in table])]
    return b"".join([*parts, listed, bytes(texts)])


def _cell(place: WorldPlace) -> int:
    return CELLS if place.lat is None or place.lon is None else cell_of(place.lat, place.lon)


def _record(row: WorldPlace, text: int, regions: dict[str, int]) -> bytes:
    lat, lon = (
        NOWHERE if degrees is None else round(degrees * SCALE) for degrees in (row.lat, row.lon)
    )
    country = int.from_bytes(row.country.encode("ascii")[:2].ljust(2, b"-"), "little")
    functions = sum(1 << i for i, name in enumerate(FUNCTIONS) if name in row.functions)
    sources = sum(1 << i for i, name in enumerate(SOURCES) if name in row.sources)
    return RECORD.pack(
        lat,
        lon,
        text,
        country,
        regions[row.region],
        functions,
        KINDS.index(row.kind),
        min(row.uncertainty_km, 255),
        min(row.prominence, MOST_PROMINENT),
        sources,
    )


def _text(row: WorldPlace) -> str:
    codes = OTHER.join(f"{kind}={code}" for kind, code in sorted(row.codes.items()))
    fields = (row.id, row.name, codes, OTHER.join(row.aliases))
    return BREAK.join(_clean(field) for field in fields)


def _clean(text: str) -> str:
    return text.replace("\0", " ")


def _tables(rows: Sequence[WorldPlace]) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    keys: set[tuple[int, int]] = set()
    sounds: set[tuple[int, int]] = set()
    for number, row in enumerate(rows):
        keys.update((code_slot(code), number) for code in row.codes.values())
        for name in (row.name, *row.aliases):
            keys.update((slot(key), number) for key in keys_of(name))
            heard = sound(read(name).core)
            if len(heard) >= SHORTEST_SOUND:
                sounds.add((slot(heard), number))
    return sorted(keys), sorted(sounds)


def _cells(rows: Sequence[WorldPlace]) -> list[int]:
    """The first record of each cell; one more at the end for the first without a point."""
    counts = [0] * (CELLS + 1)
    for row in rows:
        if (cell := _cell(row)) < CELLS:
            counts[cell + 1] += 1
    for i in range(CELLS):
        counts[i + 1] += counts[i]
    return counts


def _bytes(numbers: Sequence[int]) -> bytes:
    return struct.pack(f"<{len(numbers)}I", *numbers)


def numbers_of(data: memoryview) -> Sequence[int]:
    """The 32-bit numbers of a table, without a copy where the machine is little-endian."""
    import sys

    if sys.byteorder == "little":
        return data.cast("I")
    found = array("I", bytes(data))
    found.byteswap()
    return found
