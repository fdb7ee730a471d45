"""From a word of a query to every word of the lists that may be its partner, without the kernel."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Sequence
from threading import Lock

from rapidfuzz import process
from rapidfuzz.distance import OSA, JaroWinkler

from holdpoint.matching._files import Files
from holdpoint.matching._similar import (
    JARO_WINKLER,
    LEAST_JOINED,
    LONGEST_JOIN,
    SHORT,
    SHORTEST_PART,
    edits_allowed,
    is_fixed,
    similarity,
)
from holdpoint.matching._words import UNVOICED, VOICED, kind_of, word_of
from holdpoint.text import LETTERS

_MOST_REMEMBERED = 50_000

Partners = tuple[tuple[int, int], ...]
"""Numbers of words and similarities in thousandths."""

Ways = tuple[tuple[int, ...], ...]


class Vocabulary:
    """The words of an index, and the exact search for partners in it.

    Args:
        files: Of the index.
    """

    def __init__(self, files: Files) -> None:
        self._files = files
        self.words: Sequence[str] = str(files.texts["words"], "utf-8").split("\n")[:-1]
        self._number = {word: number for number, word in enumerate(self.words)}
        self._by_length: dict[tuple[int, int], Sequence[str]] = {}
        first = 0
        rows = iter(files["buckets"])
        for kind, length, count in zip(rows, rows, rows, strict=True):
            if kind in (VOICED, UNVOICED):
                self._by_length[kind, length] = self.words[first : first + count]
            first += count
        self._by_first: dict[str, list[str]] = {}
        for (kind, _), group in self._by_length.items():
            for word in group:
                self._by_first.setdefault(word[: 2 if kind == UNVOICED else 1], []).append(word)
        self._known: dict[str, Partners] = {}
        self._lock = Lock()

    def number(self, word: str) -> int | None:
        """The number of a word, or ``None``."""
        return self._number.get(word)

    def partners(self, word: str) -> Partners:
        """Every listed word that alone pairs with a word, by number; remembered by the word.

        Not for an initial, which may stand for any word that begins with it.
        """
        known = self._known.get(word)
        if known is None:
            found: dict[int, int] = {}
            for other in self._candidates(word):
                score, _ = similarity(word, other)
                if score and other in self._number:
                    found[self._number[other]] = score
            known = tuple(sorted(found.items()))
            with self._lock:
                if len(self._known) > _MOST_REMEMBERED:
                    self._known.clear()
                self._known[word] = known
        return known

    def _candidates(self, word: str) -> Iterator[str]:
        yield word
        if kind_of(word) < VOICED:
            return
        yield word[0]
        _, _, bones, families = word_of(word)
        related = [self._bones.get(bones, ())]
        related += [self._families.get(family, ()) for family in families]
        yield from (self.words[number] for group in related for number in group)
        yield from self._near(word)

    @functools.cached_property
    def _bones(self) -> dict[str, Sequence[int]]:
        return self._classes("bone", "bones")

    @functools.cached_property
    def _families(self) -> dict[str, Sequence[int]]:
        return self._classes("family", "families")

    def _classes(self, one: str, several: str) -> dict[str, Sequence[int]]:
        keys = str(self._files.texts[several], "utf-8").split("\n")[:-1]
        words, starts = self._files[f"{one}_words"], self._files[f"{one}_word_starts"]
        return {key: words[starts[at] : starts[at + 1]] for at, key in enumerate(keys)}

    def _near(self, word: str) -> Iterator[str]:
        unvoiced = word.startswith(LETTERS)
        bare = len(word) - unvoiced
        if bare < SHORT:
            return
        limit = edits_allowed(word[unvoiced:], word[unvoiced:])
        kind = UNVOICED if unvoiced else VOICED
        for length in range(len(word) - limit, len(word) + limit + 1):
            if limit:
                choices = self._by_length.get((kind, length), ())
                hits = process.extract(
                    word, choices, scorer=OSA.distance, score_cutoff=limit, limit=None
                )
                yield from (hit[0] for hit in hits)
        group = self._by_first.get(word[: 2 if unvoiced else 1], ())
        # The mark before letters without vowels makes words more alike than their letters are.
        least = 0.0 if unvoiced else JARO_WINKLER / 1000 - 1e-6
        alike = process.extract(
            word, group, scorer=JaroWinkler.similarity, score_cutoff=least, limit=None
        )
        yield from (hit[0] for hit in alike)

    def runs(self, words: Sequence[str]) -> Iterable[tuple[int, int, int]]:
        """Neighbours that are one listed word: its number, first place, number of places."""
        for start in range(len(words)):
            whole = words[start] if len(words[start]) >= SHORTEST_PART else ""
            for length in range(2, LONGEST_JOIN + 1):
                if not whole or start + length > len(words):
                    break
                part = words[start + length - 1]
                whole = whole + part if len(part) >= SHORTEST_PART else ""
                if len(whole) >= LEAST_JOINED and not is_fixed(whole) and whole in self._number:
                    yield self._number[whole], start, length

    def parted(self, word: str) -> Ways:
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
