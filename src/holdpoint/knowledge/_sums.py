"""Of each entity, short sums of things that it has: who else may have one of them?"""

from __future__ import annotations

import sys
import zlib
from array import array
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator
from itertools import pairwise

_SIZE = 8


def sum_of(*parts: str) -> int:
    """A sum of 32 bits. Equal things have equal sums; rarely, others have too."""
    return zlib.crc32("\t".join(parts).encode("utf-8", "surrogatepass"))


class Sums:
    """Sums of entities, in the order of these.

    Args:
        values: Of all entities, one after the other.
        starts: Where those of each begin; one more at the end.
    """

    def __init__(self, values: array[int] | None = None, starts: array[int] | None = None) -> None:
        self._values = array("I") if values is None else values
        self._starts = array("I", [0]) if starts is None else starts

    def __len__(self) -> int:
        return len(self._starts) - 1

    def add(self, values: Iterable[int]) -> None:
        """Take the sums of the next entity."""
        self._values.extend(values)
        self._starts.append(len(self._values))

    def of(self, entity: int) -> array[int]:
        """The sums of an entity, by its number."""
        return self._values[self._starts[entity] : self._starts[entity + 1]]

    def bearers(self, wanted: Collection[int]) -> Iterator[int]:
        """The numbers of the entities that have one of some sums, ascending."""
        last = -1
        for place, value in enumerate(self._values):
            if value in wanted:
                entity = bisect_right(self._starts, place) - 1
                if entity != last:
                    last = entity
                    yield entity

    def shared(self, entities: Iterable[int]) -> set[int]:
        """The sums that two or more of some entities have."""
        once, more = set[int](), set[int]()
        for entity in entities:
            own = set(self.of(entity))
            more |= once & own
            once |= own
        return more

    def chunks(self) -> Iterator[bytes]:
        """The sums as bytes, for :func:`sums_from`."""
        for numbers in (self._values, self._starts):
            yield len(numbers).to_bytes(_SIZE, "little")
            yield _little(numbers).tobytes()


def sums_from(data: memoryview) -> Iterator[Sums]:
    """The sums that stand in bytes, one after the other.

    Raises:
        ValueError: They do not fit together.
    """
    columns: list[array[int]] = []
    at = 0
    while at < len(data):
        start = at + _SIZE
        at = start + 4 * int.from_bytes(data[at:start], "little")
        columns.append(_little(array("I", bytes(data[start:at]))))
    for values, starts in zip(columns[::2], columns[1::2], strict=True):
        if not starts or starts[-1] != len(values) or any(a > b for a, b in pairwise(starts)):
            raise ValueError("the sums do not fit together")
        yield Sums(values, starts)


def _little(numbers: array[int]) -> array[int]:
    """Numbers with the lowest byte first, or back."""
    if sys.byteorder == "little":
        return numbers
    turned = array(numbers.typecode, numbers)
    turned.byteswap()
    return turned
