"""Which ids a file has had, and on which line, in some 64 bytes an id however long it is."""

from __future__ import annotations

from array import array
from hashlib import blake2b


class SeenIds:
    """A table of 64-bit digests of ids to lines, held in two plain arrays.

    Two ids share a digest once in some ten billion files of a hundred thousand orders.
    """

    def __init__(self) -> None:
        self._count = 0
        self._keys = array("Q", bytes(8 * 1024))
        self._lines = array("L", bytes(array("L").itemsize * 1024))

    def first(self, one: str, line: int) -> int | None:
        """Note an id; the line on which it was seen before, or ``None`` when it is new."""
        data = one.encode("utf-8", "surrogatepass")
        key = int.from_bytes(blake2b(data, digest_size=8).digest(), "big") or 1
        at = self._slot(key)
        if self._keys[at]:
            return self._lines[at]
        self._keys[at], self._lines[at] = key, line
        self._count += 1
        if 2 * self._count > len(self._keys):
            self._grow()
        return None

    def _slot(self, key: int) -> int:
        mask = len(self._keys) - 1
        at = key & mask
        while self._keys[at] not in (0, key):
            at = (at + 1) & mask
        return at

    def _grow(self) -> None:
        pairs = zip(self._keys, self._lines, strict=True)
        size = 2 * len(self._keys)
        self._keys = array("Q", bytes(8 * size))
        self._lines = array("L", bytes(self._lines.itemsize * size))
        for key, line in pairs:
            if key:
                at = self._slot(key)
                self._keys[at], self._lines[at] = key, line
