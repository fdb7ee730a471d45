"""One reading of a name that is looked for, with everything its words can pair with."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from holdpoint.matching._engine import Reading
from holdpoint.matching._files import Files
from holdpoint.matching._similar import EQUAL, INITIAL
from holdpoint.matching._vocabulary import Vocabulary
from holdpoint.matching._words import ALONE_NEVER, WEIGHT, first_of, kind_of, word_of
from holdpoint.matching._words import INITIAL as ONE_LETTER


@dataclass(frozen=True, slots=True)
class Key:
    """What a listed word can do for one word of the query.

    Attributes:
        asked: Which different word of the query.
        score: Similarity in thousandths.
        finds: Whether names are looked up under it; of a word that is written as several, only the
            rarest part is, and the others do not speak for the query's word.
    """

    asked: int
    score: int
    finds: bool = True


@dataclass(slots=True)
class Different:
    """One of the different words of the query.

    Attributes:
        text: The word.
        weight: Of all its occurrences.
        initial: The letter (a = 1) that it stands for, 0 if it is none.
        alone: Whether it may bring in candidates by itself.
        cost: Names under its keys.
        words: Listed words that names are looked up under, with their keys.
    """

    text: str
    alone: bool
    initial: int
    weight: int = 0
    cost: int = 0
    words: list[tuple[int, Key]] = field(default_factory=list)


class Asked:
    """A reading made ready.

    Args:
        reading: The reading.
        vocabulary: Of the index.
        files: Of the index.

    Attributes:
        different: The different words of the query, in their order.
        total: Weight of the query.
        keys: Of each listed word that can pair with anything.
    """

    def __init__(self, reading: Reading, vocabulary: Vocabulary, files: Files) -> None:
        self.reading = reading
        self._vocabulary = vocabulary
        self._facts = files["word_facts"]
        self._starts = files["posting_starts"]
        self.different: list[Different] = []
        self._at: list[int] = []
        self.total = 0
        for text in reading.words:
            self._add(text)
        self.total = self.total or 1
        self.keys: dict[int, list[Key]] = {}
        for word, key in self._keys():
            self.keys.setdefault(word, []).append(key)
            asked = self.different[key.asked]
            if key.finds:
                asked.cost += self.count(word)
                asked.words.append((word, key))

    def _add(self, text: str) -> None:
        at = next((i for i, one in enumerate(self.different) if one.text == text), None)
        facts = word_of(text).facts
        if at is None:
            at = len(self.different)
            single = not self.reading.exact and kind_of(text) == ONE_LETTER
            initial = ord(text) - ord("a") + 1 if single else 0
            self.different.append(Different(text, not facts & ALONE_NEVER, initial))
        self.different[at].weight += facts & WEIGHT
        self.total += facts & WEIGHT
        self._at.append(at)

    def count(self, word: int) -> int:
        """In how many names a listed word stands."""
        return self._starts[word + 1] - self._starts[word]

    def own(self, word: int) -> int:
        """The weight of a listed word."""
        return self._facts[word] & WEIGHT

    def _keys(self) -> Iterator[tuple[int, Key]]:
        exact = self.reading.exact
        for at, asked in enumerate(self.different):
            if exact:
                number = self._vocabulary.number(asked.text)
                if number is not None:
                    yield number, Key(at, EQUAL)
                continue
            for word, score in self._vocabulary.partners(asked.text):
                yield word, Key(at, score)
            for way in self._vocabulary.parted(asked.text):
                yield from self._parts(at, way)
        if exact:
            return
        for word, start, length in self._vocabulary.runs(self.reading.words):
            for place in range(start, start + length):
                yield word, Key(self._at[place], EQUAL)

    def _parts(self, at: int, way: Sequence[int]) -> Iterator[tuple[int, Key]]:
        rarest = min(way, key=self.count)
        for part in way:
            yield part, Key(at, EQUAL, finds=part == rarest)

    def bound(self, words: Sequence[int], whole: int) -> int:
        """The most that a name can score, as the sum of both shares in millionths.

        Args:
            words: Of the name.
            whole: Their weight.
        """
        best = [0] * len(self.different)
        theirs = 0
        initials = [(at, one.initial) for at, one in enumerate(self.different) if one.initial]
        for word in words:
            covered, own = 0, self.own(word)
            for key in self.keys.get(word, ()):
                if key.finds:
                    best[key.asked] = max(best[key.asked], key.score)
                covered = max(covered, key.score * own)
            first = first_of(self._facts[word]) if initials else 0
            for at, letter in initials:
                if first and letter == first:
                    best[at] = max(best[at], INITIAL)
                    covered = max(covered, INITIAL * own)
            theirs += covered
        mine = sum(one.weight * score for one, score in zip(self.different, best, strict=True))
        return mine * 1000 // self.total + min(theirs, whole * 1000) * 1000 // whole
