"""Known phrases found in a row of words: a few look-ups a word, the longest phrase wins."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from typing import Generic, TypeVar

Value = TypeVar("Value")


class Phrases(Generic[Value]):
    """Phrases of words, each with a value; of two values for one phrase the first stays.

    Args:
        entries: Words of a phrase, as the rows in which they are looked for are written, and what
            the phrase stands for.
    """

    __slots__ = ("_ends", "_lengths", "_values")

    def __init__(self, entries: Iterable[tuple[Sequence[str], Value]]) -> None:
        self._values: dict[tuple[str, ...], Value] = {}
        lengths: dict[str, set[int]] = {}
        ends: dict[str, set[int]] = {}
        for words, value in entries:
            if words:
                self._values.setdefault(tuple(words), value)
                lengths.setdefault(words[0], set()).add(len(words))
                ends.setdefault(words[-1], set()).add(len(words))
        self._lengths = {first: sorted(found, reverse=True) for first, found in lengths.items()}
        self._ends = {last: sorted(found, reverse=True) for last, found in ends.items()}

    def __len__(self) -> int:
        return len(self._values)

    def at(self, words: Sequence[str], index: int) -> tuple[int, Value] | None:
        """Give the end and the value of the longest phrase that begins at a word."""
        for length in self._lengths.get(words[index], ()):
            end = index + length
            value = self._values.get(tuple(words[index:end])) if end <= len(words) else None
            if value is not None:
                return end, value
        return None

    def until(self, words: Sequence[str], end: int) -> tuple[int, Value] | None:
        """Give the beginning and the value of the longest phrase that ends before a word."""
        for length in self._ends.get(words[end - 1], ()) if end > 0 else ():
            first = end - length
            value = self._values.get(tuple(words[first:end])) if first >= 0 else None
            if value is not None:
                return first, value
        return None

    def begins_with(self, word: str) -> bool:
        """Whether any phrase begins with a word."""
        return word in self._lengths

    @property
    def firsts(self) -> AbstractSet[str]:
        """The first words of the phrases."""
        return self._lengths.keys()

    @property
    def ends(self) -> AbstractSet[str]:
        """The last words of the phrases."""
        return self._ends.keys()

    def ends_with(self, word: str) -> bool:
        """Whether any phrase ends in a word."""
        return word in self._ends

    def whole(self, words: Sequence[str]) -> Value | None:
        """Give the value of a phrase that is exactly these words."""
        return self._values.get(tuple(words))
