"""The native kernel, where it is installed: the same answers as :mod:`._retrieve`, faster."""

from __future__ import annotations

import functools
import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from holdpoint.matching import _similar
from holdpoint.matching._engine import Found, Hit, Reading, Wanted
from holdpoint.matching._files import ACRONYM, DamagedError, Files
from holdpoint.matching._names import CONTRADICTED, Row, Scored
from holdpoint.matching._words import Word, word_of

if TYPE_CHECKING:
    from types import ModuleType

ABI = 2
"""Of the kernel that this goes with: what files, facts and calls mean."""

SWITCH = "HOLDPOINT_KERNEL"
"""Environment variable: ``off`` searches without the kernel. It changes no answer."""

_HOW = ("equal", "joined", "name", "initial", "consonants", "similar", "acronym")
_ROW = 7
_WORTH_THREADS = 16


@functools.cache
def kernel() -> ModuleType | None:
    """The kernel, or ``None`` where it is switched off, missing, or of another make."""
    if os.environ.get(SWITCH, "").lower() == "off" or sys.byteorder == "big":
        return None
    try:
        import holdpoint_kernel
    except ImportError:
        return None
    return holdpoint_kernel if holdpoint_kernel.ABI == ABI else None


def has_kernel() -> bool:
    """Whether searches use the kernel; without it they give the same answers, only slower."""
    return kernel() is not None


def limits() -> dict[str, int]:
    """The constants of the measure, which this side owns."""
    return {
        "jaro_winkler": _similar.JARO_WINKLER,
        "short": _similar.SHORT,
        "middle": _similar.MIDDLE,
        "shortest_part": _similar.SHORTEST_PART,
        "least_joined": _similar.LEAST_JOINED,
        "longest_join": _similar.LONGEST_JOIN,
        "initial": _similar.INITIAL,
        "name": _similar.NAME,
        "consonants": _similar.CONSONANTS,
        "few_consonants": _similar.FEW_CONSONANTS,
        "least_bones": _similar.LEAST_BONES,
        "contradicted": CONTRADICTED,
        "acronym_mark": ACRONYM,
    }


class KernelEngine:
    """The search by the kernel.

    Args:
        module: Of :func:`kernel`.
        files: Of the index.
        threads: How many search at once; the interpreter's lock is free meanwhile.

    Raises:
        DamagedError: The files do not fit together.
    """

    def __init__(self, module: ModuleType, files: Files, threads: int) -> None:
        raw = {**files.raw, "words": files.texts["words"]}
        raw["bones"], raw["families"] = files.texts["bones"], files.texts["families"]
        try:
            self.index: Any = module.Index(raw, limits())
        except (ValueError, IndexError) as error:
            raise DamagedError(str(error)) from error
        self._threads = threads

    def search(self, readings: Sequence[Reading], wanted: Wanted) -> list[Found]:
        """An answer to each reading, in their order."""
        try:
            rows = self.index.search(
                [as_row(one) for one in readings],
                wanted.least,
                wanted.enough,
                wanted.most,
                wanted.crowd,
                self._threads if len(readings) >= _WORTH_THREADS else 1,
            )
        except (ValueError, IndexError) as error:
            raise DamagedError(str(error)) from error
        return [Found(least, cut, _triples(hits)) for least, cut, hits in rows]

    def points(self, reading: Reading, names: Sequence[int]) -> Sequence[int]:
        """The scores of some names, in their order."""
        try:
            return memoryview(self.index.points(as_row(reading), names)).cast("I")
        except (ValueError, IndexError) as error:
            raise DamagedError(str(error)) from error

    def score(self, reading: Reading, names: Sequence[int]) -> list[Scored]:
        """How a reading compares with some names, in their order."""
        try:
            return [scored(hit) for hit in self.index.score(as_row(reading), names)]
        except (ValueError, IndexError) as error:
            raise DamagedError(str(error)) from error


def _triples(raw: bytes) -> list[Hit]:
    numbers = iter(memoryview(raw).cast("I"))
    return list(zip(numbers, numbers, numbers, strict=True))


def as_row(reading: Reading) -> tuple[list[Word], int, int, bool]:
    """A reading as the kernel takes it."""
    words = [word_of(text) for text in reading.words]
    return words, reading.mask, reading.want, reading.exact


def scored(hit: tuple[int, int, int, bool, bool, bytes]) -> Scored:
    """A hit as the kernel gives it."""
    _, points, told, clash, turned, pairs = hit
    rows = tuple(
        Row(left, lefts, right, rights, low + 256 * high, _HOW[how])
        for left, lefts, right, rights, low, high, how in (
            pairs[at : at + _ROW] for at in range(0, len(pairs), _ROW)
        )
    )
    return Scored(points, told, clash, turned, rows)
