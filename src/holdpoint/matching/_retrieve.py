"""Names that can reach a score, found without reading all of them, in plain Python.

A name score is at most the mean of the query's and the listed name's coverage, and no coverage is
above 1. A name at score T must therefore cover at least 2T - 1 of the query's weight: it must have
a partner of one of the words in any set whose complement weighs less than that. The cheapest such
set is opened; every name met there gets an upper bound from the words seen, and is scored in full
only if the bound reaches T. Nothing that a full scan finds is lost.
"""

from __future__ import annotations

import heapq
from collections.abc import Sequence

from holdpoint.matching._asked import Asked
from holdpoint.matching._engine import Found, Hit, Reading, Wanted
from holdpoint.matching._files import ACRONYM, Files
from holdpoint.matching._names import MILLION, Scored, pair_words, rounded
from holdpoint.matching._vocabulary import Vocabulary

RAISED = (7_000, 8_000, 9_000)
"""Least scores, one after the other, of a query whose words stand in too many names."""


class PythonEngine:
    """The search in plain Python; the kernel gives the same answers faster."""

    def __init__(self, files: Files) -> None:
        self._files = files
        self._vocabulary = Vocabulary(files)

    def search(self, readings: Sequence[Reading], wanted: Wanted) -> list[Found]:
        """An answer to each reading, in their order."""
        return [self._search(reading, wanted) for reading in readings]

    def points(self, reading: Reading, names: Sequence[int]) -> Sequence[int]:
        """The scores of some names, in their order."""
        return [scored.points for scored in self.score(reading, names)]

    def score(self, reading: Reading, names: Sequence[int]) -> list[Scored]:
        """How a reading compares with some names, in their order."""
        words = self._vocabulary.words
        return [
            pair_words(
                reading.words,
                [words[word] for word in self._files.words_of(name)],
                exact=reading.exact or bool(self._files.marks(name) & ACRONYM),
            )
            for name in names
        ]

    def _search(self, reading: Reading, wanted: Wanted) -> Found:
        asked = Asked(reading, self._vocabulary, self._files)
        least, opened = choose(asked, wanted)
        near = self._near(asked, opened, _shares(least))
        hits: list[Hit] = []
        top: list[int] = []
        for bound, name in near:
            if wanted.enough and len(top) >= wanted.enough and rounded(-bound // 2) < top[0]:
                break
            (scored,) = self.score(reading, (name,))
            if scored.points < least or not scored.points:
                continue
            hits.append((name, scored.points, scored.told))
            if wanted.enough:
                heapq.heappush(top, scored.points)
                if len(top) > wanted.enough:
                    heapq.heappop(top)
        return keep_best(least, hits, wanted)

    def _near(self, asked: Asked, opened: Sequence[int], shares: int) -> list[tuple[int, int]]:
        """Names that can reach a sum of shares, each after its negative bound, highest first."""
        near: list[tuple[int, int]] = []
        mask, want = asked.reading.mask, asked.reading.want
        for name in self._met(asked, opened, shares):
            facts = self._files["name_facts"][name]
            if (facts >> 24) & mask != want:
                continue
            bound = asked.bound(self._files.words_of(name), max(facts & 0xFFFFFF, 1))
            if bound >= shares:
                near.append((-bound, name))
        near.sort()
        return near

    def _met(self, asked: Asked, opened: Sequence[int], shares: int) -> list[int]:
        """Names under the opened words that can cover enough of the query."""
        postings, starts = self._files["postings"], self._files["posting_starts"]
        mine: dict[int, int] = {}
        unseen = 0
        for at, one in enumerate(asked.different):
            if at not in opened:
                unseen += 1000 * one.weight
                continue
            best: dict[int, int] = {}
            for word, key in one.words:
                best[word] = max(best.get(word, 0), key.score)
            for word, score in best.items():
                gain = score * one.weight
                for name in postings[starts[word] : starts[word + 1]]:
                    mine[name] = mine.get(name, 0) + gain
        least = (shares - MILLION) * asked.total
        return [name for name, seen in mine.items() if 1000 * (seen + unseen) >= least]


def choose(asked: Asked, wanted: Wanted) -> tuple[int, list[int]]:
    """The least score to go by, and the words to open for it.

    The wanted score, or the next of :data:`RAISED` where its words stand in too many names.
    """
    least = wanted.least
    names, opened = _opened(asked, _shares(least))
    for step in RAISED:
        if not wanted.crowd or names <= wanted.crowd:
            break
        if step > least:
            least = step
            names, opened = _opened(asked, _shares(least))
    return least, opened


def _shares(least: int) -> int:
    """The least sum of both shares, in millionths, that gives a score after rounding."""
    return 2 * (least * 100 - 50)


def _opened(asked: Asked, shares: int) -> tuple[int, list[int]]:
    """Words to open, cheapest for their weight first, until the rest cannot reach what is needed.

    Returns:
        How many names stand under them, and which they are.
    """
    different = asked.different
    order = sorted(
        (at for at, one in enumerate(different) if one.alone),
        key=lambda at: _Dearer(different[at].cost, different[at].weight),
    )
    rest, names, opened = asked.total, 0, list[int]()
    least = (shares - MILLION) * asked.total
    for at in order:
        if rest * MILLION < least:
            break
        opened.append(at)
        names += different[at].cost
        rest -= different[at].weight
    return names, opened


class _Dearer:
    """Cost for weight as an exact fraction."""

    def __init__(self, cost: int, weight: int) -> None:
        self.cost, self.weight = cost, weight

    def __lt__(self, other: _Dearer) -> bool:
        return self.cost * other.weight < other.cost * self.weight


def keep_best(least: int, hits: list[Hit], wanted: Wanted) -> Found:
    """What ``enough`` and ``most`` leave, in order."""
    hits.sort(key=lambda hit: (-hit[1], -hit[2], hit[0]))
    if wanted.enough and len(hits) > wanted.enough:
        last = hits[wanted.enough - 1][1]
        hits = [hit for hit in hits if hit[1] >= last]
    cut = bool(wanted.most) and len(hits) > wanted.most
    return Found(least, cut, hits[: wanted.most] if cut else hits)
