"""From a word of a query to every word of the lists that may be its partner."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import OSA, JaroWinkler

from holdpoint.matching._similar import (
    JARO_WINKLER,
    LEAST_JOINED,
    LONGEST_JOIN,
    SHORT,
    SHORTEST_PART,
    edits_allowed,
    is_fixed,
    similarity,
    skeleton,
)
from holdpoint.text import LETTERS, name_spellings, weight


@dataclass(frozen=True, slots=True)
class Partner:
    """A listed word that a query's word may pair with.

    Attributes:
        word: Its number in the vocabulary.
        score: Similarity, 0 to 1.
        also: Further listed words that the pair takes up (the query writes them as one).
    """

    word: int
    score: float
    also: tuple[int, ...] = ()


class Vocabulary:
    """The sorted words of an index, and the exact search for partners in it.

    Args:
        words: Sorted, each once.
    """

    def __init__(self, words: Sequence[str]) -> None:
        self.words = words
        self._number = {word: number for number, word in enumerate(words)}
        self._by_length: dict[tuple[bool, int], list[str]] = {}
        self._by_first: dict[str, list[str]] = {}
        self._by_bones: dict[str, list[str]] = {}
        for word in words:
            if is_fixed(word) or len(word) == 1:
                continue
            unvoiced = word.startswith(LETTERS)
            bare = word.lstrip(LETTERS)
            self._by_length.setdefault((unvoiced, len(bare)), []).append(word)
            self._by_first.setdefault(word[: 2 if unvoiced else 1], []).append(word)
            if unvoiced:
                self._by_bones.setdefault(skeleton(word), []).append(word)
        self.weights = _Weights(words)
        self._voiced_bones: dict[str, list[str]] | None = None
        self._known: dict[str, tuple[Partner, ...]] = {}

    def number(self, word: str) -> int | None:
        """The number of a word, or ``None``."""
        return self._number.get(word)

    def partners(self, word: str) -> tuple[Partner, ...]:
        """Every listed word that alone pairs with a word, most alike first; remembered by word."""
        known = self._known.get(word)
        if known is None:
            found = {}
            for other in self._candidates(word):
                score, _ = similarity(word, other)
                number = self._number.get(other)
                if score and number is not None:
                    found[number] = Partner(number, score)
            known = tuple(sorted(found.values(), key=lambda p: (-p.score, p.word)))
            if len(self._known) > 50_000:  # noqa: PLR2004 - keeps a long run's memory flat
                self._known.clear()
            self._known[word] = known
        return known

    def _candidates(self, word: str) -> Iterable[str]:
        yield word
        if is_fixed(word):
            return
        if len(word) == 1:
            start = bisect_left(self.words, word)
            stop = bisect_left(self.words, chr(ord(word) + 1))
            yield from self.words[start:stop]
            return
        yield word[0]
        yield from name_spellings(word)
        unvoiced = word.startswith(LETTERS)
        yield from self._bones(unvoiced).get(skeleton(word), ())
        yield from self._near(word, unvoiced=unvoiced)

    def _bones(self, unvoiced: bool) -> dict[str, list[str]]:
        """Words of the other kind by their consonants."""
        if not unvoiced:
            return self._by_bones
        if self._voiced_bones is None:
            self._voiced_bones = {}
            for word in self.words:
                if not word.startswith(LETTERS):
                    self._voiced_bones.setdefault(skeleton(word), []).append(word)
        return self._voiced_bones

    def _near(self, word: str, *, unvoiced: bool) -> Iterable[str]:
        bare = word.lstrip(LETTERS)
        if len(bare) < SHORT:
            return
        query = word if unvoiced else bare
        limit = edits_allowed(bare, bare)
        for length in range(len(bare) - limit, len(bare) + limit + 1):
            if limit:
                choices = self._by_length.get((unvoiced, length), ())
                hits = process.extract(
                    query, choices, scorer=OSA.distance, score_cutoff=limit, limit=None
                )
                yield from (hit[0] for hit in hits)
        group = self._by_first.get(word[: 2 if unvoiced else 1], ())
        if unvoiced:
            yield from group
            return
        alike = process.extract(
            query, group, scorer=JaroWinkler.similarity, score_cutoff=JARO_WINKLER, limit=None
        )
        yield from (hit[0] for hit in alike)

    def joined(self, words: Sequence[str], position: int) -> tuple[Partner, ...]:
        """Listed words that are this word of a query and its neighbours written as one."""
        found: dict[int, Partner] = {}
        for length in range(2, LONGEST_JOIN + 1):
            for start in range(max(position - length + 1, 0), position + 1):
                run = words[start : start + length]
                whole = "".join(run)
                number = self._number.get(whole) if len(run) == length else None
                if number is not None and len(whole) >= LEAST_JOINED:
                    found[number] = Partner(number, 1.0)
        return tuple(found[number] for number in sorted(found))

    def parted(self, word: str) -> tuple[tuple[int, ...], ...]:
        """Ways to write a word as two or three listed words, as their numbers."""
        if is_fixed(word) or len(word) < LEAST_JOINED:
            return ()
        ways: list[tuple[int, ...]] = []
        for cut in range(SHORTEST_PART, len(word) - SHORTEST_PART + 1):
            head, tail = self._number.get(word[:cut]), word[cut:]
            if head is None:
                continue
            second = self._number.get(tail)
            if second is not None:
                ways.append((head, second))
            for again in range(SHORTEST_PART, len(tail) - SHORTEST_PART + 1):
                middle, last = self._number.get(tail[:again]), self._number.get(tail[again:])
                if middle is not None and last is not None:
                    ways.append((head, middle, last))
        return tuple(ways)


class _Weights(dict[int, float]):
    """Weights of listed words by number, looked up once."""

    def __init__(self, words: Sequence[str]) -> None:
        super().__init__()
        self._words = words

    def __missing__(self, number: int) -> float:
        self[number] = found = weight(self._words[number])
        return found
