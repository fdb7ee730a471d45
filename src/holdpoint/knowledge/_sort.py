"""Sort more entities than memory should hold: sorted runs on disk, merged at the end."""

from __future__ import annotations

import heapq
import json
import struct
from collections.abc import Iterator
from pathlib import Path

from holdpoint.files import canonical
from holdpoint.model import Entity

Pair = tuple[bytes, bytes]
"""An entity's id and its canonical line, both UTF-8."""

_LENGTHS = struct.Struct("<II")


class Sorter:
    """Takes entities in any order, and gives them back by id as canonical lines.

    Args:
        folder: Where runs may be written; ``None`` keeps everything in memory.
        budget: Bytes of ids and lines that are held in memory before a run is written.
    """

    def __init__(self, folder: Path | None, budget: int = 64 << 20) -> None:
        self._folder = folder
        self._budget = budget
        self._held: list[Pair] = []
        self._size = 0
        self._runs: list[Path] = []
        self._given: list[memoryview] = []
        self._written = 0
        self._mark = (0, 0)
        self.repeated: list[tuple[str, bool]] = []

    def add(self, entity: Entity) -> Pair:
        """Take one entity; its id and its line."""
        return self.add_line(entity.id.encode(), canonical(entity))

    def add_line(self, key: bytes, line: bytes) -> Pair:
        """Take one entity by its id and its line."""
        pair = (key, line)
        self._held.append(pair)
        self._size += len(pair[0]) + len(pair[1])
        if self._folder is not None and self._size > self._budget:
            self._spill(self._folder)
        return pair

    def add_run(self, run: memoryview) -> None:
        """Take entities that are sorted already, each as :func:`packed` writes it."""
        self._given.append(run)

    def begin(self) -> None:
        """From here on, :meth:`rollback` takes back."""
        self._mark = (len(self._held), len(self._runs))

    def rollback(self) -> None:
        """Forget what was added since :meth:`begin`."""
        held, runs = self._mark
        del self._held[held:]
        self._size = sum(len(key) + len(line) for key, line in self._held)
        for run in self._runs[runs:]:
            run.unlink()
        del self._runs[runs:]

    def drain(self) -> Iterator[Pair]:
        """Everything by id, each id once; the runs are removed from disk.

        Equal entities become one. Different entities under one id are all kept, because a listed
        party must not get lost: the second is called ``<id>~2``, in the order of their lines,
        whatever the order in which they came. :attr:`repeated` then names the ids, with ``True``
        where the entities were equal.
        """
        self._held.sort()
        runs = [*map(_read_run, self._runs), *map(unpacked, self._given)]
        yield from self._each_once(heapq.merge(self._held, *runs))
        for run in self._runs:
            run.unlink()
        self._runs.clear()
        self._given.clear()
        self._held.clear()

    def _each_once(self, pairs: Iterator[Pair]) -> Iterator[Pair]:
        renamed: list[Pair] = []
        last: Pair = (b"", b"")
        ahead = next(pairs, None)
        while ahead or renamed:
            if ahead is None or (renamed and renamed[0] < ahead):
                pair = heapq.heappop(renamed)
            else:
                pair, ahead = ahead, next(pairs, None)
            if pair[0] != last[0]:
                last = pair
                yield pair
                continue
            self.repeated.append((pair[0].decode(), pair[1] == last[1]))
            if pair[1] != last[1]:
                heapq.heappush(renamed, _second(pair))

    def _spill(self, folder: Path) -> None:
        held, runs = self._mark
        early, late = self._held[:held], self._held[held:]
        if early:
            self._write(folder, early)
            runs = len(self._runs)
        self._write(folder, late)
        self._mark = (0, runs)
        self._held.clear()
        self._size = 0

    def _write(self, folder: Path, pairs: list[Pair]) -> None:
        path = folder / f"run-{self._written}"
        self._written += 1
        pairs.sort()
        with path.open("wb") as handle:
            for pair in pairs:
                handle.write(packed(pair))
        self._runs.append(path)


def sorted_pairs(entities: Iterator[Entity]) -> list[Pair]:
    """Entities as canonical lines by id, in memory."""
    sorter = Sorter(None)
    for entity in entities:
        sorter.add(entity)
    return list(sorter.drain())


def packed(pair: Pair) -> bytes:
    """An entity as a run holds it: both lengths, the id, the line."""
    key, line = pair
    return _LENGTHS.pack(len(key), len(line)) + key + line


def _second(pair: Pair) -> Pair:
    data = json.loads(pair[1])
    data["id"] = f"{data['id']}~2"
    return data["id"].encode(), canonical(data)


def _read_run(path: Path) -> Iterator[Pair]:
    with path.open("rb") as handle:
        while head := handle.read(_LENGTHS.size):
            key, line = _LENGTHS.unpack(head)
            yield handle.read(key), handle.read(line)


def unpacked(run: memoryview) -> Iterator[Pair]:
    """The entities of a run."""
    at, end = 0, len(run)
    while at < end:
        key, line = _LENGTHS.unpack_from(run, at)
        at += _LENGTHS.size
        yield bytes(run[at : at + key]), bytes(run[at + key : at + key + line])
        at += key + line
