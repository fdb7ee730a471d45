"""Tables of invented names of any size, from the words of real ones; the same ones every time.

A word is either taken from those written so far, any occurrence as likely as another (so that few
words are frequent and many rare, by Zipf's law), or new, as often as Heaps' law of a growing text
says. New words are the beginning of one real word and the end of another. No name is real but by
accident.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

HEAPS_EXPONENT = 0.65
"""How the vocabulary of real names grows with their number; between 0.6 and 0.7 on the lists."""

_LONGEST = 5
_SHORTEST_WORD = 3


@dataclass(frozen=True, slots=True)
class Table:
    """Names as numbers of words.

    Attributes:
        vocabulary: Every word once.
        words: Words of all names, one after the other.
        starts: Where each name's words begin; one more at the end.
    """

    vocabulary: list[str]
    words: array[int]
    starts: array[int]

    def __len__(self) -> int:
        return len(self.starts) - 1

    def name(self, number: int) -> tuple[str, ...]:
        """The words of a name."""
        row = self.words[self.starts[number] : self.starts[number + 1]]
        return tuple(self.vocabulary[word] for word in row)

    def names(self) -> Iterator[tuple[str, ...]]:
        """All names."""
        vocabulary, words, starts = self.vocabulary, self.words, self.starts
        for i in range(len(self)):
            yield tuple([vocabulary[w] for w in words[starts[i] : starts[i + 1]]])

    def save(self, folder: Path) -> None:
        """Write it for another process."""
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "vocabulary.txt").write_text("\n".join(self.vocabulary), encoding="utf-8")
        (folder / "words.u32").write_bytes(self.words.tobytes())
        (folder / "starts.u32").write_bytes(self.starts.tobytes())

    @classmethod
    def load(cls, folder: Path) -> Table:
        """Read what :meth:`save` wrote."""
        numbers = []
        for name in ("words.u32", "starts.u32"):
            numbers.append(array("I"))
            numbers[-1].frombytes((folder / name).read_bytes())
        words = (folder / "vocabulary.txt").read_text("utf-8").split("\n")
        return cls(words, numbers[0], numbers[1])


def plain_words(names: Iterable[Sequence[str]]) -> list[tuple[str, ...]]:
    """The names that consist of letters a to z only, of at most five words; two at least."""
    return [
        tuple(name)
        for name in names
        if 1 < len(name) <= _LONGEST and all(word.isascii() and word.isalpha() for word in name)
    ]


def synthesise(real: Sequence[Sequence[str]], size: int, *, fresh: bool = True) -> Table:
    """A table of names.

    Args:
        real: Names as words, from which words and lengths are taken.
        size: How many names to make.
        fresh: Whether new words come up; otherwise all words are real.
    """
    dice = Random(f"{size} {fresh}")  # noqa: S311 - a fixed sequence is what is wanted
    vocabulary = sorted({word for name in real for word in name})
    number = {word: i for i, word in enumerate(vocabulary)}
    history = array("I", (number[word] for name in real for word in name))
    lengths = [len(name) for name in real]
    halves = [word for word in vocabulary if len(word) > _SHORTEST_WORD]
    words, starts = array("I"), array("I", [0])
    growth = len(vocabulary) / len(history) ** HEAPS_EXPONENT
    roll, pick = dice.random, dice.choice
    for _ in range(size):
        for _ in range(pick(lengths)):
            seen = len(history)
            new = fresh and roll() < growth * HEAPS_EXPONENT * seen ** (HEAPS_EXPONENT - 1.0)
            if new:
                word = _invented(pick(halves), pick(halves), dice)
                at = number.setdefault(word, len(vocabulary))
                if at == len(vocabulary):
                    vocabulary.append(word)
            else:
                at = history[int(roll() * seen)]
            words.append(at)
            history.append(at)
        starts.append(len(words))
    return Table(vocabulary, words, starts)


def _invented(head: str, tail: str, dice: Random) -> str:
    return head[: 1 + dice.randrange(len(head) - 1)] + tail[-1 - dice.randrange(len(tail) - 1) :]


def _edited(word: str, dice: Random) -> str:
    at = 1 + dice.randrange(len(word) - 1)
    letter = dice.choice("abcdefghiklmnoprstuvyz")
    return dice.choice(
        (
            word[:at] + letter + word[at:],
            word[:at] + word[at + 1 :],
            word[:at] + letter + word[at + 1 :],
        )
    )


@dataclass(frozen=True, slots=True)
class Queries:
    """Questions to a table.

    Attributes:
        found: Names of the table with an error in one word.
        unknown: Names of invented words.
        common: Names of the most frequent words only.
    """

    found: list[tuple[str, ...]]
    unknown: list[tuple[str, ...]]
    common: list[tuple[str, ...]]

    def all(self) -> list[tuple[str, ...]]:
        """Every one of them."""
        return [*self.found, *self.unknown, *self.common]


def queries(table: Table, count: int) -> Queries:
    """Questions of each kind.

    Args:
        table: That will be asked.
        count: How many of each kind.
    """
    dice = Random(f"queries {len(table)}")  # noqa: S311 - a fixed sequence is what is wanted
    found: list[tuple[str, ...]] = []
    while len(found) < count:
        name = list(table.name(dice.randrange(len(table))))
        long = [i for i, word in enumerate(name) if len(word) > _SHORTEST_WORD]
        if long:
            at = dice.choice(long)
            name[at] = _edited(name[at], dice)
            found.append(tuple(name))
    halves = [word for word in table.vocabulary[:20000] if len(word) > _SHORTEST_WORD]
    unknown = [
        tuple(_invented(dice.choice(halves), dice.choice(halves), dice) for _ in range(3))
        for _ in range(count)
    ]
    top = _most_frequent(table, 200)
    common = [tuple(dice.sample(top, 3)) for _ in range(count)]
    return Queries(found, unknown, common)


def _most_frequent(table: Table, count: int) -> list[str]:
    times = array("I", bytes(4 * len(table.vocabulary)))
    for word in table.words:
        times[word] += 1
    order = sorted(range(len(times)), key=lambda word: (-times[word], word))
    return [table.vocabulary[word] for word in order[:count]]
