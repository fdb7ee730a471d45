"""Lines of canonical JSON on disk, and a sorted table of keys to find one by, memory-mapped.

A key file is little-endian: eight bytes of mark, the number of keys ``n`` (u64), ``n`` offsets of
lines (u64), ``n + 1`` offsets of keys (u64), the keys' bytes. Keys are in byte order, which for
UTF-8 is the order of code points; one key may stand there several times.
"""

from __future__ import annotations

import hashlib
import mmap
import os
import struct
import sys
from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from holdpoint.errors import KnowledgeError

_MARK = b"HPKEYS1\n"
_U64 = struct.Struct("<Q")
_HEAD = len(_MARK) + 8


@dataclass(frozen=True, slots=True, kw_only=True)
class FileMark:
    """What the manifest says of a file: sha256 in hex, and its size in bytes."""

    sha256: str
    size: int


def write_chunks(path: Path, chunks: Iterable[bytes]) -> FileMark:
    """Write a file, flush it to disk, and tell its hash and size."""
    seen, size = hashlib.sha256(), 0
    with path.open("wb") as handle:
        for chunk in chunks:
            handle.write(chunk)
            seen.update(chunk)
            size += len(chunk)
        handle.flush()
        os.fsync(handle.fileno())
    return FileMark(sha256=seen.hexdigest(), size=size)


class KeyTable:
    """Collects keys in ascending order with the offset of each one's line."""

    def __init__(self) -> None:
        self._offsets = array("Q")
        self._ends = array("Q", [0])
        self._keys = bytearray()
        self._last = b""

    def add(self, key: bytes, offset: int) -> None:
        """Add the next key.

        Raises:
            ValueError: It is smaller than the one before.
        """
        if key < self._last:
            raise ValueError("keys must be added in ascending order")
        self._last = key
        self._offsets.append(offset)
        self._keys += key
        self._ends.append(len(self._keys))

    def chunks(self) -> Iterator[bytes]:
        """The key file."""
        yield _MARK + _U64.pack(len(self._offsets))
        for numbers in (self._offsets, self._ends):
            if sys.byteorder == "big":
                numbers.byteswap()
            yield numbers.tobytes()
        yield bytes(self._keys)


class Lines:
    """A file of lines and its key file, mapped into memory; cheap to open at any size.

    Args:
        lines: The ``.jsonl`` file.
        keys: Its key file.

    Raises:
        KnowledgeError: One of them cannot be read or is not what it should be.
    """

    def __init__(self, lines: Path, keys: Path) -> None:
        self._data = map_file(lines)
        self._table = map_file(keys)
        if self._table[: len(_MARK)] != _MARK or len(self._table) < _HEAD:
            raise KnowledgeError(f"{keys.name}: damaged. Build the snapshot again.")
        self._count: int = _U64.unpack_from(self._table, len(_MARK))[0]
        self._ends = _HEAD + 8 * self._count
        self._start = self._ends + 8 * (self._count + 1)
        if len(self._table) < self._start or len(self._table) != self._start + self._end(
            self._count
        ):
            raise KnowledgeError(f"{keys.name}: damaged. Build the snapshot again.")

    def __len__(self) -> int:
        return self._count

    def key(self, i: int) -> bytes:
        """The ``i``-th key."""
        return self._table[self._start + self._end(i) : self._start + self._end(i + 1)]

    def line(self, i: int) -> bytes:
        """The line of the ``i``-th key, without its newline."""
        start = _U64.unpack_from(self._table, _HEAD + 8 * i)[0]
        return self._data[start : self._data.find(b"\n", start)]

    def find(self, key: bytes) -> range:
        """Positions of the entries with this key; empty when there is none."""
        low = self._bound(key, after=False)
        high = low
        while high < self._count and self.key(high) == key:
            high += 1
        return range(low, high)

    def pairs(self) -> Iterator[tuple[bytes, bytes]]:
        """Every key with its line, in the order of the keys."""
        for i in range(self._count):
            yield self.key(i), self.line(i)

    def _end(self, i: int) -> int:
        end: int = _U64.unpack_from(self._table, self._ends + 8 * i)[0]
        return end

    def _bound(self, key: bytes, *, after: bool) -> int:
        low, high = 0, self._count
        while low < high:
            middle = (low + high) // 2
            here = self.key(middle)
            if here < key or (after and here == key):
                low = middle + 1
            else:
                high = middle
        return low


def map_file(path: Path) -> mmap.mmap | bytes:
    """A file's bytes, mapped; an empty file, which cannot be mapped, as empty bytes.

    Raises:
        KnowledgeError: It cannot be read.
    """
    try:
        with path.open("rb") as handle:
            if os.fstat(handle.fileno()).st_size == 0:
                return b""
            return mmap.mmap(handle.fileno(), 0, access=mmap.ACCESS_READ)
    except OSError as error:
        raise KnowledgeError(
            f"{path.name}: cannot be read ({error.__class__.__name__}). Build the snapshot again."
        ) from error


def split_lines(path: Path) -> Iterator[bytes]:
    """Lines of a file, without their newlines, one at a time.

    Raises:
        KnowledgeError: It cannot be read.
    """
    try:
        with path.open("rb") as handle:
            for line in handle:
                yield line.removesuffix(b"\n")
    except OSError as error:
        raise KnowledgeError(
            f"{path.name}: cannot be read ({error.__class__.__name__}). Build the snapshot again."
        ) from error
