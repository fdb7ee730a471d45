"""What a word is, told once for each word that is met: a text says the same few words again."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import compress, count
from typing import TypeVar

Value = TypeVar("Value")
_MOST = 16_384


class Memo(dict[str, Value]):
    """A word to what is told of it; asked by ``memo[word]``, which costs one look-up.

    It is emptied when it is full, so that a text of ever new words takes no more room.

    Args:
        tell: Tells it of a word, by the word alone.
    """

    __slots__ = ("_tell",)

    def __init__(self, tell: Callable[[str], Value]) -> None:
        super().__init__()
        self._tell = tell

    def where(self, words: Iterable[str]) -> list[int]:
        """Give the places of the words of which what is told is true: no step of Python a word."""
        return list(compress(count(), map(self.__getitem__, words)))

    def __missing__(self, word: str) -> Value:
        if len(self) >= _MOST:
            self.clear()
        told = self[word] = self._tell(word)
        return told
