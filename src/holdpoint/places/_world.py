"""The world's gazetteer, opened: one file, mapped, searched by key; nothing is loaded before."""

from __future__ import annotations

import functools
import mmap
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from pathlib import Path

from holdpoint.errors import KnowledgeError
from holdpoint.places._world_keys import code_slot, slot, sound
from holdpoint.places._world_rows import FUNCTIONS, KINDS, SOURCES, WorldPlace
from holdpoint.places._world_write import (
    BREAK,
    HEADER,
    MAGIC,
    NOWHERE,
    OTHER,
    RECORD,
    SCALE,
    cell_of,
    numbers_of,
)


class World:
    """Places of the whole world by name, code and position.

    Args:
        data: The bytes of a file of :func:`holdpoint.places.write_world`; may be a map of it.
        name: What to call it in an error.

    Raises:
        KnowledgeError: It is no such file, or cut short.
    """

    def __init__(self, data: bytes | mmap.mmap, name: str = "places.world") -> None:
        self._data = memoryview(data)
        if len(self._data) < HEADER.size or bytes(self._data[:8]) != MAGIC:
            raise KnowledgeError(f"{name}: is no gazetteer of this version. Build it again.")
        _, self._size, cells, keys, sounds, regions, texts, size, _ = HEADER.unpack(
            self._data[: HEADER.size]
        )
        if size != len(self._data):
            raise KnowledgeError(f"{name}: is cut short or has grown. Build it again.")
        at = HEADER.size + self._size * RECORD.size
        self._cells, at = self._table(at, cells)
        self._keys, at = self._table(at, keys)
        self._key_to, at = self._table(at, keys)
        self._sounds, at = self._table(at, sounds)
        self._sound_to, at = self._table(at, sounds)
        self._regions = bytes(self._data[regions:texts]).decode().split("\0")
        self._texts = texts
        self._cached = functools.lru_cache(maxsize=4096)(self._read)

    def _table(self, at: int, count: int) -> tuple[Sequence[int], int]:
        end = at + 4 * count
        return numbers_of(self._data[at:end]), end

    @classmethod
    def open(cls, path: Path) -> World:
        """Map a file.

        Raises:
            KnowledgeError: It is missing, or no gazetteer.
        """
        try:
            with path.open("rb") as handle:
                mapped = mmap.mmap(handle.fileno(), 0, access=mmap.ACCESS_READ)
        except (OSError, ValueError) as error:
            raise KnowledgeError(
                f"{path.name} cannot be opened ({error.__class__.__name__}). Build it again."
            ) from error
        return cls(mapped, path.name)

    def __len__(self) -> int:
        return int(self._size)

    def place(self, number: int) -> WorldPlace:
        """The place of a record, 0 to ``len`` - 1."""
        return self._cached(number)

    def places(self) -> Iterator[WorldPlace]:
        """All places, one at a time."""
        return map(self._read, range(self._size))

    def of_code(self, code: str) -> list[tuple[str, WorldPlace]]:
        """Places with a code in capitals, each with the kind of the code."""
        found = []
        for number in self._at(self._keys, self._key_to, code_slot(code)):
            place = self.place(number)
            found += [(kind, place) for kind, own in sorted(place.codes.items()) if own == code]
        return found

    def has_key(self, key: str) -> bool:
        """Whether anything is filed under a spelling, as far as its number shows."""
        wanted = slot(key)
        at = bisect_left(self._keys, wanted)
        return at < len(self._keys) and self._keys[at] == wanted

    def of_key(self, key: str) -> list[WorldPlace]:
        """Places filed under a spelling. A few others may be among them: compare the names."""
        return [self.place(n) for n in self._at(self._keys, self._key_to, slot(key))]

    def of_sound(self, core: str, most: int = 60) -> list[WorldPlace]:
        """Places whose name has the same consonants, at most so many."""
        found = self._at(self._sounds, self._sound_to, slot(sound(core)))
        return [self.place(n) for n in found[:most]]

    def near(self, lat: float, lon: float) -> Iterator[WorldPlace]:
        """Places in the cell of a point and the eight round it; no distance is looked at."""
        for north in (-1, 0, 1):
            for east in (-1, 0, 1):
                if abs(lat + north) <= 90:  # noqa: PLR2004 - the poles
                    cell = cell_of(lat + north, lon + east)
                    yield from map(self.place, range(self._cells[cell], self._cells[cell + 1]))

    def _at(self, keys: Sequence[int], to: Sequence[int], wanted: int) -> list[int]:
        at = bisect_left(keys, wanted)
        found = []
        while at < len(keys) and keys[at] == wanted:
            found.append(to[at])
            at += 1
        return found

    def _read(self, number: int) -> WorldPlace:
        start = HEADER.size + number * RECORD.size
        lat, lon, text, country, region, functions, kind, doubt, prominence, sources = (
            RECORD.unpack(self._data[start : start + RECORD.size])
        )
        names = self._text(self._texts + text).split(BREAK)
        codes = dict(part.split("=", 1) for part in names[2].split(OTHER) if part)
        return WorldPlace(
            id=names[0],
            name=names[1],
            kind=KINDS[kind],
            country=country.to_bytes(2, "little").decode("ascii"),
            region=self._regions[region],
            lat=None if lat == NOWHERE else lat / SCALE,
            lon=None if lon == NOWHERE else lon / SCALE,
            uncertainty_km=doubt,
            functions=frozenset(f for i, f in enumerate(FUNCTIONS) if functions >> i & 1),
            codes=codes,
            aliases=tuple(part for part in names[3].split(OTHER) if part),
            prominence=prominence,
            sources=tuple(s for i, s in enumerate(SOURCES) if sources >> i & 1),
        )

    def _text(self, at: int) -> str:
        size = 256
        while True:
            piece = bytes(self._data[at : at + size])
            end = piece.find(b"\0")
            if end >= 0:
                return piece[:end].decode()
            if at + size >= len(self._data):
                raise KnowledgeError("places.world: a text does not end. Build it again.")
            size *= 4
