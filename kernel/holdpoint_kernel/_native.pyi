# What the compiled module offers. Words, readings and hits are described in src/lists.hpp.

from collections.abc import Buffer, Mapping, Sequence
from typing import TypeAlias

ABI: int

# Text, facts (src/lists.hpp), skeleton, names whose spelling it is.
_Word: TypeAlias = tuple[str, int, str, tuple[str, ...]]
# Words, mask and wanted value of a name's marks, whether words must be equal.
_Reading: TypeAlias = tuple[Sequence[_Word], int, int, bool]
# Name, score, told (ten-thousandths), clash, turned, pairs (src/lists.hpp).
_Hit: TypeAlias = tuple[int, int, int, bool, bool, bytes]
# Least score that the search went by, whether hits were left out; name, score and told of each hit
# as 32-bit numbers.
_Found: TypeAlias = tuple[int, bool, bytes]

class Index:
    def __init__(self, files: Mapping[str, Buffer], limits: Mapping[str, int]) -> None: ...
    def search(
        self,
        readings: Sequence[_Reading],
        least: int,
        enough: int,
        most: int,
        crowd: int,
        threads: int,
    ) -> list[_Found]: ...
    def points(self, reading: _Reading, names: Sequence[int]) -> bytes: ...
    def score(self, reading: _Reading, names: Sequence[int]) -> list[_Hit]: ...
    def scan(self, reading: _Reading, least: int) -> list[_Hit]: ...
    def scan_jaro_winkler(
        self, words: Sequence[str], weights: Sequence[int], least: float
    ) -> list[tuple[int, float]]: ...
    def expand(self, word: _Word) -> list[tuple[int, int, int]]: ...
    def number(self, text: str) -> int | None: ...
    def forget(self) -> None: ...

def jaro_winkler(left: str, right: str) -> int: ...
def osa(left: str, right: str) -> int: ...
def invert(
    words: Buffer, starts: Buffer, order: Buffer, facts: Buffer, marks: Buffer
) -> tuple[bytes, bytes, bytes, bytes]: ...
